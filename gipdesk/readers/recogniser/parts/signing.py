"""The signature at the end of a report: agency and date, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

import msgspec

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL
from gipdesk.readers.recogniser.parts.dates import DATE, arabic_dates
from gipdesk.readers.recogniser.parts.titles import is_organ
from gipdesk.report.folding import fold

_NAME = r"[\u4e00-\u9fff()、 ]"
_MONTH = r"20\d\d ?年 ?\d{1,2} ?月"
_SIGNED = re.compile(
    rf"(?P<agency>{_NAME}{{0,40}}?)[( ]*(?:日期:)? ?(?P<date>{DATE}|{_MONTH})[) ]*", re.ASCII
)
_AGENCY = re.compile(rf"{_NAME}{{3,60}}")
_SEAL = re.compile(r" ?\((?:盖章|公章|章|印章)\) ?")


class Signature(msgspec.Struct, frozen=True):
    """Agency and date at the end of a report, as printed; the agency may be empty."""

    agency: str
    date: str
    lines: tuple[Line, ...]


def signature_at(pieces: Sequence[Piece]) -> tuple[int, Signature] | None:
    """The signature among the last pieces of a report, and where it begins."""
    last_sentence = max((at for at, piece in enumerate(pieces) if "。" in piece.text), default=-1)
    for at, piece in enumerate(pieces):
        above = _paragraph_before(pieces[:at])
        signature = _signature(above, piece) if isinstance(piece, Line) else None
        if signature and (signature.agency or at > last_sentence):
            return at + 1 - len(signature.lines), signature
    return None


def _paragraph_before(pieces: Sequence[Piece]) -> tuple[Line, ...]:
    """The lines of the last paragraph: a long name is set in several."""
    lines = takewhile(lambda piece: piece.place == pieces[-1].place, reversed(pieces))
    return tuple(each for each in lines if isinstance(each, Line))[::-1]


def _signature(above: Sequence[Line], line: Line) -> Signature | None:
    """The signature that ends with this line; its agency may stand in the lines above."""
    if len(line.text) > LONGEST_LABEL:
        return None
    printed = _SEAL.sub("", fold(line.text))
    match = _SIGNED.fullmatch(arabic_dates(printed))
    if match is None:
        return None
    agency, is_day = match["agency"].strip(), bool(re.fullmatch(DATE, match["date"], re.ASCII))
    date = printed[len(match["agency"]) :].strip("() ").removeprefix("日期:").strip()
    if agency:
        return Signature(agency, date, (line,)) if is_organ(agency) else None
    name = "".join(each.text for each in above)
    if _is_agency(name):
        return Signature(_SEAL.sub("", fold(name)), date, (*above, line))
    return Signature("", date, (line,)) if "年" in date and is_day else None


def _is_agency(text: str) -> bool:
    name = _SEAL.sub("", fold(text)) if len(text) <= LONGEST_LABEL else ""
    return bool(_AGENCY.fullmatch(name)) and is_organ(name)
