"""The narrative editor: one run of paragraphs, every edit of which is a change of the report.

The editor owns no text. What was typed is compared with the report at once and becomes the
smallest `ReplaceBlocks`; what the report says otherwise (undo, a fix) is put in around the cursor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QFontMetricsF,
    QInputMethodEvent,
    QKeyEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from gipdesk.checks.finding import Span
from gipdesk.desk.blocks.pictures import has_pictures
from gipdesk.desk.session import Session
from gipdesk.desk.text.heading_looks import HeadingLooks
from gipdesk.desk.text.marks import marks_in, python_length, qt_length, stretch
from gipdesk.desk.text.number_offers import NumberOffers
from gipdesk.desk.text.paragraph_runs import change_to, runs_of
from gipdesk.desk.text.pasting import Content, Stretch, contents_of, plain
from gipdesk.desk.text.renumbering import moved_paragraph, with_renumbering
from gipdesk.desk.text.typing_help import TypingHelp
from gipdesk.desk.text.undo import is_undo_key, lets_pass, pop_up
from gipdesk.report.changes import Batch
from gipdesk.report.edition import Severity
from gipdesk.report.links import alike
from gipdesk.report.report import Paragraph, Section

LINE_HEIGHT_PERCENT = 150.0
_INDENT_EM = 2.0  # as on paper: the first line of a paragraph begins two characters in
_SOFT_BREAK = "\u2028"  # how Qt keeps a line end within a paragraph
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_CTRL = Qt.KeyboardModifier.ControlModifier
_NOT_ASKED = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_FRAME = 14  # padding and border of the style sheet, above and below


class TextEditor(QTextEdit):
    """Run number `number` of a section."""

    typed = Signal()
    block_entered = Signal(str)  # `section#block`: the paragraph with the cursor
    pictures_offered = Signal(object)  # QMimeData, pasted or dropped
    contents_pasted = Signal(object, object)  # Stretch and what comes there, tables among it

    def __init__(
        self, session: Session, section_id: str, number: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("narrative")
        self._session = session
        self._section_id = section_id
        self._number = number
        self._is_syncing = False
        self._is_taking = False  # the report follows what is typed here: the cursor stays
        self._act = ""  # what the next edit is called, where it is a step of its own
        self._is_pasting = False
        self._help = TypingHelp(self)
        self._numbers = NumberOffers(self, session, section_id, self._paragraphs)
        self.takes_blocks = False  # whether tables and pictures may stand here
        self._found: Sequence[tuple[Span, Severity]] = ()
        self._sought: Mapping[str, Sequence[tuple[int, int]]] = {}
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(_narrative_font(self.font()))
        self._headings = HeadingLooks(self.document(), session.office)
        self.document().setDocumentMargin(2)
        self.sync()
        self.textChanged.connect(self._take)
        self.cursorPositionChanged.connect(self._tell_block)
        session.text_changed.connect(self._sync_section)
        session.structure_changed.connect(self.sync)
        session.office_changed.connect(self._use_office)

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
        self._show_marks()
        self.updateGeometry()

    def _wanted(self, section: Section) -> Sequence[str]:
        return runs_of(section)[self._number].texts

    def _replace(self, held: str, shown: str) -> None:
        """Put in what differs; paragraph by paragraph where it is about several of them."""
        lines = list(zip(held.split("\n"), shown.split("\n"), strict=False))
        if held.count("\n") != shown.count("\n"):
            cursor = self._put(0, held, shown)
        else:
            blocks = list(_blocks(self.document()))
            differing = [at for at, (old, new) in enumerate(lines) if old != new]
            cursor, *_ = [self._put(blocks[at].position(), *lines[at]) for at in differing]
        if self.hasFocus() and not self._is_taking:
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def _put(self, at: int, held: str, shown: str) -> QTextCursor:
        """Make the stretch that begins at a place say something else."""
        begin, end = alike(held, shown)
        cursor = QTextCursor(self.document())
        cursor.setPosition(at + qt_length(held[:begin]))
        last = at + qt_length(held[: len(held) - end])
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(shown[begin : len(shown) - end])
        return cursor

    def _take(self) -> None:
        """Bring what was typed into the report, and what follows from it."""
        section = self._section()
        if self._is_syncing or section is None:
            return
        self._format_paragraphs()
        change = change_to(self._session.report, section, self._number, self.texts())
        if change is not None:
            whole = with_renumbering(section, change, is_moved=self._is_pasting)
            self._is_taking = True
            self._session.do(Batch((whole,), self._act) if self._act else whole)
            self._is_taking = False
            self.typed.emit()
        self.updateGeometry()

    @contextmanager
    def one_step(self, label: str) -> Iterator[None]:
        """Edits made meanwhile do not join with the typing before and behind them."""
        self._act = label
        try:
            yield
        finally:
            self._act = ""

    def move_paragraph(self, by: int) -> None:
        """Move the paragraph with the cursor up (-1) or down (1); numbers follow."""
        section, cursor = self._section(), self.textCursor()
        paragraphs, line = self._paragraphs(), cursor.blockNumber()
        if section is None or line >= len(paragraphs):
            return
        at = next(i for i, each in enumerate(section.blocks) if each.id == paragraphs[line].id)
        change = moved_paragraph(section, at, by)
        if change is None:
            return
        place = cursor.block().length() - 1 - cursor.positionInBlock()
        self._session.do(change)
        block = self.document().findBlockByNumber(line + by)
        cursor.setPosition(block.position() + max(0, block.length() - 1 - place))
        self.setTextCursor(cursor)

    def _sync_section(self, section_id: str) -> None:
        if section_id == self._section_id:
            self.sync()

    def _use_office(self) -> None:
        self._headings.use_office(self._session.office)
        self._show_marks()  # in the colours that hold now

    def _tell_block(self) -> None:
        """Tell in which paragraph of the report the cursor stands."""
        if self._is_syncing or not self.hasFocus():
            return
        paragraphs, at = self._paragraphs(), self.textCursor().blockNumber()
        if at < len(paragraphs):
            self.block_entered.emit(f"{self._section_id}#{paragraphs[at].id}")

    def _section(self) -> Section | None:
        return self._session.report.section(self._section_id)

    def _paragraphs(self) -> Sequence[Paragraph]:
        """The paragraphs of the report that this editor shows."""
        section = self._section()
        runs = runs_of(section) if section else []
        return runs[self._number].paragraphs if self._number < len(runs) else ()

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
        if self._found != spans:  # where the text alone differs, its marks are there already
            self._found = spans
            self._show_marks()

    def mark_found(self, places: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        """Mark the words that are looked for: by paragraph, their first and last characters."""
        if places or self._sought:
            self._sought = places
            self._show_marks()

    def _show_marks(self) -> None:
        """Mark numbers that follow the tables or could, words looked for and found faulty."""
        report, form = self._session.report, self._session.form
        marks = marks_in(
            self.document(), self._paragraphs(), report, form, self._sought, self._found
        )
        self.setExtraSelections(marks)

    def _cursor_of(self, block_id: str, start: int, end: int) -> QTextCursor | None:
        for number, paragraph in enumerate(self._paragraphs()):
            if paragraph.id == block_id:
                block = self.document().findBlockByNumber(number)
                return stretch(block, paragraph.text, start, end)
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
        elif self._help.takes(event):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _is_chord(event):
            self.textCursor().insertBlock()
            self.ensureCursorVisible()
        elif event.key() in _STEPS and event.modifiers() & ~_NOT_ASKED == _CTRL:
            is_choosing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step_paragraph(_STEPS[Qt.Key(event.key())], is_choosing=is_choosing)
        else:
            super().keyPressEvent(event)
            self._help.typed(event.text())

    def _step_paragraph(self, by: int, *, is_choosing: bool) -> None:
        """Go to the beginning of this or the paragraph before (-1), or of the next one (1)."""
        cursor, to = self.textCursor(), QTextCursor.MoveOperation
        modes = QTextCursor.MoveMode
        mode = modes.KeepAnchor if is_choosing else modes.MoveAnchor
        if by < 0:
            cursor.movePosition(
                to.PreviousBlock if cursor.atBlockStart() else to.StartOfBlock, mode
            )
        elif not cursor.movePosition(to.NextBlock, mode):
            cursor.movePosition(to.End, mode)
        self.setTextCursor(cursor)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Compose and type."""
        super().inputMethodEvent(event)
        self._help.typed(event.commitString())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with the report's undo and what can be done with a number there."""
        menu = self.createStandardContextMenu()
        self._numbers.add_to(menu, event)
        pop_up(menu, self._session.undo_stack, event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text and pictures; any other file dropped here is for the window to open."""
        if has_pictures(source):
            return self.takes_blocks
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste paragraphs with their numbers, tables and pictures, whatever their look."""
        if has_pictures(source):
            self.pictures_offered.emit(source)
            return
        contents = contents_of(source)
        into = self._chosen_stretch()
        if self.takes_blocks and into and not all(isinstance(each, str) for each in contents):
            self.contents_pasted.emit(into, contents)
            return
        self._is_pasting = True
        with self.one_step("粘贴"):
            self._insert(contents)
        self._is_pasting = False
        self.ensureCursorVisible()

    def _insert(self, contents: Sequence[Content]) -> None:
        """Put text in; whole paragraphs put in before others stay paragraphs."""
        cursor = self.textCursor()
        is_before = cursor.atBlockStart() and bool(cursor.block().text())
        is_whole = len(contents) > 1 and not contents[-1]
        kept = contents[:-1] if is_whole and (cursor.hasSelection() or not is_before) else contents
        cursor.insertText(plain(kept))

    def _chosen_stretch(self) -> Stretch | None:
        """The paragraphs that a paste goes into."""
        section, cursor = self._section(), self.textCursor()
        if section is None:
            return None
        find = self.document().findBlock
        first, last = find(cursor.selectionStart()), find(cursor.selectionEnd())
        head = python_length(first.text(), cursor.selectionStart() - first.position())
        tail = python_length(last.text(), cursor.selectionEnd() - last.position())
        run = runs_of(section)[self._number]
        chosen = run.paragraphs[first.blockNumber() : last.blockNumber() + 1]
        at = run.at + first.blockNumber()
        return Stretch(at, chosen, first.text()[:head], last.text()[tail:])

    def block_at_cursor(self) -> str:
        """The id of the paragraph with the cursor; empty in an empty run."""
        paragraphs, at = self._paragraphs(), self.textCursor().blockNumber()
        return paragraphs[at].id if at < len(paragraphs) else ""

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words, not how the window shows them."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def sizeHint(self) -> QSize:
        """As high as the text."""
        frame = self.contentsMargins().top() + self.contentsMargins().bottom() + 2
        return QSize(400, round(self.document().size().height()) + frame)

    def _format_paragraphs(self) -> None:
        """Give every paragraph the look of a paragraph on paper."""
        wanted = QTextBlockFormat()
        metrics = QFontMetricsF(self.font())
        height = metrics.lineSpacing() * LINE_HEIGHT_PERCENT / 100  # whatever the heading's face
        wanted.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        wanted.setTextIndent(_INDENT_EM * metrics.horizontalAdvance("国"))
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


def _narrative_font(font: QFont) -> QFont:
    font.setPointSizeF(11.5)
    return font


def _is_chord(event: QKeyEvent) -> bool:
    chords = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & chords)
