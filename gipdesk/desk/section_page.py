"""A section's tab: heading, and its text and tables in the order they stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.blocks.frames import FreeTableEditor, OtherBlock, PictureEditor
from gipdesk.desk.blocks.insertions import Insertions
from gipdesk.desk.blocks.pictures import has_pictures
from gipdesk.desk.extra_sections import removed_section
from gipdesk.desk.in_sight import bring_into_sight, keep_in_sight
from gipdesk.desk.labels import button, card, label, link, named, quiet_link
from gipdesk.desk.line_field import LineField
from gipdesk.desk.session import Session
from gipdesk.desk.standing import name_of, numeral
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.table_lines import TableLines
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.text.paragraph_runs import other_blocks, runs_of
from gipdesk.desk.text.slot import TextSlot
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetHeading
from gipdesk.report.report import (
    Block,
    FreeTable,
    OfficialTable,
    Paragraph,
    Picture,
    Section,
)
from gipdesk.report.searching import InTable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

_TABLE_MIN_HEIGHT = 260
_LINES_BESIDE_TABLE = 5
_LINES_BESIDE_OTHERS = 60  # the page scrolls

Layout: TypeAlias = tuple[object, ...]


class SectionPage(QScrollArea):
    """One section of the report, or the offer to add it."""

    cell_entered = Signal(str)
    selection_summary = Signal(str)
    noticed = Signal(str)  # what could not be done as wished
    offered = Signal(str, str, object)  # a sentence, the text of a button, what it does
    media_added = Signal(str, object)  # a picture's name and bytes, before it is shown
    place_entered = Signal(object)  # CellRef
    block_entered = Signal(str)  # `section#block`: the paragraph with the cursor
    field_wanted = Signal(str)  # of the details

    def __init__(
        self,
        session: Session,
        section_id: str,
        media: Mapping[str, bytes],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.section_id = section_id
        self._session = session
        self._media = media
        self._shown: Layout = ()
        self._tables: dict[str, OfficialTableView] = {}
        self._slots: list[TextSlot] = []
        self._shows_past = True
        self._heading_typed: LineField | None = None  # where the form prescribes none
        self._others: dict[str, OtherBlock] = {}
        self._last_editor: TextEditor | None = None  # that was typed in
        self.insertions = Insertions(session, section_id, self)
        self.insertions.block_made.connect(self.show_block)
        self.insertions.noticed.connect(self.noticed)
        self.insertions.offered.connect(self.offered)
        self.insertions.media_added.connect(self.media_added)
        self.setAcceptDrops(True)
        self._rebuild()
        session.structure_changed.connect(self._rebuild)
        session.text_changed.connect(self._rebuild)

    # ---------------------------------------------------------------- going there

    def first_field(self) -> QWidget:
        """Where typing begins: the first table, or the text."""
        for table in self._tables.values():
            return table
        if self._heading_typed is not None and not self._heading_typed.text():
            return self._heading_typed
        return self._slots[0].editor if self._slots else self

    def editors(self) -> list[TextEditor]:
        """The text editors of the page."""
        return [slot.editor for slot in self._slots]

    def show_cell(self, ref: CellRef) -> None:
        """Go to a cell."""
        table = self._tables.get(ref.table)
        if table:
            table.show_cell(ref)

    def show_past(self, *, is_shown: bool) -> None:
        """Show last year's figures in the tables, or leave them out."""
        self._shows_past = is_shown
        for table in self._tables.values():
            table.table_model.show_past(is_shown=is_shown)

    def insert_text(self, text: str) -> bool:
        """Put a text in at the cursor of the editor last typed in; False without an editor."""
        editors = [editor for editor in self.editors() if editor.isVisibleTo(self)]
        last = self.focusWidget()
        editor = last if isinstance(last, TextEditor) else next(iter(editors), None)
        if editor is None:
            return False
        editor.textCursor().insertText(text)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.ensureCursorVisible()
        return True

    def show_span(self, block: str, start: int, end: int) -> None:
        """Go to some words."""
        for slot in self._slots:
            if slot.editor.show_span(block, start, end):
                self.ensureWidgetVisible(slot.editor)

    def show_block(self, block_id: str) -> None:
        """Go to a picture or a table of one's own."""
        if block_id in self._others:
            self._others[block_id].first_field().setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self, self._others[block_id])

    def show_table_cell(self, block_id: str, row: int, column: int) -> None:
        """Go to a cell of a table of one's own."""
        if block_id in self._others:
            self._others[block_id].show_cell(row, column)
            bring_into_sight(self, self._others[block_id].first_field())

    def mark_found(
        self,
        cells: Collection[CellRef],
        blocks: Collection[str],
        fields: Collection[InTable],
        *,
        in_heading: bool,
    ) -> None:
        """Mark cells, captions and the heading in which words that are looked for stand."""
        for table in self._tables.values():
            table.table_model.mark_found(cells)
        for block_id, block in self._others.items():
            here = {(each.row, each.column) for each in fields if each.block == block_id}
            block.mark_found(here, is_found=block_id in blocks)
        if self._heading_typed:
            self._heading_typed.mark_found(is_found=in_heading)

    def clear_choice(self) -> None:
        """Select nothing any more: something else was found."""
        for editor in self.editors():
            cursor = editor.textCursor()
            cursor.clearSelection()
            editor.setTextCursor(cursor)
        for block in self._others.values():
            block.clear_choice()

    def show_heading(self, start: int, end: int) -> None:
        """Go to some words of a heading that was typed."""
        if self._heading_typed:
            self._heading_typed.setFocus(Qt.FocusReason.OtherFocusReason)
            self._heading_typed.setSelection(start, end - start)

    # ---------------------------------------------------------------- putting in

    def insert_pictures(self) -> None:
        """Let pictures be chosen and put them in where one was typing."""
        self.insertions.choose_pictures(self._place())

    def insert_table(self) -> None:
        """Put a blank table in where one was typing."""
        self.insertions.put_table(self._place())

    def _place(self) -> str:
        """The block behind which something is put in: that with the cursor; none for the end."""
        for block_id, block in self._others.items():
            if block.isAncestorOf(self.focusWidget() or self):
                return block_id
        return self._last_editor.block_at_cursor() if self._last_editor else ""

    def _remember_editor(self, editor: TextEditor) -> None:
        self._last_editor = editor

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures; other files are for the window to open."""
        if self._takes(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put pictures in."""
        if self._takes(event.mimeData()):
            event.acceptProposedAction()
            self.insertions.put_pictures(self._place(), event.mimeData())

    def _takes(self, data: QMimeData) -> bool:
        return has_pictures(data) and self._session.report.section(self.section_id) is not None

    # ---------------------------------------------------------------- building

    def _rebuild(self) -> None:
        """Build the page anew where other things stand in it than before."""
        section = self._session.report.section(self.section_id)
        shown = self._layout_of(section)
        self._show_heading()
        if shown == self._shown:
            return
        self._shown = shown
        come_back = self._way_back()
        self._tables, self._slots, self._others, self._last_editor = {}, [], {}, None
        body = named(QWidget(), "pageBody")
        lines = QVBoxLayout(body)
        lines.setContentsMargins(20, 12, 20, 12)
        lines.setSpacing(6)
        lines.addLayout(self._heading_row(section))
        if section is None:
            what = "来源无此部分" if self._is_numbered() else "来源无此表"
            lines.addWidget(self._missing(what))
            lines.addStretch(1)
        else:
            self._add_blocks(lines, section)
        if self._heading_typed and self._slots:  # not to the button beside it, which deletes
            self._heading_typed.next_field = self._slots[0].editor
        self._put_up(body)
        self._show_heading()
        come_back()

    def _put_up(self, body: QWidget) -> None:
        """Show this page in the place of the one before, scrolled as that was."""
        at, before = self.verticalScrollBar().value(), self.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()  # not at once: one of its buttons may be what was pressed
        self.setWidget(body)
        if at:
            body.show()
            QCoreApplication.sendPostedEvents(body, QEvent.Type.LayoutRequest.value)
            self.verticalScrollBar().setValue(at)

    def _way_back(self) -> Callable[[], None]:
        """How to put the focus back where it is, once the page was built anew."""
        focus = QApplication.focusWidget()
        for block_id, block in self._others.items():
            if focus is not None and block.isAncestorOf(focus):
                name = focus.text() if isinstance(focus, QPushButton) else ""
                return lambda: self._come_back_to(block_id, name)
        for slot in self._slots:
            if slot.editor is focus and slot.editor.block_at_cursor():
                held, at = slot.editor.block_at_cursor(), slot.editor.textCursor().positionInBlock()
                return lambda: self.show_span(held, at, at)
        return lambda: None

    def _come_back_to(self, block_id: str, name: str) -> None:
        if block_id in self._others:
            self._others[block_id].take_focus(name)
            bring_into_sight(self, self._others[block_id])

    def _layout_of(self, section: Section | None) -> Layout:
        if section is None:
            return ("missing",)
        held = self._session.report.tables
        others = other_blocks(section)
        missing = [each for each in others if getattr(each, "table", None) not in held]
        forms = self._session.form.tables
        shown = [forms[table_id] for table_id in self._tables_of(section) if table_id in forms]
        printed = [(each.title, each.above, each.below) for each in shown]
        is_known = self._session.form.section(section.id) is not None
        blocks = map(_identity, others)
        return (*blocks, len(missing), self._lacks_table(section), is_known, *printed)

    def _tables_of(self, section: Section) -> list[str]:
        """The tables of the form that have a place in the section."""
        return [each.table for each in other_blocks(section) if isinstance(each, OfficialTable)]

    def _is_numbered(self) -> bool:
        form = self._session.form.section(self.section_id)
        return form is None or form.is_numbered

    def _heading_row(self, section: Section | None) -> QHBoxLayout:
        row = QHBoxLayout()
        self._heading = label(name="heading")
        self._heading_typed = None
        self._heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self._heading)
        if section and self._session.form.section(self.section_id) is None:
            self._heading.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._heading_typed = self._heading_field(section)
            row.addWidget(self._heading_typed, 1)
            row.addWidget(link("删除这一部分", self._remove))
        if section:
            row.addWidget(quiet_link("插入图片", self.insert_pictures))
            row.addWidget(quiet_link("插入表格", self.insert_table))
        self._count = label(name="quiet")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count, 0)
        row.setSpacing(14)
        row.setStretch(0, 0 if self._heading_typed else 1)
        return row

    def _heading_field(self, section: Section) -> LineField:
        field = LineField(self._session.undo_stack)
        field.setText(section.heading)
        field.setAccessibleName("标题")
        field.setPlaceholderText("这一部分的标题")
        field.textEdited.connect(
            lambda text: self._session.do(SetHeading(section.id, text), "修改标题")
        )
        return field

    def _remove(self) -> None:
        self._session.do(removed_section(self._session.report, self._session.form, self.section_id))

    def _show_heading(self) -> None:
        if not self._shown:
            return
        report, form = self._session.report, self._session.form
        name = name_of(report, form, self.section_id)
        is_known = form.section(self.section_id) is not None
        self._heading.setText(numeral(report, form, self.section_id) + (name if is_known else ""))
        self._heading.setVisible(bool(self._heading.text()))
        section = report.section(self.section_id)
        if self._heading_typed and section and self._heading_typed.text() != section.heading:
            self._heading_typed.setText(section.heading)
        count = sum(slot.editor.character_count() for slot in self._slots)
        self._count.setText(f"{count} 字" if count else "")
        self._count.setVisible(bool(count))

    def _add_blocks(self, lines: QVBoxLayout, section: Section) -> None:
        others = other_blocks(section)
        for number in range(len(runs_of(section))):
            slot = self._text_slot(section, number)
            lines.addWidget(slot, 0 if others else 1)
            if number < len(others):
                self._add_block(lines, others[number])
        if others:
            lines.addStretch(0)  # takes only what the table leaves
        if self._lacks_table(section):
            lines.addWidget(self._missing("来源无此表"))

    def _text_slot(self, section: Section, number: int) -> TextSlot:
        is_beside_form = bool(self._tables_of(section))
        lines = _LINES_BESIDE_TABLE if is_beside_form else _LINES_BESIDE_OTHERS
        most = lines if other_blocks(section) else 0
        slot = TextSlot(self._session, section.id, number, most)
        self._slots.append(slot)
        slot.entered.connect(lambda: self._remember_editor(slot.editor))
        slot.editor.takes_blocks = True
        slot.editor.block_entered.connect(self.block_entered)
        keep_in_sight(self, slot.editor, slot.editor.cursorPositionChanged)
        slot.editor.contents_pasted.connect(self.insertions.paste)
        slot.editor.pictures_offered.connect(
            lambda data: self.insertions.put_pictures(slot.editor.block_at_cursor(), data)
        )
        return slot

    def _lacks_table(self, section: Section) -> bool:
        """Whether the form has a table here of which the report has no place at all."""
        form = self._session.form.section(section.id)
        return bool(form and form.table and form.table not in self._tables_of(section))

    def _add_block(self, lines: QVBoxLayout, block: Block) -> None:
        """A block, between the lines that the form prints around its table."""
        widget = self._block_widget(block)
        if not isinstance(widget, OfficialTableView):
            lines.addWidget(widget)
            return
        form = self._session.form.tables[widget.table_model.table_id]
        if form.title or form.above:
            lines.addWidget(self._lines_around(form.above, form.title))
        lines.addWidget(widget, 1)
        if form.below:
            lines.addWidget(self._lines_around(form.below))

    def _lines_around(self, texts: tuple[str, ...], title: str = "") -> TableLines:
        shown = TableLines(self._session, texts, title=title)
        shown.field_wanted.connect(self.field_wanted)
        return shown

    def _block_widget(self, block: Block) -> QWidget:
        match block:
            case OfficialTable(_, table):
                return self._table(table)
            case FreeTable():
                return self._own_table(block)
            case Picture():
                return self._other(
                    PictureEditor(self._session, self.section_id, block, self._media)
                )
            case Paragraph():
                raise AssertionError(block)  # paragraphs are in the runs
            case _:
                assert_never(block)

    def _own_table(self, block: FreeTable) -> OtherBlock:
        editor = FreeTableEditor(self._session, self.section_id, block)
        keep_in_sight(self, editor.grid, editor.grid.currentCellChanged)
        return self._other(editor)

    def _other(self, block: OtherBlock) -> OtherBlock:
        self._others[block.block_id] = block
        return block

    def _table(self, table_id: str) -> QWidget:
        has_form = table_id in self._session.form.tables
        if not has_form or table_id not in self._session.report.tables:
            return self._missing("来源无此表")
        view = OfficialTableView(self._session, table_id, self)
        view.table_model.show_past(is_shown=self._shows_past)
        view.setMinimumHeight(min(_TABLE_MIN_HEIGHT, view.sizeHint().height()))
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        keep_in_sight(self, view, view.selectionModel().currentChanged)
        view.cell_entered.connect(self.cell_entered)
        view.place_entered.connect(self.place_entered)
        view.selection_summary.connect(self.selection_summary)
        view.noticed.connect(self.noticed)
        self._tables[table_id] = view
        return view

    def _missing(self, text: str) -> QFrame:
        """A card that says what is missing, with the fix of the finding about it."""
        offer = card("missing")
        lines = QVBoxLayout(offer)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.addWidget(label(text), 0, Qt.AlignmentFlag.AlignCenter)
        add = button("按表样补建", self._add_missing, "primary")
        lines.addWidget(add, 0, Qt.AlignmentFlag.AlignCenter)
        return offer

    def _add_missing(self) -> None:
        for finding in self._session.checked().findings:
            if finding.rule == "S.SECTION" and finding.section == self.section_id:
                fix = finding.fixes[0]
                self._session.do(fix.change, fix.label)
                self.first_field().setFocus(Qt.FocusReason.OtherFocusReason)
                return


def _identity(block: Block) -> tuple[str, ...]:
    """What tells whether a block needs another widget: its contents are shown by the same."""
    match block:
        case OfficialTable(block_id, table):
            return (block_id, table)
        case Picture(block_id, media):
            return (block_id, media)
        case _:
            return (block.id,)
