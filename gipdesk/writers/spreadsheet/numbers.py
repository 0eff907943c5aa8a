"""Which cells hold a number in a spreadsheet, and how it is shown."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from gipdesk.document.nodes import TableCell

_MOST_DIGITS: Final = 15  # that Excel keeps of a number
_DECIMALS: Final = re.compile(r"\.(\d+)")


def number_of(cell: TableCell) -> int | float | None:
    """The number of a cell; None also where a spreadsheet would round it."""
    if cell.number is None:
        return None
    digits = Decimal(str(cell.number)).normalize().as_tuple().digits
    return cell.number if len(digits) <= _MOST_DIGITS else None


def plain(cell: TableCell) -> str:
    """What a cell that holds no number says: its text, or the digits of a number too long."""
    return cell.text if cell.number is None else format(Decimal(str(cell.number)), "f")


def number_format(cell: TableCell) -> str:
    """Excel's code for a number with the decimals and the commas it was typed with."""
    if number_of(cell) is None:
        return "General"
    decimals = _DECIMALS.search(cell.text)
    whole = "#,##0" if "," in cell.text or "，" in cell.text else "0"
    return f"{whole}.{'0' * len(decimals[1])}" if decimals else whole
