"""How fast gipdesk puts a report on paper, beside floors and peers in the same run.

    python -m tests.benchmarks.paper

One report of six pages, made up. Ours and theirs take turns, so that a busy machine is busy for
all; times are medians; read the ratios. docxtpl and typst are measured where they are installed.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

from gipdesk.document.compose import compose
from gipdesk.files.package import Package, save_package
from gipdesk.report.changes import ReplaceBlocks, SetCell, apply
from gipdesk.report.report import Cell, Paragraph, Report
from gipdesk.workflow.exporting import Exporter
from gipdesk.workflow.office import Office, open_office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.preview import set_pages
from gipdesk.writers.docx import write_docx
from gipdesk.writers.html import write_html
from gipdesk.writers.pdf import lay_out, paint_pages, write_pdf
from gipdesk.writers.xlsx import write_xlsx
from tests.benchmarks import peers
from tests.benchmarks.measure import SAMPLE, row

PAGES = 6
_ADDED = "本机关坚持以公开为常态、不公开为例外，全年主动公开政府信息{}条，办结依申请公开{}件。"


def full_report(office: Office) -> Report:
    """The sample, with as much text as fills six pages."""
    report = open_file(SAMPLE, office).report
    section = report.section("overview")
    assert section is not None
    for number in range(60):
        if pages_of(report, office) >= PAGES:
            break
        text = f"（六）其他工作。{_ADDED.format(number + 3, number + 5) * 4}"
        added = Paragraph(f"b9{number:02}", text)
        apply(report, ReplaceBlocks("overview", len(section.blocks), 0, (added,)))
    return report


def pages_of(report: Report, office: Office) -> int:
    """How many pages a report has."""
    return len(set_pages(report, office, {}).pages)


def in_turn(actions: Mapping[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The median time of each action in microseconds, the actions taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():  # once, to be warm
        action()
    for _ in range(times):
        for name, action in actions.items():
            gc.collect()
            start = time.perf_counter()
            action()
            taken[name].append((time.perf_counter() - start) * 1e6)
    return {name: statistics.median(each) for name, each in taken.items()}


def show(ours: str, floor: str, times: Mapping[str, float]) -> None:
    """Ours and each peer beside the floor."""
    for name, each in times.items():
        if name != floor:
            mark = "" if name.startswith(ours) else "  peer: "
            row(f"{mark}{name}", each, floor, times[floor])


def installed(writers: Mapping[str, peers.Write | None]) -> dict[str, peers.Write]:
    """Those peers that are there; the others are told."""
    for name, writer in writers.items():
        if writer is None:
            print(f"  peer: {name} is not installed")
    return {name: writer for name, writer in writers.items() if writer}


def measure_docx(report: Report, office: Office) -> None:
    """Ours beside jinja2 and zip, docxtpl and python-docx."""
    exporter = Exporter(report, office, {})
    document, sheet, base = exporter.document, exporter.sheet, office.templates / "word"
    form, faces = office.form(report), exporter.faces
    ours = write_docx(document, sheet, base)
    floor = "jinja2 XML + zip"
    others = installed({"docxtpl, fixed shape": peers.docxtpl_writer(ours)})

    def composed() -> bytes:
        fresh = compose(report, form, office.templates, {}, sheet.parts)
        return write_docx(fresh, sheet, base, faces)

    times = in_turn(
        {
            floor: peers.docx_floor(document, ours),
            "write .docx": lambda: write_docx(document, sheet, base, faces),
            "write .docx, lines left to Word": lambda: write_docx(document, sheet, base),
            "write .docx, composed": composed,
            **others,
        },
        15,
    )
    slow = {"python-docx, cell by cell": peers.python_docx_writer(document, ours)}
    show("write", floor, times | in_turn(slow, 2))


def measure_pdf(report: Report, office: Office) -> None:
    """Ours beside reportlab's own layout, typst and LibreOffice."""
    exporter = Exporter(report, office, {})
    document, sheet, faces = exporter.document, exporter.sheet, exporter.faces
    word = write_docx(document, sheet, office.templates / "word")
    floor = "reportlab platypus"
    times = in_turn(
        {
            floor: peers.platypus_writer(document, sheet, office.fonts),
            "write .pdf, tagged PDF/A-2b": lambda: write_pdf(document, sheet, faces),
            "write .pdf: layout alone": lambda: lay_out(document, sheet, faces),
            **installed({"typst, PDF/A-2b": peers.typst_writer(document, sheet, office.fonts)}),
        },
        9,
    )
    slow = installed({"LibreOffice of our .docx": peers.libreoffice_writer(word)})
    show("write", floor, times | in_turn(slow, 3))


def measure_others(report: Report, office: Office) -> None:
    """The web page and the spreadsheet, beside the .docx."""
    exporter = Exporter(report, office, {})
    document, sheet, base = exporter.document, exporter.sheet, office.templates / "word"
    actions = {
        "write .docx": lambda: write_docx(document, sheet, base),
        "write .html": lambda: write_html(document, sheet),
        "write .xlsx": lambda: write_xlsx(document, sheet),
    }
    show("write", "write .docx", in_turn(actions, 9))


def measure_preview(report: Report, office: Office) -> None:
    """From a key to the picture of the changed page, beside PDFium's share of it."""
    from gipdesk.readers.pdf import page_picture

    ref = office.form(report).cell("requests/granted.natural")
    preview = set_pages(report, office, {})
    number = next((page for page, _ in preview.areas_of(str(ref))), 1)
    page = paint_pages([preview.pages[number - 1]], preview.document, preview.faces)
    figures = cycle(["17", "18"])

    def key() -> Any:
        apply(report, SetCell(ref, Cell(next(figures))))
        return set_pages(report, office, {}).picture(number, 96 / 72)

    actions = {
        "PDFium alone": lambda: page_picture(page, 1, 96 / 72),
        "preview after one key": key,
        "preview: all pages set anew": lambda: set_pages(report, office, {}),
        "preview: another page": lambda: preview.picture(number, 96 / 72),
    }
    show("preview", "PDFium alone", in_turn(actions, 9))


def measure_cold(report: Report) -> None:
    """A fresh process that exports both and reads them back, beside one that only imports."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.gip")
        save_package(source, Package(report), known=None)
        actions = {name: _run(command, Path(folder)) for name, command in _commands(source)}
        show("cold", "import libraries", in_turn(actions, 3))


def _commands(source: Path) -> Iterator[tuple[str, list[str]]]:
    libraries = "import docx, jinja2, lxml, msgspec, pypdfium2, reportlab.pdfgen.canvas"
    yield "import libraries", ["-c", libraries]
    target = ["-o", str(source.parent / "out"), "--force"]
    export = ["-m", "gipdesk", "export", str(source), *target]
    yield "cold export, .docx and .pdf", [*export, "--to", "docx", "--to", "pdf"]
    yield "cold export, .docx", [*export, "--to", "docx"]


def _run(command: list[str], data: Path) -> Callable[[], None]:
    environment = {**os.environ, "GIPDESK_DATA": str(data)}

    def run() -> None:
        subprocess.run([sys.executable, *command], env=environment, capture_output=True, check=True)

    return run


def main() -> None:
    """Print the table."""
    office = open_office()
    report = full_report(office)
    print(f"a report of {pages_of(report, office)} pages")
    measure_docx(report, office)
    measure_pdf(report, office)
    measure_others(report, office)
    measure_preview(report, office)
    measure_cold(report)


if __name__ == "__main__":
    main()
