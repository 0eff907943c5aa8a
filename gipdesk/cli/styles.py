"""Commands about style sheets: list, copy, check."""

from __future__ import annotations

import argparse
from pathlib import Path

from gipdesk.cli.commands import FINE, FOUND_ERRORS, Command
from gipdesk.workflow.office import Office
from gipdesk.workflow.styles import copy_style, style_names, style_path


def _list(_options: argparse.Namespace, office: Office) -> int:
    for name, title in style_names(office).items():
        print(f"{name}\t{title}")
    return FINE


def _copy(options: argparse.Namespace, office: Office) -> int:
    path = copy_style(options.name, office, options.output)
    print(f"已复制：{path}")
    return FINE


def _check(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.document.stylesheet import check_stylesheet

    faults = check_stylesheet(style_path(options.file, office), office.styles)
    for fault in faults:
        print(fault.mistake)
    if not faults:
        print("没有发现问题")
    return FOUND_ERRORS if faults else FINE


COMMANDS = (
    Command(
        "style",
        "版式",
        commands=(
            Command("list", "列出可用的版式", _list),
            Command(
                "copy",
                "复制一个版式，供修改",
                _copy,
                (
                    (("name",), {"metavar": "版式", "help": "版式的名称或文件"}),
                    (
                        ("-o", "--output"),
                        {"type": Path, "metavar": "OUT.toml", "help": "写到哪里，默认为自己的版式"},
                    ),
                ),
            ),
            Command(
                "check",
                "列出版式中的每一处错误",
                _check,
                ((("file",), {"metavar": "版式", "help": "版式的名称或文件"}),),
            ),
        ),
    ),
)
