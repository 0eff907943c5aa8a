"""Numbers in the text that follow the tables, through any change and back."""

from __future__ import annotations

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipdesk.desk.text.paragraph_runs import change_to
from gipdesk.files.package import Package, decode, encode
from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, Change, PutTable, ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import Form
from gipdesk.report.links import UNFILLED, carried, following, linked, unlinked, with_following
from gipdesk.report.report import Cell, Link, Meta, Paragraph, Report, copy_of
from gipdesk.workflow.office import Office

NATURAL = CellRef("requests", "new", "natural")
TOTAL = CellRef("requests", "new", "total")
DIRECT = CellRef("proceedings", "lit_direct", "total")
AFTER = CellRef("proceedings", "lit_after", "total")
FEES = CellRef("disclosure", "fees", "amount_wan")


def linked_report(form: Form, *paragraphs: Paragraph) -> Report:
    report = new_report(form, Meta(agency="某某市司法局", year=2025))
    section = report.section("overview")
    assert section is not None
    section.blocks = list(paragraphs)
    return report


def paragraph(text: str, *cells: CellRef, unit: str = "") -> Paragraph:
    """A paragraph whose stretch in brackets is linked: `共【12】件`."""
    start, end = text.index("【"), text.index("】") - 1
    plain = text.replace("【", "").replace("】", "")
    return Paragraph("b900", plain, (Link(start, end, cells, unit),))


def texts(report: Report) -> list[str]:
    section = report.section("overview")
    assert section is not None
    return [each.text for each in section.blocks if isinstance(each, Paragraph)]


def held(report: Report) -> list[Paragraph]:
    section = report.section("overview")
    assert section is not None
    return [each for each in section.blocks if isinstance(each, Paragraph)]


def do(report: Report, form: Form, change: Change) -> Change:
    return apply(report, with_following(report, lambda _: form, change))


def fill(report: Report, form: Form, ref: CellRef, text: str) -> Change:
    return do(report, form, SetCell(ref, Cell(text)))


def test_a_text_follows_its_cell_in_the_same_step(form: Form) -> None:
    report = linked_report(form, paragraph("共收到【12】件。", TOTAL))
    before = copy_of(report)
    undo = fill(report, form, TOTAL, "1205")
    assert texts(report) == ["共收到1205件。"]
    apply(report, undo)
    assert report == before


def test_a_total_that_is_computed_is_followed_too(form: Form) -> None:
    report = linked_report(form, paragraph("共收到【12】件。", TOTAL))
    for ref in form.kinds:
        if ref.table == "requests" and ref.row == "new" and ref != TOTAL:
            fill(report, form, ref, "2")
    assert texts(report) == ["共收到12件。"]
    fill(report, form, NATURAL, "3")
    assert texts(report) == ["共收到13件。"]


def test_the_sum_of_several_cells_is_waited_for(form: Form) -> None:
    report = linked_report(form, paragraph("行政诉讼【9】件。", DIRECT, AFTER))
    fill(report, form, DIRECT, "1")
    assert texts(report) == [f"行政诉讼{UNFILLED}件。"]
    fill(report, form, AFTER, "2")
    assert texts(report) == ["行政诉讼3件。"]
    fill(report, form, AFTER, "")
    assert texts(report) == [f"行政诉讼{UNFILLED}件。"]
    assert held(report)[0].links == (Link(4, 8, (DIRECT, AFTER)),)


def test_an_amount_is_printed_in_the_unit_of_the_text(form: Form) -> None:
    in_yuan, in_wan = (
        paragraph("收费【1】元。", FEES, unit="元"),
        paragraph("收费【1】万元。", FEES, unit="万元"),
    )
    report = linked_report(form, in_yuan, Paragraph("b901", in_wan.text, in_wan.links))
    fill(report, form, FEES, "0.0380")
    assert texts(report) == ["收费380元。", "收费0.038万元。"]
    fill(report, form, FEES, "20")
    assert texts(report) == ["收费200000元。", "收费20万元。"]


def test_a_link_to_a_cell_that_is_gone_is_dropped_and_comes_back(form: Form) -> None:
    report = linked_report(form, paragraph("共收到【12】件。", TOTAL))
    before = copy_of(report)
    order = tuple(each for each in report.tables if each != "requests")
    undo = do(report, form, PutTable("requests", None, order))
    assert (texts(report), held(report)[0].links) == (["共收到12件。"], ())
    apply(report, undo)
    assert report == before


def test_typing_elsewhere_moves_a_link() -> None:
    one = paragraph("共收到【12】件。", TOTAL)
    assert carried((one,), ["全年共收到12件。"]) == [(Link(5, 7, (TOTAL,)),)]
    assert carried((one,), ["共收到12件，已办结。"]) == [one.links]


def test_typing_inside_or_right_beside_the_number_drops_its_link() -> None:
    one = paragraph("共收到【12】件。", TOTAL)
    for text in (
        "共收到1件。",
        "共收到132件。",
        "共收到112件。",
        "共收到125件。",
        "共收到件。",
        "共收到12.5件。",
        "",
    ):
        assert carried((one,), [text]) == [()], text


def test_a_link_goes_along_when_its_paragraph_is_split_or_joined(form: Form) -> None:
    report = linked_report(form, paragraph("甲。共收到【12】件。", TOTAL), Paragraph("b901", "乙"))
    section = report.section("overview")
    assert section is not None
    split = change_to(report, section, 0, ["甲。", "共收到12件。", "乙"])
    assert split is not None
    apply(report, split)
    assert [each.links for each in held(report)] == [(), (Link(3, 5, (TOTAL,)),), ()]
    for joined in (["甲。共收到12件。", "乙"], ["甲。共收到12件。乙"]):
        join = change_to(report, section, 0, joined)
        assert join is not None
        apply(report, join)
    assert held(report)[0].links == (Link(5, 7, (TOTAL,)),)


def test_linking_twice_leaves_one_link() -> None:
    one, other = Link(1, 3, (TOTAL,)), Link(2, 3, (NATURAL,))
    made = linked(linked(Paragraph("b1", "共12件"), one), other)
    assert made.links == (other,)
    assert unlinked(made, other) == Paragraph("b1", "共12件")


def test_links_are_kept_in_the_file_and_in_the_journal(form: Form, office: Office) -> None:
    from pathlib import Path

    report = linked_report(form, paragraph("共收到【12】件。", TOTAL))
    read = decode(encode(Package(report)), Path("某某.gip")).report
    assert read == report
    assert office.form(read) == form
    change: Change = ReplaceBlocks("overview", 0, 1, tuple(held(report)))
    line = msgspec.json.encode(Batch((change,), "某某"))
    assert msgspec.json.decode(line, type=Change) == Batch((change,), "某某")


def test_a_paragraph_of_an_older_file_has_no_links() -> None:
    older = b'{"type": "paragraph", "id": "b1", "text": "\xe7\x94\xb2"}'
    assert msgspec.json.decode(older, type=Paragraph) == Paragraph("b1", "甲")


REFS = [NATURAL, TOTAL, DIRECT, AFTER, FEES]
words = st.text("共收到12件，。", max_size=8)
typed = st.builds(Cell, st.sampled_from(["", "0", "17", "x"]))
steps = st.lists(
    st.one_of(
        st.builds(SetCell, st.sampled_from(REFS), typed),
        st.tuples(st.integers(0, 12), st.integers(0, 4), words),
    ),
    max_size=8,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_any_edits_undo_to_the_same_report_and_links_stay_within_their_text(
    form: Form, steps: list[SetCell | tuple[int, int, str]]
) -> None:
    report = linked_report(
        form,
        paragraph("共收到【12】件。", TOTAL),
        Paragraph("b901", "行政诉讼3件", (Link(4, 5, (DIRECT, AFTER)),)),
    )
    undone: list[tuple[Report, Change]] = []
    for step in steps:
        change = step if isinstance(step, SetCell) else _typed(report, *step)
        if change is None:
            continue
        before = copy_of(report)
        undone.append((before, do(report, form, change)))
        assert following(report, form) == ()
        for each in held(report):
            ends = [end for link in each.links for end in (link.start, link.end)]
            assert ends == sorted(ends)
            assert all(0 <= link.start < link.end <= len(each.text) for link in each.links)
    for before, undo in reversed(undone):
        apply(report, undo)
        assert report == before


def _typed(report: Report, at: int, count: int, new: str) -> Change | None:
    """The edit of a person who replaces some characters of the text, line ends included."""
    section = report.section("overview")
    assert section is not None
    whole = "\n".join(texts(report))
    at = min(at, len(whole))
    return change_to(report, section, 0, (whole[:at] + new + whole[at + count :]).split("\n"))
