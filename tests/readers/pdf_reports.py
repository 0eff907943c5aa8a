"""Reports to print: what stands in them, and pages of HTML that show them in many ways."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape

import msgspec

from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.grid import Grid, GridCell, Role, grid_of
from gipdesk.report.report import Report, Table
from tests.readers.sources import tables_of, text_of

TITLE = "某某市司法局2023年政府信息公开工作年度报告"
PERIOD = "本报告所列数据的统计期限为2023年1月1日至2023年12月31日。"
SIGNATURE = ("某某市司法局", "2024年1月16日")
NUMERALS = "一二三四五六七八九"
NARRATIVE = ("preamble", "overview", "problems", "other")
PHRASES = (
    "围绕中心工作，持续推进政务公开",
    "全年主动公开政府信息1265条，其中政策解读37篇",
    "依据《中华人民共和国政府信息公开条例》（国令第711号）",
    "“互联网+政务服务”平台运行平稳",
    "受理答复及时率100%",
    "政务新媒体（微信、微博）发布信息860条",
    "组织培训4次，参训人员120人次",
    "按照GB/T 9704的要求规范公文格式",
    "网址http://www.example.cn/zwgk已长期开通",
    "健全审查机制，落实专人负责",
)


class Look(msgspec.Struct, frozen=True):
    """How a page of HTML shows a report."""

    border: str = "1px solid black"
    collapse: bool = True
    font: str = "10.5pt"
    cell_font: str = "9pt"
    padding: str = "2px 4px"
    align: str = "center"
    valign: str = "middle"
    indent: bool = True  # the first lines of paragraphs; else paragraphs stand apart
    justify: bool = True
    is_vertical: bool = True  # row headings over many rows with a letter a line
    header_repeats: bool = False
    rows_may_break: bool = True
    width: str = "100%"


class Printed(msgspec.Struct, frozen=True):
    """A report as it is to be printed and as it must be read."""

    form: Form
    texts: dict[CellRef, str]
    story: dict[str, list[str]]  # paragraphs by section
    tables: dict[str, Table]


def some_report(form: Form, seed: int) -> Printed:
    """A report with figures and paragraphs drawn by chance."""
    draw = random.Random(seed)
    texts = {ref: _figure(draw, kind) for ref, kind in form.kinds.items()}
    story = {
        section_id: [_paragraph(draw) for _ in range(draw.randint(1, 5))]
        for section_id in NARRATIVE
    }
    story["preamble"].append(PERIOD)
    return Printed(form, texts, story, tables_of(form, texts))


def _figure(draw: random.Random, kind: CellKind) -> str:
    if kind is not CellKind.COUNT:
        return draw.choice(["0", "0.038", "96171.6", "12.5"])
    return draw.choice(
        ["0"] * 4 + [str(draw.randint(1, 99))] * 3 + [str(draw.randint(100, 99_999))]
    )


def _paragraph(draw: random.Random) -> str:
    return "，".join(draw.sample(PHRASES, draw.randint(1, len(PHRASES)))) + "。"


def differences(printed: Printed, report: Report) -> list[str]:
    """What of a printed report was read otherwise."""
    read = {ref: cell.text for ref, cell in report.cells()}
    wrong = [
        f"{ref}: {text!r} read as {read.get(ref)!r}"
        for ref, text in printed.texts.items()
        if read.get(ref) != text
    ]
    sections = {section.id: section.text for section in report.sections}
    wrong += [
        f"{section_id}: {sections.get(section_id)!r} for {paragraphs!r}"
        for section_id, paragraphs in printed.story.items()
        if sections.get(section_id) != "\n".join(paragraphs)
    ]
    return wrong


def wrong_values(printed: Printed, report: Report) -> list[str]:
    """The cells that were read with another value than was printed, blank ones left out."""
    return [
        f"{ref}: {printed.texts.get(ref)!r} read as {cell.text!r}"
        for ref, cell in report.cells()
        if cell.text and cell.text != printed.texts.get(ref)
    ]


def page_of_html(printed: Printed, look: Look) -> str:
    """The report as a page of HTML."""
    body = "\n".join(_body(printed, look))
    head = f'<head><meta charset="utf-8">{_style(look)}</head>'
    return f"<!DOCTYPE html><html>{head}<body>{body}</body></html>"


def _style(look: Look) -> str:
    indent = "text-indent:2em;margin:0" if look.indent else "margin:0.8em 0"
    align = "justify" if look.justify else "left"
    avoid = "" if look.rows_may_break else "tr{page-break-inside:avoid}"
    return f"""<style>
    body{{font-family:'GW FangSong','Droid Sans Fallback';font-size:{look.font};line-height:1.7}}
    h1{{text-align:center;font-size:20pt}} h2{{font-size:{look.font};{indent}}}
    p{{{indent};text-align:{align}}} p.sign{{text-align:right;text-indent:0}}
    table{{width:{look.width};border-collapse:{"collapse" if look.collapse else "separate"};
      font-size:{look.cell_font};line-height:1.3;border:{look.border}}}
    td{{border:{look.border};padding:{look.padding};text-align:{look.align};
      vertical-align:{look.valign}}} {avoid}</style>"""


def _body(printed: Printed, look: Look) -> Iterator[str]:
    yield f"<h1>{TITLE}</h1>"
    yield from _paragraphs(printed.story["preamble"])
    numbered = (section for section in printed.form.sections if section.is_numbered)
    for numeral, section in zip(NUMERALS, numbered, strict=False):
        yield f"<h2>{numeral}、{section.heading}</h2>"
        yield from _paragraphs(printed.story.get(section.id, []))
        if section.table in printed.tables:
            table = printed.tables[section.table]
            grid = grid_of(printed.form.tables[section.table], table)
            yield from _table(grid, table, look)
    for line in SIGNATURE:
        yield f'<p class="sign">{line}</p>'


def _paragraphs(texts: list[str]) -> Iterator[str]:
    for text in texts:
        yield f"<p>{escape(text)}</p>"


def _table(grid: Grid, table: Table, look: Look) -> Iterator[str]:
    yield "<table>"
    for number, line in enumerate(grid.lines):
        if look.header_repeats and number == 0 and grid.header_rows:
            yield "<thead>"
        if look.header_repeats and number == grid.header_rows:
            yield "</thead>"
        yield "<tr>" + "".join(_cell(cell, table, look) for cell in line) + "</tr>"
    yield "</table>"


def _cell(cell: GridCell, table: Table, look: Look) -> str:
    text = escape(text_of(cell, table))
    if look.is_vertical and cell.role is Role.LABEL and cell.row_span > 10:
        text = "<br>".join(text)
    align = "left" if cell.role is Role.LABEL and not cell.row_span > 10 else look.align
    spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    return f'<td {spans} style="text-align:{align}">{text}</td>'
