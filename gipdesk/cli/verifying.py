"""The command that says whether a paper is a file: verify."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from gipdesk.cli.commands import FINE, FOUND_ERRORS, JSON, Command, print_json
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.settings import load_paper
from gipdesk.workflow.verifying import CannotVerifyError, Verdict, verify_code, verify_copy

_SAME, _DIFFERENT = "一致：纸质件就是这份文件。", "不一致：纸质件不是这份文件现在的样子。"
_MOST_DIFFERENCES = 20  # told on the screen; with --json all


def _verify(options: argparse.Namespace, office: Office) -> int:
    package = open_file(options.file, office).package
    if (options.copy is None) == (options.code is None):
        raise CannotVerifyError("请给出纸质件的 PDF，或者用 --code 给出纸上印的核对码，二者选一。")
    if options.code is not None:
        verdict = verify_code(package, options.code, office)
    else:
        verdict = verify_copy(package, options.copy, office, load_paper())
    if options.json:
        print_json(_as_data(verdict))
    else:
        print("\n".join(_sentences(verdict)))
    return FINE if verdict.is_same else FOUND_ERRORS


def _as_data(verdict: Verdict) -> dict[str, Any]:
    shown: dict[str, Any] = msgspec.to_builtins(verdict)
    return {"same": verdict.is_same, **shown}


def _sentences(verdict: Verdict) -> Iterator[str]:
    """What was found, the answer first."""
    yield _SAME if verdict.is_same else _DIFFERENT
    if not verdict.printed:
        yield "纸质件上没有核对码（不是签批件），只比较了读出的内容。"
    for code in verdict.printed:
        if code != verdict.code:
            yield f"核对码不同：纸上是{code}，文件是{verdict.code}。"
    if verdict.missing:
        yield f"缺页：第{'、'.join(map(str, verdict.missing))}页没有找到。"
    yield from map(str, verdict.differences[:_MOST_DIFFERENCES])
    more = len(verdict.differences) - _MOST_DIFFERENCES
    if more > 0:
        yield f"另有{more}处不同，没有列出。"
    if not verdict.is_same:
        yield from verdict.notes


COMMANDS = (
    Command(
        "verify",
        "核对纸质件是不是这份文件",
        _verify,
        (
            (("file",), {"type": Path, "metavar": "文件.gip"}),
            (("copy",), {"type": Path, "nargs": "?", "metavar": "纸质件.pdf"}),
            (("--code",), {"metavar": "核对码", "help": "纸上印的核对码（扫描件用）"}),
            JSON,
        ),
    ),
)
