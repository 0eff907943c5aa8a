"""Where the issuing agency and the date stand (GB/T 9704-2012, 7.3.5), for all paged writers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import assert_never

import msgspec

from gipdesk.document.nodes import SealForm, Signature
from gipdesk.writers.characters import em_width
from gipdesk.writers.title import names_in

# The standard asks that a seal's top be within one line of the text and that its centre stand a
# little above the two lines; a seal is 42 mm wide, four lines: two empty lines leave that room.
_LINES_FOR_SEAL = 2
# A signature stamp is about as wide as four characters; the holder's title stands 2 字 left of it.
_STAMP_WIDTH = 4.0


_RIGHT = 2.0  # without a seal, both stand so far from the right at least
_DATE = 4.0  # where there is a seal or a stamp, the date does
_STEP = 0.5  # by which a column is widened until it holds the agency in the fewest lines


class Signing(msgspec.Struct, frozen=True):
    """Empty lines above the agency and above the date; indents from the right in characters.

    `agency` is its name in the lines in which it is set.
    """

    agency: tuple[str, ...]
    lines_before: int
    agency_indent: float
    lines_between: int
    date_indent: float


def signing_of(
    signature: Signature, room: float, width: Callable[[str], float] = em_width
) -> Signing:
    """The place of a signature's agency and date in lines of `room` characters.

    An agency wider than a line is set in several; the longest is what the date stands below.
    `width` measures a text in characters, for a writer that knows its faces.
    """
    lines = _lines(signature.agency, room - _least_indent(signature.form), width)
    agency, date = max(map(width, lines)), width(signature.date)
    match signature.form:
        case SealForm.SEAL:
            centred = _DATE + (date - agency) / 2
            return Signing(lines, _LINES_FOR_SEAL, max(0.0, centred), 0, _DATE)
        case SealForm.NO_SEAL if agency - date >= 2:
            return Signing(lines, 1, _RIGHT, 0, agency - date)
        case SealForm.NO_SEAL:
            return Signing(lines, 1, date + 4 - agency, 0, _RIGHT)
        case SealForm.SIGNATURE_STAMP:
            return Signing(lines, 2, _least_indent(signature.form), 1, _DATE)
        case _:
            assert_never(signature.form)


def _least_indent(form: SealForm) -> float:
    """How far from the right an agency stands at least."""
    match form:
        case SealForm.SEAL:
            return 0.0
        case SealForm.NO_SEAL:
            return _RIGHT
        case SealForm.SIGNATURE_STAMP:
            return _DATE + _STAMP_WIDTH + 2
        case _:
            assert_never(form)


def _lines(agency: str, room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """As few lines as hold a name, about equally long, torn between the names in it."""
    if width(agency) <= room:
        return (agency,)
    parts = names_in(agency, room)
    fewest = _filled(parts, room, width)
    narrow = width(agency) / len(fewest)
    for step in range(ceil((room - narrow) / _STEP)):
        lines = _filled(parts, narrow + step * _STEP, width)
        if len(lines) == len(fewest):
            return lines
    return fewest


def _filled(parts: Sequence[str], room: float, width: Callable[[str], float]) -> tuple[str, ...]:
    """Lines that take as much as they can."""
    lines = [""]
    for part in parts:
        if lines[-1] and width(lines[-1] + part) > room:
            lines.append("")
        lines[-1] += part
    return tuple(lines)
