"""Documents in which one thing is wrong: what an export must never say instead of its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from gipdesk.document.nodes import (
    Block,
    CellRole,
    Document,
    Paragraph,
    Run,
    Signature,
    Table,
    TableCell,
    Title,
    text_of,
)

Place = tuple[int, int, int]  # block, row, cell
Mutate = Callable[[Document], Document]


def with_blocks(document: Document, blocks: list[Block]) -> Document:
    return replace(document, blocks=tuple(blocks))


def tables(document: Document) -> Iterator[tuple[int, Table]]:
    for at, block in enumerate(document.blocks):
        if isinstance(block, Table):
            yield at, block


def place_of(document: Document, anchor: str) -> Place:
    return next(
        (at, row, column)
        for at, table in tables(document)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell.anchor == anchor
    )


def cell_at(document: Document, place: Place) -> TableCell:
    table = document.blocks[place[0]]
    assert isinstance(table, Table)
    return table.rows[place[1]][place[2]]


def with_cells(document: Document, cells: dict[Place, str]) -> Document:
    """The document with these texts in its cells."""
    blocks = list(document.blocks)
    for (at, row, column), text in cells.items():
        table = blocks[at]
        assert isinstance(table, Table)
        rows = [list(each) for each in table.rows]
        number = int(text) if text.isdigit() else None
        rows[row][column] = replace(rows[row][column], text=text, number=number)
        blocks[at] = replace(table, rows=tuple(map(tuple, rows)))
    return with_blocks(document, blocks)


def paragraphs(document: Document) -> list[int]:
    return [at for at, block in enumerate(document.blocks) if isinstance(block, Paragraph)]


A, B, BLANK = "requests/granted.natural", "requests/partial.natural", "requests/granted.research"


def swapped_cells(document: Document) -> Document:
    a, b = place_of(document, A), place_of(document, B)
    texts = {a: cell_at(document, b).text, b: cell_at(document, a).text}
    return with_cells(document, texts)


def changed_digit(document: Document) -> Document:
    place = place_of(document, A)
    return with_cells(document, {place: cell_at(document, place).text[:-1] + "9"})


def moved_value(document: Document) -> Document:
    a, blank = place_of(document, A), place_of(document, BLANK)
    return with_cells(document, {a: "", blank: cell_at(document, a).text})


def lost_value(document: Document) -> Document:
    return with_cells(document, {place_of(document, A): ""})


def zero_for_a_blank(document: Document) -> Document:
    return with_cells(document, {place_of(document, BLANK): "0"})


def lost_unit(document: Document) -> Document:
    return with_cells(document, {place_of(document, "disclosure/fees.amount_wan"): "380"})


def merged_cells(document: Document) -> Document:
    at, row, column = place_of(document, A)
    table = document.blocks[at]
    assert isinstance(table, Table)
    cells = list(table.rows[row])
    text = cells[column].text + cells[column + 1].text
    cells[column : column + 2] = [replace(cells[column], text=text, number=None, column_span=2)]
    rows = (*table.rows[:row], tuple(cells), *table.rows[row + 1 :])
    blocks = list(document.blocks)
    blocks[at] = replace(table, rows=rows)
    return with_blocks(document, blocks)


def lost_row(document: Document) -> Document:
    at, row, _ = place_of(document, "requests/new.natural")
    table = document.blocks[at]
    assert isinstance(table, Table)
    blocks = list(document.blocks)
    blocks[at] = replace(table, rows=(*table.rows[:row], *table.rows[row + 1 :]))
    return with_blocks(document, blocks)


def changed_label(document: Document) -> Document:
    at, row, column = next(
        (at, row, column)
        for at, table in tables(document)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell.role is CellRole.LABEL and "国家秘密" in cell.text
    )
    return with_cells(document, {(at, row, column): "1.属于商业秘密"})


def exchanged_labels(document: Document) -> Document:
    """Two rows with each other's label: no piece is lost, as by a mistake of a template."""
    places = {
        name: (at, row, column)
        for at, table in tables(document)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        for name in ("属于国家秘密", "法律行政法规禁止")
        if cell.role is CellRole.LABEL and name in cell.text
    }
    one, other = places.values()
    texts = {one: cell_at(document, other).text, other: cell_at(document, one).text}
    return with_cells(document, texts)


def lost_table(document: Document) -> Document:
    at, _ = next(tables(document))
    return with_blocks(document, [*document.blocks[:at], *document.blocks[at + 1 :]])


def lost_paragraph(document: Document) -> Document:
    at = paragraphs(document)[-1]
    return with_blocks(document, [*document.blocks[:at], *document.blocks[at + 1 :]])


def repeated_paragraph(document: Document) -> Document:
    at = paragraphs(document)[-1]
    return with_blocks(
        document, [*document.blocks[:at], *document.blocks[at:][:1], *document.blocks[at:]]
    )


def exchanged_paragraphs(document: Document) -> Document:
    a, b = paragraphs(document)[-2:]
    blocks = list(document.blocks)
    blocks[a], blocks[b] = blocks[b], blocks[a]
    return with_blocks(document, blocks)


def changed_paragraph(document: Document) -> Document:
    blocks = list(document.blocks)
    at = paragraphs(document)[-1]
    paragraph = blocks[at]
    assert isinstance(paragraph, Paragraph)
    text = text_of(paragraph.runs).replace("3", "8", 1)
    blocks[at] = replace(paragraph, runs=(Run(text),))
    return with_blocks(document, blocks)


def changed_title(document: Document) -> Document:
    blocks = [
        replace(each, phrases=("某某区", *each.phrases[1:])) if isinstance(each, Title) else each
        for each in document.blocks
    ]
    return with_blocks(document, blocks)


def changed_date(document: Document) -> Document:
    blocks = [
        replace(each, date="2026年1月18日") if isinstance(each, Signature) else each
        for each in document.blocks
    ]
    return with_blocks(document, blocks)


IN_TABLES: list[Mutate] = [
    swapped_cells,
    changed_digit,
    moved_value,
    lost_value,
    zero_for_a_blank,
    lost_unit,
    merged_cells,
    lost_row,
    changed_label,
    lost_table,
]
IN_TEXTS: list[Mutate] = [
    lost_paragraph,
    repeated_paragraph,
    exchanged_paragraphs,
    changed_paragraph,
    changed_title,
    changed_date,
]
