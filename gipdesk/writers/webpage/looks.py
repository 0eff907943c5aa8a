"""The style sheet as CSS: readable on a screen of any width, and on paper as the sheet has it."""

from __future__ import annotations

import re
from string import Template
from typing import Final

from gipdesk.document.stylesheet import (
    POINTS_PER_MM,
    NumberPlace,
    PageNumber,
    StyleSheet,
    TextStyle,
    points,
)

# What stands in for a face that a reader's machine lacks: Windows, macOS, Linux.
_KIN: Final = {
    "title": ("FZXiaoBiaoSong-B05S", "SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"),
    "hei": ("SimHei", "Heiti SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"),
    "kai": ("KaiTi", "KaiTi_GB2312", "STKaiti", "Kaiti SC", "AR PL UKai CN"),
    "fangsong": ("FangSong", "FangSong_GB2312", "STFangsong", "SimSun", "Noto Serif CJK SC"),
    "song": ("SimSun", "STSong", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"),
}
_GENERIC: Final = {"hei": "sans-serif"}
_UNSAFE: Final = re.compile(r'["\\<>\x00-\x1f]')  # in a string of CSS within a page
_MEANINGS: Final = {
    "h1": "title",
    "h2": "heading1",
    "h3": "heading2",
    "h4": "heading3",
    "h5": "heading4",
    ".lead": "lead",
    ".document-number": "document_number",
    ".attachment": "attachment",
    ".title": "table_title",
    ".above": "above_table",
    ".below": "below_table",
    "figcaption": "caption",
    ".signature": "signature",
}
_MARGIN_BOXES: Final = {
    NumberPlace.OUTER: (("@page :right", "right"), ("@page :left", "left")),
    NumberPlace.CENTER: (("@page", "center"),),
    NumberPlace.LEFT: (("@page", "left"),),
    NumberPlace.RIGHT: (("@page", "right"),),
}

_STYLE: Final = Template("""\
$latin
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: #000; background: #fff; font-family: $body; font-size: 1.125rem;
  line-height: 1.9; line-break: strict; overflow-wrap: break-word;
  text-autospace: no-autospace; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1, h2, h3, h4, h5, p { margin: 0; font-size: inherit; font-weight: normal; }
h2, h3, h4, h5, p { text-indent: 2em; text-align: justify; }
h1, .title { font-size: 1.6rem; line-height: 1.5; text-align: center; text-indent: 0;
  text-wrap: balance; }
h1 { margin-bottom: 1em; }
h2 { margin-top: 0.5em; }
h1, h2, h3, h4, h5, .title, .above { break-after: avoid; }
.phrase { display: inline-block; text-indent: 0; }
.number { white-space: nowrap; }
$faces
.document-number { margin-bottom: 1em; text-align: center; text-indent: 0; }
.attachment { margin-top: 2em; text-indent: 0; break-before: page; }
mark { color: inherit; background: #ff0; print-color-adjust: exact; }
.scroll { margin: 0.75em 0; overflow-x: auto; container-type: inline-size; break-inside: avoid; }
.scroll:focus-visible { outline: 2px solid #1f5fae; outline-offset: 2px; }
table { width: 100%; min-width: min(42rem, var(--columns) * 4.2rem); border-collapse: collapse;
  font-family: $table; font-size: 0.9375rem; line-height: 1.4;
  font-variant-numeric: tabular-nums; }
caption { padding: 0; text-align: left; }
.heading { position: sticky; left: 0; max-width: 100cqw; padding: 0.5em 0 0.25em; }
.title + .above { margin-top: 0.75em; }
th, td { padding: 0.3em; border: 1px solid #000; font-weight: normal; text-align: center;
  vertical-align: middle; }
th.left, td.left, .band { text-align: left; }
.band { background: $band; print-color-adjust: exact; }
thead { display: table-header-group; }
tr, figure { break-inside: avoid; }
tr:has(> .band) { break-after: avoid; }
.above, .below { display: flex; flex-wrap: wrap; gap: 0 1em; font-size: 1rem; text-align: left;
  text-indent: 0; }
.above > span, .below > span { flex: 1 0 auto; }
.scroll + .below { margin-top: -0.5em; }
.below { break-before: avoid; }
figure { margin: 1em 0; text-align: center; }
figure img { max-width: 100%; height: auto; object-fit: contain; }
figcaption { font-size: 0.9375rem; }
.signature { margin: 2em 2em 0 0; break-inside: avoid; }
.signature p { text-align: right; text-indent: 0; }
.page-break { height: 0; margin: 0; border: 0; break-after: page; }
@media (max-width: 40rem) {
  body { font-size: 1.0625rem; }
  h1, .title { font-size: 1.35rem; }
  main { padding-top: 1.25rem; }
  h2, h3, h4, h5, p { text-align: left; }
  .signature { margin-right: 0; }
}
@page { size: ${width}mm ${height}mm; margin: ${top}mm ${right}mm ${bottom}mm ${left}mm; }
$numbers
@media print {
  main { max-width: none; padding: 0; }
  body { font-size: ${size}pt; line-height: ${pitch}pt; letter-spacing: ${tracking}pt; }
$sizes
  h2 { margin-top: 0; }
  .attachment { margin-top: 0; }
  .scroll { margin: ${before}pt 0 ${after}pt; overflow: visible; container-type: normal; }
  .heading { position: static; max-width: none; padding: 0 0 0.25em; }
  table { min-width: 0; font-size: ${table_size}pt; line-height: $leading; letter-spacing: 0; }
  tr { height: ${row}mm; }
  th, td { padding: ${padding_y}mm ${padding_x}mm; border-width: ${rule}pt; }
$rows
  figure img { max-height: ${tallest}mm; }
  .signature { margin: ${pitch}pt 2em 0 0; }
}
""")
_TALLEST_PICTURE: Final = 0.8  # of the type area, to leave room for a caption


def css(sheet: StyleSheet) -> str:
    """The looks of a page; its paper, faces, type sizes and page numbers are the sheet's."""
    page, table, body = sheet.page, sheet.table, sheet.style("body")
    pitch = points(page.text_width) / page.characters
    written = {
        "latin": _latin(sheet),
        "body": _faces(sheet, body.face),
        "table": _faces(sheet, table.face),
        "band": f"#{table.band_fill}",
        "faces": "\n".join(
            f"{selector} {{ font-family: {_faces(sheet, sheet.style(meaning).face)}; }}"
            for selector, meaning in _MEANINGS.items()
        ),
        "sizes": "\n".join(
            f"  {selector} {{ {_type(sheet.style(meaning))} }}"
            for selector, meaning in _MEANINGS.items()
        ),
        "numbers": _numbers(sheet, sheet.page_number),
        "size": body.size,
        "pitch": page.line_pitch,
        "tracking": f"{min(0.0, pitch - body.size):.3f}",
        "before": table.space_before,
        "after": table.space_after,
        "table_size": table.size,
        "leading": table.leading,
        "row": table.row_height,
        "rows": "\n".join(
            f"  .{kind} {{ font-size: {rows.size or table.size}pt; }}\n"
            f"  .{kind} tr {{ height: {rows.height}mm; }}\n"
            f"  .{kind} :is(th, td) {{ padding-block: {rows.padding_y}mm; }}"
            for kind, rows in table.rows.items()
        ),
        "padding_x": table.padding_x,
        "padding_y": table.padding_y,
        "rule": table.rule,
        "tallest": f"{page.text_height * _TALLEST_PICTURE:.1f}",
    }
    sides = {side: getattr(page, side) for side in page.__struct_fields__}
    return _STYLE.substitute(sides | written)


def _latin(sheet: StyleSheet) -> str:
    """The face of letters and digits, where it is one of its own; quotes and dashes are not its."""
    if not sheet.latin:
        return ""
    face = sheet.face(sheet.latin)
    names = ", ".join(f"local({_quoted(name)})" for name in (face.name, *face.also))
    return f"@font-face {{ font-family: latin; src: {names}; unicode-range: U+20-7E; }}"


def _faces(sheet: StyleSheet, role: str) -> str:
    face = sheet.face(role)
    last = [sheet.faces["song"].name] if "song" in sheet.faces else []
    names = dict.fromkeys((face.name, *face.also, *_KIN.get(role, ()), *last))
    first = ["latin"] if sheet.latin else []
    return ", ".join([*first, *map(_quoted, names), _GENERIC.get(role, "serif")])


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub("", text)}"'


def _type(style: TextStyle) -> str:
    pitch = f" line-height: {style.line_pitch}pt;" if style.line_pitch else ""
    return f"font-size: {style.size}pt;{pitch}"


def _numbers(sheet: StyleSheet, number: PageNumber) -> str:
    """Page numbers in the margin, where a browser knows how to print them."""
    form = (
        _quoted(number.form)
        .replace("{n}", '" counter(page) "')
        .replace("{total}", '" counter(pages) "')
    )
    # The dash stands in the middle of its line, whose top is at the box's.
    above = max(0.0, number.below - number.size / POINTS_PER_MM / 2)
    look = (
        f"content: {form}; font: {number.size}pt/1 {_faces(sheet, number.face)};"
        f" vertical-align: top; padding: {above:.2f}mm {number.indent}em 0;"
    )
    return "\n".join(
        f"{selector} {{ @bottom-{side} {{ {look} }} }}"
        for selector, side in _MARGIN_BOXES[number.place]
    )
