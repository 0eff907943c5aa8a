"""The block where those who answer for a report sign: rows of labels, each with a name or a blank.

It stands below the signature or on a page of its own. Tables that print the same labels in a line
(`单位负责人：…　审核人：…`) are attachments, whose captions are read there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gipdesk.readers.pieces import Line, Piece, TableRow
from gipdesk.report.folding import legible, match_key

_FIELDS = {
    "单位负责人": "leader",
    "审核人": "reviewer",
    "填报人": "author",
    "联系电话": "author_phone",
    "填报日期": "signed_on",
}
_FEWEST_LABELS = 3  # a table of contacts may share one or two
_ASIDE = re.compile(r"\((?:签字|签名|签章)\)$|:$")  # behind a label
_SEAL = re.compile(r"\(?(?:单位)?(?:盖章|公章|印章|章)处?\)?")
_TITLE = re.compile("签(?:字|名|章)(?:盖章)?[页栏表]?")


def split_signing_block(pieces: Sequence[Piece]) -> tuple[list[Piece], dict[str, str]]:
    """The pieces without the block and its title, and what it says by field of `Meta`.

    All pieces and no details where there is no such block, or where it says more.
    """
    rows = [(at, _details(piece)) for at, piece in enumerate(pieces)]
    for is_block, run in groupby(rows, key=lambda row: bool(row[1])):
        block = list(run)
        held = [pair for _, details in block for pair in details.items()]
        if is_block and len(dict(held)) == len(held) >= _FEWEST_LABELS:
            first, last = block[0][0], block[-1][0]
            kept = [*pieces[: _title_at(pieces, first)], *pieces[last + 1 :]]
            return kept, {field: text for field, text in held if text}
    return [*pieces], {}


def _details(piece: Piece) -> dict[str, str]:
    """What a row says by field, blanks as they are; empty where it holds anything else."""
    if not isinstance(piece, TableRow):
        return {}
    cells = [cell for cell in piece.cells if not _SEAL.fullmatch(match_key(cell))]
    details = dict(_pairs(cells))
    said = [*filter(None, details.values())]
    return details if len(said) + len(details) == len([*filter(None, cells)]) else {}


def _pairs(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each label's field, and the text beside it."""
    for at, cell in enumerate(cells):
        field = _field(cell)
        if field:
            beside = cells[at + 1] if at + 1 < len(cells) else ""
            yield field, "" if _field(beside) else legible(beside)


def _field(cell: str) -> str:
    return _FIELDS.get(_ASIDE.sub("", match_key(cell)), "")


def _title_at(pieces: Sequence[Piece], first: int) -> int:
    """Where the titles above the row at `first` begin: of the page, and of its sheet."""
    while first and isinstance(pieces[first - 1], Line) and _is_title(pieces[first - 1]):
        first -= 1
    return first


def _is_title(piece: Piece) -> bool:
    return bool(_TITLE.fullmatch(match_key(piece.text)))
