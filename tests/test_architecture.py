"""Who may import whom (ARCHITECTURE.md), transitive imports included."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pytest_archon import archrule

ABOVE = {
    "report": ["checks", "files", "document", "readers", "writers", "workflow", "cli", "desk"],
    "checks": ["files", "document", "readers", "writers", "workflow", "cli", "desk"],
    "files": ["checks", "document", "readers", "writers", "workflow", "cli", "desk"],
    "document": ["checks", "files", "readers", "writers", "workflow", "cli", "desk"],
    "readers": ["checks", "files", "document", "writers", "workflow", "cli", "desk"],
    "writers": ["report", "checks", "files", "readers", "workflow", "cli", "desk"],
    "workflow": ["cli", "desk"],
    "cli": ["desk"],
}


@pytest.mark.parametrize("package", ABOVE)
def test_a_package_imports_nothing_above_it(package: str) -> None:
    above = [f"gipdesk.{each}{below}" for each in ABOVE[package] for below in ("", ".*")]
    rule = archrule(f"{package} stands below").match(f"gipdesk.{package}", f"gipdesk.{package}.*")
    rule.should_not_import(*above).check("gipdesk")


def test_only_the_desk_knows_qt() -> None:
    (
        archrule("no Qt below the desk")
        .match("gipdesk.*")
        .exclude("gipdesk.desk", "gipdesk.desk.*", "gipdesk.__main__")
        .should_not_import("PySide6", "PySide6.*")
        .check("gipdesk")
    )


def test_the_command_line_starts_without_qt_and_document_libraries() -> None:
    heavy = ["PySide6", "docx", "reportlab", "lxml", "pypdfium2", "jinja2", "xlsxwriter"]
    heavy += ["opencc", "python_calamine"]
    code = f"import sys, gipdesk.cli; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
