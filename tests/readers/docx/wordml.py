"""A tiny notation for Word documents: `word(p("甲") + tbl(tr("规章", "1")))`."""

from __future__ import annotations

import zipfile
from io import BytesIO

from gipdesk.readers.docx import read_docx
from gipdesk.readers.pieces import Line, SourceText

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
)


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return packed.getvalue()


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{content}</w:{root}>'


def word(body: str, **parts: str) -> bytes:
    """A Word document with this body; other parts by name: `numbering="<w:abstractNum …"`."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    return zipped(members | {f"word/{name}.xml": part(name, xml) for name, xml in parts.items()})


def r(text: str, looks: str = "") -> str:
    looks = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{looks}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, looks: str = "") -> str:
    """A paragraph of runs, or of plain text."""
    runs = content if "<" in content or not content else r(content)
    return f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>"


def tc(content: str, looks: str = "") -> str:
    """A cell of paragraphs, or of plain text."""
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{content if '<' in content else p(content)}</w:tc>"


def tr(*cells: str, looks: str = "") -> str:
    made = (cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{looks}</w:trPr>{''.join(made)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(source: SourceText) -> list[str | tuple[str, ...]]:
    return [piece.text if isinstance(piece, Line) else piece.cells for piece in source.pieces]


def lines(body: str, **parts: str) -> list[str | tuple[str, ...]]:
    """What is read of a body."""
    return texts(read_docx(word(body, **parts)))


def notes(body: str, **parts: str) -> list[str]:
    return read_docx(word(body, **parts)).notes


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return mark("begin") + instruction + mark("separate") + result + mark("end")


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(form: str, text: str) -> str:
    return lists(level(0, form, text))


def lists(*levels: str, more: str = "") -> str:
    """List 1 with these levels; `more` are lists besides."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


def item(text: str, at: int | str = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>')
