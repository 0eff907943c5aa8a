from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
TEST_COMMAND = "python3 packaging/dev.py test"


def imported(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("name", ["dev", "debian", "environment", "bundle", "licences", "pin"])
def test_a_bare_python_can_start_the_set_up(name: str) -> None:
    beside = {file.stem for file in PACKAGING.glob("*.py")}
    assert imported(PACKAGING / f"{name}.py") <= sys.stdlib_module_names | beside


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    assert TEST_COMMAND in (ROOT / "README.md").read_text(encoding="utf-8")
    assert TEST_COMMAND in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
