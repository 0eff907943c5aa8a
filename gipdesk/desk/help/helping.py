"""F1 wherever one is: in the window, in a dialog before it, in the manual itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from gipdesk import paths
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office

if TYPE_CHECKING:
    from gipdesk.desk.help.book import Book
    from gipdesk.desk.help.window import HelpWindow

MANUAL_KEY = "F1"
_MANUAL = "manualWindow"
_EQUIPPED = "f1"  # the property of a dialog that knows the key


class Helping(QObject):
    """Opens the manual; reads it only when it is asked for.

    A modal dialog blocks the window with its shortcuts: each dialog gets the key when the focus
    first enters it, and a manual of its own in front of it.
    """

    def __init__(
        self, office: Office, form_shown: Callable[[], Form | None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._office = office
        self._form_shown = form_shown
        self._window = window
        self._books: dict[tuple[str, tuple[str, ...]], Book] = {}
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._equip)

    def open_here(self) -> None:
        """Open the manual at what has the focus."""
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        self.open(self.anchor_of(widget))

    def open(self, anchor: str) -> None:
        """Open the manual at a place, in front of the window or dialog one is in."""
        front = QApplication.activeModalWidget() or self._window
        self._manual(front).go_to(anchor)

    def open_key_sheet(self) -> None:
        """Show the key sheet."""
        from gipdesk.desk.help.key_sheet import KeySheetDialog

        dialog = KeySheetDialog(self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def anchor_of(self, widget: QWidget | None) -> str:
        """What the manual says about a widget."""
        from gipdesk.desk.help.manual import read_contents
        from gipdesk.desk.help.places import anchor_at

        return anchor_at(widget, read_contents(paths.HELP).places, self.book().anchors)

    def book(self) -> Book:
        """The manual, with what is to be filled into the form of the open report."""
        from gipdesk.desk.help.manual import read_book

        form = self._form_shown() or form_of(next(iter(self._office.editions)))
        key = (form.edition.id, form.variants)
        if key not in self._books:
            self._books[key] = read_book(paths.HELP, self._office, form)
        return self._books[key]

    def close(self) -> None:
        """Close the manual with the window."""
        for each in self._window.findChildren(QDialog, _MANUAL):
            each.close()

    def _manual(self, front: QWidget) -> HelpWindow:
        """The manual in front of a window; made when it is first wanted there."""
        from gipdesk.desk.help.window import HelpWindow

        direct = Qt.FindChildOption.FindDirectChildrenOnly
        found = front.findChild(HelpWindow, _MANUAL, direct)
        if found is None:
            found = HelpWindow(self.book(), paths.HELP / "pictures", front)
            found.setObjectName(_MANUAL)
        else:
            found.show_book(self.book())
        return found

    def _equip(self, _: QWidget | None, focused: QWidget | None) -> None:
        dialog = focused.window() if focused else None
        if isinstance(dialog, QDialog) and not dialog.property(_EQUIPPED):
            dialog.setProperty(_EQUIPPED, True)
            QShortcut(QKeySequence(MANUAL_KEY), dialog, self.open_here)
