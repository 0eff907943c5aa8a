"""The signature at the end of a report: agency and date, on one line or on two."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
_AGENCY = re.compile(rf"{_NAME}{{3,40}}")
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
        above = pieces[at - 1] if at else None
        signature = _signature(above, piece) if isinstance(piece, Line) else None
        if signature and (signature.agency or at > last_sentence):
            return at + 1 - len(signature.lines), signature
    return None


def _signature(above: Piece | None, line: Line) -> Signature | None:
    """The signature that ends with this line; its agency may stand in the line above."""
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
    if isinstance(above, Line) and _is_agency(above.text):
        return Signature(_SEAL.sub("", fold(above.text)), date, (above, line))
    return Signature("", date, (line,)) if "年" in date and is_day else None


def _is_agency(text: str) -> bool:
    name = _SEAL.sub("", fold(text)) if len(text) <= LONGEST_LABEL else ""
    return bool(_AGENCY.fullmatch(name)) and is_organ(name)
