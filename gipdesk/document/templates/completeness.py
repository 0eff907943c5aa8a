"""What a document leaves out of the data its template was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gipdesk.document.nodes import (
    Document,
    DocumentNumber,
    Figure,
    Heading,
    Paragraph,
    Signature,
    Table,
    Title,
    text_of,
)

_SHOWN = 20  # characters of a text that is left out


def left_out(data: Mapping[str, Any], document: Document) -> Iterator[str]:
    """What is missing, in the user's words; `data` is what `page_data` gave."""
    kinds = {type(block) for block in document.blocks}
    if data["title"] and Title not in kinds:
        yield "缺少标题"
    if data["signature"] and Signature not in kinds:
        yield "缺少落款"
    is_numbered = data["parts"]["document_number"] and data["details"]["document_number"]
    if is_numbered and DocumentNumber not in kinds:
        yield "缺少发文字号"
    printed = _Printed(document)
    for section in (*data["sections"], *data["attachments"]):
        yield from printed.left_out_of(section)


class _Printed:
    """What a document prints, ready for looking up."""

    def __init__(self, document: Document) -> None:
        blocks = document.blocks
        tables = [block for block in blocks if isinstance(block, Table)]
        cells = [cell for table in tables for row in table.rows for cell in row]
        self._anchors = {cell.anchor for cell in cells}
        self._cells = {cell.text for cell in cells}
        figures = [block for block in blocks if isinstance(block, Figure)]
        self._media = {figure.media for figure in figures}
        self._widths = {(figure.media, figure.width) for figure in figures}
        texts = [block for block in blocks if isinstance(block, Heading | Paragraph)]
        self._texts = {text_of(block.runs) for block in texts}

    def left_out_of(self, section: Mapping[str, Any]) -> Iterator[str]:
        """What is missing of a section; a section that is missing altogether is told as one."""
        heading, blocks = section["heading"], section["blocks"]
        lost = [problem for block in blocks for problem in self._left_out_of_block(block, heading)]
        if heading and heading not in self._texts:
            lost.insert(0, f"缺少小标题：{heading}")
        parts = len(blocks) + bool(heading)
        if len(lost) == parts > 1 and all(problem.startswith("缺少") for problem in lost):
            tables = [problem for problem in lost if problem.startswith("缺少表")]
            yield from tables
            yield f"缺少整个部分：{heading or '没有标题的各段'}"
        else:
            yield from lost

    def _left_out_of_block(self, block: Mapping[str, Any], heading: str) -> Iterator[str]:
        match block["kind"]:
            case "table":
                yield from self._left_out_of_table(block, heading)
            case "figure":
                yield from self._left_out_of_figure(block)
            case _:
                text = "".join(run["text"] for run in block["runs"])
                if text not in self._texts:
                    yield f"缺少段落：{text[:_SHOWN]}"

    def _left_out_of_figure(self, figure: Mapping[str, Any]) -> Iterator[str]:
        name = figure["caption"] or figure["media"]
        if figure["media"] not in self._media:
            yield f"缺少图片：{name}"
        elif figure["width"] and (figure["media"], figure["width"]) not in self._widths:
            yield f"图片没有按选定的宽度印出：{name}"

    def _left_out_of_table(self, table: Mapping[str, Any], heading: str) -> Iterator[str]:
        is_free = table["kind_of_table"] == "free"
        name = "报告自带的表" if is_free else table["title"] or heading
        cells = [cell for line in table["lines"] for cell in line]
        values = [cell for cell in cells if cell["anchor"]]
        missing = [cell for cell in values if cell["anchor"] not in self._anchors]
        labels = [cell for cell in cells if not cell["anchor"] and cell["text"]]
        unlabelled = [cell for cell in labels if cell["text"] not in self._cells]
        if len(missing) == len(values) and len(unlabelled) == len(labels):
            yield f"缺少表：{name}"
        elif missing or unlabelled:
            yield f"表“{name}”缺少{len(missing) + len(unlabelled)}格"
