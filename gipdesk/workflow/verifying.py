"""Verifying a copy: is what somebody signed this file?

Two witnesses are heard. The code printed on a signing copy is compared with that of the file, and
what our readers find in the copy with what they find in the file's own export, so that whatever a
reader does in its own way is the same on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from gipdesk.files.errors import CannotReadError
from gipdesk.files.package import Package
from gipdesk.report.digest import code_of, read_code
from gipdesk.workflow.comparing import Difference, differences_between
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_data
from gipdesk.workflow.paper import Paper

_STAMP = re.compile(r"核对码\s*([0-9A-Z-]{21})\s+([0-9]{1,4})/([0-9]{1,4})")
_USE_CODE = "请用 --code 输入纸上印的核对码。"


class CannotVerifyError(Exception):
    """A copy that says nothing about its file; the text is one Chinese sentence."""


class ScanError(CannotVerifyError):
    """A copy without text."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”是扫描件，没有可读的文字。{_USE_CODE}")


class Stamped(msgspec.Struct, frozen=True):
    """What the stamp on a page says: a code, and which page of how many it is."""

    code: str
    number: int
    total: int


class Verdict(msgspec.Struct, frozen=True):
    """What a copy was found to be.

    `printed` are the codes found on the copy, none where it is no signing copy; `missing` are the
    numbers of its pages that are not there; `notes` say what could not be read.
    """

    code: str
    printed: tuple[str, ...]
    missing: tuple[int, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether the copy is this file."""
        is_code_right = all(code == self.code for code in self.printed)
        return is_code_right and not self.missing and not self.differences


def verify_code(package: Package, typed: str, office: Office) -> Verdict:
    """Whether a code from paper is that of a file; raises `WrongCodeError`."""
    return Verdict(_code(package, office), (read_code(typed),))


def verify_copy(package: Package, path: Path, office: Office, paper: Paper = Paper()) -> Verdict:
    """Whether a PDF or a Word file says what a report does, which is put on `paper` to compare.

    Raises `CannotVerifyError`, `CannotOpenError`, `FileError`, or as `Exporter.data`.
    """
    data = _bytes_of(path)
    kind, stamps = _seen(data, path)
    there = open_data(path.name, data, office).report
    export = Exporter(package.report, office, package.media, paper).data(kind)
    here = open_data(path.name, export, office).report
    return Verdict(
        _code(package, office),
        tuple(dict.fromkeys(stamp.code for stamp in stamps)),
        tuple(_missing(stamps)),
        tuple(differences_between(there, here, office.form(here))),
        tuple(note for note in there.notes if note not in here.notes),
    )


def _code(package: Package, office: Office) -> str:
    return code_of(package.report, office.form(package.report), package.media)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as exc:
        raise CannotReadError(path, exc) from exc


def _seen(data: bytes, path: Path) -> tuple[Kind, list[Stamped]]:
    """What kind of file a copy is, and the stamps on its pages."""
    from gipdesk.readers import kinds
    from gipdesk.readers.pieces import UnreadableSourceError

    try:
        kind = kinds.kind_of(data)
        texts = _texts_of_pages(data) if kind is kinds.Kind.PDF else []
    except UnreadableSourceError as exc:
        raise CannotVerifyError(f"“{path.name}”：{exc}{_USE_CODE}") from exc
    if kind is kinds.Kind.DOCX:
        return Kind.DOCX, []
    if kind is not kinds.Kind.PDF:
        raise CannotVerifyError(f"“{path.name}”不是 PDF，也不是 Word 文档（.docx），不能核对。")
    if not any(map(str.strip, texts)):
        raise ScanError(path)
    return Kind.PDF, [stamp for text in texts for stamp in _stamps_in(text)]


def _stamps_in(text: str) -> Iterator[Stamped]:
    for code, number, total in _STAMP.findall(text):
        yield Stamped(code, int(number), int(total))


def _texts_of_pages(data: bytes) -> list[str]:
    from gipdesk.readers.pdf.opening import opened, opened_page

    texts = []
    with opened(data) as document:
        for index in range(len(document)):
            with opened_page(document, index) as page:
                texts.append(page.get_textpage().get_text_bounded())
    return texts


def _missing(stamps: list[Stamped]) -> Iterator[int]:
    """The pages that are not there, by the numbers on the others."""
    total = max((stamp.total for stamp in stamps), default=0)
    there = {stamp.number for stamp in stamps}
    yield from (number for number in range(1, total + 1) if number not in there)
