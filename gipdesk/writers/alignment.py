"""Which cells of a table have their text in the middle, for all writers."""

from __future__ import annotations

from gipdesk.document.nodes import CellRole, Table

_ALWAYS = frozenset({CellRole.CORNER, CellRole.HEADER, CellRole.UNIT, CellRole.VALUE})


def centred_roles(table: Table) -> frozenset[CellRole]:
    """The roles whose text the form centres: labels only where bands divide the table (表二)."""
    has_bands = any(cell.role is CellRole.BAND for row in table.rows for cell in row)
    return _ALWAYS | {CellRole.LABEL} if has_bands else _ALWAYS
