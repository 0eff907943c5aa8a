"""Putting pictures, tables and pasted contents into a section; each act is one step of undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gipdesk.desk.blocks import changes
from gipdesk.desk.blocks.pictures import FILTER, pictures_in, prepared
from gipdesk.desk.session import Session
from gipdesk.desk.table import editing
from gipdesk.desk.text.pasting import (
    Content,
    OfficialValues,
    Stretch,
    official_values,
    with_contents,
)
from gipdesk.desk.text.renumbering import with_renumbering
from gipdesk.report.changes import Batch, Change
from gipdesk.report.report import Block, FreeTable, Picture, Section


class Insertions(QObject):
    """What can be put into one section."""

    media_added = Signal(str, object)  # name in the package and bytes, before it is shown
    block_made = Signal(str)  # its id: typing goes on there
    noticed = Signal(str)
    offered = Signal(str, str, object)  # a sentence, the text of a button, what it does

    def __init__(self, session: Session, section_id: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._session = session
        self._section_id = section_id

    # ---------------------------------------------------------------- pictures and tables

    def choose_pictures(self, after: str) -> None:
        """Let the user choose files and put them in behind a block."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "插入图片", "", FILTER)
        self._try_pictures(after, ((Path(name).name, Path(name).read_bytes()) for name in names))

    def put_pictures(self, after: str, data: QMimeData) -> None:
        """Put the pictures of the clipboard or of a drag in behind a block."""
        self._try_pictures(after, pictures_in(data))

    def put_table(self, after: str) -> None:
        """Put a blank table in behind a block."""
        table = FreeTable(self._session.report.new_block_id(), changes.NEW_TABLE)
        self._put(after, (table,), "插入表格")

    def _try_pictures(self, after: str, found: Iterable[tuple[str, bytes]]) -> None:
        """Put pictures in, or say why not."""
        from gipdesk.writers.pictures import PictureError

        try:
            self._put_pictures(after, found)
        except PictureError as exc:
            self.noticed.emit(str(exc))
        except OSError as exc:
            self.noticed.emit(f"图片读不出来：{exc.strerror or exc}。")

    def _put_pictures(self, after: str, found: Iterable[tuple[str, bytes]]) -> None:
        ready = [prepared(name, data) for name, data in found]
        new = self._session.report.new_block_id
        for each in ready:
            self.media_added.emit(each.media, each.data)
        blocks = tuple(Picture(new(beyond=at), each.media) for at, each in enumerate(ready))
        if blocks:
            self._put(after, blocks, "插入图片")

    def _put(self, after: str, blocks: tuple[Block, ...], label: str) -> None:
        section = self._section()
        if section is not None:
            self._session.do(changes.put_in(section, after, blocks, label))
            self.block_made.emit(blocks[0].id)

    # ---------------------------------------------------------------- pasting

    def paste(self, into: Stretch, contents: Sequence[Content]) -> None:
        """Put pasted paragraphs and tables in; a table of the form fills that one."""
        section, found = self._section(), [self._official(each) for each in contents]
        kept = [each for each, official in zip(contents, found, strict=True) if official is None]
        officials = [official for official in found if official is not None]
        steps: list[Change] = []
        if section is not None and kept:
            text = with_contents(self._session.report, section.id, into, kept)
            steps.append(with_renumbering(section, text, is_moved=True))
        fillable = [each for each in officials if self._is_free_for(each)]
        steps += [editing.paste(self._session, each.texts) for each in fillable]
        if steps:
            self._session.do(Batch(tuple(steps), "粘贴"))
        for each in officials:
            self._tell(each, is_done=each in fillable)

    def _official(self, content: Content) -> OfficialValues | None:
        if isinstance(content, str):
            return None
        found = official_values(content, self._session.report, self._session.office.editions)
        return found if found and found.table_id in self._session.form.tables else None

    def _is_free_for(self, values: OfficialValues) -> bool:
        """Whether the table holds nothing yet that the paste would overwrite."""
        cells = ((self._session.report.cell(ref), text) for ref, text in values.texts.items())
        return all(cell is None or cell.text in {"", text} for cell, text in cells)

    def _tell(self, values: OfficialValues, *, is_done: bool) -> None:
        name, count = self._session.form.tables[values.table_id].name, len(values.texts)
        if is_done:
            text = f"粘贴的是“{name}”，{count} 格的内容已填入该表，没有放进正文。"
            self.offered.emit(text, "撤销", self._session.undo_stack.undo)
        else:
            text = f"粘贴的是“{name}”，该表已有不同的内容，没有改动。"
            self.offered.emit(text, "用粘贴的内容填入", lambda: self._fill(values))

    def _fill(self, values: OfficialValues) -> None:
        self._session.do(editing.paste(self._session, values.texts))

    def _section(self) -> Section | None:
        return self._session.report.section(self._section_id)
