"""How fast gipdesk is, each figure beside its floor in the same run.

    python -m tests.benchmarks.measure

Times are medians; machines are noisy, so read the ratios.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import jinja2

from gipdesk import paths
from gipdesk.checks.arithmetic import Arithmetic, outcome_of
from gipdesk.checks.engine import LiveCheck
from gipdesk.document.compose import compose
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.report.changes import SetCell, apply
from gipdesk.report.identities import instances_of, values_of
from gipdesk.report.report import Cell, Report
from gipdesk.workflow.office import Office, open_office
from gipdesk.workflow.opening import open_file

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from gipdesk.desk.window import Window

SAMPLE = paths.SAMPLES / "sample.txt"


def median_us(action: Callable[[], object], times: int) -> float:
    """Median time of an action, in microseconds."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1e6


def row(name: str, ours: float, floor_name: str, floor: float) -> None:
    """One line of the table."""
    ratio = ours / floor if floor else float("nan")
    ours, floor = ours / 1000, floor / 1000
    print(f"{name:<32}{ours:>10.3f} ms   {floor_name:<20}{floor:>10.3f} ms{ratio:>8.2f}×")


def hand_coded(report: Report, office: Office) -> Callable[[], int]:
    """All identities of the report as sums over plain lists, written out beforehand."""
    form = office.form(report)
    values = values_of(report, form)
    numbers = [values[ref].number or 0 for ref in form.kinds]
    place = {ref: index for index, ref in enumerate(form.kinds)}
    sides = [
        ([place[ref] for ref in each.left], [place[ref] for ref in each.right])
        for each in instances_of(form)
    ]

    def sums() -> int:
        wrong = 0
        for left, right in sides:
            if sum([numbers[i] for i in left]) != sum([numbers[i] for i in right]):
                wrong += 1
        return wrong

    return sums


def measure_checks(report: Report, office: Office) -> None:
    """Identities, everything, and one edit, beside hand-coded sums."""
    form = office.form(report)
    sums = median_us(hand_coded(report, office), 3000)
    arithmetic = Arithmetic(form)
    terms = arithmetic.terms(values_of(report, form))
    identities = median_us(lambda: [outcome_of(c, terms) for c in arithmetic.identities], 3000)
    live = LiveCheck(report, form, office.rules)
    ref = form.cell("requests/granted.natural")
    texts = ["17", "18"]

    def edit() -> None:
        texts.reverse()
        apply(report, SetCell(ref, Cell(texts[0])))
        live.update([ref])

    row("all 42 identities", identities, "hand-coded sums", sums)
    row("full check, reading 200 cells", median_us(live.update_all, 300), "hand-coded sums", sums)
    row("one edit, findings in words", median_us(edit, 2000), "hand-coded sums", sums)


def measure_paper(report: Report, office: Office) -> None:
    """Word and PDF, beside a jinja2 document.xml in a zip."""
    from gipdesk.writers.docx import write_docx
    from gipdesk.writers.faces import bundled_faces
    from gipdesk.writers.pdf import write_pdf

    sheet = read_stylesheet(office.styles / "gb9704.toml")
    form = office.form(report)
    document = compose(report, form, office.templates)
    body = jinja2.Template(
        "{% for b in blocks %}<w:p><w:r><w:t>{{ b }}</w:t></w:r></w:p>{% endfor %}"
        "{% for n in cells %}<w:tc><w:p><w:r><w:t>{{ n }}</w:t></w:r></w:p></w:tc>{% endfor %}"
    )

    def floor() -> bytes:
        xml = body.render(blocks=[str(b) for b in document.blocks[:40]], cells=range(250))
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", xml)
        return buffer.getvalue()

    bottom = median_us(floor, 20)
    name = "jinja2 XML + zip"
    row("compose", median_us(lambda: compose(report, form, office.templates), 20), name, bottom)
    word = median_us(lambda: write_docx(document, sheet, office.templates / "word"), 10)
    row("write .docx", word, name, bottom)
    faces = bundled_faces(sheet, office.fonts)
    row("write .pdf", median_us(lambda: write_pdf(document, sheet, faces), 10), name, bottom)


_KEYS_APART_MS = 200  # of somebody who types numbers from a list


def measure_typing(office: Office) -> None:
    """From a key press to the painted cell and its findings, in the whole window."""
    from PySide6.QtWidgets import QApplication

    from gipdesk.desk.app import prepare
    from gipdesk.desk.window import Window

    os.environ["GIPDESK_DATA"] = tempfile.mkdtemp()
    app = QApplication([])
    prepare(app, office)
    window = Window(office)
    window.resize(1366, 768)
    window.show()
    window.filing.open_path(SAMPLE)
    while window.desk is None:
        app.processEvents()
    show_typing(app, window, "", 0)
    window.desk.show_preview()
    show_typing(app, window, ", preview on", _KEYS_APART_MS)
    window.desk.session.undo_stack.setClean()
    window.close()


def show_typing(app: QApplication, window: Window, how: str, pause: int) -> None:
    """Type numbers down a column, a key each `pause` milliseconds."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    assert window.desk is not None
    window.desk.show_cell(window.desk.session.form.cell("requests/new.natural"))
    app.processEvents()
    taken: dict[str, list[float]] = {"digit": [], "Enter": []}
    for _ in range(120):
        for name, key in (("digit", Qt.Key.Key_3), ("Enter", Qt.Key.Key_Return)):
            QTest.qWait(pause)
            start = time.perf_counter()
            QTest.keyClick(app.focusWidget() or window, key)
            for _ in range(3):  # the news, the repaint it asks for, and the repaint
                app.processEvents()
            taken[name].append((time.perf_counter() - start) * 1e6)
    for name, times in taken.items():
        times.sort()
        floor = ("a frame of 60 Hz", 1e6 / 60)
        row(f"{name} to painted, median{how}", statistics.median(times), *floor)
        row(f"{name} to painted, p95{how}", times[int(len(times) * 0.95)], *floor)


def main() -> None:
    """Print the table."""
    office = open_office()
    report = open_file(SAMPLE, office).report
    measure_checks(report, office)
    measure_paper(report, office)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    measure_typing(office)


if __name__ == "__main__":
    main()
