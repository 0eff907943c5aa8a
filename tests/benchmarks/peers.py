"""The same report written by other means: a floor for .docx, and the peers of both writers.

Each builder prepares what does not change and returns what is then timed, or None where the peer is
not installed. They say the same words in the same cells on the same paper, and care for no more.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import jinja2

from gipdesk.document.nodes import CellRole, Document, Heading, Paragraph, Signature, Table, Title
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.tiling import tile

Write = Callable[[], bytes]

_DOCUMENT = """\
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>
{%- macro run(text, face) %}<w:r><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{{ face }}"
 w:hAnsi="{{ face }}" w:eastAsia="{{ face }}" w:cs="{{ face }}"/></w:rPr>
<w:t xml:space="preserve">{{ text }}</w:t></w:r>{% endmacro -%}
{%- for block in blocks %}
{%- if block.rows %}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="8844"
 w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>
{%- for width in block.widths %}<w:gridCol w:w="{{ width }}"/>{% endfor %}</w:tblGrid>
{%- for row in block.rows %}<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="340"
 w:hRule="atLeast"/></w:trPr>
{%- for cell in row %}<w:tc><w:tcPr><w:tcW w:w="{{ cell.width }}" w:type="dxa"/>
{%- if cell.columns > 1 %}<w:gridSpan w:val="{{ cell.columns }}"/>{% endif %}
{%- if cell.merge %}<w:vMerge w:val="{{ cell.merge }}"/>{% endif %}
{%- if cell.fill %}<w:shd w:val="clear" w:color="auto" w:fill="{{ cell.fill }}"/>{% endif -%}
<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{{ cell.style }}"/></w:pPr>
{%- if cell.text %}{{ run(cell.text, cell.face) }}{% endif %}</w:p></w:tc>{% endfor %}</w:tr>
{%- endfor %}</w:tbl>
{%- else %}<w:p><w:pPr><w:pStyle w:val="{{ block.style }}"/></w:pPr>
{%- for text in block.runs %}{{ run(text, block.face) }}{% endfor %}</w:p>{% endif %}
{%- endfor %}{{ section }}</w:body></w:document>"""

_TYPST = """\
#set document(title: "report")
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm))
#set text(font: ("GW FangSong", "GW Song"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 12.95pt)
#show table: set text(size: 10.5pt)
#show table: set par(leading: 4pt, first-line-indent: 0pt)
"""


def texts_of(document: Document) -> Iterator[tuple[str, list[str]] | Table]:
    """The style and runs of each paragraph, and the tables."""
    for block in document.blocks:
        match block:
            case Title():
                yield "Title", [block.text]
            case Heading():
                yield f"Heading{block.level}", [run.text for run in block.runs]
            case Paragraph():
                yield "Normal", [run.text for run in block.runs]
            case Signature():
                yield "Signature", [block.agency]
                yield "Signature", [block.date]
            case Table():
                yield block
            case _:
                pass


def docx_floor(document: Document, ours: bytes) -> Write:
    """jinja2 makes document.xml of plain data, zipfile packs it with the other parts of `ours`."""
    with zipfile.ZipFile(BytesIO(ours)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    section = re.findall(rb"<w:sectPr.*?</w:sectPr>", parts["word/document.xml"], re.DOTALL)[-1]
    template = jinja2.Environment(autoescape=True).from_string(_DOCUMENT)
    blocks = [
        _plain_table(each)
        if isinstance(each, Table)
        else {"style": each[0], "runs": each[1], "face": "仿宋_GB2312"}
        for each in texts_of(document)
    ]
    from markupsafe import Markup

    def write() -> bytes:
        xml = template.render(blocks=blocks, section=Markup(section.decode()))
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in (parts | {"word/document.xml": xml.encode()}).items():
                package.writestr(name, data)
        return stream.getvalue()

    return write


def _plain_table(table: Table) -> dict[str, Any]:
    width = 8844 // table.columns
    rows = [
        [
            {
                "width": width * slot.cell.column_span,
                "columns": slot.cell.column_span,
                "merge": _merge(slot.row == row, slot.cell.row_span),
                "fill": "C6D9F1" if slot.cell.role is CellRole.BAND else "",
                "style": "TableLabel" if slot.cell.role is CellRole.LABEL else "TableValue",
                "face": "宋体",
                "text": slot.cell.text if slot.row == row else "",
            }
            for column, slot in enumerate(slots)
            if slot.column == column
        ]
        for row, slots in enumerate(tile(table))
    ]
    return {"rows": rows, "widths": [width] * table.columns}


def _merge(begins: bool, rows: int) -> str:
    if rows == 1:
        return ""
    return "restart" if begins else "continue"


def docxtpl_writer(ours: bytes) -> Write | None:
    """docxtpl on a template of fixed shape: our file, a placeholder instead of each text."""
    import docx

    if find_spec("docxtpl") is None:
        return None
    docxtpl = import_module("docxtpl")
    word = docx.Document(BytesIO(ours))
    texts = {}
    for number, each in enumerate(word.element.body.iter("{*}t")):
        texts[f"t{number}"] = each.text or ""
        each.text = f"{{{{ t{number} }}}}"
    stream = BytesIO()
    word.save(stream)
    template = stream.getvalue()

    def write() -> bytes:
        book = docxtpl.DocxTemplate(BytesIO(template))
        book.render(texts, autoescape=True)
        result = BytesIO()
        book.save(result)
        return result.getvalue()

    return write


def python_docx_writer(document: Document, base: bytes) -> Write:
    """python-docx by its public interface, cell by cell, on the styles of our own file."""
    import docx

    blocks = list(texts_of(document))

    def write() -> bytes:
        word = docx.Document(BytesIO(base))
        names = {style.style_id: style for style in word.styles}
        for element in list(word.element.body)[:-1]:
            word.element.body.remove(element)
        for each in blocks:
            if isinstance(each, Table):
                _add_table(word, each)
            else:
                paragraph = word.add_paragraph(style=names[each[0]])
                for text in each[1]:
                    paragraph.add_run(text)
        stream = BytesIO()
        word.save(stream)
        return stream.getvalue()

    return write


def _add_table(word: Any, table: Table) -> None:
    made = word.add_table(len(table.rows), table.columns, style="Table Grid")
    for row, slots in enumerate(tile(table)):
        for column, slot in enumerate(slots):
            if (slot.row, slot.column) == (row, column):
                cell, last = slot.cell, (row + slot.cell.row_span, column + slot.cell.column_span)
                if cell.row_span > 1 or cell.column_span > 1:
                    made.cell(row, column).merge(made.cell(last[0] - 1, last[1] - 1))
                made.cell(row, column).text = cell.text


def platypus_writer(document: Document, sheet: StyleSheet, fonts: Path) -> Write:
    """reportlab's own layout: its paragraphs, its tables; untagged, no PDF/A."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph as Flowing
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    # The song face holds every sign: stock reportlab does not look for one in another.
    pdfmetrics.registerFont(TTFont("song", fonts / "song.ttf"))
    body = ParagraphStyle("body", fontName="song", fontSize=16, leading=28.95, wordWrap="CJK")
    small = ParagraphStyle("small", fontName="song", fontSize=10.5, leading=12.6, wordWrap="CJK")

    def grid(table: Table) -> Any:
        spans: list[Any] = []
        rows: list[list[Any]] = [[""] * table.columns for _ in table.rows]
        for row, slots in enumerate(tile(table)):
            for column, slot in enumerate(slots):
                if (slot.row, slot.column) == (row, column):
                    rows[row][column] = Flowing(escape(slot.cell.text), small)
                    last = column + slot.cell.column_span - 1, row + slot.cell.row_span - 1
                    spans.append(("SPAN", (column, row), last))
        widths = [width * mm for width in sheet.column_widths(table.kind, table.columns)]
        whole = (0, 0), (-1, -1)
        padding = [(f"{side}PADDING", *whole, 1) for side in ("TOP", "BOTTOM", "LEFT", "RIGHT")]
        style: list[Any] = [("GRID", *whole, 0.5, "black"), *padding, *spans]
        return Grid(rows, colWidths=widths, repeatRows=table.header_rows, style=style)

    def write() -> bytes:
        stream = BytesIO()
        paper = SimpleDocTemplate(
            stream,
            pagesize=A4,
            leftMargin=28 * mm,
            rightMargin=26 * mm,
            topMargin=37 * mm,
            bottomMargin=35 * mm,
        )
        paper.build(
            [
                grid(each) if isinstance(each, Table) else Flowing(escape("".join(each[1])), body)
                for each in texts_of(document)
            ]
        )
        return stream.getvalue()

    return write


def typst_writer(document: Document, sheet: StyleSheet, fonts: Path) -> Write | None:
    """typst, PDF/A-2b and tagged; the source differs in one number each time, else it remembers."""
    if find_spec("typst") is None:
        return None
    typst = import_module("typst")
    parts = [
        _typst_table(each, sheet) if isinstance(each, Table) else _quoted("".join(each[1])) + "\n"
        for each in texts_of(document)
    ]
    runs = count(1)

    def write() -> bytes:
        source = _TYPST + "\n".join([*parts, _quoted(f"第{next(runs)}次")])
        made = typst.compile(
            source.encode(), font_paths=[str(fonts)], format="pdf", pdf_standards="a-2b"
        )
        return bytes(made)

    return write


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def _typst_table(table: Table, sheet: StyleSheet) -> str:
    cells = (
        f"table.cell(rowspan: {cell.row_span}, colspan: {cell.column_span})[{_quoted(cell.text)}]"
        for row in table.rows
        for cell in row
    )
    widths = (f"{width:.3f}mm" for width in sheet.column_widths(table.kind, table.columns))
    return f"#table(columns: ({', '.join(widths)}), inset: 1mm, {', '.join(cells)})\n"


def libreoffice_writer(ours: bytes) -> Write | None:
    """LibreOffice makes a PDF of our .docx."""
    program = shutil.which("soffice")
    if program is None:
        return None
    folder = Path(tempfile.mkdtemp())
    (folder / "report.docx").write_bytes(ours)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf:writer_pdf_Export"]

    def write() -> bytes:
        subprocess.run(
            [*command, "--outdir", str(folder), str(folder / "report.docx")],
            env=dict(os.environ),
            capture_output=True,
            check=True,
        )
        return (folder / "report.pdf").read_bytes()

    return write
