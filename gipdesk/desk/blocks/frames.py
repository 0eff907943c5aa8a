"""What stands in a section beside text and official tables: pictures and tables of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gipdesk.desk.blocks import changes
from gipdesk.desk.blocks.free_table import FreeTableGrid
from gipdesk.desk.labels import label, named, quiet_link
from gipdesk.desk.line_field import LineField
from gipdesk.desk.session import Session
from gipdesk.report.changes import Batch, Change
from gipdesk.report.report import FreeTable, Picture, Section

_WIDEST_PICTURE, _HIGHEST_PICTURE = 560, 360
_AnyBlock = TypeVar("_AnyBlock", FreeTable, Picture)


class OtherBlock(QWidget):
    """A block with a line of commands above it."""

    def __init__(self, session: Session, section_id: str, block_id: str, name: str) -> None:
        super().__init__()
        self.block_id = block_id
        self._session = session
        self._section_id = section_id
        self._name = name
        self._commands = QHBoxLayout()
        self._commands.setSpacing(14)
        self._commands.addWidget(label(name, "quiet"))
        self._commands.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 4, 0, 4)
        self._lines.setSpacing(4)
        self._lines.addLayout(self._commands)
        session.text_changed.connect(self._sync)

    def first_field(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError

    def take_focus(self, name: str) -> None:
        """Put the focus where it was before the page was built anew."""
        found = [each for each in self.findChildren(QPushButton) if each.text() == name]
        (found[0] if found else self.first_field()).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell, where the block has any."""

    def clear_choice(self) -> None:
        """Select nothing any more."""

    def _add_command(self, text: str, act: Callable[[], object]) -> None:
        made = quiet_link(text, act)
        made.setAccessibleName(f"{text}（{self._name}）")
        self._commands.addWidget(made)

    def _add_usual_commands(self) -> None:
        """Move and delete, which every block offers."""
        self._add_command("上移", lambda: self._move(-1))
        self._add_command("下移", lambda: self._move(1))
        self._add_command("删除", self._remove)

    def _move(self, by: int) -> None:
        section = self._section()
        if section:
            self._do(changes.moved(section, self.block_id, by, f"移动{self._name}"))

    def _remove(self) -> None:
        section = self._section()
        if section:
            self._do(changes.taken_out(section, self.block_id, f"删除{self._name}"))

    def _section(self) -> Section | None:
        return self._session.report.section(self._section_id)

    def _do(self, change: Change | None, label: str = "") -> None:
        if change is not None:
            self._session.do(change, label)

    def _held(self, kind: type[_AnyBlock]) -> _AnyBlock | None:
        """The block as the report has it."""
        section = self._section()
        blocks = section.blocks if section else []
        return next((b for b in blocks if b.id == self.block_id and isinstance(b, kind)), None)

    def _sync(self, section_id: str) -> None:
        if section_id == self._section_id:
            self._show()

    def _show(self) -> None:
        """Show what the report says."""
        raise NotImplementedError


class FreeTableEditor(OtherBlock):
    """A table the form does not know."""

    def __init__(self, session: Session, section_id: str, block: FreeTable) -> None:
        super().__init__(session, section_id, block.id, "表格")
        self.grid = FreeTableGrid(block)
        self.grid.edited.connect(self._take)
        self._add_command("插入行", self.grid.add_row)
        self._add_command("插入列", self.grid.add_column)
        self._add_command("删除行", self.grid.remove_row)
        self._add_command("删除列", self.grid.remove_column)
        self._commands.addSpacing(14)
        self._add_usual_commands()
        self._lines.addWidget(self.grid)
        commit = self.grid.commit_open_editor
        session.committers.append(commit)
        self.destroyed.connect(lambda: session.committers.remove(commit))

    def first_field(self) -> QWidget:
        """The grid."""
        return self.grid

    def show_cell(self, row: int, column: int) -> None:
        """Go to a cell."""
        self.grid.setCurrentCell(row, column)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_choice(self) -> None:
        """Select no cell any more."""
        self.grid.clearSelection()

    def _take(self, table: FreeTable, act: str) -> None:
        section = self._section()
        change = section and changes.put_anew(section, table)
        if change:
            self._do(Batch((change,), act))  # each cell is a step of its own

    def _show(self) -> None:
        held = self._held(FreeTable)
        if held:
            self.grid.show_table(held)


class PictureEditor(OtherBlock):
    """A picture with its caption."""

    def __init__(
        self, session: Session, section_id: str, block: Picture, media: Mapping[str, bytes]
    ) -> None:
        super().__init__(session, section_id, block.id, "图片")
        self._picture = _PictureView(media.get(block.media, b""), block.caption or block.media)
        self._caption = LineField(session.undo_stack)
        self._caption.setAccessibleName("图片说明")
        self._caption.setPlaceholderText("图片说明，印在图片下方；没有的不填")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setMaximumWidth(_WIDEST_PICTURE)
        self._caption.textEdited.connect(self._take)
        self._add_usual_commands()
        self._lines.addWidget(self._picture)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._caption, 4)
        row.addStretch(1)
        self._lines.addLayout(row)
        self._show()

    def first_field(self) -> QWidget:
        """The caption."""
        return self._caption

    def _take(self, caption: str) -> None:
        section, held = self._section(), self._held(Picture)
        if section and held:
            new = Picture(held.id, held.media, caption)
            self._do(changes.put_anew(section, new), "修改图片说明")

    def _show(self) -> None:
        held = self._held(Picture)
        if held and held.caption != self._caption.text():
            self._caption.setText(held.caption)


class _PictureView(QLabel):
    """A picture, as large as the page and good sense allow."""

    def __init__(self, data: bytes, name: str) -> None:
        super().__init__()
        named(self, "picture")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"图片：{name}")
        self._whole = QPixmap()
        if not data or not self._whole.loadFromData(data):
            self.setText(f"〔图片：{name}〕")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the width there is."""
        super().resizeEvent(event)
        if not self._whole.isNull():
            self._fit(min(event.size().width(), _WIDEST_PICTURE, self._whole.width()))

    def _fit(self, width: int) -> None:
        ratio = self.devicePixelRatioF()
        shown = self._whole.scaled(
            round(width * ratio),
            round(_HIGHEST_PICTURE * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)
        self.setFixedHeight(round(shown.height() / ratio) + 2)
