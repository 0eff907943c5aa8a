"""The first tab: who reports, about which year, how to reach them, preamble and signatures.

The form is built from `_GROUPS`; a new detail of the report is a new line there.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.in_sight import keep_in_sight
from gipdesk.desk.labels import label, link, named
from gipdesk.desk.line_field import LineField
from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor, growing
from gipdesk.report.beginning import preamble_of, title_of
from gipdesk.report.changes import Change, PutSection, ReplaceBlocks, SetMeta
from gipdesk.report.edition import AgencyKind
from gipdesk.report.report import Paragraph, Section

FIRST_YEAR = 2014
AGENCY_KINDS = {
    AgencyKind.DEPARTMENT: "政府部门",
    AgencyKind.GOVERNMENT: "人民政府",
    AgencyKind.OTHER: "其他机关、组织",
}
_TEXTS = {"preamble": "前言", "closing": "落款文字"}
_WIDEST = 900
_PREAMBLE_LINES = 7
_CLOSING_LINES = 3


class FieldSpec(msgspec.Struct, frozen=True):
    """One line of the form: the report's field, its label, and an example or hint."""

    field: str
    label: str
    hint: str = ""


_GROUPS: dict[str, tuple[FieldSpec, ...]] = {
    "机关和年度": (
        FieldSpec("agency", "机关名称", "写全称，例如：某某市司法局"),
        FieldSpec("agency_kind", "机关类型"),
        FieldSpec("year", "报告年度"),
        FieldSpec("title", "标题"),
        FieldSpec("document_number", "发文字号", "没有的不填"),
        FieldSpec("period", "统计期限"),
    ),
    "联系方式": (
        FieldSpec("address", "地址"),
        FieldSpec("postcode", "邮政编码"),
        FieldSpec("phone", "电话"),
        FieldSpec("fax", "传真"),
        FieldSpec("email", "电子邮箱"),
    ),
    "落款和签署": (
        FieldSpec("published", "发布日期", "没有的不填"),
        FieldSpec("leader", "单位负责人"),
        FieldSpec("reviewer", "审核人"),
        FieldSpec("author", "填报人"),
        FieldSpec("author_phone", "填报人电话"),
        FieldSpec("signed_on", "成文日期", "例如：2026年1月20日"),
    ),
}


class DetailsPage(QScrollArea):
    """The form of the report's details, with preamble and closing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self._session = session
        self._fields: dict[str, LineField | QComboBox] = {}
        body = named(QWidget(), "pageBody")
        self._lines = QVBoxLayout(body)
        self._lines.setContentsMargins(24, 16, 24, 24)
        self._lines.setSpacing(8)
        self._build()
        self.setWidget(body)
        for editor in self.editors():
            keep_in_sight(self, editor, editor.cursorPositionChanged)
        session.meta_changed.connect(self._sync)
        session.structure_changed.connect(self._sync)
        session.text_changed.connect(self._sync)
        self._sync()

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self._fields["agency"]

    def show_field(self, field: str) -> None:
        """Go to a field."""
        self._fields[field].setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(self._fields[field])

    def mark_found(self, fields: Collection[str], current: str) -> None:
        """Mark the fields in which words that are looked for stand, and the one shown just now."""
        for name, field in self._fields.items():
            if isinstance(field, LineField):
                field.mark_found(is_found=name in fields, is_current=name == current)

    def editors(self) -> list[TextEditor]:
        """The text editors of the page."""
        return [self._preamble.editor, self._closing.editor]

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        groups = iter(_GROUPS.items())
        self._add_group(*next(groups))
        self._add_group(*next(groups))
        self._preamble = _SectionText(self._session, "preamble", _PREAMBLE_LINES)
        self._rewrite_preamble = link("按基本信息重写前言", self._write_preamble)
        self._add_heading("前言", self._rewrite_preamble)
        self._add_wide(self._preamble)
        self._add_group(*next(groups))
        self._closing = _SectionText(self._session, "closing", _CLOSING_LINES)
        self._closing.editor.setPlaceholderText("落款由机关名称和成文日期生成；另有文字的写在这里")
        self._add_wide(self._closing)
        self._lines.addStretch(1)

    def _add_group(self, heading: str, specs: tuple[FieldSpec, ...]) -> None:
        self._add_heading(heading)
        box = QWidget()
        box.setMaximumWidth(_WIDEST)
        form = QFormLayout(box)
        form.setContentsMargins(0, 0, 0, 6)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(7)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for spec in specs:
            name = label(spec.label)
            name.setMinimumWidth(84)
            name.setAlignment(form.labelAlignment())
            form.addRow(name, self._row(spec, name))
        self._lines.addWidget(box)

    def _row(self, spec: FieldSpec, name: QLabel) -> QWidget:
        field = self._field(spec)
        field.setAccessibleName(spec.label)
        name.setBuddy(field)
        self._fields[spec.field] = field
        if spec.field != "title":
            return field
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(field, 1)
        self._rewrite_title = link("按机关和年度重写", self._write_title)
        line.addWidget(self._rewrite_title)
        return row

    def _field(self, spec: FieldSpec) -> LineField | QComboBox:
        match spec.field:
            case "agency_kind":
                return self._choice(spec, {each.value: name for each, name in AGENCY_KINDS.items()})
            case "year":
                return self._choice(spec, {None: "（未知）"} | {y: f"{y} 年" for y in _years()})
            case _:
                line = LineField(self._session.undo_stack)
                line.setPlaceholderText(spec.hint)
                line.textEdited.connect(lambda text: self._set(spec, text))
                return line

    def _choice(self, spec: FieldSpec, choices: dict[object, str]) -> QComboBox:
        box = QComboBox()
        for value, name in choices.items():
            box.addItem(name, value)
        box.setMaximumWidth(220)
        box.activated.connect(lambda _: self._set(spec, box.currentData()))
        return box

    def _add_heading(self, text: str, button: QPushButton | None = None) -> None:
        row = QHBoxLayout()
        row.addWidget(label(text, "subheading"))
        if button:
            row.addWidget(button)
        row.addStretch(1)
        self._lines.addLayout(row)

    def _add_wide(self, widget: QWidget) -> None:
        widget.setMaximumWidth(_WIDEST)
        self._lines.addWidget(widget)

    # ---------------------------------------------------------------- report ⇄ form

    def _set(self, spec: FieldSpec, value: str | int | None) -> None:
        self._session.do(SetMeta(spec.field, value), f"修改{spec.label}")

    def _sync(self) -> None:
        meta = self._session.report.meta
        for name, field in self._fields.items():
            value = getattr(meta, name)
            if isinstance(field, QComboBox):
                _choose(field, value)
            elif field.text() != value:
                field.setText(value)
                field.setCursorPosition(len(value) if field.hasFocus() else 0)
        title = title_of(self._session.form, meta)
        self._rewrite_title.setVisible(bool(meta.agency and meta.year and title != meta.title))
        section = self._session.report.section("preamble")
        texts = (
            [block.text for block in section.blocks if isinstance(block, Paragraph)]
            if section
            else []
        )
        is_known = bool(meta.agency and meta.year)
        differs = texts != preamble_of(self._session.form, meta)
        self._rewrite_preamble.setVisible(is_known and differs)

    def _write_title(self) -> None:
        title = title_of(self._session.form, self._session.report.meta)
        self._session.do(SetMeta("title", title), "重写标题")

    def _write_preamble(self) -> None:
        texts = preamble_of(self._session.form, self._session.report.meta)
        self._preamble.write(texts, "重写前言")


class _SectionText(QWidget):
    """The text of a section without heading, which is begun when somebody writes into it."""

    def __init__(self, session: Session, section_id: str, lines: int) -> None:
        super().__init__()
        self._session = session
        self._section_id = section_id
        self.editor = growing(TextEditor(session, section_id, 0), lines)
        self.editor.setAccessibleName(_TEXTS[section_id])
        self._begin = link("＋ 补写这一部分", self._put_section)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.addWidget(self.editor)
        layout.addWidget(self._begin)
        session.structure_changed.connect(self._show_what_is)
        self._show_what_is()

    def write(self, texts: list[str], label: str) -> None:
        """Replace all paragraphs."""
        if self._session.report.section(self._section_id) is None:
            self._put_section()
        section = self._session.report.section(self._section_id)
        if section:
            new = self._session.report.new_block_id
            blocks = tuple(Paragraph(new(beyond=i), text) for i, text in enumerate(texts))
            kept = tuple(each for each in section.blocks if not isinstance(each, Paragraph))
            change: Change = ReplaceBlocks(section.id, 0, len(section.blocks), (*blocks, *kept))
            self._session.do(change, label)

    def _show_what_is(self) -> None:
        is_there = self._session.report.section(self._section_id) is not None
        self.editor.setVisible(is_there)
        self._begin.setVisible(not is_there)

    def _put_section(self) -> None:
        """The preamble comes before everything, the closing behind it."""
        report = self._session.report
        held = tuple(section.id for section in report.sections)
        is_first = self._section_id == "preamble"
        order = (self._section_id, *held) if is_first else (*held, self._section_id)
        section = Section(self._section_id, "", [Paragraph(report.new_block_id())])
        self._session.do(PutSection(self._section_id, section, order), "补写")
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _years() -> range:
    """The years a report can be about, latest first."""
    return range(date.today().year + 1, FIRST_YEAR - 1, -1)


def _choose(box: QComboBox, value: object) -> None:
    index = box.findData(value)
    if index < 0:
        box.addItem(str(value), value)
        index = box.count() - 1
    box.setCurrentIndex(index)
