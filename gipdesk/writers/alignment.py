"""Which cells of a table have their text in the middle, for all writers."""

from __future__ import annotations

from gipdesk.document.nodes import CellRole, Table

_ALWAYS = frozenset({CellRole.CORNER, CellRole.HEADER, CellRole.UNIT, CellRole.VALUE})


def centred_roles(table: Table) -> frozenset[CellRole]:
    """The roles whose text stands in the middle: labels only where no header rows stand above them.

    So does the form in 表二, whose parts each have their own header, and so do forms to be signed.
    """
    return _ALWAYS if table.header_rows else _ALWAYS | {CellRole.LABEL}
