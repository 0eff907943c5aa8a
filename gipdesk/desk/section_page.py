"""A section's tab: heading, and its text and tables in the order they stand on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, assert_never

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.extra_sections import removed_section
from gipdesk.desk.labels import button, card, label, link, named
from gipdesk.desk.line_field import LineField
from gipdesk.desk.other_blocks import FreeTableView, PictureView
from gipdesk.desk.paragraph_runs import other_blocks, runs_of
from gipdesk.desk.session import Session
from gipdesk.desk.standing import name_of, numeral
from gipdesk.desk.table import OfficialTableView
from gipdesk.desk.table_lines import TableLines
from gipdesk.desk.text_editor import TextEditor, growing
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

if TYPE_CHECKING:
    from collections.abc import Mapping

_TABLE_MIN_HEIGHT = 260
_LINES_BESIDE_TABLE = 5

Layout: TypeAlias = tuple[object, ...]


class SectionPage(QScrollArea):
    """One section of the report, or the offer to add it."""

    cell_entered = Signal(str)
    selection_summary = Signal(str)
    noticed = Signal(str)  # what could not be done as wished
    place_entered = Signal(object)  # CellRef
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
        self._slots: list[_TextSlot] = []
        self._heading_typed: LineField | None = None  # where the form prescribes none
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

    def show_span(self, block: str, start: int, end: int) -> None:
        """Go to some words."""
        for slot in self._slots:
            if slot.editor.show_span(block, start, end):
                self.ensureWidgetVisible(slot.editor)

    # ---------------------------------------------------------------- building

    def _rebuild(self) -> None:
        """Build the page anew where other things stand in it than before."""
        section = self._session.report.section(self.section_id)
        shown = self._layout_of(section)
        self._show_heading()
        if shown == self._shown:
            return
        self._shown = shown
        self._tables, self._slots = {}, []
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
        self.setWidget(body)
        self._show_heading()

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
        return (*others, len(missing), self._lacks_table(section), is_known, *printed)

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
            self._heading_typed = self._heading_field(section)
            row.addWidget(self._heading_typed, 1)
            row.addWidget(link("删除这一部分", self._remove))
        self._count = label(name="quiet")
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self._count, 0)
        row.setStretch(0, 0 if row.count() > 2 else 1)
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
        section = report.section(self.section_id)
        if self._heading_typed and section and self._heading_typed.text() != section.heading:
            self._heading_typed.setText(section.heading)
        count = sum(slot.editor.character_count() for slot in self._slots)
        self._count.setText(f"{count} 字" if count else "")

    def _add_blocks(self, lines: QVBoxLayout, section: Section) -> None:
        others = other_blocks(section)
        for number in range(len(runs_of(section))):
            slot = _TextSlot(self._session, section.id, number, is_alone=not others)
            self._slots.append(slot)
            lines.addWidget(slot, 0 if others else 1)
            if number < len(others):
                self._add_block(lines, others[number])
        if others:
            lines.addStretch(0)  # takes only what the table leaves
        if self._lacks_table(section):
            lines.addWidget(self._missing("来源无此表"))

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
                return FreeTableView(block)
            case Picture():
                return PictureView(block, self._media.get(block.media, b""))
            case Paragraph():
                raise AssertionError(block)  # paragraphs are in the runs
            case _:
                assert_never(block)

    def _table(self, table_id: str) -> QWidget:
        has_form = table_id in self._session.form.tables
        if not has_form or table_id not in self._session.report.tables:
            return self._missing("来源无此表")
        view = OfficialTableView(self._session, table_id, self)
        view.setMinimumHeight(min(_TABLE_MIN_HEIGHT, view.sizeHint().height()))
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
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


class _TextSlot(QWidget):
    """A run of paragraphs; beside a table an empty one is only an offer to write."""

    def __init__(self, session: Session, section_id: str, number: int, *, is_alone: bool) -> None:
        super().__init__()
        self._is_alone = is_alone
        editor = TextEditor(session, section_id, number)
        self.editor = editor if is_alone else growing(editor, _LINES_BESIDE_TABLE)
        self.editor.setAccessibleName("正文")
        self.editor.setPlaceholderText("　　在这里写正文" if is_alone else "")
        self._offer = link("＋ 在此处写文字", self._open)
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
