"""Numbers of an editor's text that follow the tables or could: found at a place, switched there.

Where the pointer rests on one, a button beside it does so in one click; so does the menu.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QMenu, QPushButton, QTextEdit

from gipdesk.desk.session import Session
from gipdesk.desk.text.linked_numbers import LinkableNumber, numbers_of, switched
from gipdesk.desk.text.marks import python_length, stretch
from gipdesk.report.report import Paragraph

_LEAVING_MS = 350  # to go from the number to its button
_HIDING = (QEvent.Type.KeyPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)


class NumberOffers(QObject):
    """What one editor offers to do with its numbers."""

    def __init__(
        self,
        editor: QTextEdit,
        session: Session,
        section_id: str,
        paragraphs: Callable[[], Sequence[Paragraph]],
    ) -> None:
        """Watch an editor; `paragraphs` are those of the report that it shows."""
        super().__init__(editor)
        self._editor = editor
        self._session = session
        self._section_id = section_id
        self._paragraphs = paragraphs
        self._offered: tuple[Paragraph, LinkableNumber] | None = None
        self.button = self._new_button()
        self._leaving = QTimer(self, singleShot=True, interval=_LEAVING_MS)
        self._leaving.timeout.connect(self._leave)
        editor.viewport().setMouseTracking(True)
        editor.viewport().installEventFilter(self)
        editor.installEventFilter(self)

    def add_to(self, menu: QMenu, event: QContextMenuEvent) -> None:
        """Offer in a menu what can be done with the number it was asked for at."""
        is_by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        cursor = self._cursor_at(event.pos()) if is_by_mouse else self._editor.textCursor()
        found = self._at(cursor)
        if found is not None:
            menu.addSeparator()
            offer = found[1].offer(self._session.form)
            menu.addAction(offer, lambda: self._switch(*found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the pointer; typing and scrolling take the button away."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            if not event.buttons():
                self._look_at(event.position().toPoint())
        elif event.type() in _HIDING:
            self._hide()
        elif event.type() == QEvent.Type.Leave and self.button.isVisible():
            self._leaving.start()
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- finding

    def _cursor_at(self, place: QPoint) -> QTextCursor:
        """The place in the text under the pointer, or the selection it is in."""
        cursor, chosen = self._editor.cursorForPosition(place), self._editor.textCursor()
        is_chosen = chosen.selectionStart() <= cursor.position() <= chosen.selectionEnd()
        return chosen if is_chosen else cursor

    def _at(self, cursor: QTextCursor) -> tuple[Paragraph, LinkableNumber] | None:
        """The number at a place, or around a selection, and its paragraph."""
        block = self._editor.document().findBlock(cursor.selectionStart())
        paragraphs = self._paragraphs()
        if block.blockNumber() >= len(paragraphs):
            return None
        paragraph = paragraphs[block.blockNumber()]
        ends = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (python_length(block.text(), each - block.position()) for each in ends)
        for number in numbers_of(paragraph, self._session.report, self._session.form):
            if number.contains(start, end):
                return paragraph, number
        return None

    def _switch(self, paragraph: Paragraph, number: LinkableNumber) -> None:
        """Make a number follow the tables, or no longer."""
        section = self._session.report.section(self._section_id)
        if section is not None and paragraph in section.blocks:
            self._session.do(switched(section, paragraph, number))

    # ---------------------------------------------------------------- the button

    def _new_button(self) -> QPushButton:
        made = QPushButton(self._editor.viewport())
        made.setObjectName("numberOffer")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has the menu
        made.setCursor(Qt.CursorShape.ArrowCursor)
        made.clicked.connect(self._take)
        made.hide()
        return made

    def _look_at(self, place: QPoint) -> None:
        cursor = self._editor.cursorForPosition(place)
        found = self._at(cursor)
        rect = self._rect_of(*found, cursor) if found else QRect()
        if found is not None and rect.contains(place):
            self._leaving.stop()
            self._offer(found, rect)
        elif self.button.isVisible() and not self._leaving.isActive():
            self._leaving.start()

    def _rect_of(self, paragraph: Paragraph, number: LinkableNumber, near: QTextCursor) -> QRect:
        """Where a number stands in the viewport."""
        link = number.link
        chosen = stretch(near.block(), paragraph.text, link.start, link.end)
        first, last = QTextCursor(near), QTextCursor(near)
        first.setPosition(chosen.selectionStart())
        last.setPosition(chosen.selectionEnd())
        return self._editor.cursorRect(first).united(self._editor.cursorRect(last))

    def _offer(self, found: tuple[Paragraph, LinkableNumber], rect: QRect) -> None:
        """Show the button below the number, or else above or beside it."""
        self._offered = found
        name = found[1].offer(self._session.form)
        self.button.setText(name)
        self.button.adjustSize()
        size, room = self.button.size(), self._editor.viewport().rect()
        place = rect.bottomLeft() + QPoint(0, 1)
        if place.y() + size.height() > room.height():
            place.setY(rect.top() - size.height() - 1)
        if place.y() < 0:
            place = rect.topRight() + QPoint(6, 0)
        place.setX(max(0, min(place.x(), room.width() - size.width())))
        self.button.move(place)
        self.button.show()

    def _take(self) -> None:
        offered = self._offered
        self._hide()
        if offered is not None:
            self._switch(*offered)

    def _leave(self) -> None:
        if not self.button.underMouse():
            self._hide()

    def _hide(self) -> None:
        self._leaving.stop()
        self._offered = None
        self.button.hide()
