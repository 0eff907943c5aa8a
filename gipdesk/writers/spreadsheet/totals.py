"""The totals of a table as formulas of a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from xlsxwriter.utility import xl_range

from gipdesk.document.nodes import TableCell
from gipdesk.writers.spreadsheet.numbers import number_of
from gipdesk.writers.tiling import Grid, Slot


class Totals:
    """Knows where the cells of one table stand on its sheet."""

    def __init__(self, grid: Grid, top: int) -> None:
        """`top` is the row of the sheet, from 0, in which the table begins."""
        self._top = top
        self._slots = {slot.cell.anchor: slot for slot in chain(*grid) if slot.cell.anchor}

    def formula(self, cell: TableCell) -> str | None:
        """The sum a total is; None where it has no parts here, or is not their sum as typed."""
        if number_of(cell) is None or not cell.sum_of or not self._slots.keys() >= {*cell.sum_of}:
            return None
        parts = [self._slots[anchor] for anchor in cell.sum_of]
        numbers = [Decimal(str(number_of(part.cell) or 0)) for part in parts]
        if sum(numbers) != Decimal(str(cell.number)):
            return None
        added = f"SUM({','.join(self._ranges(parts))})"
        # Sums of decimal fractions are off in the last place, in a computer.
        decimals = max(-int(number.normalize().as_tuple().exponent) for number in numbers)
        return f"=ROUND({added},{decimals})" if decimals > 0 else f"={added}"

    def _ranges(self, parts: list[Slot]) -> Iterator[str]:
        """The cells added up, neighbours as one range."""
        runs: list[list[Slot]] = []
        for part in parts:
            if runs and _continues(runs[-1], part):
                runs[-1].append(part)
            else:
                runs.append([part])
        for run in runs:
            first, last = run[0], run[-1]
            yield xl_range(self._top + first.row, first.column, self._top + last.row, last.column)


def _continues(run: list[Slot], part: Slot) -> bool:
    """Whether a cell is the next in the row or the column of a run."""
    last = run[-1]
    step = (part.row - last.row, part.column - last.column)
    steps = {(last.cell.row_span, 0), (0, last.cell.column_span)}
    begun = len(run) > 1 and (run[1].row - run[0].row, run[1].column - run[0].column)
    return step in steps and (not begun or bool(step[0]) == bool(begun[0]))
