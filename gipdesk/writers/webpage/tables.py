"""A table of the document as a table of the web, whose cells name the headers they stand under."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import chain, pairwise
from typing import Final

from gipdesk.document.nodes import CellRole, Line, Table, TableCell
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import em_width, printable
from gipdesk.writers.tiling import Slot
from gipdesk.writers.webpage.headers import headers_of, rows_of

_SENTENCE: Final = 12  # characters: a longer value is read from the left
_PADDING: Final = 0.3  # em, as in the style


def table(node: Table, sheet: StyleSheet, number: int, label: str) -> str:
    """A table between its lines, in a box that scrolls where the screen is too narrow.

    Args:
        node: What stands in the table.
        sheet: Says how wide its columns are.
        number: Tells the table's ids from those of others on the page.
        label: The id of the heading that names a table without a title of its own, or nothing.
    """
    return _TableWriter(node, sheet, number, label).written()


def safe(text: str) -> str:
    """Text that is not taken for markup, its line breaks kept."""
    return escape(printable(text)).replace("\n", "<br>")


class _TableWriter:
    """Writes one table."""

    def __init__(self, node: Table, sheet: StyleSheet, number: int, label: str) -> None:
        self._node = node
        self._id = f"table-{number}"
        self._label = f"{self._id}-title" if node.title else label
        self._widths = sheet.column_widths(node.kind, node.columns)
        self._fill = sheet.table.band_fill
        self._centred = centred_roles(node)
        self._rows = rows_of(node)
        self._headers = headers_of(node)
        spoken_for = dict.fromkeys(chain.from_iterable(self._headers.values()))
        self._ids = {place: f"{self._id}-{count}" for count, place in enumerate(spoken_for, 1)}
        self._groups = list(pairwise(self._boundaries()))

    def written(self) -> str:
        # Borders hold where a portal's editor throws the style away.
        style = f"width: 100%; border-collapse: collapse; --columns: {self._node.columns}"
        named = f'aria-labelledby="{self._label}"' if self._label else 'aria-label="表格"'
        below = [line("below", parts) for parts in self._node.below]
        return "\n".join(
            [
                f'<div class="scroll" role="region" tabindex="0" {named}>',
                f'<table class="{safe(self._node.kind)}" border="1" style="{style}" {named}>',
                *self._caption(),
                *self._columns(),
                *self._parts(),
                "</table>",
                "</div>",
                *below,
            ]
        )

    def _caption(self) -> Iterator[str]:
        title, above = self._node.title, self._node.above
        if title or above:
            name = f'<p class="title" id="{self._id}-title">{safe(title)}</p>' if title else ""
            lines = [line("above", parts) for parts in above]
            yield f'<caption><div class="heading">{"".join([name, *lines])}</div></caption>'

    def _columns(self) -> Iterator[str]:
        """The columns, in groups as the first of several header rows puts them together."""
        heads = self._rows[0] if self._node.header_rows > 1 else []
        starts = [slot.column for slot in heads] or [0]
        whole = sum(self._widths)
        columns = [f'<col style="width: {width / whole:.2%}">' for width in self._widths]
        for start, end in pairwise((*starts, len(columns))):
            yield f"<colgroup>{''.join(columns[start:end])}</colgroup>"

    def _parts(self) -> Iterator[str]:
        head = self._rows[: self._node.header_rows]
        if head:
            yield f"<thead>\n{self._lines(head)}\n</thead>"
        for begin, end in self._groups:
            yield f"<tbody>\n{self._lines(self._rows[begin:end])}\n</tbody>"

    def _boundaries(self) -> list[int]:
        """Where groups of rows begin: at a band, and around a label that spans several rows."""
        begin, end = self._node.header_rows, len(self._rows)
        found = {begin, end} if begin < end else set()
        for row in self._rows[begin:]:
            first = row[0] if row and row[0].column == 0 else None
            if first and first.cell.role is CellRole.BAND:
                found.add(first.row)
            elif first and first.cell.role is CellRole.LABEL and first.cell.row_span > 1:
                found |= {first.row, first.row + first.cell.row_span}
        return sorted(found)

    def _lines(self, rows: list[list[Slot]]) -> str:
        return "\n".join(f"<tr>{''.join(map(self._cell, row))}</tr>" for row in rows)

    def _cell(self, slot: Slot) -> str:
        cell, place, scope = slot.cell, (slot.row, slot.column), self._scope(slot)
        tag = "th" if scope else "td"
        attributes = {
            "id": self._ids.get(place),
            "scope": scope,
            "headers": " ".join(self._ids[head] for head in self._headers.get(place, ())),
            "class": self._class(cell),
            "style": self._style(cell),
            "rowspan": cell.row_span if cell.row_span > 1 else None,
            "colspan": cell.column_span if cell.column_span > 1 else None,
        }
        written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
        return f"<{tag}{written}>{safe(cell.text)}</{tag}>"

    def _scope(self, slot: Slot) -> str | None:
        """What a header cell speaks for: a reader's program tells it with the values."""
        match slot.cell.role:
            case CellRole.HEADER:
                in_group = slot.row == 0 and self._node.header_rows > 1
                return "colgroup" if in_group and slot.cell.column_span > 1 else "col"
            case CellRole.BAND:
                return "rowgroup"
            case CellRole.LABEL:
                rows = (slot.row, slot.row + slot.cell.row_span)
                is_group = slot.cell.row_span > 1 and slot.column == 0 and rows in self._groups
                return "rowgroup" if is_group else "row"
            case _:
                return None

    def _class(self, cell: TableCell) -> str | None:
        if cell.role is CellRole.BAND:
            return "band"
        is_sentence = cell.role is CellRole.VALUE and em_width(cell.text) > _SENTENCE
        return "left" if is_sentence or cell.role not in self._centred else None

    def _style(self, cell: TableCell) -> str | None:
        """What has to hold in a portal's editor too, which throws the page's style away."""
        if cell.role is CellRole.BAND:
            return f"background: #{self._fill}"
        return f"padding-left: {cell.indent + _PADDING}em" if cell.indent else None


def line(place: str, parts: Line) -> str:
    """A line above or below a table, in parts that stand side by side."""
    spans = "　".join(f"<span>{safe(part)}</span>" for part in parts)
    return f'<p class="{place}">{spans}</p>'
