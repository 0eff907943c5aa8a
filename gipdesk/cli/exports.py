"""Commands that put a report on paper: export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gipdesk.cli.commands import FILE, FINE, Command
from gipdesk.files.atomic import make_folder
from gipdesk.files.exports import ExportLog
from gipdesk.report.changes import apply
from gipdesk.report.conversion import in_official_form
from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, Kind, export, wanted_files
from gipdesk.workflow.folders import exports_log
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.settings import load_paper


def _export(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.checks.engine import check
    from gipdesk.checks.practice import graded

    package = open_file(options.file, office).package
    report = package.report
    if options.official:
        _put_into_official_form(report, office)
    kinds = [Kind(kind) for kind in dict.fromkeys(options.to or ["docx", "pdf"])]
    exporter = Exporter(report, office, package.media, _paper(options))
    wanted = wanted_files(exporter, options.folder, kinds, approval=options.approval)
    make_folder(options.folder)
    proofs = export(wanted, ExportLog(exports_log()), force=options.force)
    for each, proof in zip(wanted, proofs, strict=True):
        print(f"已导出：{each.path}（{proof}）")
    checked = check(report, office.form(report), office.rules)
    findings = graded(checked, office.practice).findings
    if findings:
        print(f"报告还有{len(findings)}处提示，见 gipdesk check。", file=sys.stderr)
    return FINE


def _paper(options: argparse.Namespace) -> Paper:
    """The agency's paper, as far as the words of the command do not say otherwise."""
    paper = load_paper()
    return Paper(
        style=paper.style if options.style is None else options.style,
        template=paper.template if options.template is None else options.template,
        installed_fonts=paper.installed_fonts and not options.bundled_fonts,
        formulas=paper.formulas or options.formulas,
        signing_copy=paper.signing_copy or options.signing_copy,
    )


def _put_into_official_form(report: Report, office: Office) -> None:
    """Leave local differences out of what is printed, and say which figures that leaves out."""
    conversion = in_official_form(report, office.form(report))
    apply(report, conversion.change)
    for each in conversion.left:
        print(f"官方表样没有这一格，未印出：{each}", file=sys.stderr)


COMMANDS = (
    Command(
        "export",
        "导出",
        _export,
        (
            FILE,
            (
                ("-o", "--folder"),
                {"type": Path, "required": True, "metavar": "文件夹", "help": "导出到哪里"},
            ),
            (
                ("--to",),
                {"action": "append", "choices": [kind.value for kind in Kind], "help": "格式"},
            ),
            (("--style",), {"metavar": "版式", "help": "版式的名称或文件"}),
            (
                ("--template",),
                {"metavar": "文件夹", "help": '自己的模板所在的文件夹，空（""）为自带的模板'},
            ),
            (("--bundled-fonts",), {"action": "store_true", "help": "只用随附的字体"}),
            (
                ("--official",),
                {"action": "store_true", "help": "按官方表样导出，去掉地方差异"},
            ),
            (
                ("--approval",),
                {"action": "store_true", "help": "同时导出发文稿纸（docx、pdf）"},
            ),
            (("--formulas",), {"action": "store_true", "help": "xlsx 的总计写成公式"}),
            (
                ("--signing-copy",),
                {"action": "store_true", "help": "签批件：PDF 在版心以外印核对码"},
            ),
            (("--force",), {"action": "store_true", "help": "覆盖被改动过的导出件"}),
        ),
    ),
)
