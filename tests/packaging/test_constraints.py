from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
FILES = ("constraints.txt", "constraints-oldest.txt")
PIN = re.compile(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*")


def lines(file: str) -> list[str]:
    text = (ROOT / "packaging" / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def pins(file: str) -> dict[str, Version]:
    pairs = (line.split("==") for line in lines(file))
    return {canonicalize_name(name): Version(number) for name, number in pairs}


def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def runtime() -> list[Requirement]:
    return [Requirement(line) for line in pyproject()["project"]["dependencies"]]


def declared() -> list[Requirement]:
    project = pyproject()
    groups = [
        project["build-system"]["requires"],
        *project["project"]["optional-dependencies"].values(),
    ]
    return [*runtime(), *(Requirement(line) for group in groups for line in group)]


def needed_here(requirements: list[Requirement]) -> set[str]:
    """Names of all that these bring in this environment, they themselves included."""
    names: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        wanted = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if name in names or not wanted:
            continue
        names.add(name)
        with suppress(PackageNotFoundError):  # the oldest environment has not every extra
            waiting += [Requirement(line) for line in distribution(name).requires or []]
    return names


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_one_exact_version(file: str) -> None:
    assert [line for line in lines(file) if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("file", FILES)
def test_nothing_is_pinned_twice(file: str) -> None:
    assert len(pins(file)) == len(lines(file))


def test_the_newest_pins_are_what_the_project_allows() -> None:
    newest = pins("constraints.txt")
    wrong = [str(r) for r in declared() if newest[canonicalize_name(r.name)] not in r.specifier]
    assert wrong == []


def test_the_oldest_pins_are_the_lower_bounds() -> None:
    oldest = pins("constraints-oldest.txt")
    bounds = {
        canonicalize_name(requirement.name): Version(specifier.version)
        for requirement in runtime()
        for specifier in requirement.specifier
        if specifier.operator == ">="
    }
    assert len(bounds) == len(runtime())
    assert {name: oldest[name] for name in bounds} == bounds


def test_everything_that_is_brought_along_is_pinned_too() -> None:
    qt = Version(version("PySide6-Essentials"))
    is_oldest = qt == pins("constraints-oldest.txt")["pyside6-essentials"]
    file = "constraints-oldest.txt" if is_oldest else "constraints.txt"
    extras = pyproject()["project"]["optional-dependencies"]
    wanted = [*runtime(), *map(Requirement, extras["test"])] if is_oldest else declared()
    assert needed_here(wanted) - pins(file).keys() == set()
