"""Names of cells: which table, row and column a value stands in."""

from __future__ import annotations

import msgspec


class CellRef(msgspec.Struct, frozen=True, order=True):
    """The place of one value.

    `column` is empty where the row's code alone names the cell (the statistics of 2014–2018).

    >>> str(CellRef("requests", "denied.state_secret", "natural"))
    'requests/denied.state_secret.natural'
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        """The cell's id, as the command line and the files write it."""
        return f"{self.table}/{self.row}.{self.column}" if self.column else self.row_id

    @property
    def row_id(self) -> str:
        """The id of the row, with its table."""
        return f"{self.table}/{self.row}"
