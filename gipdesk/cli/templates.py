"""Commands about the templates of the user: copy, check, preview."""

from __future__ import annotations

import argparse
from pathlib import Path

from gipdesk import paths
from gipdesk.cli.commands import FINE, FOUND_ERRORS, Argument, Command
from gipdesk.files.atomic import write_atomically
from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, Kind
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.settings import load_paper
from gipdesk.workflow.template_trial import check_template
from gipdesk.workflow.templates import copy_template, editions_of, template_folders

_EDITION_OF_SAMPLE = "2021"


def _copy(options: argparse.Namespace, office: Office) -> int:
    for path in copy_template(options.folder, office):
        print(f"已复制：{path}")
    return FINE


def _check(options: argparse.Namespace, office: Office) -> int:
    mistakes = check_template(options.folder, office, options.edition or "")
    for mistake in mistakes:
        print(mistake)
    if not mistakes:
        print("没有发现问题")
    return FOUND_ERRORS if mistakes else FINE


def _preview(options: argparse.Namespace, office: Office) -> int:
    report = _sample_for(options.folder, office)
    style = load_paper().style if options.style is None else options.style
    paper = Paper(style=style, template=str(options.folder))
    data = Exporter(report, office, {}, paper).data(Kind.PDF)
    write_atomically(options.output, data, keep_backup=False)
    print(f"已排出样例：{options.output}")
    return FINE


def _sample_for(folder: Path, office: Office) -> Report:
    """The sample report, or a filled-in one of an edition that the template is made for."""
    from gipdesk.report.edition import form_of
    from gipdesk.workflow.samples import plain_report

    template_folders(str(folder), office)  # raises where it is no folder of templates
    editions = editions_of(folder, office)
    if _EDITION_OF_SAMPLE in editions:
        return open_file(paths.SAMPLES / "sample.txt", office).report
    return plain_report(form_of(office.editions[editions[0]]))


_FOLDER: Argument = (("folder",), {"type": Path, "metavar": "文件夹", "help": "模板所在的文件夹"})

COMMANDS = (
    Command(
        "template",
        "自己的模板",
        commands=(
            Command("copy", "把自带的模板复制到文件夹，供修改", _copy, (_FOLDER,)),
            Command(
                "check",
                "列出模板中的每一处错误",
                _check,
                (_FOLDER, (("--edition",), {"metavar": "版本", "help": "按这一版表样检查"})),
            ),
            Command(
                "preview",
                "用样例报告排成 PDF",
                _preview,
                (
                    _FOLDER,
                    (
                        ("-o", "--output"),
                        {"type": Path, "required": True, "metavar": "OUT.pdf", "help": "写到哪里"},
                    ),
                    (("--style",), {"metavar": "版式", "help": "版式的名称或文件"}),
                ),
            ),
        ),
    ),
)
