"""The command that tells which fonts an export uses: fonts."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from gipdesk.cli.commands import FINE, JSON, Command, print_json
from gipdesk.workflow.exporting import Exporter
from gipdesk.workflow.faces import faces_for, preflight, skipped_fonts
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.paper import Paper, stylesheet_of


def _fonts(options: argparse.Namespace, office: Office) -> int:
    paper = Paper(style=options.style or Paper().style)
    sheet = stylesheet_of(paper, office)
    document = None
    if options.file:
        package = open_file(options.file, office).package
        document = Exporter(package.report, office, package.media, paper).document
    faces = faces_for(sheet, office, use_installed=not options.bundled)
    lines = preflight(faces, sheet, document)
    skipped = () if options.bundled else skipped_fonts()
    if options.json:
        print_json({"fonts": msgspec.to_builtins(lines), "skipped": skipped})
    else:
        for sentence in (*(line.sentence for line in lines), *skipped):
            print(sentence)
    return FINE


COMMANDS = (
    Command(
        "fonts",
        "说明导出用什么字体",
        _fonts,
        (
            (("file",), {"type": Path, "nargs": "?", "metavar": "文件", "help": "要导出的报告"}),
            (("--style",), {"metavar": "版式", "help": "版式的名称或文件"}),
            (("--bundled",), {"action": "store_true", "help": "只用随附字体"}),
            JSON,
        ),
    ),
)
