"""What can be wrong with a template; each text is one sentence for the user."""

from __future__ import annotations


class TemplateError(Exception):
    """A template that cannot be used; names the file and the line."""

    def __init__(self, file: str, line: int | None, problem: str) -> None:
        where = f"第{line}行" if line else ""
        super().__init__(f"模板“{file}”{where}有误：{problem}")


class DocumentXmlError(ValueError):
    """What a template yielded is not a document."""
