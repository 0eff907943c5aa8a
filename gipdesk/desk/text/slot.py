"""A run of paragraphs on a page: its editor, or the offer to write there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gipdesk.desk.labels import link
from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor, growing


class TextSlot(QWidget):
    """A run of paragraphs; beside other blocks an empty one is only an offer to write.

    There it is as high as its text, up to `most_lines`; 0 where it is alone.
    """

    entered = Signal()

    def __init__(self, session: Session, section_id: str, number: int, most_lines: int) -> None:
        super().__init__()
        self._is_alone = not most_lines
        editor = TextEditor(session, section_id, number)
        self.editor = growing(editor, most_lines) if most_lines else editor
        self.editor.setAccessibleName("正文")
        self.editor.setPlaceholderText("　　在这里写正文" if self._is_alone else "")
        self._offer = link("＋ 在此处写文字", self._open)
        if most_lines:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.editor)
        layout.addWidget(self._offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.editor.textChanged.connect(self._show_what_is)
        self.editor.installEventFilter(self)
        self._show_what_is()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fold an editor away that was left empty."""
        if event.type() == QEvent.Type.FocusOut:
            self._show_what_is(is_left=True)
        elif event.type() == QEvent.Type.FocusIn:
            self.entered.emit()
        return super().eventFilter(watched, event)

    def _show_what_is(self, *, is_left: bool = False) -> None:
        is_written = self._is_alone or bool(self.editor.toPlainText())
        is_open = is_written or (self.editor.hasFocus() and not is_left)
        self.editor.setVisible(is_open)
        self._offer.setVisible(not is_open)

    def _open(self) -> None:
        self.editor.show()
        self._offer.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
