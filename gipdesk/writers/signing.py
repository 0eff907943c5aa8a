"""Where the issuing agency and the date stand (GB/T 9704-2012, 7.3.5), for all paged writers."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

import msgspec

from gipdesk.document.nodes import SealForm, Signature
from gipdesk.writers.characters import em_width

# The standard asks that a seal's top be within one line of the text and that its centre stand a
# little above the two lines; a seal is 42 mm wide, four lines: two empty lines leave that room.
_LINES_FOR_SEAL = 2
# A signature stamp is about as wide as four characters; the holder's title stands 2 字 left of it.
_STAMP_WIDTH = 4.0


class Signing(msgspec.Struct, frozen=True):
    """Empty lines above the agency and above the date; indents from the right in characters."""

    lines_before: int
    agency_indent: float
    lines_between: int
    date_indent: float


def signing_of(signature: Signature, width: Callable[[str], float] = em_width) -> Signing:
    """The place of a signature's two lines, by the way it is signed.

    `width` measures a text in characters, for a writer that knows its faces.
    """
    agency, date = width(signature.agency), width(signature.date)
    match signature.form:
        case SealForm.SEAL:
            centred = 4 + (date - agency) / 2
            return Signing(_LINES_FOR_SEAL, max(0.0, centred), 0, 4.0)
        case SealForm.NO_SEAL if agency - date >= 2:
            return Signing(1, 2.0, 0, agency - date)
        case SealForm.NO_SEAL:
            return Signing(1, date + 4 - agency, 0, 2.0)
        case SealForm.SIGNATURE_STAMP:
            return Signing(2, 4 + _STAMP_WIDTH + 2, 1, 4.0)
        case _:
            assert_never(signature.form)
