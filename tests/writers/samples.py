"""Documents to write: one of every node, and tables of the official form."""

from __future__ import annotations

import struct
import zlib

from gipdesk.document.nodes import (
    Attachment,
    Block,
    CellRole,
    Document,
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    TableCell,
    Title,
)
from gipdesk.report.edition import Form
from gipdesk.report.grid import Role, grid_of

BAND, HEADER, LABEL, CORNER = CellRole.BAND, CellRole.HEADER, CellRole.LABEL, CellRole.CORNER
UNIT = CellRole.UNIT


OFFICIAL_TABLES = [
    ("2021", "disclosure"),
    ("2021", "requests"),
    ("2021", "proceedings"),
    ("2019", "disclosure"),
    ("2019", "requests"),
    ("2014", "statistics"),
]


def document(*blocks: Block) -> Document:
    """A document of some blocks."""
    details = {"报告年度": "2025", "报告机关": "某某市“司法局”<甲&乙>"}
    return Document("某某市司法局2025年报告", "某某市司法局", blocks, details)


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain body text."""
    return Paragraph((Run(text),))


def number(value: float, text: str = "") -> TableCell:
    """A cell with a number."""
    return TableCell(text or str(value), number=value)


def spanned_table() -> Table:
    """A band, a two-storey header that repeats, a label over two rows, a blank and an amount."""
    return Table(
        "free",
        columns=4,
        header_rows=2,
        rows=(
            (
                TableCell("项目", CORNER, row_span=2, column_span=2),
                TableCell("办理情况", HEADER, column_span=2),
            ),
            (TableCell("件数", HEADER), TableCell("金额", HEADER)),
            (TableCell("第二十条第（一）项", BAND, column_span=4),),
            (
                TableCell("公开", LABEL, row_span=2),
                TableCell("1.予以公开", LABEL),
                number(12),
                number(3.5, "3.50"),
            ),
            (TableCell("2.部分公开", LABEL), TableCell(""), TableCell("/")),
        ),
    )


def statistics() -> Table:
    """A table with units, a heading row and indented labels, between its lines."""
    rows = (
        (TableCell("统计指标", CORNER), TableCell("单位", HEADER), TableCell("统计数", HEADER)),
        (TableCell("一、主动公开情况", LABEL), TableCell("——", UNIT), TableCell("")),
        (TableCell("（一）公开数", LABEL, indent=1), TableCell("条", UNIT), number(288)),
    )
    return Table(
        "statistics",
        columns=3,
        header_rows=1,
        rows=rows,
        title="2017年度统计表",
        above=(("填报单位（盖章）：某某局",),),
        below=(("单位负责人：甲", "审核人：", "填报人：乙"), ("填报日期：2018年1月9日",)),
    )


def every_node() -> Document:
    """A document with every kind of node and of mark."""
    return document(
        Title(("某某市司法局", "2025年政府信息公开工作年度报告")),
        paragraph("根据《条例》编制，“公开”——含……共1,265条。"),
        Heading(1, (Run("一、总体情况"),)),
        Heading(2, (Run("（一）主动公开"),)),
        Heading(3, (Run("1.门户网站"),)),
        Heading(4, (Run("（1）栏目"),)),
        Paragraph((Run("（二）依申请公开。", Mark.LEAD), Run("全年收到申请若干件。"))),
        Paragraph((Run("诉讼"), Run("〔待填〕", Mark.UNFILLED), Run("件。"))),
        spanned_table(),
        Figure("chart.png", png(40, 20), "图1　近五年情况"),
        Figure("photo.png", png(30, 30)),
        PageBreak(),
        paragraph("a<b & c>d"),
        Signature("某某市司法局", "2026年1月16日"),
        Attachment("附件1"),
        statistics(),
    )


def official(form: Form, table_id: str) -> Table:
    """A table of the form, a 7 in every cell."""
    grid = grid_of(form.tables[table_id])
    rows = tuple(
        tuple(
            TableCell(
                "7" if cell.role is Role.VALUE else cell.text,
                CellRole(cell.role.value),
                cell.row_span,
                cell.column_span,
                7 if cell.role is Role.VALUE else None,
                indent=cell.indent,
            )
            for cell in line
        )
        for line in grid.lines
    )
    return Table(table_id, grid.columns, grid.header_rows, rows)


def png(width: int, height: int) -> bytes:
    """A grey picture."""
    lines = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
