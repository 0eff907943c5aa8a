"""What stops an export: nothing is saved that does not say what the report says."""

from __future__ import annotations


class ExportError(Exception):
    """What was written does not say what the report says; nothing was saved."""


class DifferentFileError(ExportError):
    """A file that says something else than its report; `where` and what, in Chinese."""

    def __init__(self, kind: str, what: str) -> None:
        super().__init__(f"导出的 {kind} 与报告不一致：{what}，没有保存。")
