"""Rendering templates: a sandbox that sees plain data only, and in which nothing is endless.

A template is looked for in several folders, the user's own before the built-in one. With the prefix
`builtin/` a template reads a built-in file that one of its own hides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2

from gipdesk.document.errors import TemplateError
from gipdesk.document.templates.complaints import in_chinese
from gipdesk.document.templates.marks import UNKNOWN, Marks, Origins
from gipdesk.document.templates.sandbox import MOST_CHARACTERS, EndlessError, Sandbox, allowance

BUILT_IN = "builtin"  # the prefix under which a template reads what its own files hide

_ILLEGAL_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# What a template may make Python raise; all of it is the template's fault.
_FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
)


class Unnamed(jinja2.ChainableUndefined):
    """What a name stands for that nothing stands behind, where that is told elsewhere."""

    def __str__(self) -> str:
        return UNKNOWN


class _Folders(jinja2.BaseLoader):
    """Templates of several folders, the first that has one before the others."""

    def __init__(self, folders: Sequence[Path], marks: Marks | None) -> None:
        self._folders = folders
        own = [jinja2.FileSystemLoader(folder) for folder in folders]
        self._loader = jinja2.ChoiceLoader([*own, jinja2.PrefixLoader({BUILT_IN: own[-1]})])
        self._marks = marks

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template; with marks where these are wanted."""
        try:
            source, file, is_fresh = self._loader.get_source(environment, template)
            self._refuse_outside(template, file)
        except UnicodeDecodeError as exc:
            raise TemplateError(template, None, "不是 UTF-8 编码的文本，请另存为 UTF-8") from exc
        source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        if self._marks is not None:
            source = self._marks.put_into(source, template, environment)
        return source, file, is_fresh

    def _refuse_outside(self, template: str, file: str | None) -> None:
        """A link may lead out of the folder."""
        folders = [folder.resolve() for folder in self._folders]
        if file and not any(Path(file).resolve().is_relative_to(folder) for folder in folders):
            raise jinja2.TemplateNotFound(template)

    def name_of(self, path: str) -> str:
        """The name of a file within its folder, with a prefix where own files may hide it."""
        for number, folder in enumerate(self._folders):
            if Path(path).is_relative_to(folder):
                name = Path(path).relative_to(folder).as_posix()
                return f"{BUILT_IN}/{name}" if number and number == len(self._folders) - 1 else name
        return path


def environment_of(
    folders: Sequence[Path],
    marks: Marks | None = None,
    undefined: type[jinja2.Undefined] = jinja2.StrictUndefined,
) -> Sandbox:
    """The environment of the templates in some folders, the most important first."""
    return Sandbox(
        loader=_Folders(folders, marks), undefined=undefined, autoescape=True, finalize=_legal
    )


_kept_environment = cache(environment_of)


def render(folders: tuple[Path, ...], name: str, data: Mapping[str, Any]) -> str:
    """What a template yields; raises `TemplateError` with its file and line."""
    return _rendered(_kept_environment(folders), name, data)


def render_for_looking_into(
    folders: Sequence[Path], name: str, data: Mapping[str, Any], *, leniently: bool = False
) -> Origins:
    """What a template yields, and where each part of it is from; raises `TemplateError`.

    Leniently, a name that nothing stands behind prints nothing.
    """
    marks = Marks([])
    undefined = Unnamed if leniently else jinja2.StrictUndefined
    return marks.taken_from(_rendered(environment_of(folders, marks, undefined), name, data))


def _rendered(environment: Sandbox, name: str, data: Mapping[str, Any]) -> str:
    try:
        with allowance():
            return _limited(environment.get_template(name), data)
    except jinja2.TemplateSyntaxError as exc:
        file = _known_name(environment, exc.filename or exc.name or name)
        raise TemplateError(file, exc.lineno, in_chinese(exc.message or "")) from exc
    except _FAILURES as exc:
        path, line = _place_of(exc.__traceback__) or (name, None)
        raise TemplateError(_known_name(environment, path), line, _problem(exc)) from exc


def _known_name(environment: Sandbox, path: str) -> str:
    """The name by which the user knows a file of a template."""
    loader = environment.loader
    return loader.name_of(path) if isinstance(loader, _Folders) else path


def _limited(template: jinja2.Template, data: Mapping[str, Any]) -> str:
    pieces, length = [], 0
    for piece in template.generate(data):
        pieces.append(piece)
        length += len(piece)
        if length > MOST_CHARACTERS:
            raise EndlessError(f"生成的内容超过{MOST_CHARACTERS // 10_000}万字，已经停止")
    return "".join(pieces)


def _place_of(traceback: TracebackType | None) -> tuple[str, int] | None:
    """The innermost place of a template in a traceback, as jinja2 writes it: path and line."""
    found = None
    while traceback:
        if "__jinja_exception__" in traceback.tb_frame.f_globals:
            found = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next
    return found


def _problem(failure: BaseException) -> str:
    if isinstance(failure, jinja2.TemplateNotFound):
        return f"没有找到“{failure.name}”，只能使用模板文件夹之内的文件"
    if isinstance(failure, RecursionError):
        return "互相调用没有尽头，已经停止"
    if isinstance(failure, MemoryError):
        return "内容太大，已经停止"
    return in_chinese(str(failure))


def _legal(value: Any) -> Any:
    """A value without the characters that XML forbids."""
    return _ILLEGAL_IN_XML.sub("", value) if type(value) is str else value
