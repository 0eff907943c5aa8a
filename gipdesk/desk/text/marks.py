"""What an editor marks in its text: numbers that follow tables or could, words sought, findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from gipdesk.checks.finding import Span
from gipdesk.desk.appearance import colours
from gipdesk.desk.text.linked_numbers import numbers_of
from gipdesk.report.edition import Form, Severity
from gipdesk.report.report import Paragraph, Report


def marks_in(
    document: QTextDocument,
    paragraphs: Sequence[Paragraph],
    report: Report,
    form: Form,
    sought: Mapping[str, Sequence[tuple[int, int]]],
    found: Iterable[tuple[Span, Severity]],
) -> list[QTextEdit.ExtraSelection]:
    """The marks of the paragraphs that a document shows, those of findings on top."""
    linked, linkable = _ground(colours().chosen), _dots()
    looked_for = _ground(colours().found)
    waves = {severity: _wave(severity) for severity in Severity}
    marks: list[QTextEdit.ExtraSelection] = []
    shown = {each.id: (block, each) for block, each in zip(_blocks(document), paragraphs)}  # noqa: B905 - an editor without paragraphs still has a line
    for block, paragraph in shown.values():
        for number in numbers_of(paragraph, report, form):
            place = stretch(block, paragraph.text, number.link.start, number.link.end)
            marks.append(_mark(place, linked if number.is_linked else linkable))
        for start, end in sought.get(paragraph.id, ()):
            marks.append(_mark(stretch(block, paragraph.text, start, end), looked_for))
    for span, severity in found:
        if span.block in shown:
            block, paragraph = shown[span.block]
            place = stretch(block, paragraph.text, span.start, span.end)
            marks.append(_mark(place, waves[severity]))
    return marks


def stretch(block: QTextBlock, text: str, start: int, end: int) -> QTextCursor:
    """The characters `start` to `end` of a paragraph as a selection."""
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + qt_length(text[:start]))
    cursor.setPosition(block.position() + qt_length(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def qt_length(text: str) -> int:
    """Length as Qt counts: a character beyond U+FFFF is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def python_length(text: str, units: int) -> int:
    """How many characters the first `units` of Qt are."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    return len(before.decode("utf-16-le", "replace"))


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _mark(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    mark.format = look
    mark.cursor = cursor
    return mark


def _wave(severity: Severity) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    is_error = severity is Severity.ERROR
    look.setUnderlineColor(QColor(colours().error if is_error else colours().warning))
    return look


def _ground(colour: str) -> QTextCharFormat:
    """A light ground under a number that follows the tables, or under words looked for."""
    look = QTextCharFormat()
    look.setBackground(QColor(colour))
    return look


def _dots() -> QTextCharFormat:
    """Dots under a number that could follow them."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    look.setUnderlineColor(QColor(colours().quiet))
    return look
