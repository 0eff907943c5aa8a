"""Commands about a report: new, import, show, check."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from gipdesk.cli.commands import FILE, FINE, FOUND_ERRORS, JSON, OUT, Command, print_json
from gipdesk.files.package import Package, save_package
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import AgencyKind, form_of
from gipdesk.report.report import Report
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import Opened, open_file
from gipdesk.workflow.settings import first_meta, load_settings
from gipdesk.workflow.showing import checked_as_data, report_as_data

_NOT_LAST_YEAR = "所给的不是上一年度的报告，没有做跨年度的核对。"


def _new(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.workflow.new_year import taken_over

    notes: tuple[str, ...] = ()
    if options.last:
        last = open_file(options.last, office).report
        taken = taken_over(last, office, options.year, options.agency)
        report, notes = taken.report, taken.notes
    else:
        kind = AgencyKind(options.kind) if options.kind else None
        meta = first_meta(load_settings().agency, options.year, options.agency, kind)
        report = new_report(form_of(office.editions.for_year(options.year)), meta)
    save_package(options.output, Package(report), known=None)
    print(f"已建立：{options.output}")
    for note in notes:
        print(f"注意：{note}")
    return FINE


def _import(options: argparse.Namespace, office: Office) -> int:
    if options.year:
        office.editions.for_year(options.year)  # a year without any form must be told now
    opened = open_file(options.source, office, year=options.year, agency=options.agency)
    if options.script == "hans":
        from gipdesk.workflow.script import to_simplified

        to_simplified(opened.report)
    save_package(options.output, opened.package, known=None)
    if options.json:
        print_json(_reading_as_data(opened, office))
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
        print_json(shown)
    else:
        print(shown["title"] or "（无标题）")
        for section in shown["sections"]:
            print(f"{section['heading']}　{len(section['text'])}字")
    return FINE


def _check(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.checks.engine import check
    from gipdesk.checks.practice import graded

    report = open_file(options.file, office).report
    if options.previous:
        report = _beside(report, open_file(options.previous, office).report, office)
    checked = check(report, office.form(report), office.rules, office.editions)
    checked = graded(checked, office.practice)
    if options.json:
        print_json(checked_as_data(checked, report))
    else:
        for finding in checked.findings:
            print(f"{finding.rule}\t{finding.severity}\t{finding.message}")
        print(_summary(len(checked.findings), len(checked.open), len(checked.skipped)))
    return FOUND_ERRORS if checked.errors() else FINE


def _beside(report: Report, previous: Report, office: Office) -> Report:
    """The report, to be checked against last year's too; tells where it is not last year's."""
    from gipdesk.report.past import past_year_of, with_memory_of

    year, wanted = previous.meta.year, report.meta.year
    if wanted is None or (year is not None and year != wanted - 1):
        print(_NOT_LAST_YEAR, file=sys.stderr)
        return report
    return with_memory_of(report, past_year_of(previous, office.form(previous), wanted - 1))


def _summary(findings: int, unfilled: int, skipped: int) -> str:
    found = f"共{findings}处提示" if findings else "没有发现问题"
    return f"{found}；待填{unfilled}项，无法核对{skipped}项。"


def _agency(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("机关名称不能为空")
    return text.strip()


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == len("2025")):
        raise argparse.ArgumentTypeError(f"“{text}”不是年度，应为四位数字")
    if int(text) > date.today().year + 1:
        raise argparse.ArgumentTypeError(f"{text} 年还没有到")
    return int(text)


COMMANDS = (
    Command(
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
            OUT,
        ),
    ),
    Command(
        "import",
        "导入旧报告",
        _import,
        (
            (("source",), {"type": Path, "metavar": "来源"}),
            OUT,
            (("--year",), {"type": _year, "help": "报告年度（以此为准）"}),
            (("--agency",), {"help": "机关全称（以此为准）"}),
            (("--script",), {"choices": ["hans", "keep"], "default": "keep", "help": "简繁"}),
            JSON,
        ),
    ),
    Command("show", "显示报告内容", _show, (FILE, JSON)),
    Command(
        "check",
        "核对报告",
        _check,
        (FILE, (("--previous",), {"type": Path, "help": "上一年度报告"}), JSON),
    ),
)
