"""The official table on the screen: typing in it, moving through it, telling where one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QWidget,
)

from gipdesk.desk.session import Session
from gipdesk.desk.table import motion
from gipdesk.desk.table.callout import Callout
from gipdesk.desk.table.commands import TableCommands
from gipdesk.desk.table.delegate import CellEditor
from gipdesk.desk.table.marks import trouble_at
from gipdesk.desk.table.menu import table_menu
from gipdesk.desk.table.model import Index, OfficialTableModel
from gipdesk.desk.table.printed import PrintedTableView
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.report.cells import CellRef
from gipdesk.report.names import cell_name

PAUSE_MS = 40  # the cells show at once what is wrong; the words follow when the keys rest
_STYLE = "gb9704.toml"  # all styles divide a table's width alike

_TRIGGER = QAbstractItemView.EditTrigger
_ACTION = QAbstractItemView.CursorAction
_KEY = Qt.Key
_NO_KEYS = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier

_DIRECTIONS = {  # cursor key → how far down, how far to the right
    _ACTION.MoveUp: (-1, 0),
    _ACTION.MoveDown: (1, 0),
    _ACTION.MoveLeft: (0, -1),
    _ACTION.MoveRight: (0, 1),
    _ACTION.MoveHome: (0, -1),
    _ACTION.MoveEnd: (0, 1),
    _ACTION.MovePageUp: (-1, 0),
    _ACTION.MovePageDown: (1, 0),
}
_TO_THE_EDGE = frozenset({_ACTION.MoveHome, _ACTION.MoveEnd})
_BY_PAGE = frozenset({_ACTION.MovePageUp, _ACTION.MovePageDown})


class OfficialTableView(PrintedTableView):
    """One official table of a session, laid out as it is printed.

    Typing begins in any cell; Enter and Tab go to the next cell that is not computed and stop at
    the last one. Every act is one step of undo.
    """

    cell_entered = Signal(str)  # row and column in words
    place_entered = Signal(object)  # CellRef
    selection_summary = Signal(str)  # sum and count; empty unless several cells are chosen
    noticed = Signal(str)  # what could not be done as wished, in a sentence

    def __init__(self, session: Session, table_id: str, parent: QWidget | None = None) -> None:
        widths = read_stylesheet(session.office.styles / _STYLE).table.widths
        super().__init__(OfficialTableModel(session, table_id), widths.get(table_id, ()), parent)
        self._session = session
        self._interrupted: tuple[CellRef, str] | None = None
        self._is_handing = False
        self._last_typed: CellRef | None = None
        self.callout = Callout(self._look, self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.commands = TableCommands(self, self.table_model)
        self._by_standard_key = {
            QKeySequence.StandardKey.Cut: self.commands.cut,
            QKeySequence.StandardKey.Copy: self.commands.copy,
            QKeySequence.StandardKey.Paste: self.commands.paste,
        }
        self._by_key = self._keys()
        self._set_up()
        self._listen()
        self._register_with(session)

    # ---------------------------------------------------------------- for the window

    def show_cell(self, ref: CellRef) -> None:
        """Go to a cell of the report; nothing where the table does not show it."""
        index = self.table_model.index_of(ref)
        if index.isValid():
            self.commit_open_editor()
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit_open_editor(self) -> None:
        """Take what stands in an open cell into the report."""
        editor = self._open_editor()
        if editor is None:
            return
        QGuiApplication.inputMethod().commit()
        self.commitData(editor)
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # ---------------------------------------------------------------- setting up

    def _set_up(self) -> None:
        self.setAccessibleName(self._session.form.tables[self.table_model.table_id].name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(
            _TRIGGER.AnyKeyPressed | _TRIGGER.EditKeyPressed | _TRIGGER.DoubleClicked
        )

    def _listen(self) -> None:
        self._delegate.key_for_table.connect(self._take_key)
        self._delegate.typed_at.connect(self._note_typed)
        self.commands.noticed.connect(self.noticed)
        self._session.cells_changed.connect(self._tell_summary)
        self.selectionModel().selectionChanged.connect(self._tell_summary)
        self.selectionModel().currentChanged.connect(self._tell_place)
        self._pause.timeout.connect(self._tell_trouble)
        self._session.findings_changed.connect(self._pause.start)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.callout.hide)
            bar.valueChanged.connect(self._pause.start)
        self.table_model.modelAboutToBeReset.connect(self._keep_place)
        self.table_model.modelReset.connect(self._find_place_again)

    def _register_with(self, session: Session) -> None:
        commit = self.commit_open_editor
        session.committers.append(commit)
        self.destroyed.connect(lambda: session.committers.remove(commit))

    def _keys(self) -> dict[tuple[int, Qt.KeyboardModifier], Callable[[], None]]:
        def onward() -> None:
            self._go_on(1)

        def back() -> None:
            self._go_on(-1)

        keys: dict[tuple[int, Qt.KeyboardModifier], Callable[[], None]] = {
            (_KEY.Key_Backtab, _SHIFT): back,
            (_KEY.Key_Delete, _NO_KEYS): self.commands.clear,
            (_KEY.Key_Backspace, _NO_KEYS): self.commands.clear,
            (_KEY.Key_D, _CTRL): self.commands.fill_down,
            (_KEY.Key_V, _CTRL | _SHIFT): self.commands.paste_after_review,
            (_KEY.Key_C, _CTRL | _SHIFT): self.commands.copy_all,
        }
        for key in (_KEY.Key_Return, _KEY.Key_Enter, _KEY.Key_Tab):
            keys[key, _NO_KEYS] = onward
            keys[key, _SHIFT] = back
        return keys

    # ---------------------------------------------------------------- typing

    def event(self, event: QEvent) -> bool:
        """Claim our keys before the window's shortcuts do."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and self._command_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; with a cell open, the key is the editor's first."""
        editor = self._open_editor()
        if editor is not None:
            self._hand_to(editor, event)
            return
        command = self._command_of(event)
        if command:
            command()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _hand_to(self, editor: CellEditor, event: QKeyEvent) -> None:
        """Give a key to the open editor; what means nothing to it comes back and ends here.

        The input method leaves the focus with the table while it composes the first character.
        """
        if self._is_handing:
            event.ignore()
            return
        self._is_handing = True
        editor.setFocus()
        QCoreApplication.sendEvent(editor, event)
        self._is_handing = False

    def edit(  # type: ignore[override]  # Qt's two overloads in one
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = _TRIGGER.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open a cell: typing replaces its text, F2 and a double click keep it."""
        is_typed = trigger == _TRIGGER.AnyKeyPressed
        if is_typed and isinstance(event, QKeyEvent) and not event.text().isprintable():
            return False
        is_open = super().edit(index, trigger, event)  # type: ignore[arg-type]  # None is allowed
        editor = self._open_editor()
        if is_open and editor and not is_typed:
            editor.edit_in_place()
        return is_open

    def keyboardSearch(self, search: str) -> None:
        """Nothing: typing never searches."""

    def _open_editor(self) -> CellEditor | None:
        editor = self.indexWidget(self.currentIndex())
        return editor if isinstance(editor, CellEditor) else None

    def _take_key(self, event: QKeyEvent) -> None:
        self.commit_open_editor()
        self.keyPressEvent(event)

    def _command_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        for standard, command in self._by_standard_key.items():
            if event.matches(standard):
                return command
        return self._by_key.get((event.key(), event.modifiers() & ~_KEYPAD))

    # ---------------------------------------------------------------- moving

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Where a cursor key leads: values only, never words of the form."""
        model, index = self.table_model, self.currentIndex()
        if action not in _DIRECTIONS or not index.isValid():
            return motion.onward(model, index, -1 if action == _ACTION.MovePrevious else 1)
        down, right = _DIRECTIONS[action]
        is_far = bool(modifiers & _CTRL)
        if action in _TO_THE_EDGE and is_far:
            return motion.end(model, is_last=action == _ACTION.MoveEnd)
        if action in _TO_THE_EDGE or is_far:
            return motion.farthest(model, index, down, right)
        for _ in range(self._rows_in_sight() if action in _BY_PAGE else 1):
            index = motion.neighbour(model, index, down, right)
        return index

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """With Shift and Ctrl a key chooses all cells up to the edge; Qt would only go there."""
        held = event.modifiers() & ~_KEYPAD if isinstance(event, QKeyEvent) else _NO_KEYS
        if held == _CTRL | _SHIFT:
            return QItemSelectionModel.SelectionFlag.SelectCurrent
        return super().selectionCommand(index, event)

    def _rows_in_sight(self) -> int:
        return max(1, self.viewport().height() // max(1, self.rowHeight(self.currentIndex().row())))

    def _go_on(self, step: int) -> None:
        index = motion.onward(self.table_model, self.currentIndex(), step)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.noticed.emit("已是最后一格。" if step > 0 else "已是第一格。")

    # Both pass over QAbstractItemView's own, which paint the whole table anew: opening and closing
    # a cell moves the focus twice a number.

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first field; tell where we are."""
        QAbstractScrollArea.focusInEvent(self, event)
        if not self.selectionModel().hasSelection():
            index = self.currentIndex()
            first = motion.onward(self.table_model, QModelIndex(), 1)
            self.setCurrentIndex(index if index.isValid() else first)
        self._show_chosen_anew()
        self._tell_place()
        self._tell_summary()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show what is chosen more quietly."""
        QAbstractScrollArea.focusOutEvent(self, event)
        self._show_chosen_anew()
        self._pause.start()

    def _show_chosen_anew(self) -> None:
        chosen = self.selectionModel().selection()
        self.viewport().update(self.visualRegionForSelection(chosen))

    def _tell_place(self) -> None:
        ref = self.table_model.ref(self.currentIndex())
        if ref is not None:
            past = self.table_model.past_of(ref)
            words = cell_name(self._session.form, ref)
            self.cell_entered.emit(f"{words}　上年 {past}" if past else words)
            self.place_entered.emit(ref)
        self._pause.start()

    def _note_typed(self, index: Index) -> None:
        self._last_typed = self.table_model.ref(index)

    def _tell_trouble(self) -> None:
        """Say beside a total what is wrong with it, here or where the last number was typed."""
        findings, accepted = self._session.checked().findings, self._session.report.accepted
        refs = filter(None, (self.commands.current(), self._last_typed))
        found = (trouble_at(findings, accepted, ref) for ref in refs)
        trouble = next(filter(None, found), None) if self.is_at_work() else None
        cell = self._rect_of(trouble.ref) if trouble else QRect()
        if trouble is None or not self.viewport().geometry().contains(cell.center()):
            self.callout.hide()
        else:
            self.callout.look = self._look
            free = self._rect_of(self.commands.current())
            heads = QRect(0, 0, self.width(), self.viewport().y())
            self.callout.say(trouble.message, trouble.grade, cell, free, heads)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what is wrong where there is room for it now."""
        super().resizeEvent(event)
        if not self.callout.isHidden():
            self.callout.hide()
            self._pause.start()

    def is_at_work(self) -> bool:
        """Whether the keyboard is in the table, an open cell included."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def _rect_of(self, ref: CellRef | None) -> QRect:
        """Where a cell is, in the view's own places; empty for none."""
        rect = self.visualRect(self.table_model.index_of(ref)) if ref else QRect()
        return rect.translated(self.viewport().mapTo(self, QPoint()))

    def _tell_summary(self) -> None:
        self.selection_summary.emit(self.commands.summary())

    # ---------------------------------------------------------------- menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the chosen cells."""
        self.commit_open_editor()
        menu = table_menu(self.commands, self)
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self._below_current() if by_keyboard else event.globalPos())

    def _below_current(self) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    # ---------------------------------------------------------------- rows that come and go

    def _keep_place(self) -> None:
        ref, editor = self.commands.current(), self._open_editor()
        self._interrupted = (ref, editor.typed_text() if editor else "") if ref else None

    def _find_place_again(self) -> None:
        """Go on typing where the old lines were left."""
        if self._interrupted is None:
            return
        ref, text = self._interrupted
        index = self.table_model.index_of(ref)
        if index.isValid():
            self.setCurrentIndex(index)
            editor = self._open_editor() if text and self.edit(index) else None
            if editor:
                editor.setText(text)
