"""Everything that is wrong with a template, each with its place in the template's own files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes

from gipdesk.document.errors import Mistake, TemplateError
from gipdesk.document.templates.complaints import in_chinese
from gipdesk.document.templates.engine import environment_of, render_for_looking_into
from gipdesk.document.templates.grammar import faults_of
from gipdesk.document.templates.marks import Origins
from gipdesk.document.templates.markup import Fault, Markup
from gipdesk.document.templates.nesting import faults_of_nesting
from gipdesk.document.templates.scopes import NameCheck


def mistakes_in_source(path: Path, name: str, folders: Sequence[Path]) -> list[Mistake]:
    """What can be said of a template's file without running it; `name` is how users know it."""
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = exc.object.count(b"\n", 0, exc.start) + 1
        return [Mistake(name, "不是 UTF-8 编码的文本，请另存为 UTF-8", line)]
    except OSError as exc:
        return [Mistake(name, f"无法读取：{exc.strerror}")]
    environment = environment_of(folders)
    try:
        tree = environment.parse(source)
        environment.compile(source)  # tells of filters and tests that do not exist
    except jinja2.TemplateSyntaxError as exc:
        return _syntax_mistakes(exc, name, source, environment)
    except (RecursionError, MemoryError):
        return [Mistake(name, "括号或者指令嵌套太深")]
    names = NameCheck(tree, name, source, frozenset(environment.globals))
    return [*names.mistakes, *_missing_files(tree, name, source, environment)]


def _syntax_mistakes(
    failure: jinja2.TemplateSyntaxError, name: str, source: str, environment: jinja2.Environment
) -> list[Mistake]:
    """Instructions that do not end; else the one thing that jinja2 tells."""
    nesting = faults_of_nesting(source, name, environment)
    found = [Mistake(name, problem, place.line, place.column) for place, problem in nesting]
    if found:
        return found
    message = failure.message or ""
    words = re.findall("'([^' ]+)'", message)
    line = source.split("\n")[failure.lineno - 1] if words else ""
    column = line.find(words[-1]) + 1 if words else 0
    return [Mistake(name, in_chinese(message), failure.lineno, column or None)]


def _missing_files(
    tree: nodes.Template, name: str, source: str, environment: jinja2.Environment
) -> Iterator[Mistake]:
    assert environment.loader is not None
    for each in tree.find_all(nodes.Stmt):
        wanted = getattr(each, "template", None)  # of include, import and extends
        if not isinstance(wanted, nodes.Const) or getattr(each, "ignore_missing", False):
            continue
        try:
            environment.loader.get_source(environment, str(wanted.value))
        except jinja2.TemplateNotFound:
            line = source.split("\n")[each.lineno - 1]
            column = line.find(str(wanted.value)) + 1
            problem = f"没有找到“{wanted.value}”，只能使用模板文件夹之内的文件"
            yield Mistake(name, problem, each.lineno, column or None)
        except TemplateError:
            continue  # told of that file itself


def mistakes_in_yield(
    folders: Sequence[Path], name: str, data: Mapping[str, Any], *, leniently: bool = False
) -> list[Mistake]:
    """What is wrong with what a template makes of some data, each told once."""
    try:
        origins = render_for_looking_into(folders, name, data, leniently=leniently)
    except TemplateError as error:
        return [error.mistake]
    markup = Markup(origins.text)
    faults = [*markup.faults, *faults_of(markup.outside, is_whole=not markup.faults)]
    return list(dict.fromkeys(_located(faults, origins, name)))


def _located(faults: Iterable[Fault], origins: Origins, name: str) -> Iterator[Mistake]:
    for fault in faults:
        place = origins.place(fault.at)
        if place is None:
            yield Mistake(name, fault.problem, 1)
        else:
            yield Mistake(place.file, fault.problem, place.line, place.column)
