"""A workbook as the pieces of a report; calamine reads it once it is known to be bounded."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gipdesk.readers.pieces import Line, Piece, SourceText, UnreadableSourceError
from gipdesk.readers.sheet.layout import Grid, pieces_of
from gipdesk.readers.sheet.xls_bounds import check_xls
from gipdesk.readers.sheet.xlsx_bounds import (
    DAMAGED,
    LARGE,
    MOST_CELLS,
    Checked,
    Unseen,
    check_xlsx,
)
from gipdesk.readers.source import MOST_BYTES

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PANIC: Final = "PanicException"  # of the Rust library; it exports no class to catch
_MOST_SHEETS: Final = 200

_PASSWORD: Final = "工作簿设有打开密码，读不出内容；请在 Excel 或 WPS 中去掉密码，另存后再导入。"
_EMPTY: Final = "工作簿是空的，没有可读的内容。"


def read_sheet(data: bytes) -> SourceText:
    """The pieces of a workbook.

    Numbers are given as Excel holds them, not as a number format shows them: 3.8 for `3.80`.

    Raises:
        UnreadableSourceError: too large, damaged, locked by a password, or empty.
    """
    checked = _checked(data)
    try:
        return _read(data, checked)
    except PasswordError as exc:
        raise UnreadableSourceError(_PASSWORD) from exc
    except (CalamineError, ValueError, OverflowError) as exc:
        raise UnreadableSourceError(DAMAGED) from exc
    except BaseException as exc:
        if type(exc).__name__ != _PANIC:
            raise
        raise UnreadableSourceError(DAMAGED) from exc


def _checked(data: bytes) -> Checked:
    """What calamine does not tell of a workbook; raises `UnreadableSourceError`."""
    if len(data) > MOST_BYTES:
        size, most = len(data) / 1024 / 1024, MOST_BYTES // 1024 // 1024
        raise UnreadableSourceError(f"工作簿有{size:.0f} MB，超过{most} MB的上限，没有读取。")
    if data.startswith(_ZIP):
        return check_xlsx(data)
    if not data.startswith(_OLE):
        raise UnreadableSourceError("这不是 Excel 工作簿，请另存为 .xlsx 后再导入。")
    if _LOCKED in data:
        raise UnreadableSourceError(_PASSWORD)
    return check_xls(data)


def _read(data: bytes, checked: Checked) -> SourceText:
    with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
        text = SourceText([], details=checked.details)
        sheets = list(_sheets(book, checked.sheets, text.notes))
    for name, pieces in sheets:
        if len(sheets) > 1:
            text.pieces.append(Line(name, f"工作表“{name}”"))
        text.pieces += pieces
    if not text.pieces:
        raise UnreadableSourceError(_EMPTY)
    return text


def _sheets(
    book: CalamineWorkbook, unseen: dict[int, Unseen], notes: list[str]
) -> Iterator[tuple[str, list[Piece]]]:
    """The sheets that hold something, with their names."""
    for at, about in enumerate(book.sheets_metadata[:_MOST_SHEETS]):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(at)
        if sheet.height * sheet.width > MOST_CELLS:
            raise UnreadableSourceError(LARGE)
        pieces = list(pieces_of(_grid_of(sheet, unseen.get(at, Unseen()))))
        if pieces and about.visible is not SheetVisibleEnum.Visible:
            notes.append(f"工作表“{about.name}”是隐藏的，也已读入，请核对。")
        if pieces:
            yield about.name, pieces


def _grid_of(sheet: CalamineSheet, unseen: Unseen) -> Grid:
    merged = sheet.merged_cell_ranges or []
    return Grid(sheet.name, sheet.start or (0, 0), sheet.to_python(), merged, unseen)
