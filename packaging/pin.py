"""Write constraints.txt and constraints-oldest.txt anew from pyproject.toml.

    python3 packaging/pin.py

The first pins the newest of everything that is served, build and test tools included; the second
pins the lower bounds of the program's own dependencies, and the newest of what stands around them.
Both hold exact versions only: no addresses, no hashes. Needs an environment made by dev.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from environment import NEWEST, OLDEST, pyproject

WINDOWS_ONLY = ("colorama", "pefile", "pywin32-ctypes")
"""What pytest and PyInstaller need there; a resolve on Linux does not see them."""

EDITABLE_BUILD = ("editables",)
"""What hatchling asks for when a checkout is installed editable."""


def main() -> int:
    """Resolve and write both files; return the exit status."""
    project = pyproject()["project"]
    build = [*pyproject()["build-system"]["requires"], *EDITABLE_BUILD]
    runtime = project["dependencies"]
    extras = project["optional-dependencies"]
    every_extra = [requirement for extra in extras.values() for requirement in extra]
    newest = [*build, *runtime, *every_extra, *WINDOWS_ONLY]
    oldest = [*build, *map(_lower_bound, runtime), *extras["test"]]
    _write(NEWEST.constraints, "The newest of everything, exactly.", newest)
    _write(OLDEST.constraints, "The oldest dependencies that pyproject.toml allows.", oldest)
    return 0


def _lower_bound(requirement: str) -> str:
    """Exactly the oldest version allowed: ``lxml>=5.3,<7`` → ``lxml==5.3``."""
    name, _, versions = requirement.partition(">=")
    return f"{name}=={versions.partition(',')[0]}"


def _write(path: Path, purpose: str, requirements: list[str]) -> None:
    pins = sorted(_resolve(requirements), key=str.lower)
    head = [f"# {purpose}", "# Written by packaging/pin.py."]
    path.write_text("\n".join([*head, *pins, ""]), encoding="utf-8")
    print(f"{path}: {len(pins)} pins")


def _resolve(requirements: list[str]) -> list[str]:
    """All that installing these would bring, each as ``name==version``."""
    dry_run = ("install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-")
    command = [NEWEST.program("python"), "-m", "pip", *dry_run, *requirements]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    packages = [item["metadata"] for item in json.loads(answer.stdout)["install"]]
    return [f"{package['name']}=={package['version']}" for package in packages]


if __name__ == "__main__":
    sys.exit(main())
