"""Where cells lie once their spans are counted."""

from __future__ import annotations

import pytest

from gipdesk.document.nodes import Table, TableCell
from gipdesk.writers.tiling import TilingError, tile
from tests.writers.samples import spanned_table


def test_every_place_knows_the_cell_that_covers_it() -> None:
    texts = [[slot.cell.text for slot in slots] for slots in tile(spanned_table())]
    assert texts == [
        ["项目", "项目", "办理情况", "办理情况"],
        ["项目", "项目", "件数", "金额"],
        ["第二十条第（一）项"] * 4,
        ["公开", "1.予以公开", "12", "3.50"],
        ["公开", "2.部分公开", "", "/"],
    ]


def test_a_slot_knows_where_its_cell_begins() -> None:
    last_row = tile(spanned_table())[4]
    assert [(slot.row, slot.column) for slot in last_row] == [(3, 0), (4, 1), (4, 2), (4, 3)]


@pytest.mark.parametrize(
    "rows",
    [
        ((TableCell("缺一格"),),),
        ((TableCell("一"), TableCell("二"), TableCell("多一格")),),
        ((TableCell("太宽", column_span=3),),),
        ((TableCell("太长", row_span=2), TableCell("二")),),
        (
            (TableCell("一"), TableCell("二", row_span=2)),
            (TableCell("压在上面", column_span=2),),
        ),
    ],
)
def test_cells_that_do_not_tile_the_table_are_refused(
    rows: tuple[tuple[TableCell, ...], ...],
) -> None:
    with pytest.raises(TilingError, match="free"):
        tile(Table("free", 2, 0, rows))
