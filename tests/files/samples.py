"""What the tests of files share: packages, and disks that fail."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import strategies as st

from gipdesk.files.package import Package, SourceFile
from gipdesk.report.cells import CellRef
from gipdesk.report.report import Cell, Meta, Paragraph, Report, Row, Section, Table
from tests.report.samples import reports

CHECKOUT = Path(__file__).resolve().parents[2]
NEW = CellRef("requests", "new", "natural")

_names = st.sampled_from(["图片.png", "2024 年报.docx", "a/b.json", "x"])
_members = st.dictionaries(_names, st.binary(max_size=9), max_size=2)
packages = st.builds(
    Package,
    reports,
    st.none() | st.builds(SourceFile, st.sampled_from(["去年.docx", "a b.pdf"]), st.binary()),
    _members,
    _members,
    st.dictionaries(st.sampled_from(["later.json", "seals/1"]), st.binary(), max_size=2),
)


def small_report() -> Report:
    """One table of one cell, one section of one paragraph."""
    return Report(
        "2021",
        Meta(agency="某某市司法局", year=2025),
        (),
        {"requests": Table({"new": Row({"natural": Cell("1")})})},
        [Section("overview", "总体情况", [Paragraph("b1", "甲")])],
    )


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """Inside, the system refuses to let any file grow beyond `size` bytes."""
    import resource  # not on Windows

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def start(program: str, *arguments: Path | str) -> subprocess.Popen[str]:
    """A Python program of its own, which can be talked to and killed."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
