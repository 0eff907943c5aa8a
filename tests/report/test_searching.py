"""Words are found wherever a reader sees them, and replaced only where they were typed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import apply
from gipdesk.report.edition import Form
from gipdesk.report.report import (
    Cell,
    FreeTable,
    Link,
    Meta,
    Paragraph,
    Picture,
    Report,
    Section,
    copy_of,
)
from gipdesk.report.searching import (
    Hit,
    InCell,
    InDetail,
    InParagraph,
    InTable,
    Kept,
    find,
    replaced,
)

_REF = CellRef("requests", "new", "natural")
_ORDER = ("overview", "requests", "problems")


def _report(form: Form) -> Report:
    report = new_report(form, Meta(agency="某某局", year=2023))
    report.tables["requests"].rows["new"].cells["natural"] = Cell("12")
    for section in report.sections:
        if section.id == "problems":
            section.blocks = [
                Paragraph("b1", "某某局ＡＢＣ件12", (Link(8, 10, (_REF,)),)),
                FreeTable("b2", (("某某局", "abc"), ("某某局某某局",))),
                Picture("b3", "m.png", "某某局"),
            ]
    return report


def _find(report: Report, words: str) -> list[Hit]:
    return find(report, words, lambda ref: _text(report, ref), _ORDER)


def _text(report: Report, ref: CellRef) -> str:
    cell = report.cell(ref)
    return cell.text if cell else ""


def test_details_text_tables_and_captions_are_searched(form: Form) -> None:
    report = _report(form)
    places = [hit.place for hit in _find(report, "某某局")]
    assert InDetail("agency") in places
    assert InParagraph("problems", "b1") in places
    assert InParagraph("problems", "b3") in places
    assert [each.row for each in places if isinstance(each, InTable)] == [0, 1, 1]


def test_case_and_width_do_not_matter(form: Form) -> None:
    hits = _find(_report(form), "aBｃ")
    assert [(hit.place, hit.start, hit.end) for hit in hits] == [
        (InParagraph("problems", "b1"), 3, 6),
        (InTable("problems", "b2", 0, 1), 0, 3),
    ]


def test_numbers_are_replaced_only_where_they_were_typed(form: Form) -> None:
    report = _report(form)
    hits = _find(report, "12")
    assert [hit.kept for hit in hits if isinstance(hit.place, InCell)] == [None]
    in_text = [hit for hit in hits if hit.place == InParagraph("problems", "b1")]
    assert [hit.kept for hit in in_text] == [Kept.FOLLOWS]
    apply(report, replaced(report, hits, "13"))
    assert _text(report, _REF) == "13"
    section = report.section("problems")
    assert section is not None
    assert section.blocks[0] == Paragraph("b1", "某某局ＡＢＣ件12", (Link(8, 10, (_REF,)),))


def test_links_move_along_with_what_is_replaced(form: Form) -> None:
    report = _report(form)
    apply(report, replaced(report, _find(report, "abc"), "某"))
    section = report.section("problems")
    assert section is not None
    assert section.blocks[0] == Paragraph("b1", "某某局某件12", (Link(6, 8, (_REF,)),))


def test_a_table_with_several_hits_is_replaced_whole(form: Form) -> None:
    report = _report(form)
    inverse = apply(report, replaced(report, _find(report, "某某局"), "某厅"))
    section = report.section("problems")
    assert section is not None
    assert section.blocks[1] == FreeTable("b2", (("某厅", "abc"), ("某厅某厅",)))
    assert report.meta.agency == "某厅"
    apply(report, inverse)
    assert report == _report(form)


@given(
    st.lists(st.text(alphabet="aAＡb某", max_size=8), min_size=1, max_size=4),
    st.text("aAb某", min_size=1, max_size=2),
)
def test_nothing_is_left_where_all_was_replaced(texts: list[str], words: str) -> None:
    blocks = [Paragraph(f"b{at}", text) for at, text in enumerate(texts)]
    report = Report("2021", Meta(), (), {}, [Section("problems", "", list(blocks))])
    before = copy_of(report)
    inverse = apply(report, replaced(report, _find(report, words), "〇"))
    assert _find(report, words) == []
    apply(report, inverse)
    assert report == before


def test_nothing_is_found_of_nothing(form: Form) -> None:
    assert _find(_report(form), "") == []


@pytest.mark.parametrize(
    "field", [each.name for each in msgspec.structs.fields(Meta) if each.name != "agency_kind"]
)
def test_every_detail_is_searched(form: Form, field: str) -> None:
    report = new_report(form, Meta())
    setattr(report.meta, field, 7654 if field == "year" else "甲7654乙")
    (hit,) = _find(report, "7654")
    assert hit.place == InDetail(field)
    assert hit.kept == (Kept.CHOSEN if field == "year" else None)


def test_the_year_is_found_but_chosen_elsewhere(form: Form) -> None:
    report = _report(form)
    report.meta.title = "某某局2023年报告"
    apply(report, replaced(report, _find(report, "2023"), "2024"))
    assert report.meta.year == 2023
    assert report.meta.title == "某某局2024年报告"


@pytest.mark.parametrize(
    ("text", "words", "is_kept"),
    [
        ("12", "12", False),
        ("312", "12", True),
        ("120", "12", True),
        ("1.2", "2", True),
        ("251000元", "251000", False),
        ("251000元", "元", False),
        ("12（其中修订6件）", "6件", False),
        ("１２０", "12", True),
        ("/", "/", False),
    ],
)
def test_of_a_number_in_the_form_no_part_is_replaced(
    form: Form, text: str, words: str, is_kept: bool
) -> None:
    report = _report(form)
    report.tables["requests"].rows["new"].cells["natural"] = Cell(text)
    hits = [hit for hit in _find(report, words) if isinstance(hit.place, InCell)]
    assert [hit.kept for hit in hits] == [Kept.PART if is_kept else None]


def test_details_and_their_texts_are_found_from_top_to_bottom(form: Form) -> None:
    report = new_report(form, Meta(agency="某", title="某", published="某", phone="某"))
    report.sections = [each for each in report.sections if each.id != "preamble"]
    report.sections[:0] = [Section("preamble", "", [Paragraph("b7", "某")])]
    places = [hit.place for hit in _find(report, "某")]
    assert places[:5] == [
        InDetail("agency"),
        InDetail("title"),
        InDetail("phone"),
        InParagraph("preamble", "b7"),
        InDetail("published"),
    ]
