"""Real reports the whole way: imported, completed, saved, exported, and imported again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gipdesk.checks.engine import check
from gipdesk.files.exports import ExportLog
from gipdesk.files.package import save_package
from gipdesk.report.changes import apply
from gipdesk.report.report import Report
from gipdesk.workflow.exporting import Exporter, Kind, export, wanted_files
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.workflow.showing import report_as_data

SEEDS = ("000", "001", "002", "003", "004")
NOT_ON_PAPER = ("unplaced",)  # the page around the report, and what no cell could take


def said(report: Report, office: Office) -> dict[str, Any]:
    """What a report says, block ids and empty paragraphs apart."""
    data = report_as_data(report, office.form(report))
    for key in NOT_ON_PAPER:
        del data[key]
    for section in data["sections"]:
        section["blocks"] = [
            {key: value for key, value in block.items() if key != "id"}
            for block in section["blocks"]
            if block.get("text") != ""
        ]
    return data


def complete(report: Report, office: Office) -> None:
    """Put in what the report lacks, as the form has it: 按表样补建."""
    while True:
        findings = check(report, office.form(report), office.rules).findings
        missing = [each for each in findings if each.rule in ("S.SECTION", "S.ROW")]
        if not missing:
            return
        apply(report, missing[0].fixes[0].change)


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.PDF, Kind.HTML])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_real_report_comes_back_from_paper_as_it_was(
    seed: str, kind: Kind, shared: Path, office: Office, tmp_path: Path
) -> None:
    (source,) = (shared / "seeds").glob(f"{seed}_*.txt")
    package = open_file(source, office).package
    complete(package.report, office)
    path = tmp_path / "report.gip"
    save_package(path, package, known=None)
    report = open_file(path, office).report
    log = ExportLog(tmp_path / "log.json")
    (wanted,) = wanted_files(Exporter(report, office, {}), tmp_path, [kind])
    export([wanted], log)
    made = wanted.path
    again = open_file(made, office)
    assert said(again.report, office) == said(report, office)
    assert not again.uncertain
    assert not again.unread


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_left_missing_once_it_is_put_in(seed: str, shared: Path, office: Office) -> None:
    (source,) = (shared / "seeds").glob(f"{seed}_*.txt")
    report = open_file(source, office).report
    complete(report, office)
    form = office.form(report)
    assert set(report.tables) == set(form.tables)
    assert all(
        set(form.tables[each].row_ids) <= set(report.tables[each].rows) for each in form.tables
    )
