"""Shows the headings of a text as they will print: told by their numbers, in the paper's faces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextDocument

from gipdesk.desk.text.marks import qt_length
from gipdesk.report.numbering import numbered
from gipdesk.workflow.office import Office

if TYPE_CHECKING:  # what reads style sheets is imported when the first heading is met
    from gipdesk.document.stylesheet import StyleSheet


class HeadingLooks(QSyntaxHighlighter):
    """Looks for whole headings, and for those with which a paragraph begins."""

    def __init__(self, document: QTextDocument, office: Office) -> None:
        super().__init__(document)
        self._office = office
        self._sheet: StyleSheet | None = None  # read when the first heading is met

    def use_office(self, office: Office) -> None:
        """Go by the style sheet that is chosen now."""
        self._office, self._sheet = office, None
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Format one paragraph."""
        words = text.strip()  # as on paper
        parts = numbered(words)
        look = _look(parts.look, self._style()) if parts else None
        if parts and look:
            indent = text[: len(text) - len(text.lstrip())]
            self.setFormat(0, qt_length(indent + parts.heading), look)

    def _style(self) -> StyleSheet:
        from gipdesk.desk.text.printed_faces import style_in_use

        self._sheet = self._sheet or style_in_use(self._office)
        return self._sheet


def _look(meaning: str, sheet: StyleSheet) -> QTextCharFormat | None:
    """How a meaning looks; None where it is set as the text is."""
    from gipdesk.desk.text.printed_faces import family_of

    face = sheet.style(meaning).face
    family = family_of(sheet.face(face)) if face != sheet.style("body").face else ""
    if not family:
        return None
    look = QTextCharFormat()
    look.setFontFamilies([family])
    return look
