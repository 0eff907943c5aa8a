"""What stands in a section beside text and official tables: pictures and tables of one's own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gipdesk.desk.blocks import changes
from gipdesk.desk.blocks.free_table import FreeTableGrid
from gipdesk.desk.blocks.picture_view import WIDEST, PictureView
from gipdesk.desk.blocks.width_choice import WidthChoice, next_width
from gipdesk.desk.labels import label, quiet_link
from gipdesk.desk.line_field import LineField
from gipdesk.desk.session import Session
from gipdesk.report.changes import Batch, Change
from gipdesk.report.report import FreeTable, Picture, Section

_WIDTH_STEPS = {Qt.Key.Key_BracketRight: 1, Qt.Key.Key_BracketLeft: -1}
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

    def mark_found(self, cells: Collection[tuple[int, int]], *, is_found: bool) -> None:
        """Mark the cells, or the caption, in which words that are looked for stand."""

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

    def mark_found(self, cells: Collection[tuple[int, int]], *, is_found: bool) -> None:
        """Mark cells."""
        del is_found
        self.grid.mark_found(cells)

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
        name, data = block.caption or block.media, media.get(block.media, b"")
        self._picture = PictureView(data, name, block.width)
        self._width = WidthChoice()
        self._warning = label("原图较小，印出来不清晰", "quiet")
        self._caption = LineField(session.undo_stack)
        self._caption.setAccessibleName("图片说明")
        self._caption.setPlaceholderText("图片说明，印在图片下方；没有的不填")
        self._caption.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption.setMaximumWidth(WIDEST)
        self._caption.textEdited.connect(self._take_caption)
        self._add_width()
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

    def mark_found(self, cells: Collection[tuple[int, int]], *, is_found: bool) -> None:
        """Mark the caption."""
        del cells
        self._caption.mark_found(is_found=is_found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step to the next wider or narrower width."""
        by = _WIDTH_STEPS.get(Qt.Key(event.key()))
        if by is None or event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        width = next_width(self._picture.printed_share, by)
        if width is not None:
            self._take_width(width)

    def _add_width(self) -> None:
        """Offer the widths above the picture, and by a right click on it."""
        self._commands.addWidget(self._warning)
        self._commands.addWidget(self._width)
        self._commands.addSpacing(14)
        self._width.chosen.connect(self._take_width)
        self._picture.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._picture.customContextMenuRequested.connect(
            lambda at: self._width.pop_up(self._picture.mapToGlobal(at))
        )

    def _take_caption(self, caption: str) -> None:
        section, held = self._section(), self._held(Picture)
        if section and held:
            new = replace(held, caption=caption)
            self._do(changes.put_anew(section, new), "修改图片说明")

    def _take_width(self, width: int | None) -> None:
        section, held = self._section(), self._held(Picture)
        if section and held and held.width != width:
            change = changes.put_anew(section, replace(held, width=width))
            if change:
                self._do(Batch((change,), "调整图片宽度"))  # each width is a step of its own

    def _show(self) -> None:
        held = self._held(Picture)
        if held is None:
            return
        if held.caption != self._caption.text():
            self._caption.setText(held.caption)
        self._width.show_width(held.width)
        self._picture.show_share(held.width)
        self._warning.setVisible(self._picture.is_enlarged)
