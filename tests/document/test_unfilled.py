"""Places that wait for a number of a table are runs of their own, to be seen on paper."""

from __future__ import annotations

from gipdesk.document.compose import compose
from gipdesk.document.nodes import Mark, Paragraph, Run
from gipdesk.report.beginning import new_report
from gipdesk.report.edition import Form
from gipdesk.report.report import Meta
from gipdesk.report.report import Paragraph as Text
from gipdesk.workflow.office import Office


def test_a_place_to_be_filled_is_marked(form: Form, office: Office) -> None:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    section = report.section("problems")
    assert section is not None
    section.blocks = [
        Text("b900", "共收到〔待填〕件。"),
        Text("b901", "（二）依申请公开。收到〔待填〕件"),
    ]
    document = compose(report, form, office.templates)
    runs = [
        each.runs
        for each in document.blocks
        if isinstance(each, Paragraph) and each.anchor in ("problems#b900", "problems#b901")
    ]
    assert runs == [
        (Run("共收到"), Run("〔待填〕", Mark.UNFILLED), Run("件。")),
        (
            Run("（二）依申请公开。", Mark.LEAD),
            Run("收到"),
            Run("〔待填〕", Mark.UNFILLED),
            Run("件"),
        ),
    ]
