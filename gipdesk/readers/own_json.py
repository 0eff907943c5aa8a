"""Reading back the JSON that `show --json`, `import --json` and the export give.

Nothing is recognised here: every value says where it belongs. Other JSON is refused.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeAlias

import msgspec

from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.readers.source import decode_text
from gipdesk.report.edition import AgencyKind, Editions, Form, UnknownEditionError, form_of
from gipdesk.report.grid import EXTRA_ROW
from gipdesk.report.report import Block, Cell, Meta, Picture, Report, Row, Section, Table, Unplaced
from gipdesk.report.values import plain

Shown: TypeAlias = str | int | float | None
_FOREIGN = "这是 JSON 数据，但不是本软件导出的年度报告，没有读取。"
_DAMAGED = "这份 JSON 中有一处不合本软件导出的格式（{}），没有读取。"
_WITHOUT_PICTURES = "JSON 中没有图片本身，报告中的图片没有读入，请重新插入。"


class _Contacts(msgspec.Struct):
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""


class _Signers(msgspec.Struct):
    leader: str = ""
    reviewer: str = ""
    author: str = ""
    phone: str = ""
    date: str = ""


class _Meta(msgspec.Struct):
    agency_kind: AgencyKind = AgencyKind.DEPARTMENT
    document_number: str = ""
    period: str = ""
    published: str = ""
    contacts: _Contacts = msgspec.field(default_factory=_Contacts)
    signers: _Signers = msgspec.field(default_factory=_Signers)


class _Section(msgspec.Struct):
    id: str
    heading: str
    blocks: list[Block]


class _Report(msgspec.Struct):
    """A report as `show --json` gives it."""

    edition: str
    tables: dict[str, dict[str, Shown]]
    sections: list[_Section]
    year: int | None = None
    agency: str | None = None
    title: str = ""
    meta: _Meta = msgspec.field(default_factory=_Meta)
    variants: tuple[str, ...] = ()
    row_labels: dict[str, dict[str, str]] = {}
    unplaced: list[Unplaced] = []


def read_own_json(data: bytes, editions: Editions) -> Reading:
    """The report that our own JSON holds; raises `UnreadableSourceError` for any other."""
    shown = _decoded(decode_text(data))
    try:
        edition = editions[shown.edition]
        form = form_of(edition, shown.variants)
        tables = {each: _table(form, each, shown) for each in shown.tables}
    except (LookupError, ValueError) as error:
        raise UnreadableSourceError(_DAMAGED.format(_named(error))) from error
    has_pictures = any(isinstance(each, Picture) for part in shown.sections for each in part.blocks)
    notes = [_WITHOUT_PICTURES] if has_pictures else []
    report = Report(
        edition.id,
        _meta(shown),
        form.variants,
        tables,
        [_section(each) for each in shown.sections],
        unplaced=shown.unplaced,
        notes=notes,
    )
    return Reading(report, [], [], notes)


def _decoded(text: str) -> _Report:
    """The report in a text; raises `UnreadableSourceError` where it is not ours."""
    try:
        whole: Any = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise UnreadableSourceError(_FOREIGN) from error
    if isinstance(whole, dict) and isinstance(whole.get("report"), dict):
        whole = whole["report"]  # as `import --json` gives it
    if not isinstance(whole, dict) or not {"edition", "tables", "sections"} <= whole.keys():
        raise UnreadableSourceError(_FOREIGN)
    try:
        return msgspec.convert(whole, _Report)
    except msgspec.ValidationError as error:
        raise UnreadableSourceError(_DAMAGED.format(_named(error))) from error


def _named(error: Exception) -> str:
    """Where the mistake is: the path in the JSON, or the unknown id."""
    if isinstance(error, UnknownEditionError):
        return "edition"
    return str(error).rpartition("$.")[2].strip("`'")


def _table(form: Form, table_id: str, shown: _Report) -> Table:
    """A table with its rows in the order shown; raises `KeyError` for a table or cell unknown."""
    labels = shown.row_labels.get(table_id, {})
    rows: dict[str, Row] = {}
    for cell_id, value in shown.tables[table_id].items():
        row, column = _place(form, table_id, cell_id)
        rows.setdefault(row, Row({}, labels.get(row, ""))).cells[column] = Cell(_typed(value))
    return Table(rows)


def _place(form: Form, table_id: str, cell_id: str) -> tuple[str, str]:
    """The row and column of a cell; in a row beyond the form the column follows the last dot."""
    if table_id in form.tables and cell_id.startswith(EXTRA_ROW):
        row, _, column = cell_id.rpartition(".")
        return (row, column) if row else (cell_id, "")
    ref = form.cell(f"{table_id}/{cell_id}")
    return ref.row, ref.column


def _typed(value: Shown) -> str:
    """What is to stand in a cell so that it is shown like this."""
    if value is None or isinstance(value, str):
        return value or ""
    return plain(Decimal(repr(value)))


def _section(shown: _Section) -> Section:
    blocks: list[Block] = [each for each in shown.blocks if not isinstance(each, Picture)]
    return Section(shown.id, shown.heading, blocks)


def _meta(shown: _Report) -> Meta:
    meta, signers = shown.meta, shown.meta.signers
    return Meta(
        title=shown.title,
        agency=shown.agency or "",
        agency_kind=meta.agency_kind,
        year=shown.year,
        document_number=meta.document_number,
        period=meta.period,
        published=meta.published,
        **msgspec.structs.asdict(meta.contacts),
        leader=signers.leader,
        reviewer=signers.reviewer,
        author=signers.author,
        author_phone=signers.phone,
        signed_on=signers.date,
    )
