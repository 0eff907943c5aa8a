"""What the system must provide beside Python, and how Debian provides it.

Whether something is there is asked of the thing itself (does the library load, is the program on
the path), so a machine that has everything never meets apt, and other systems work as well: there
the missing packages are named and nothing is installed.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping

Needs = Mapping[str, str]
"""Shared library (lib….so.N) or program → Debian packages that bring it."""

QT_LIBRARIES: Needs = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    # The rest is loaded when a real X11 window opens.
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

TEST_TOOLS: Needs = {
    "soffice": "libreoffice-writer-nogui libreoffice-calc-nogui",
    "pdftoppm": "poppler-utils",
}

BUNDLE_TOOLS: Needs = {
    "objdump": "binutils",
    f"libpython3.{sys.version_info.minor}.so.1.0": f"libpython3.{sys.version_info.minor}",
}


def provide(needs: Needs) -> list[str]:
    """Install what is missing where that is possible; return what is still missing, by name."""
    absent = _absent(needs)
    if not absent:
        return []
    _install(" ".join(needs[name] for name in absent).split())
    return _absent(needs)


def provide_venv() -> bool:
    """Make ``python -m venv`` work: Debian keeps a part of it in a package of its own."""
    if not _has_ensurepip():
        _install([f"python3.{sys.version_info.minor}-venv"])
    return _has_ensurepip()


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def _absent(needs: Needs) -> list[str]:
    return [name for name in needs if not _is_present(name)]


def _is_present(name: str) -> bool:
    if ".so." not in name:
        return shutil.which(name) is not None
    if not sys.platform.startswith("linux"):
        return True  # elsewhere the wheels bring their libraries
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _install(packages: list[str]) -> None:
    names = " ".join(packages)
    root = _as_root()
    if shutil.which("apt-get") is None or root is None:
        print(f"Please install (not possible from here): {names}", flush=True)
        return
    print(f"Installing with apt-get: {names}", flush=True)
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "DPkg::Lock::Timeout=120"]  # a fresh machine may be updating itself
    # An update that fails may leave lists that are good enough: the install decides.
    subprocess.run([*apt, "update"], check=False, stdin=subprocess.DEVNULL)
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    if subprocess.run(install, check=False, stdin=subprocess.DEVNULL).returncode != 0:
        print(f"apt-get could not install: {names}", flush=True)


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root; None if we may not."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    ask = [] if sys.stdin.isatty() else ["-n"]
    allowed = subprocess.run(["sudo", *ask, "true"], check=False, stderr=subprocess.DEVNULL)
    return ["sudo", *ask] if allowed.returncode == 0 else None
