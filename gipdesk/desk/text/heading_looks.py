"""Shows the headings of a text as they will print: told by their numbers, in the paper's faces."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from gipdesk.desk.text.printed_faces import HEI, KAI, family_of
from gipdesk.report.numbering import numbered

_ROLES = {1: HEI, 2: KAI}  # GB/T 9704-2012, 7.3.3; the lower levels print in the face of the text


class HeadingLooks(QSyntaxHighlighter):
    """Looks for whole headings, and for those with which a paragraph begins."""

    def highlightBlock(self, text: str) -> None:
        """Format one paragraph."""
        indent = len(text) - len(text.lstrip())
        parts = numbered(text[indent:])
        if parts:
            heading = parts.heading.rstrip("。；：")
            self.setFormat(0, indent + len(heading), _look(parts.level))


def _look(level: int) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    family = family_of(_ROLES[level]) if level in _ROLES else ""
    if family:
        look.setFontFamilies([family])
    return look
