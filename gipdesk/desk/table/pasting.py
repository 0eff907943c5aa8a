"""What the clipboard would put where: by the labels that come along, or else by position.

Labels are for the recogniser that reads files as well. What is doubtful carries a remark, and a
person looks at it before it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import replace

from gipdesk.desk.table.clip import Clip, rows_of, turned
from gipdesk.desk.table.clipboard import Area, Block, Placed, place
from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.readers.pieces import Piece
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind
from gipdesk.report.names import cell_name
from gipdesk.report.values import State, read_value

_OF_PASTE = {"留空": "不变", "按来源保留": "没有填入"}
_PARTED = "各数之间只有空格，已逐个分开。"
_NO_ROW_LABELS = "没有行名，按列名从当前行起填入。"
_MOST_NAMED = 5  # texts that are named one by one
_LONGEST_NAMED = 24  # characters of each


class Paste(msgspec.Struct, frozen=True):
    """What a paste would do; it is doubtful where there are `remarks` or texts `left_out`."""

    texts: dict[CellRef, str]
    left_out: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    is_by_labels: bool = False
    is_turned: bool = False

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody should look at it first."""
        return bool(self.remarks or self.left_out)


def paste_of(
    model: OfficialTableModel, clip: Clip, area: Area, *, is_turned: bool | None = None
) -> Paste:
    """What pasting over an area would do; rows as columns only if told, or if that alone fits."""
    if clip.is_single:
        return Paste(dict.fromkeys(_refs_in(model, area), clip.block[0][0]))
    paste = (
        _by_labels(model, clip, is_turned)
        or (None if is_turned else _under_columns(model, clip.block, area))
        or _by_position(model, clip.block, area, is_turned)
    )
    return replace(paste, remarks=(_PARTED, *paste.remarks)) if clip.is_parted else paste


def in_short(texts: Sequence[str]) -> str:
    """The first of some texts, each cut short."""
    named = "、".join(_cut(text) for text in texts[:_MOST_NAMED])
    return f"{named}等" if len(texts) > _MOST_NAMED else named


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_NAMED else f"{line[: _LONGEST_NAMED - 1]}…"


def _refs_in(model: OfficialTableModel, area: Area) -> list[CellRef]:
    refs = (model.ref_beginning_at(row, column) for row in area.rows() for column in area.columns())
    return [ref for ref in refs if ref is not None]


# -------------------------------------------------------------------- by labels


def _by_labels(model: OfficialTableModel, clip: Clip, is_turned: bool | None) -> Paste | None:
    """The way, turned or not, in which labels place more; None where they place nothing."""
    from gipdesk.readers.recogniser.excerpt import has_labels

    all_rows = [*clip.pieces, *rows_of(clip.block)]
    if not has_labels(all_rows, model.session.form, model.table_id):
        return None
    ways = {False: clip.pieces, True: clip.turned().pieces}
    wanted = ways if is_turned is None else {is_turned: ways[is_turned]}
    found = (_labelled(model, pieces, is_turned=turned) for turned, pieces in wanted.items())
    return max(filter(None, found), key=lambda paste: len(paste.texts), default=None)


def _labelled(
    model: OfficialTableModel, pieces: Sequence[Piece], *, is_turned: bool
) -> Paste | None:
    from gipdesk.readers.recogniser.excerpt import read_excerpt

    form = model.session.form
    excerpt = read_excerpt(pieces, form, model.table_id)
    if excerpt is None or not excerpt.texts:
        return None
    present = set(model.refs())
    texts = {ref: text for ref, text in excerpt.texts.items() if ref in present}
    absent = (f"{cell_name(form, r)} {text}" for r, text in excerpt.texts.items() if r not in texts)
    unsure = (cell_name(form, each.cell) for each in excerpt.uncertain)
    kept = [ref for ref in excerpt.blank if ref in present and _is_typed(model, ref)]
    remarks = [*map(_of_paste, excerpt.notes), *_remarks_on(model, texts)]
    if kept:
        remarks.append(f"有 {len(kept)} 格来源为空，保留原有的数。")
    left_out = (*excerpt.unread, *absent, *unsure)
    return Paste(texts, left_out, tuple(remarks), is_by_labels=True, is_turned=is_turned)


def _under_columns(model: OfficialTableModel, block: Block, area: Area) -> Paste | None:
    """By the words over the columns, in the rows from the area's first on.

    None where no such words are over the numbers, or labels stand beside them.
    """
    bare = _without_labels(block)
    head = len(block) - len(bare)
    labels = [_labels_of(model, area.top + at) for at in range(len(bare))]
    if not head or len(bare[0]) != len(block[0]) or not all(labels):
        return None
    width = max(map(len, labels))
    beside = [("",) * width] * head + [(*each, *("",) * (width - len(each))) for each in labels]
    rows = [[*names, *line] for names, line in zip(beside, block, strict=True)]
    paste = _labelled(model, rows_of(rows), is_turned=False)
    return replace(paste, remarks=(_NO_ROW_LABELS, *paste.remarks)) if paste else None


def _labels_of(model: OfficialTableModel, row: int) -> tuple[str, ...]:
    """The labels of a line of the table; none where the form has none there."""
    refs = (model.ref_beginning_at(row, column) for column in range(model.columnCount()))
    ref = next(filter(None, refs), None)
    form = model.session.form.tables[model.table_id]
    return form.row_labels.get(ref.row, ()) if ref else ()


def _of_paste(note: str) -> str:
    """A note on reading a report, as it is true of a paste: cells keep what they have."""
    for words, others in _OF_PASTE.items():
        note = note.replace(words, others)
    return note


def _is_typed(model: OfficialTableModel, ref: CellRef) -> bool:
    return bool(model.session.text(ref)) and not model.session.is_computed(ref)


# -------------------------------------------------------------------- by position


def _by_position(
    model: OfficialTableModel, block: Block, area: Area, is_turned: bool | None
) -> Paste:
    """From the area's first cell on; as the block is turned, or moved, if only so it fits."""
    bare = _without_labels(block)
    remarks = [] if bare == block else ["行名、列名未能对应到本表，按位置从当前格起填入。"]
    tiled = None if is_turned else _tiled(bare, area)
    if tiled is not None:
        bare = tiled
    elif area.top != area.bottom or area.left != area.right:
        remarks.append(f"剪贴板是 {_shape(bare)}，与所选的 {_shape_of(area)}不同，从左上角起填入。")
    placed, turned, how = _first_fitting(model, bare, area, is_turned)
    remarks += [*([how] if how else []), *_remarks_on(model, placed.texts)]
    return Paste(placed.texts, placed.left_over, tuple(remarks), is_turned=turned)


def _first_fitting(
    model: OfficialTableModel, block: Block, area: Area, is_turned: bool | None
) -> tuple[Placed, bool, str]:
    """The first way in which all of the block finds a cell, else the plain one, and its remark."""
    upright = turned(block)
    ways = [(block, area.left, False, ""), (upright, area.left, True, "")]
    if is_turned is None:
        is_row = len(block[0]) == model.columnCount()
        whole = [(block, 0, False, "正好是一整行，从第一列起填入。")] if is_row else []
        other = (upright, area.left, True, "原样放不下，行列互换以后正好。")
        ways = [ways[0], *whole, other]
    else:
        ways = [ways[is_turned]]
    tried = [(place(model, cells, area.top, left), way, how) for cells, left, way, how in ways]
    return next((each for each in tried if not each[0].left_over), tried[0])


def _without_labels(block: Block) -> Block:
    """The block without the lines and columns at its beginning that hold words only."""
    from gipdesk.readers.recogniser.labels import is_value

    def is_wordy(texts: Iterable[str]) -> bool:
        filled = [text for text in texts if text.strip()]
        return bool(filled) and not any(map(is_value, filled))

    lines = list(block)
    while len(lines) > 1 and is_wordy(lines[0]):
        lines = lines[1:]
    columns = turned(lines)
    while len(columns) > 1 and is_wordy(columns[0]):
        columns = columns[1:]
    return turned(columns)


def _tiled(block: Block, area: Area) -> Block | None:
    """The block as often as it goes into a larger area; None where it does not go evenly."""
    height, width = len(area.rows()), len(area.columns())
    if height % len(block) or width % len(block[0]):
        return None
    return [line * (width // len(block[0])) for line in block] * (height // len(block))


def _remarks_on(model: OfficialTableModel, texts: dict[CellRef, str]) -> list[str]:
    """What is no number where numbers belong: it is put in as it is, but is it meant?"""
    form = model.session.form
    strange = [
        text
        for ref, text in texts.items()
        if form.kind(ref) != CellKind.TEXT and read_value(text, form.kind(ref)).state is State.TEXT
    ]
    return [f"有 {len(strange)} 格不是数字，照原样填入：{in_short(strange)}。"] if strange else []


def _shape(block: Block) -> str:
    return f"{len(block)} 行 {len(block[0])} 列"


def _shape_of(area: Area) -> str:
    return f"{len(area.rows())} 行 {len(area.columns())} 列"
