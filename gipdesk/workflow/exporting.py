"""Exporting: compose, write, read back, compare, and only then save."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, assert_never

import msgspec
from msgspec.structs import replace

from gipdesk.document.errors import StyleSheetError, TemplateError
from gipdesk.document.nodes import Document, Stamp
from gipdesk.files.errors import ExportChangedError, FileError
from gipdesk.files.exports import ExportLog, write_export
from gipdesk.report.digest import code_of, scanned_text
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper, stylesheet_of
from gipdesk.workflow.reading_back import ExportError, Proof, prove, unprinted
from gipdesk.workflow.showing import report_as_data
from gipdesk.workflow.templates import template_folders
from gipdesk.writers.faces import NoFontError
from gipdesk.writers.pictures import PictureError, with_shown_pictures
from gipdesk.writers.tiling import TilingError

if TYPE_CHECKING:
    from gipdesk.document.stylesheet import Parts, StyleSheet
    from gipdesk.writers.faces import Faces

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_KEPT_OF_FILE_NAME = 20  # characters: 2025年政府信息公开工作年度报告
_LONGEST_FILE_NAME = 200  # bytes, below every file system's limit


class Kind(StrEnum):
    """What a report can be exported to."""

    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    TXT = "txt"
    MD = "md"
    JSON = "json"


# What may hinder an export, for whoever tells the user; each text is one sentence.
HINDRANCES: Final = (
    ExportError,
    FileError,
    NoFontError,
    PictureError,
    StyleSheetError,
    TemplateError,
    TilingError,
)


ON_PAPER: Final = (Kind.DOCX, Kind.PDF)


class IncompleteTemplateError(ExportError):
    """A document that leaves out what the report holds."""

    def __init__(self, lost: str) -> None:
        super().__init__(f"报告中的“{lost[:30]}”没有排进文件，没有保存。")


class Exporter:
    """Exports one report as it is now; the document is composed once for all kinds."""

    def __init__(
        self, report: Report, office: Office, media: Mapping[str, bytes], paper: Paper = Paper()
    ) -> None:
        self.report = report
        self._office = office
        self._media = media
        self._paper = paper
        self.proofs: dict[Kind, Proof] = {}  # of what was written

    def approval(self) -> Exporter:
        """The exporter of the sheet on which the issue of this report is approved (发文稿纸)."""
        return _ApprovalExporter(self.report, self._office, self._media, self._paper)

    @cached_property
    def sheet(self) -> StyleSheet:
        """How it looks; raises `StyleSheetError`."""
        return stylesheet_of(self._paper, self._office)

    @cached_property
    def _templates(self) -> tuple[Path, ...]:
        return template_folders(self._paper.template, self._office, self.report.edition)

    @cached_property
    def document(self) -> Document:
        """The report as it is printed; raises `TemplateError`, `StyleSheetError` or `ExportError`.

        A signing copy bears the code by which it is verified.
        """
        document = self._composed(self.sheet.parts)
        return self._stamped(document) if self._paper.signing_copy else document

    @cached_property
    def _published(self) -> Document:
        """The report as it is published: who signs it stays on paper."""
        from gipdesk.document.stylesheet import Signing

        return self._composed(replace(self.sheet.parts, signing=Signing.NONE))

    def document_of(self, kind: Kind) -> Document:
        """What a file of a kind says; raises as `document` does."""
        return self.document if kind in ON_PAPER else self._published

    def _composed(self, parts: Parts) -> Document:
        from gipdesk.document.compose import compose

        form = self._office.form(self.report)
        document = compose(self.report, form, self._templates, self._media, parts)
        lost = unprinted(self.report, form, document)
        if lost:
            raise IncompleteTemplateError(lost[0])
        try:
            return with_shown_pictures(document)
        except PictureError as error:
            raise ExportError(str(error)) from error

    def _stamped(self, document: Document) -> Document:
        """The document with the code of its report."""
        meta = self.report.meta
        code = code_of(self.report, self._office.form(self.report), self._media)
        return replace(document, stamp=Stamp(code, scanned_text(code, meta.agency, meta.year)))

    @cached_property
    def faces(self) -> Faces:
        """The fonts it is printed in; raises `NoFontError`."""
        from gipdesk.workflow.faces import faces_for

        use_installed = self._paper.installed_fonts
        return faces_for(self.sheet, self._office, use_installed=use_installed)

    def data(self, kind: Kind) -> bytes:
        """The bytes of one kind, read back and found equal (`proofs`); raises `ExportError`."""
        try:
            data = self._written(kind)
        except (PictureError, TilingError, NoFontError) as error:
            raise ExportError(str(error)) from error
        report, office = self.report, self._office
        form, document = office.form(report), self.document_of(kind)
        mark = self.sheet.table.continued
        self.proofs[kind] = prove(
            report, form, office.editions, document, kind.value, data, mark=mark
        )
        return data

    def _written(self, kind: Kind) -> bytes:
        """The bytes of one kind; the document libraries are imported only now."""
        document, office = self.document_of(kind), self._office
        match kind:
            case Kind.DOCX:
                from gipdesk.writers.docx import write_docx

                faces = self.faces if self.sheet.word_lines else None
                return write_docx(document, self.sheet, office.templates / "word", faces)
            case Kind.PDF:
                from gipdesk.writers.pdf import write_pdf

                return write_pdf(document, self.sheet, self.faces)
            case Kind.HTML:
                from gipdesk.writers.html import write_html

                return write_html(document, self.sheet)
            case Kind.XLSX:
                from gipdesk.writers.xlsx import write_xlsx

                return write_xlsx(document, self.sheet, formulas=self._paper.formulas)
            case Kind.TXT:
                from gipdesk.writers.text import write_text

                return write_text(document)
            case Kind.MD:
                from gipdesk.writers.text import write_markdown

                return write_markdown(document)
            case Kind.JSON:
                shown = report_as_data(self.report, office.form(self.report))
                return json.dumps(shown, ensure_ascii=False, indent=1).encode()
            case _:
                assert_never(kind)


class _ApprovalExporter(Exporter):
    """Exports the approval sheet of a report."""

    @cached_property
    def document(self) -> Document:
        """The composed sheet; raises `TemplateError`."""
        from gipdesk.document.compose import APPROVAL, compose

        form = self._office.form(self.report)
        return compose(self.report, form, self._templates, template=APPROVAL)


def target(report: Report, folder: Path, kind: Kind, what: str = "") -> Path:
    """Where a report's export goes: a file named by its title, and by what it is of it."""
    name = _NOT_IN_FILE_NAMES.sub("_", report.meta.title or report.meta.agency).strip(" .")
    return folder / f"{_shortened(name) or '政府信息公开工作年度报告'}{what}.{kind}"


def _shortened(name: str) -> str:
    """A name that every file system takes; its end stays, since that tells the year."""
    if len(name.encode()) <= _LONGEST_FILE_NAME:
        return name
    end = name[-_KEPT_OF_FILE_NAME:]
    room = _LONGEST_FILE_NAME - len(f"…{end}".encode())
    return f"{name.encode()[:room].decode(errors='ignore')}…{end}"


class Order(msgspec.Struct, frozen=True):
    """What a user wants exported, and how."""

    kinds: tuple[Kind, ...]
    paper: Paper = Paper()
    approval: bool = False  # the approval sheet too


class Wanted(msgspec.Struct, frozen=True):
    """One file that is to be written."""

    exporter: Exporter
    kind: Kind
    path: Path


def wanted_files(
    exporter: Exporter, folder: Path, kinds: Iterable[Kind], *, approval: bool = False
) -> list[Wanted]:
    """The files of a report in a folder, with its approval sheet where that is wanted on paper."""
    report = exporter.report
    wanted = [Wanted(exporter, kind, target(report, folder, kind)) for kind in kinds]
    if approval:
        sheet = exporter.approval()
        on_paper = [each.kind for each in wanted if each.kind in ON_PAPER] or ON_PAPER
        wanted += [
            Wanted(sheet, kind, target(report, folder, kind, "（发文稿纸）")) for kind in on_paper
        ]
    return wanted


def export(
    wanted: Sequence[Wanted],
    log: ExportLog,
    *,
    force: bool = False,
    tell: Callable[[int, Path], None] | None = None,
) -> list[Proof]:
    """Write files and return what was proved of them; where one cannot be made none is written.

    `tell` is called before each with its number and path, and once more before they are written;
    what it raises ends the export with nothing written. Raises one of `HINDRANCES`.
    """
    for each in wanted:
        if not force and not log.may_overwrite(each.path):
            raise ExportChangedError(each.path)
    made: list[bytes] = []
    for number, each in enumerate(wanted):
        if tell:
            tell(number, each.path)
        made.append(each.exporter.data(each.kind))
    if tell and wanted:
        tell(len(wanted), wanted[-1].path)
    for each, data in zip(wanted, made, strict=True):
        write_export(each.path, data, log, force=force)
    return [each.exporter.proofs[each.kind] for each in wanted]
