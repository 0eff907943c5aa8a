"""The lines that the form prints above and below a table, filled from the report's details."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gipdesk.desk.labels import label, link
from gipdesk.desk.session import Session
from gipdesk.report.details import words_of


class TableLines(QWidget):
    """Lines to read; they are filled in among the details, where `field_wanted` leads."""

    field_wanted = Signal(str)  # the first blank field of these lines, or their first

    def __init__(self, session: Session, lines: tuple[str, ...], *, title: str = "") -> None:
        super().__init__()
        self._session = session
        self._lines = lines
        self._title = title
        self._labels = [_line() for _ in lines]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        if title:
            self._heading = label("", "tableTitle")
            column.addWidget(self._heading, 0, Qt.AlignmentFlag.AlignHCenter)
        for number, line in enumerate(self._labels):
            row = QHBoxLayout()
            row.addWidget(line, 1)
            if number == 0:
                row.addWidget(link("填写…", self._ask_for_field))
            column.addLayout(row)
        session.meta_changed.connect(self._sync)
        self._sync()

    def _sync(self) -> None:
        words = words_of(self._session.report.meta)
        if self._title:
            self._heading.setText(self._title.format_map(words))
        for shown, line in zip(self._labels, self._lines, strict=True):
            shown.setText(line.format_map(words))
            shown.setToolTip(shown.text())

    def _ask_for_field(self) -> None:
        meta = self._session.report.meta
        fields = list(_fields(self._lines))
        blank = (each for each in fields if not getattr(meta, each))
        self.field_wanted.emit(next(blank, fields[0]))


def _line() -> QLabel:
    """One line, cut where there is no room: text that wraps would let the page grow and scroll."""
    made = label("", "tableLine")
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


def _fields(lines: Iterable[str]) -> Iterable[str]:
    """The details that stand in some lines, in order."""
    for line in lines:
        yield from (name for _, name, _, _ in Formatter().parse(line) if name)
