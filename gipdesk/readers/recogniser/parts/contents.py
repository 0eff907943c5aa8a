"""The list of contents at the top of a report: headings that stand there once more, with pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL, key_of
from gipdesk.report.folding import match_key

_WORD = re.compile("目录|目次|目錄")
_LEADER = re.compile(r"(?:\.{3,}|·{3,}|-{5,}|_{5,})[-—(]?\d{1,3}[-—)]?$")  # in folded text
_PAGE = re.compile(r"[.·…_\-\s(（]+\d{1,3}[)）]?$")
_NUMBERED = re.compile(r"第?[一二三四五六七八九十]+|[（(][一二三四五六七八九十]+[）)]|\d+[.、．]")


def contents_of(pieces: Sequence[Piece]) -> list[Piece]:
    """The entries of a list of contents, its own heading left out."""
    start = next((at for at, piece in enumerate(pieces) if _WORD.fullmatch(_key(piece))), None)
    entries = {id(piece): piece for piece in pieces if _has_leader(piece)}
    if start is not None:
        listed = list(_listed(pieces[start + 1 :]))
        behind = pieces[start + 1 + len(listed) :]
        if listed and _entry_key(listed[0]) in map(_entry_key, behind):
            entries |= {id(piece): piece for piece in listed}
    return list(entries.values())


def _key(piece: Piece) -> str:
    return match_key(piece.text) if len(piece.text) <= LONGEST_LABEL else ""


def _has_leader(piece: Piece) -> bool:
    """Whether dots lead to a page number."""
    is_short_line = isinstance(piece, Line) and len(piece.text) <= LONGEST_LABEL
    return is_short_line and bool(_LEADER.search(match_key(piece.text)))


def _listed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The entries right below 目录, up to the heading that stands there again."""
    seen: set[str] = set()
    for piece in pieces:
        text, key = _text(piece), _entry_key(piece)
        is_entry = _NUMBERED.match(text) or _PAGE.search(text)
        if not key or key in seen or not is_entry or "。" in text:
            return
        seen.add(key)
        yield piece


def _text(piece: Piece) -> str:
    return " ".join(filter(None, piece.cells)) if len(piece.text) <= LONGEST_LABEL else ""


def _entry_key(piece: Piece) -> str:
    """What an entry is known by, its page left out."""
    return key_of(_PAGE.sub("", _text(piece)))
