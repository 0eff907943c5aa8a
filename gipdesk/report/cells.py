"""Names of cells: which table, row and column a value stands in."""

from __future__ import annotations

import msgspec


class CellRef(msgspec.Struct, frozen=True, order=True):
    """The place of one value.

    `column` is empty where the row's code alone names the cell (the statistics of 2014-2018).

    >>> str(CellRef("requests", "denied.state_secret", "natural"))
    'requests/denied.state_secret.natural'
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        """The cell's id, as the command line and the files write it."""
        return f"{self.table}/{self.within_table}"

    @property
    def within_table(self) -> str:
        """The id without its table: `denied.state_secret.natural`."""
        return f"{self.row}.{self.column}" if self.column else self.row
