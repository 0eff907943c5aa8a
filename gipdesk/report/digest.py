"""The digest of a report: a short code on a signing copy that tells which state it was printed of.

What counts (version 1) is what a reader of the paper holds to be the report, as a JSON object in
ASCII, its keys in this order, without spaces: `edition`, `variants`, `title`, `agency`, `year`,
`document_number`, `signed_on`, and `sections`, each `[heading, blocks]`. A block is one of

    ["paragraph", text]
    ["table", id, [[row id, own label, [[column id, text as printed], …]], …]]
    ["free_table", [[cell, …], …]]
    ["picture", SHA-256 of its bytes, caption]

Blank paragraphs and missing tables are not printed and do not count; nor do the width of a picture,
notes, provenance, accepted reasons, contacts, and the names of those who sign, which are also
written by hand.

The code is the first 80 bits of the SHA-256 of that, in the 32 digits of Douglas Crockford, and one
digit to check the others. It tells a mix-up of papers and later edits, and a slip of the pen from
another paper. It is no signature: whoever can alter the paper can compute another code.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final, assert_never

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import Form
from gipdesk.report.identities import shown_text, values_of
from gipdesk.report.report import (
    Block,
    FreeTable,
    OfficialTable,
    Paragraph,
    Picture,
    Report,
    Row,
    Section,
)
from gipdesk.report.values import BLANK

VERSION: Final = 1

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans("OIL", "011")
_LENGTH: Final = 16  # digits of five bits, the one that checks them left out
_GROUP: Final = 4
_BETWEEN_GROUPS: Final = "-"
_SCHEME: Final = f"gipdesk:{VERSION}:"
_LONGEST_AGENCY: Final = 20  # characters, lest the QR code grow
_PASSED_OVER: Final = "-‐‑‒–—―−_ "
_OVERFLOW, _MODULUS = 1 << 5, 0b100101  # x⁵ + x² + 1: the field of 32 elements


class WrongCodeError(ValueError):
    """What was typed is no code: its digits do not agree with each other."""

    def __init__(self) -> None:
        super().__init__("代码有误，请核对。")


def code_of(report: Report, form: Form, media: Mapping[str, bytes]) -> str:
    """The code of a report as it is now: `0123-4567-89AB-CDEF-G`.

    `media` holds the bytes of its pictures by name.
    """
    digest = hashlib.sha256(canonical(report, form, media)).digest()
    bits = int.from_bytes(digest[:10], "big")
    digits = "".join(_DIGITS[bits >> 5 * at & 31] for at in reversed(range(_LENGTH)))
    return _in_groups(digits + _check_digit(digits))


def read_code(typed: str) -> str:
    """A code as it is printed, from what somebody typed; raises `WrongCodeError`.

    Full width, small letters, missing dashes, O, I and L for digits, and all that a QR code says
    are understood. One digit that is wrong and two that changed places are always noticed.

    >>> read_code("ooo0 0000 0000 oo1l 6")
    '0000-0000-0000-0011-6'
    """
    if typed.startswith(_SCHEME):
        typed = typed.removeprefix(_SCHEME).partition(" ")[0]
    upper = unicodedata.normalize("NFKC", typed).upper().translate(_LOOK_ALIKES)
    digits = "".join(sign for sign in upper if sign not in _PASSED_OVER and not sign.isspace())
    is_complete = len(digits) == _LENGTH + 1 and set(digits) <= set(_DIGITS)
    if not is_complete or digits[-1] != _check_digit(digits[:-1]):
        raise WrongCodeError
    return _in_groups(digits)


def scanned_text(code: str, agency: str, year: int | None) -> str:
    """What a QR code on a signing copy says: the code for programs, the rest for people."""
    about = " ".join(filter(None, (agency[:_LONGEST_AGENCY], f"{year}年" if year else "")))
    return f"{_SCHEME}{code} {about}".rstrip()


def _in_groups(digits: str) -> str:
    groups = (digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))
    return _BETWEEN_GROUPS.join(groups)


def _check_digit(digits: str) -> str:
    """The digit with which the code, as a polynomial over the field, is zero at x.

    x has 31 different powers, so that no two places weigh the same: one digit that is wrong, or two
    that change places, always show.
    """
    total = 0
    for digit in digits:
        total = _times_x(total ^ _DIGITS.index(digit))
    return _DIGITS[total]


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _MODULUS if doubled & _OVERFLOW else doubled


def canonical(report: Report, form: Form, media: Mapping[str, bytes]) -> bytes:
    """What the digest is taken of."""
    printed = _Printed(report, form, media)
    meta = report.meta
    content = {
        "edition": report.edition,
        "variants": list(report.variants),
        "title": meta.title,
        "agency": meta.agency,
        "year": meta.year,
        "document_number": meta.document_number,
        "signed_on": meta.signed_on,
        "sections": list(filter(any, map(printed.section, report.sections))),
    }
    return json.dumps(content, separators=(",", ":")).encode("ascii")


class _Printed:
    """What is printed of one report, its computed totals worked out once."""

    def __init__(self, report: Report, form: Form, media: Mapping[str, bytes]) -> None:
        self._report = report
        self._media = media
        self._values = values_of(report, form)

    def section(self, section: Section) -> list[Any]:
        """Its heading and its blocks; both empty where nothing is printed."""
        return [section.heading, list(filter(None, map(self._block, section.blocks)))]

    def _block(self, block: Block) -> list[Any] | None:
        match block:
            case Paragraph(_, text):
                return ["paragraph", text.strip()] if text.strip() else None
            case OfficialTable(_, table_id):
                return self._table(table_id)
            case FreeTable(_, rows):
                columns = max(map(len, rows), default=0)
                filled = [[*row, *[""] * (columns - len(row))] for row in rows]
                return ["free_table", filled] if rows else None
            case Picture(_, media, caption):
                data = self._media.get(media, b"")
                return ["picture", hashlib.sha256(data).hexdigest(), caption]
            case _:
                assert_never(block)

    def _table(self, table_id: str) -> list[Any] | None:
        table = self._report.tables.get(table_id)
        if table is None or not table.rows:
            return None
        rows = [
            [row_id, row.label, [*self._cells(table_id, row_id, row)]]
            for row_id, row in table.rows.items()
        ]
        return ["table", table_id, rows]

    def _cells(self, table_id: str, row_id: str, row: Row) -> Iterator[list[str]]:
        for column, cell in row.cells.items():
            value = self._values.get(CellRef(table_id, row_id, column), BLANK)
            yield [column, shown_text(cell, value)]
