"""What an .xlsx unpacks to, known before calamine reads it.

calamine keeps a sheet as one dense rectangle: a single cell in the last row would take gigabytes.
It also gives cells that show an error (`#REF!`) as blank, and blank ones in frames not at all, so
these are looked up here.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Final, TypeAlias

import msgspec
from lxml import etree

from gipdesk.readers.archive import unpacked
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.properties import OFFICE_PART, details_in_office

Place: TypeAlias = tuple[int, int]  # row and column, from 0


class Unseen(msgspec.Struct):
    """What a sheet shows that calamine does not give: errors, and blank cells with borders."""

    errors: dict[Place, str] = {}
    framed: set[Place] = set()


class Checked(msgspec.Struct):
    """What is known of a workbook: the unseen by the number of the sheet, and its details."""

    sheets: dict[int, Unseen]
    details: dict[str, str] = {}


MOST_CELLS: Final = 1_000_000  # of the rectangle that a sheet takes
DAMAGED: Final = "工作簿已损坏，读不出内容；请在 Excel 或 WPS 中打开，另存为 .xlsx 后再导入。"
LARGE: Final = "工作簿的内容太多，不像是年度报告，没有读取。"

_MOST_UNPACKED: Final = 100 * 1024 * 1024
_MOST_MEMBERS: Final = 2000
_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_THEMES: Final = "xl/theme/"  # large, and nothing for a reader
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True)
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LINK_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

# A cell in a column beyond ZZ or a row beyond 9999: rare, and looked at closely.
_FAR: Final = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{3}[0-9]|[A-Za-z]*[0-9]{5})""")
_ERROR: Final = re.compile(rb"""t\s*=\s*["']e["']""")
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
# A cell that holds nothing, as Excel, WPS and LibreOffice write it: its place and its look.
_BLANK: Final = re.compile(r'<c r="([A-Z]{1,3})([0-9]{1,7})" s="([0-9]{1,5})"\s*(?:/>|></)')
_FEWEST_SIDES: Final = 2  # of a frame; a neighbour may have drawn the others

_NOT_A_ZIP: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,  # a way of packing that no office program uses
    RuntimeError,  # a zip with a password
    KeyError,  # a part that another one promises
    ValueError,
    OSError,
    etree.LxmlError,
)


def check_xlsx(data: bytes) -> Checked:
    """What calamine does not tell of a workbook.

    Raises:
        UnreadableSourceError: no workbook, damaged, or unpacked too large.
    """
    try:
        members = {each.filename: each for each in zipfile.ZipFile(BytesIO(data)).infolist()}
        _refuse_excess(members, len(data))
        return _checked({name: unpacked(data, members[name]) for name in _read_of(members)})
    except _NOT_A_ZIP as exc:
        raise UnreadableSourceError(DAMAGED) from exc


def _refuse_excess(members: Mapping[str, zipfile.ZipInfo], size: int) -> None:
    if _BOOK not in members:
        is_binary = "xl/workbook.bin" in members
        kind = "二进制工作簿（.xlsb）" if is_binary else "压缩包，但不是 Excel 工作簿"
        raise UnreadableSourceError(f"这是{kind}，请另存为 .xlsx 后再导入。")
    full = sum(member.file_size for member in members.values())
    packed = sum(member.compress_size for member in members.values())
    # Packed more than the file holds: one part twice.
    if full > _MOST_UNPACKED or len(members) > _MOST_MEMBERS or packed > size:
        raise UnreadableSourceError(LARGE)


def _read_of(names: Iterable[str]) -> Iterator[str]:
    """Every part that calamine may read: what the zip declares of its size is then true."""
    for name in names:
        is_of_book = name.startswith("xl/") and name.endswith((".xml", ".rels"))
        if (is_of_book and not name.startswith(_THEMES)) or name == OFFICE_PART:
            yield name


def _checked(parts: Mapping[str, bytes]) -> Checked:
    sheets = {name: part for name, part in parts.items() if b"sheetData" in part}
    for sheet in sheets.values():
        if _FAR.search(sheet) and _extent(sheet) > MOST_CELLS:
            raise UnreadableSourceError(LARGE)
    framing = _framing(_parsed(parts[_STYLES])) if _STYLES in parts else frozenset[str]()
    unseen = {name: _unseen(sheet, framing) for name, sheet in sheets.items()}
    is_needed = any(each.errors or each.framed for each in unseen.values())
    details = details_in_office(parts.get(OFFICE_PART))
    return Checked(_by_sheet(parts, unseen) if is_needed else {}, details)


def _unseen(part: bytes, framing: frozenset[str]) -> Unseen:
    errors = dict(_errors(part)) if _ERROR.search(part) else {}
    return Unseen(errors, set(_framed(part, framing)) if framing else set())


def _framing(styles: etree._Element) -> frozenset[str]:
    """The numbers of the looks that have borders."""
    borders = [
        sum(bool(side.get("style")) for side in border) >= _FEWEST_SIDES
        for border in styles.iterfind("{*}borders/{*}border")
    ]
    framed = {str(number) for number, has_sides in enumerate(borders) if has_sides}
    looks = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(str(number) for number, look in looks if look.get("borderId") in framed)


def _framed(part: bytes, framing: frozenset[str]) -> Iterator[Place]:
    """The blank cells with borders."""
    for column, row, look in _BLANK.findall(part.decode("latin-1")):
        if look in framing:
            yield int(row) - 1, _column(column)


def _filled(part: bytes) -> Iterator[tuple[Place, etree._Element]]:
    """The cells of a sheet that hold something, in the order of the file."""
    parser = etree.iterparse(BytesIO(part), tag="{*}c", resolve_entities=False, no_network=True)
    for _, cell in parser:
        row = cell.getparent()
        reference = cell.get("r") or f"A{row.get('r', '1') if row is not None else 1}"
        place = _REFERENCE.fullmatch(reference)
        if len(cell) and place:
            yield (int(place[2]) - 1, _column(place[1])), cell
        cell.clear(keep_tail=False)


@lru_cache(maxsize=64)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _extent(part: bytes) -> int:
    """How many cells the rectangle has that holds all that a sheet says."""
    rows, columns = set[int](), set[int]()
    for (row, column), _ in _filled(part):
        rows.add(row)
        columns.add(column)
    if not rows:
        return 0
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _errors(part: bytes) -> Iterator[tuple[Place, str]]:
    for place, cell in _filled(part):
        if cell.get("t") == "e":
            yield place, cell.findtext("{*}v") or "#?"


def _by_sheet(parts: Mapping[str, bytes], by_part: dict[str, Unseen]) -> dict[int, Unseen]:
    """What is unseen by the number of the sheet instead of the name of its part."""
    links = _parsed(parts["xl/_rels/workbook.xml.rels"])
    targets = {link.get("Id"): link.get("Target") or "" for link in links.iter("{*}Relationship")}
    found: dict[int, Unseen] = {}
    for number, sheet in enumerate(_parsed(parts[_BOOK]).iter("{*}sheet")):
        target = targets.get(sheet.get(_LINK) or sheet.get(_LINK_STRICT), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if part in by_part:
            found[number] = by_part[part]
    return found


def _parsed(part: bytes) -> etree._Element:
    return etree.fromstring(part, _PARSER)
