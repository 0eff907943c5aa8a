"""The project's virtual environments: made when missing or outdated, else left alone.

Each carries a stamp of all it was made from, so asking for it a second time costs nothing, and a
set-up that was interrupted is simply done again. Untested on Windows.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import debian

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
SAMPLE = ROOT / "resources" / "samples" / "sample.txt"


@dataclass(frozen=True)
class Environment:
    """One virtual environment: gipdesk as it lies in the checkout, with exact dependencies."""

    folder: Path
    constraints: Path
    extras: tuple[str, ...]

    def program(self, name: str) -> str:
        """Path of a program of this environment: ``python``, ``gipdesk``, ``ruff`` …."""
        if sys.platform == "win32":
            return str(self.folder / "Scripts" / f"{name}.exe")
        return str(self.folder / "bin" / name)

    @property
    def site_packages(self) -> Path:
        """Where this environment keeps what was installed."""
        if sys.platform == "win32":
            return self.folder / "Lib" / "site-packages"
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        return self.folder / "lib" / version / "site-packages"

    def run(self, program: str, *arguments: str | Path, **variables: str) -> int:
        """Run a program of this environment in the checkout; return its exit status."""
        command = [self.program(program), *map(str, arguments)]
        surroundings = {**os.environ, **variables}
        return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode


NEWEST = Environment(
    ROOT / ".venv", PACKAGING / "constraints.txt", extras=("test", "fonts", "bundle")
)
OLDEST = Environment(ROOT / ".venv-oldest", PACKAGING / "constraints-oldest.txt", extras=("test",))


def prepare(environment: Environment) -> None:
    """Bring an environment to what pyproject.toml and its constraints ask for.

    Raises:
        SystemExit: If the environment cannot be made; what went wrong has been printed.
    """
    stamp = environment.folder / "gipdesk-stamp"
    wanted = _stamp(environment)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up {environment.folder.name}: a minute or two, this once.", flush=True)
    stamp.unlink(missing_ok=True)
    _create(environment)
    _install(environment)
    stamp.write_text(wanted, encoding="utf-8")


def _stamp(environment: Environment) -> str:
    """A digest of all that an environment is made from; its paths are absolute, so they count."""
    project = pyproject()
    sources = (
        str(ROOT),
        f"{sys.version_info.major}.{sys.version_info.minor}",
        sys.base_prefix,
        json.dumps([project["build-system"], project["project"]], sort_keys=True),
        environment.constraints.read_text(encoding="utf-8"),
        " ".join(environment.extras),
    )
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()


def pyproject() -> dict[str, Any]:
    """The parsed pyproject.toml of the checkout."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _create(environment: Environment) -> None:
    if not debian.provide_venv():
        sys.exit("This Python cannot make virtual environments (module ensurepip is missing).")
    make = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    if subprocess.run(make, check=False).returncode != 0:
        sys.exit(f"Could not make the virtual environment {environment.folder}.")


def _install(environment: Environment) -> None:
    """Install the checkout editable; its build tools first, so that they are pinned as well."""
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    pinned = ("-c", environment.constraints)
    checkout = f"{ROOT}[{','.join(environment.extras)}]"
    steps: tuple[tuple[str | Path, ...], ...] = (
        (*pip, *pinned, "hatchling", "editables"),
        (*pip, *pinned, "--no-build-isolation", "--editable", checkout),
    )
    for step in steps:
        if environment.run("python", *step) != 0:
            sys.exit("pip could not install the dependencies; its message is above.")
