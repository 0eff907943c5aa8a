"""What can be wrong with a template or a style sheet; each text is one sentence for the user."""

from __future__ import annotations

import msgspec


class Mistake(msgspec.Struct, frozen=True):
    """Something wrong in a file that the user may edit; lines and columns count from 1."""

    file: str
    problem: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """`文件:行:列 说明`, as far as the place is known."""
        place = ":".join(str(each) for each in (self.file, self.line, self.column) if each)
        return f"{place} {self.problem}"

    @property
    def where(self) -> str:
        """The place within the file, in words."""
        line = f"第{self.line}行" if self.line else ""
        return line + (f"第{self.column}列" if line and self.column else "")


class _MistakenFileError(Exception):
    """A file of the user that cannot be used."""

    kind: str

    def __init__(
        self, file: str, line: int | None, problem: str, column: int | None = None
    ) -> None:
        self.mistake = Mistake(file, problem, line, column)
        super().__init__(f"{self.kind}“{file}”{self.mistake.where}有误：{problem}")

    @property
    def file(self) -> str:
        """The file, as the user knows it."""
        return self.mistake.file

    @property
    def line(self) -> int | None:
        """Its line, from 1."""
        return self.mistake.line

    @property
    def column(self) -> int | None:
        """The column, from 1."""
        return self.mistake.column


class TemplateError(_MistakenFileError):
    """A template that cannot be used."""

    kind = "模板"


class StyleSheetError(_MistakenFileError):
    """A style sheet that cannot be used."""

    kind = "版式文件"


class DocumentXmlError(ValueError):
    """What a template yielded is not a document."""
