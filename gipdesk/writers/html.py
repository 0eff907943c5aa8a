"""The document as one self-contained web page: semantic, without scripts, ready to print on A4."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Set
from html import escape
from typing import Final, TypeAlias, assert_never

from gipdesk.document.nodes import (
    Attachment,
    Block,
    CellRole,
    Document,
    Figure,
    Heading,
    Line,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    Signature,
    Table,
    TableCell,
    Title,
)
from gipdesk.writers.alignment import centred_roles
from gipdesk.writers.characters import printable

Row: TypeAlias = tuple[TableCell, ...]

_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{about}
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{content}
</main>
</body>
</html>
"""

_STYLE: Final = """\
body { margin: 0; color: #000; background: #fff; line-height: 1.8;
  font-family: FangSong, 仿宋, 仿宋_GB2312, STFangsong, serif; font-size: 16pt; }
main { max-width: 156mm; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, h4, h5 { font-size: inherit; font-weight: normal; margin: 0; break-after: avoid; }
h1 { font-family: 方正小标宋简体, SimSun, 宋体, STSong, serif; font-size: 22pt; line-height: 1.6;
  text-align: center; margin-bottom: 1em; }
h2 { font-family: SimHei, 黑体, STHeiti, sans-serif; }
h3, .lead { font-family: KaiTi, 楷体, 楷体_GB2312, STKaiti, serif; }
h2, h3, h4, h5, p { text-indent: 2em; }
p { margin: 0; text-align: justify; }
mark { background: #ff0; }
table { width: 100%; margin: 0.5em 0; border-collapse: collapse; line-height: 1.3;
  font-family: SimSun, 宋体, STSong, serif; font-size: 10.5pt; }
th, td { border: 0.5pt solid #000; padding: 0.3em; font-weight: normal; text-align: center; }
.left, .band { text-align: left; }
.band { background: #C6D9F1; print-color-adjust: exact; }
thead { display: table-header-group; }
tr, figure { break-inside: avoid; }
figure { margin: 1em 0; text-align: center; }
figure img { max-width: 100%; }
.attachment { font-family: SimHei, 黑体, STHeiti, sans-serif; text-indent: 0; margin-top: 2em;
  break-before: page; break-after: avoid; }
.title { font-family: 方正小标宋简体, SimSun, 宋体, STSong, serif; font-size: 22pt;
  line-height: 1.6; text-align: center; text-indent: 0; margin: 0.5em 0; break-after: avoid; }
.above, .below { display: flex; gap: 1em; text-indent: 0; text-align: left;
  font-family: SimSun, 宋体, STSong, serif; font-size: 12pt; }
.above { break-after: avoid; }
.below { break-before: avoid; }
.above span, .below span { flex: 1; }
figcaption { font-family: SimSun, 宋体, STSong, serif; font-size: 10.5pt; }
.signature { margin-top: 2em; text-align: right; }
.signature p { text-align: right; text-indent: 0; margin-right: 2em; }
.page-break { border: 0; margin: 0; break-after: page; }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@media print { main { max-width: none; margin: 0; padding: 0; } }
"""

_PADDING: Final = 0.3  # em, as in the style above
# A reader's program tells by these which values a header cell speaks for.
_SCOPES: Final = {CellRole.HEADER: "col", CellRole.LABEL: "row", CellRole.BAND: "rowgroup"}

_PICTURE_KINDS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)


def write_html(document: Document) -> bytes:
    """The bytes of a web page in UTF-8; equal documents give equal bytes."""
    page = _PAGE.format(
        language=_safe(document.language),
        about="\n".join(_about(document)),
        title=_safe(document.title),
        style=_STYLE,
        content="\n".join(map(_block, document.blocks)),
    )
    return page.encode()


def _about(document: Document) -> Iterator[str]:
    for name, text in {"author": document.author, **document.details}.items():
        yield f'<meta name="{name}" content="{_safe(text)}">'


def _safe(text: str) -> str:
    return escape(printable(text))


def _lines(text: str) -> str:
    return _safe(text).replace("\n", "<br>")


def _block(block: Block) -> str:
    match block:
        case Title():
            return f"<h1>{'<br>'.join(map(_lines, block.lines))}</h1>"
        case Heading():
            level = block.level + 1
            return f"<h{level}>{_runs(block.runs)}</h{level}>"
        case Paragraph():
            return f"<p>{_runs(block.runs)}</p>"
        case Table():
            return _table(block)
        case Attachment():
            return f'<p class="attachment">{_lines(block.name)}</p>'
        case Figure():
            return _figure(block)
        case Signature():
            agency, date = _lines(block.agency), _lines(block.date)
            return f'<div class="signature">\n<p>{agency}</p>\n<p>{date}</p>\n</div>'
        case PageBreak():
            return '<hr class="page-break">'
        case _:
            assert_never(block)


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    match run.mark:
        case Mark.PLAIN:
            return _lines(run.text)
        case Mark.LEAD:
            return f'<span class="lead">{_lines(run.text)}</span>'
        case Mark.UNFILLED:
            return f"<mark>{_lines(run.text)}</mark>"
        case _:
            assert_never(run.mark)


def _table(table: Table) -> str:
    head, body = table.rows[: table.header_rows], table.rows[table.header_rows :]
    groups = [("thead", list(head))] if head else []
    groups += [("tbody", rows) for rows in _row_groups(body)]
    centred = centred_roles(table)
    parts = "\n".join(f"<{tag}>\n{_rows(rows, centred)}\n</{tag}>" for tag, rows in groups)
    title = [f'<p class="title">{_lines(table.title)}</p>'] if table.title else []
    above = [_line("above", line) for line in table.above]
    below = [_line("below", line) for line in table.below]
    return "\n".join([*title, *above, f"<table>\n{parts}\n</table>", *below])


def _line(place: str, parts: Line) -> str:
    spans = "　".join(f"<span>{_lines(part)}</span>" for part in parts)
    return f'<p class="{place}">{spans}</p>'


def _row_groups(rows: tuple[Row, ...]) -> Iterator[list[Row]]:
    """The rows, a new group at each band: a band is the header of the rows below it."""
    group: list[Row] = []
    for row in rows:
        if group and row and row[0].role is CellRole.BAND:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _rows(rows: list[Row], centred: Set[CellRole]) -> str:
    lines = ("".join(_cell(cell, centred) for cell in row) for row in rows)
    return "\n".join(f"<tr>{line}</tr>" for line in lines)


def _cell(cell: TableCell, centred: Set[CellRole]) -> str:
    scope = _SCOPES.get(cell.role)
    tag = "th" if scope else "td"
    attributes = {
        "scope": scope,
        "class": _class(cell, centred),
        "style": f"padding-left: {cell.indent + _PADDING}em" if cell.indent else None,
        "rowspan": cell.row_span if cell.row_span > 1 else None,
        "colspan": cell.column_span if cell.column_span > 1 else None,
    }
    written = "".join(f' {name}="{value}"' for name, value in attributes.items() if value)
    return f"<{tag}{written}>{_lines(cell.text)}</{tag}>"


def _class(cell: TableCell, centred: Set[CellRole]) -> str | None:
    if cell.role is CellRole.BAND:
        return "band"
    return None if cell.role in centred else "left"


def _figure(figure: Figure) -> str:
    kind = next((kind for start, kind in _PICTURE_KINDS if figure.data.startswith(start)), "")
    source = f"data:{kind};base64,{b64encode(figure.data).decode()}"
    caption = f"<figcaption>{_lines(figure.caption)}</figcaption>" if figure.caption else ""
    return f'<figure><img src="{source}" alt="{_safe(figure.caption)}">{caption}</figure>'
