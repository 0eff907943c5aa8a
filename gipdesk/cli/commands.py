"""What a command is, and what commands share: exit status, arguments, output."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from gipdesk.workflow.office import Office

FINE, FOUND_ERRORS, FAILED = 0, 1, 2

Run = Callable[[argparse.Namespace, Office], int]
Argument = tuple[tuple[str, ...], dict[str, Any]]  # what `add_argument` is given


class Command(msgspec.Struct, frozen=True):
    """A command of the program: what runs it, or the commands below it."""

    name: str
    help: str
    run: Run | None = None
    arguments: tuple[Argument, ...] = ()
    commands: tuple[Command, ...] = ()


FILE: Argument = (("file",), {"type": Path, "metavar": "文件", "help": ".gip 或可导入的文件"})
OUT: Argument = (
    ("-o", "--output"),
    {"type": Path, "required": True, "metavar": "OUT.gip", "help": "写到哪里"},
)
JSON: Argument = (("--json",), {"action": "store_true", "help": "以 JSON 输出"})

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少{}"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"{}不能是{}，可以是{}"),
    (r"argument (.+): expected .+", r"{}后面缺少内容"),
    (r"unrecognized arguments: (.+)", r"不认识{}"),
    (r"argument (.+): (.+)", r"{}：{}"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one Chinese line."""

    def error(self, message: str) -> NoReturn:
        """End the program."""
        for pattern, chinese in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = chinese.format(*match.groups())
                break
        self.exit(FAILED, f"用法有误：{message}。查看用法：{self.prog} --help\n")

    def add_commands(self, commands: tuple[Command, ...]) -> None:
        """Let the words of these commands follow."""
        below = self.add_subparsers(required=True, metavar="命令")
        for command in commands:
            parser = below.add_parser(command.name, help=command.help)
            if command.commands:
                parser.add_commands(command.commands)
                continue
            parser.set_defaults(run=command.run)
            for words, settings in command.arguments:
                parser.add_argument(*words, **settings)


def print_json(data: object) -> None:
    """Print data as JSON that people can read."""
    print(json.dumps(data, ensure_ascii=False, indent=1))
