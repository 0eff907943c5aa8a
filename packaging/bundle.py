"""Make what is carried to machines without network.

    python3 packaging/bundle.py           dist/gipdesk: one folder for the system this runs on,
                                          which needs neither Python nor anything installed
    python3 packaging/bundle.py wheels    dist/wheels-win_amd64: wheels and an install script for
                                          Windows with Python, untested there

A bundle runs on systems whose C library is at least as new as that of the machine it was made on:
build on the oldest one to be served. Safe to run again; the folders are made anew.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution
from pathlib import Path

import debian
import licences
import spare_libraries
from environment import NEWEST, PACKAGING, ROOT, SAMPLE, prepare, pyproject

DIST = ROOT / "dist"
APP = DIST / "gipdesk"
WHEELS = DIST / "wheels-win_amd64"
OFFLINE = PACKAGING / "offline"
WINDOWS_PYTHONS = ("3.11", "3.12", "3.13")


def main() -> int:
    """Make the bundle that the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="bundle.py", description="Bundles for offline use.")
    parser.add_argument("what", nargs="?", choices=("app", "wheels"), default="app")
    asked = parser.parse_args()
    missing = debian.provide({**debian.QT_LIBRARIES, **debian.BUNDLE_TOOLS})
    if missing and asked.what == "app":
        sys.exit(f"Cannot build without: {', '.join(missing)}")
    prepare(NEWEST)
    return make_wheels() if asked.what == "wheels" else make_app()


def make_app() -> int:
    """Build the folder with PyInstaller, add texts and licences, try it, and pack it."""
    build = ("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN")
    places = ("--distpath", DIST, "--workpath", ROOT / "build")
    if status := NEWEST.run("python", *build, *places, PACKAGING / "gipdesk.spec"):
        return status
    _add_offline_text("README-app.txt", APP / "使用说明.txt")
    if sys.platform != "win32":
        shutil.copy(OFFLINE / "add-to-menu.sh", APP / "add-to-menu.sh")
    _gather_app_licences()
    if status := _try_app():
        return status
    kind = "zip" if sys.platform == "win32" else "gztar"  # a zip would lose the symbolic links
    name = f"gipdesk-{pyproject()['project']['version']}-{sys.platform}-{platform.machine()}"
    print(f"Written:\n  {APP}\n  {shutil.make_archive(str(DIST / name), kind, DIST, APP.name)}")
    return 0


def make_wheels() -> int:
    """Download what Windows needs, for each Python that may be there, and add our own wheel."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    own = ("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", WHEELS, ROOT)
    if status := NEWEST.run("python", *pip, *own):
        return status
    into = ("download", "--only-binary=:all:", "-c", NEWEST.constraints, "--dest", WHEELS)
    for version in WINDOWS_PYTHONS:
        target = ("--platform", "win_amd64", "--implementation", "cp", "--python-version", version)
        wanted = pyproject()["project"]["dependencies"]
        if status := NEWEST.run("python", *pip, *into, *target, *wanted):
            return status
    _add_offline_text("install-offline.cmd", WHEELS / "install-offline.cmd")
    _add_offline_text("README-wheels.txt", WHEELS / "安装说明.txt")
    wheels = [str(wheel) for wheel in WHEELS.glob("*.whl")]
    _tell_unlicensed(licences.gather(Distribution.discover(path=wheels), WHEELS / "licences"))
    print(f"Written:\n  {WHEELS}")
    return 0


def _gather_app_licences() -> None:
    folder = APP / "licences"
    installed = list(Distribution.discover(path=[str(NEWEST.site_packages)]))
    shipped = licences.closure("gipdesk", installed)
    shipped += [each for each in installed if each.metadata["Name"] == "pyinstaller"]  # its starter
    unlicensed = licences.gather(shipped, folder)
    unlicensed += licences.gather_debian(_libraries_of_this_machine(), folder / "debian")
    for place in (sysconfig.get_path("stdlib"), sys.base_prefix):
        if (Path(place) / "LICENSE.txt").is_file():
            shutil.copyfile(Path(place) / "LICENSE.txt", folder / "Python.txt")
    _tell_unlicensed(unlicensed)


def _libraries_of_this_machine() -> list[Path]:
    """Shared libraries in the bundle that no wheel brought."""
    inside = APP / "_internal"
    found = [*inside.glob("*.so*"), *(inside / spare_libraries.FOLDER).glob("*.so*")]
    of_wheels = ("libpyside6", "libshiboken6")
    return [file for file in found if not file.is_symlink() and not file.name.startswith(of_wheels)]


def _tell_unlicensed(names: list[str]) -> None:
    if names:
        print(f"No licence text found, add it by hand: {', '.join(sorted(names))}", flush=True)


def _add_offline_text(name: str, target: Path) -> None:
    """Copy a text as Windows wants it: its line ends, and a mark that it is UTF-8 for Notepad."""
    text = (OFFLINE / name).read_text(encoding="utf-8")
    encoding = "utf-8" if target.suffix == ".cmd" else "utf-8-sig"  # cmd would run the mark
    target.write_text(text, encoding=encoding, newline="\r\n")


def _try_app() -> int:
    """Let the bundled program check the sample; 1 says that there are findings, as it should."""
    program = APP / ("gipdesk-cli.exe" if sys.platform == "win32" else "gipdesk")
    status = subprocess.run([program, "check", SAMPLE], check=False).returncode
    return 0 if status == 1 else status


if __name__ == "__main__":
    sys.exit(main())
