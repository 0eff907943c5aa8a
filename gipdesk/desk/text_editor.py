"""The narrative editor: one run of paragraphs, every edit of which is a change of the report.

The editor owns no text. What was typed is compared with the report at once and becomes the
smallest `ReplaceBlocks`; what the report says otherwise (undo, a fix) is put in around the cursor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from gipdesk.checks.finding import Span
from gipdesk.desk.appearance import colours
from gipdesk.desk.paragraph_runs import alike, change_to, runs_of
from gipdesk.desk.session import Session
from gipdesk.desk.text_undo import is_undo_key, lets_pass, pop_up
from gipdesk.report.edition import Severity
from gipdesk.report.report import Section

LINE_HEIGHT_PERCENT = 150.0
_INDENT_EM = 2.0  # as on paper: the first line of a paragraph begins two characters in
_SOFT_BREAK = "\u2028"  # how Qt keeps a line end within a paragraph
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d{1,2}[.．](?!\d))[^。；]*"
)
_FRAME = 14  # padding and border of the style sheet, above and below
_LONGEST_HEADING = 40  # characters; what is longer is a sentence that begins with a number


class _Headings(QSyntaxHighlighter):
    """Shows the headings that officials number in bold: a whole paragraph, or its beginning."""

    def highlightBlock(self, text: str) -> None:
        """Format one paragraph."""
        match = _HEADING.match(text.lstrip())
        if match and match.end() <= _LONGEST_HEADING:
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text) - len(text.lstrip()) + match.end(), bold)


class TextEditor(QTextEdit):
    """Run number `number` of a section."""

    typed = Signal()

    def __init__(
        self, session: Session, section_id: str, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("narrative")
        self._session = session
        self._section_id = section_id
        self._number = number
        self._is_syncing = False
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(_narrative_font(self.font()))
        self._headings = _Headings(self.document())
        self.document().setDocumentMargin(2)
        self.sync()
        self.textChanged.connect(self._take)
        session.text_changed.connect(self._sync_section)
        session.structure_changed.connect(self.sync)

    # ---------------------------------------------------------------- report ⇄ editor

    def texts(self) -> list[str]:
        """The paragraphs as they stand in the editor."""
        return [block.text().replace(_SOFT_BREAK, "\n") for block in _blocks(self.document())]

    def sync(self) -> None:
        """Show what the report says, touching only what differs, so that the cursor stays."""
        section = self._section()
        if section is None or self._number >= len(runs_of(section)):
            return
        shown = "\n".join(each.replace("\n", _SOFT_BREAK) for each in self._wanted(section))
        held = "\n".join(block.text() for block in _blocks(self.document()))
        if shown != held:
            self._is_syncing = True
            self._replace(held, shown)
            self._is_syncing = False
        self._format_paragraphs()
        self.updateGeometry()

    def _wanted(self, section: Section) -> Sequence[str]:
        return runs_of(section)[self._number].texts

    def _replace(self, held: str, shown: str) -> None:
        begin, end = alike(held, shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(_qt_length(held[:begin]))
        last = _qt_length(held[: len(held) - end])
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(shown[begin : len(shown) - end])
        if self.hasFocus():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _take(self) -> None:
        """Bring what was typed into the report."""
        section = self._section()
        if self._is_syncing or section is None:
            return
        self._format_paragraphs()
        change = change_to(self._session.report, section, self._number, self.texts())
        if change is not None:
            self._session.do(change)
            self.typed.emit()
        self.updateGeometry()

    def _sync_section(self, section_id: str) -> None:
        if section_id == self._section_id:
            self.sync()

    def _section(self) -> Section | None:
        return self._session.report.section(self._section_id)

    # ---------------------------------------------------------------- going there, showing

    def show_span(self, block_id: str, start: int, end: int) -> bool:
        """Select these characters of a paragraph; False where it is not in this editor."""
        cursor = self._cursor_of(block_id, start, end)
        if cursor is None:
            return False
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureCursorVisible()
        return True

    def underline(self, spans: Sequence[tuple[Span, Severity]]) -> None:
        """Underline the words that findings are about."""
        marks: list[QTextEdit.ExtraSelection] = []
        for span, severity in spans:
            cursor = self._cursor_of(span.block, span.start, span.end)
            if cursor is not None:
                marks.append(_underlined(cursor, severity))
        self.setExtraSelections(marks)

    def _cursor_of(self, block_id: str, start: int, end: int) -> QTextCursor | None:
        section = self._section()
        paragraphs = runs_of(section)[self._number].paragraphs if section else ()
        for number, paragraph in enumerate(paragraphs):
            if paragraph.id == block_id:
                begin = self.document().findBlockByNumber(number).position()
                cursor = QTextCursor(self.document())
                cursor.setPosition(begin + _qt_length(paragraph.text[:start]))
                last = begin + _qt_length(paragraph.text[:end])
                cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
                return cursor
        return None

    def character_count(self) -> int:
        """Characters without white space."""
        return sum(len("".join(text.split())) for text in self.texts())

    # ---------------------------------------------------------------- Qt

    def event(self, event: QEvent) -> bool:
        """Everything but the undo keys, which belong to the window."""
        return False if lets_pass(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; Shift+Enter too begins a paragraph, as official texts know no other line end."""
        if is_undo_key(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _is_chord(event):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the report's undo."""
        pop_up(self.createStandardContextMenu(), self._session.undo_stack, event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text only; a file dropped here is for the window to open."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as plain text, whatever the source's look; line ends begin paragraphs."""
        lines = [line.strip("\r") for line in source.text().replace("\v", "\n").split("\n")]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        self.textCursor().insertText("\n".join(lines))
        self.ensureCursorVisible()

    def sizeHint(self) -> QSize:
        """As high as the text."""
        frame = self.contentsMargins().top() + self.contentsMargins().bottom() + 2
        return QSize(400, round(self.document().size().height()) + frame)

    def _format_paragraphs(self) -> None:
        """Give every paragraph the look of a paragraph on paper."""
        wanted = QTextBlockFormat()
        wanted.setLineHeight(
            LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        wanted.setTextIndent(_INDENT_EM * QFontMetricsF(self.font()).horizontalAdvance("国"))
        self._is_syncing = True
        for block in _blocks(self.document()):
            if block.blockFormat() != wanted:
                QTextCursor(block).setBlockFormat(wanted)
        self._is_syncing = False


def growing(editor: TextEditor, most_lines: int) -> TextEditor:
    """An editor that is as high as its text, up to a number of lines."""
    line = QFontMetricsF(editor.font()).lineSpacing() * LINE_HEIGHT_PERCENT / 100

    def fit() -> None:
        lines = min(max(editor.document().size().height(), line), most_lines * line)
        editor.setFixedHeight(round(lines) + _FRAME)

    editor.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    editor.document().documentLayout().documentSizeChanged.connect(fit)
    fit()
    return editor


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _qt_length(text: str) -> int:
    """Length as Qt counts: a character beyond U+FFFF is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def _narrative_font(font: QFont) -> QFont:
    font.setPointSizeF(11.5)
    return font


def _is_chord(event: QKeyEvent) -> bool:
    chords = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & chords)


def _underlined(cursor: QTextCursor, severity: Severity) -> QTextEdit.ExtraSelection:
    mark = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    is_error = severity is Severity.ERROR
    look.setUnderlineColor(QColor(colours().error if is_error else colours().warning))
    mark.format = look
    mark.cursor = cursor
    return mark
