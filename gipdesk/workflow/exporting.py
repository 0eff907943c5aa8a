"""Exporting: compose, write, read back, compare, and only then save."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from gipdesk.document.nodes import Document
from gipdesk.files.errors import ExportChangedError
from gipdesk.files.exports import ExportLog, write_export
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.reading_back import differences, unprinted
from gipdesk.workflow.showing import report_as_data

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
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


class ExportError(Exception):
    """What was written does not say what the report says; nothing was saved."""


class DifferentFileError(ExportError):
    """A file that says something else than its document."""

    def __init__(self, kind: Kind, lost: str) -> None:
        super().__init__(f"导出的 {kind} 与报告内容不一致（“{lost[:30]}”），没有保存。")


class IncompleteTemplateError(ExportError):
    """A document that leaves out what the report holds."""

    def __init__(self, lost: str) -> None:
        super().__init__(f"报告中的“{lost[:30]}”没有排进文件，没有保存。")


class Exporter:
    """Exports one report as it is now; the document is composed once for all kinds."""

    def __init__(
        self, report: Report, office: Office, media: Mapping[str, bytes], style: str = "gb9704"
    ) -> None:
        self._report = report
        self._office = office
        self._media = media
        self._style = style
        self._document: Document | None = None

    def document(self) -> Document:
        """The composed report; raises `TemplateError` or `ExportError`."""
        from gipdesk.document.compose import compose

        if self._document is None:
            form = self._office.form(self._report)
            document = compose(self._report, form, self._office.templates, self._media)
            lost = unprinted(self._report, document)
            if lost:
                raise IncompleteTemplateError(lost[0])
            self._document = document
        return self._document

    def data(self, kind: Kind) -> bytes:
        """The bytes of one kind, read back and found equal; raises `ExportError`."""
        data = self._written(kind)
        lost = differences(self.document(), kind.value, data)
        if lost:
            raise DifferentFileError(kind, lost[0])
        return data

    def _written(self, kind: Kind) -> bytes:
        if kind is Kind.JSON:
            shown = report_as_data(self._report, self._office.form(self._report))
            return json.dumps(shown, ensure_ascii=False, indent=1).encode()
        return _WRITERS[kind](self.document(), self._office, self._style)


def target(report: Report, folder: Path, kind: Kind) -> Path:
    """Where a report's export goes: a file named by its title."""
    name = _NOT_IN_FILE_NAMES.sub("_", report.meta.title or report.meta.agency)
    cut = name.encode()[:_LONGEST_FILE_NAME].decode(errors="ignore").strip(" .")
    return folder / f"{cut or '政府信息公开工作年度报告'}.{kind}"


def export(
    exporter: Exporter, targets: Mapping[Kind, Path], log: ExportLog, *, force: bool = False
) -> list[Path]:
    """Write a report to files; nothing is written where one of them cannot be made.

    Raises `ExportError`, `TemplateError` or `FileError` (changed outside, cannot write).
    """
    for path in targets.values():
        if not force and not log.may_overwrite(path):
            raise ExportChangedError(path)
    made = {path: exporter.data(kind) for kind, path in targets.items()}
    for path, data in made.items():
        write_export(path, data, log, force=force)
    return list(made)


def _docx(document: Document, office: Office, style: str) -> bytes:
    from gipdesk.document.stylesheet import read_stylesheet
    from gipdesk.writers.docx import write_docx

    sheet = read_stylesheet(office.styles / f"{style}.toml")
    return write_docx(document, sheet, office.templates / "word")


def _pdf(document: Document, office: Office, style: str) -> bytes:
    from gipdesk.document.stylesheet import read_stylesheet
    from gipdesk.writers.pdf import write_pdf

    return write_pdf(document, read_stylesheet(office.styles / f"{style}.toml"), office.fonts)


def _html(document: Document, _office: Office, _style: str) -> bytes:
    from gipdesk.writers.html import write_html

    return write_html(document)


def _xlsx(document: Document, _office: Office, _style: str) -> bytes:
    from gipdesk.writers.xlsx import write_xlsx

    return write_xlsx(document)


def _txt(document: Document, _office: Office, _style: str) -> bytes:
    from gipdesk.writers.text import write_text

    return write_text(document)


def _md(document: Document, _office: Office, _style: str) -> bytes:
    from gipdesk.writers.text import write_markdown

    return write_markdown(document)


_WRITERS: dict[Kind, Callable[[Document, Office, str], bytes]] = {
    Kind.DOCX: _docx,
    Kind.PDF: _pdf,
    Kind.HTML: _html,
    Kind.XLSX: _xlsx,
    Kind.TXT: _txt,
    Kind.MD: _md,
}
