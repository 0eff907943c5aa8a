"""The command line: new, import, show, check, export.

Exit status: 0 fine; 1 `check` found errors; 2 bad usage, unreadable input, cannot write. A failure
is one Chinese line on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from gipdesk.document.errors import TemplateError
from gipdesk.files.atomic import make_folder
from gipdesk.files.errors import FileError
from gipdesk.files.exports import ExportLog
from gipdesk.files.package import Package, save_package
from gipdesk.report.changes import apply
from gipdesk.report.conversion import in_official_form
from gipdesk.report.edition import AgencyKind, UnknownEditionError, form_of
from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, ExportError, Kind, export, target
from gipdesk.workflow.folders import exports_log
from gipdesk.workflow.office import Office, open_office
from gipdesk.workflow.opening import CannotOpenError, Opened, open_file
from gipdesk.workflow.showing import checked_as_data, report_as_data
from gipdesk.writers.pictures import UnreadablePictureError

FINE, FOUND_ERRORS, FAILED = 0, 1, 2


_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少{}"),
    (r"argument (.+): invalid choice: (.+) \(choose from (.+)\)", r"{}不能是{}，可以是{}"),
    (r"argument (.+): expected .+", r"{}后面缺少内容"),
    (r"unrecognized arguments: (.+)", r"不认识{}"),
    (r"argument (.+): (.+)", r"{}：{}"),
)


class _Parser(argparse.ArgumentParser):
    """A parser whose complaint is one Chinese line."""

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _COMPLAINTS:
            match = re.fullmatch(pattern, message)
            if match:
                message = chinese.format(*match.groups())
                break
        self.exit(FAILED, f"用法有误：{message}。查看用法：{self.prog} --help\n")


def main(arguments: Sequence[str]) -> int:
    """Run one sub-command; returns the exit status."""
    options = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Office], int] = options.run
    try:
        return run(options, open_office())
    except BrokenPipeError:  # whoever read our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except _FAILURES as failure:
        print(str(failure), file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="gipdesk", description="政府信息公开工作年度报告编制")
    commands = parser.add_subparsers(required=True, metavar="命令")
    for name, help_text, run, arguments in _COMMANDS:
        command = commands.add_parser(name, help=help_text)
        command.set_defaults(run=run)
        for words, settings in arguments:
            command.add_argument(*words, **settings)
    return parser


def _new(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.report.beginning import new_report
    from gipdesk.report.report import Meta
    from gipdesk.workflow.new_year import following

    if options.last:
        last = open_file(options.last, office).report
        report = following(last, office, options.year, options.agency)
    else:
        meta = Meta(agency=options.agency, year=options.year)
        meta.agency_kind = AgencyKind(options.kind or AgencyKind.DEPARTMENT)
        report = new_report(form_of(office.editions.for_year(options.year)), meta)
    save_package(options.output, Package(report), known=None)
    print(f"已建立：{options.output}")
    return FINE


def _import(options: argparse.Namespace, office: Office) -> int:
    opened = open_file(options.source, office, year=options.year, agency=options.agency)
    if options.script == "hans":
        from gipdesk.workflow.script import to_simplified

        to_simplified(opened.report)
    save_package(options.output, opened.package, known=None)
    if options.json:
        _print_json(_reading_as_data(opened, office))
    else:
        print(f"已导入：{options.output}")
        for note in opened.report.notes:
            print(f"注意：{note}")
    return FINE


def _reading_as_data(opened: Opened, office: Office) -> dict[str, Any]:
    return {
        "report": report_as_data(opened.report, office.form(opened.report)),
        "uncertain": [
            {"cell": each.cell, "choices": list(each.choices), "source": each.source}
            for each in opened.uncertain
        ],
        "unread": [{"text": each.text, "source": each.source} for each in opened.unread],
        "notes": opened.report.notes,
    }


def _show(options: argparse.Namespace, office: Office) -> int:
    report = open_file(options.file, office).report
    shown = report_as_data(report, office.form(report))
    if options.json:
        _print_json(shown)
    else:
        print(shown["title"] or "（无标题）")
        for section in shown["sections"]:
            print(f"{section['heading']}　{len(section['text'])}字")
    return FINE


def _check(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.checks.engine import check

    report = open_file(options.file, office).report
    previous = open_file(options.previous, office).report if options.previous else None
    if previous:
        print("已读取上一年度报告；跨年度的核对尚未提供。", file=sys.stderr)
    checked = check(report, office.form(report), office.rules, previous, office.editions)
    if options.json:
        _print_json(checked_as_data(checked, report))
    else:
        for finding in checked.findings:
            print(f"{finding.rule}\t{finding.severity}\t{finding.message}")
        print(_summary(len(checked.findings), len(checked.open), len(checked.skipped)))
    return FOUND_ERRORS if checked.errors() else FINE


def _summary(findings: int, unfilled: int, skipped: int) -> str:
    found = f"共{findings}处提示" if findings else "没有发现问题"
    return f"{found}；待填{unfilled}项，无法核对{skipped}项。"


def _export(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.checks.engine import check

    package = open_file(options.file, office).package
    report = package.report
    if options.official:
        _put_into_official_form(report, office)
    kinds = [Kind(kind) for kind in dict.fromkeys(options.to or ["docx", "pdf"])]
    targets = {kind: target(report, options.folder, kind) for kind in kinds}
    exporter = Exporter(report, office, package.media)
    log = ExportLog(exports_log())
    make_folder(options.folder)
    for path in export(exporter, targets, log, force=options.force):
        print(f"已导出：{path}")
    findings = check(report, office.form(report), office.rules).findings
    if findings:
        print(f"报告还有{len(findings)}处提示，见 gipdesk check。", file=sys.stderr)
    return FINE


def _put_into_official_form(report: Report, office: Office) -> None:
    """Leave local differences out of what is printed, and say which figures that leaves out."""
    conversion = in_official_form(report, office.form(report))
    apply(report, conversion.change)
    for each in conversion.left:
        print(f"官方表样没有这一格，未印出：{each}", file=sys.stderr)


def _print_json(data: object) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=1))


def _agency(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("机关名称不能为空")
    return text.strip()


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == len("2025")):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，应为四位数字")
    return int(text)


_FAILURES = (
    CannotOpenError,
    ExportError,
    FileError,
    TemplateError,
    UnknownEditionError,
    UnreadablePictureError,
)

_Argument = tuple[tuple[str, ...], dict[str, Any]]
_FILE: _Argument = (("file",), {"type": Path, "metavar": "文件", "help": ".gip 或可导入的文件"})
_OUT: _Argument = (
    ("-o", "--output"),
    {"type": Path, "required": True, "metavar": "OUT.gip", "help": "写到哪里"},
)
_JSON: _Argument = (("--json",), {"action": "store_true", "help": "以 JSON 输出"})

_COMMANDS: tuple[
    tuple[str, str, Callable[[argparse.Namespace, Office], int], tuple[_Argument, ...]], ...
] = (
    (
        "new",
        "新建报告",
        _new,
        (
            (("--year",), {"type": _year, "required": True, "help": "报告年度"}),
            (("--agency",), {"type": _agency, "required": True, "help": "机关全称"}),
            (
                ("--kind",),
                {"choices": [kind.value for kind in AgencyKind], "help": "机关类型，默认为部门"},
            ),
            (("--from",), {"type": Path, "dest": "last", "help": "上一年度报告"}),
            _OUT,
        ),
    ),
    (
        "import",
        "导入旧报告",
        _import,
        (
            (("source",), {"type": Path, "metavar": "来源"}),
            _OUT,
            (("--year",), {"type": _year, "help": "报告年度（以此为准）"}),
            (("--agency",), {"help": "机关全称（以此为准）"}),
            (("--script",), {"choices": ["hans", "keep"], "default": "keep", "help": "简繁"}),
            _JSON,
        ),
    ),
    ("show", "显示报告内容", _show, (_FILE, _JSON)),
    (
        "check",
        "核对报告",
        _check,
        (_FILE, (("--previous",), {"type": Path, "help": "上一年度报告"}), _JSON),
    ),
    (
        "export",
        "导出",
        _export,
        (
            _FILE,
            (
                ("-o", "--folder"),
                {"type": Path, "required": True, "metavar": "文件夹", "help": "导出到哪里"},
            ),
            (
                ("--to",),
                {"action": "append", "choices": [kind.value for kind in Kind], "help": "格式"},
            ),
            (
                ("--official",),
                {"action": "store_true", "help": "按官方表样导出，去掉地方差异"},
            ),
            (("--force",), {"action": "store_true", "help": "覆盖被改动过的导出件"}),
        ),
    ),
)
