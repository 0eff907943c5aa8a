"""The digest of a report: what it tells apart, and what its code survives."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.cells import CellRef
from gipdesk.report.digest import WrongCodeError, canonical, code_of, read_code
from gipdesk.report.edition import form_of
from gipdesk.report.report import (
    Block,
    Cell,
    FreeTable,
    Meta,
    OfficialTable,
    Paragraph,
    Picture,
    Report,
    Row,
    Section,
    Table,
    Unplaced,
    copy_of,
)
from gipdesk.workflow.office import open_office

OFFICE = open_office()
FORM = form_of(OFFICE.editions["2021"])
PICTURE = b"\x89PNG\r\n\x1a\n"
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOTAL = CellRef("requests", "new", "total")

digests = st.integers(0, 2**32).map(lambda seed: f"某某市司法局{seed}年")


def small_report() -> Report:
    meta = Meta(title="年度报告", agency="某某局", year=2025, document_number="某司〔2026〕1号")
    rows = {"licence": Row({"decisions": Cell("12")})}
    blocks: list[Block] = [
        Paragraph("b1", "　　共12件。"),
        Paragraph("b2", "　"),
        OfficialTable("b3", "disclosure"),
        OfficialTable("b4", "requests"),
        FreeTable("b5", (("项目", "件数"), ("其他",))),
        Picture("b6", "chart.png", "图1"),
    ]
    sections = [Section("disclosure", "主动公开", blocks), Section("closing", "", [])]
    return Report("2021", meta, (), {"disclosure": Table(rows)}, sections)


def whole_report() -> Report:
    meta = Meta(agency="某某市司法局", year=2025, signed_on="2026年1月16日")
    report = new_report(FORM, meta)
    for ref, cell in list(report.cells()):
        if not cell.computed:
            report.tables[ref.table].rows[ref.row].cells[ref.column] = Cell("2")
    report.sections[0].blocks.append(FreeTable("b900", (("甲", "乙"),)))
    report.sections[0].blocks.append(Picture("b901", "chart.png"))
    return report


def code(report: Report, picture: bytes = PICTURE) -> str:
    return code_of(report, OFFICE.form(report), {"chart.png": picture})


def random_code(title: str) -> str:
    report = small_report()
    report.meta.title = title
    return code(report)


def test_what_counts_is_what_the_module_says() -> None:
    expected = (
        '{"edition":"2021","variants":[],"title":"年度报告","agency":"某某局","year":2025,'
        '"document_number":"某司〔2026〕1号","signed_on":"","sections":[["主动公开",['
        '["paragraph","共12件。"],'
        '["table","disclosure",[["licence","",[["decisions","12"]]]]],'
        '["free_table",[["项目","件数"],["其他",""]]],'
        f'["picture","{hashlib.sha256(PICTURE).hexdigest()}","图1"]'
        "]]]}"
    )
    found = canonical(small_report(), FORM, {"chart.png": PICTURE})
    assert found.isascii()
    assert found.decode("unicode_escape") == expected


def test_a_code_is_the_beginning_of_the_sha_256() -> None:
    bits = hashlib.sha256(canonical(small_report(), FORM, {})).digest()[:10]
    digits = code_of(small_report(), FORM, {}).replace("-", "")[:-1]
    assert sum(DIGITS.index(each) << 5 * at for at, each in enumerate(reversed(digits))) == (
        int.from_bytes(bits, "big")
    )


def _type_into_a_cell(report: Report) -> None:
    report.tables["requests"].rows["new"].cells["natural"] = Cell("3")


def _relabel_a_row(report: Report) -> None:
    report.tables["requests"].rows["new"].label = "另一种写法"


def _drop_a_row(report: Report) -> None:
    del report.tables["disclosure"].rows["rules"]


def _drop_a_table(report: Report) -> None:
    del report.tables["proceedings"]


def _change_a_paragraph(report: Report) -> None:
    report.sections[1].blocks.append(Paragraph("b902", "又一段。"))


def _change_a_heading(report: Report) -> None:
    report.sections[1].heading += "（一）"


def _change_places(report: Report) -> None:
    report.sections[1:3] = report.sections[2:0:-1]


def _change_a_free_table(report: Report) -> None:
    report.sections[0].blocks[-2] = FreeTable("b900", (("甲", "丙"),))


def _publish_for_another_year(report: Report) -> None:
    report.meta.year = 2024


def _sign_on_another_day(report: Report) -> None:
    report.meta.signed_on = "2026年1月17日"


def _number_the_document(report: Report) -> None:
    report.meta.document_number = "某司〔2026〕2号"


def _number_a_caption(report: Report) -> None:
    report.sections[0].blocks[-1] = Picture("b901", "chart.png", "图1")


@pytest.mark.parametrize(
    "change",
    [
        _type_into_a_cell,
        _relabel_a_row,
        _drop_a_row,
        _drop_a_table,
        _change_a_paragraph,
        _change_a_heading,
        _change_places,
        _change_a_free_table,
        _publish_for_another_year,
        _sign_on_another_day,
        _number_the_document,
        _number_a_caption,
    ],
)
def test_whatever_is_printed_counts(change: Callable[[Report], None]) -> None:
    changed = whole_report()
    change(changed)
    assert code(changed) != code(whole_report())


def test_a_picture_counts_by_its_bytes() -> None:
    assert code(whole_report(), PICTURE + b"x") != code(whole_report())


def test_what_is_not_printed_does_not_count() -> None:
    changed = copy_of(whole_report())
    changed.notes.append("来源没有标题")
    changed.provenance["overview"] = "第1行"
    changed.accepted["T3.ROW"] = "已核对"
    changed.unplaced.append(Unplaced("分享到", "第9行"))
    changed.meta.phone, changed.meta.leader = "0101-1234567", "某某"
    changed.sections[1].blocks.append(Paragraph("b903", "　"))
    assert code(changed) == code(whole_report())


def test_a_total_counts_as_it_is_printed_typed_or_computed() -> None:
    typed = whole_report()
    typed.tables["requests"].rows["new"].cells["total"] = Cell("12")  # six columns of 2
    computed = whole_report().cell(TOTAL)
    assert computed == Cell(computed=True)
    assert code(typed) == code(whole_report())


def test_a_code_is_printed_in_groups() -> None:
    groups = code(small_report()).split("-")
    assert [len(group) for group in groups] == [4, 4, 4, 4, 1]
    assert set("".join(groups)) <= set(DIGITS)


@given(digests)
def test_a_code_is_understood_however_it_is_typed(title: str) -> None:
    printed = random_code(title)
    full_width = {ord(sign): ord(sign) + 0xFEE0 for sign in DIGITS}
    for typed in (
        printed,
        printed.lower(),
        f" {printed} \n",
        printed.replace("-", ""),
        printed.replace("-", " "),
        printed.replace("-", "—"),
        printed.replace("0", "O").replace("1", "l"),
        printed.translate(full_width).replace("-", "－"),
    ):
        assert read_code(typed) == printed


@given(digests)
def test_every_wrong_digit_is_noticed(title: str) -> None:
    digits = random_code(title).replace("-", "")
    for at, right in enumerate(digits):
        for wrong in DIGITS.replace(right, ""):
            with pytest.raises(WrongCodeError, match="代码有误，请核对"):
                read_code(digits[:at] + wrong + digits[at + 1 :])


@given(digests)
def test_any_two_digits_that_changed_places_are_noticed(title: str) -> None:
    digits = random_code(title).replace("-", "")
    for first in range(len(digits)):
        for last in range(first + 1, len(digits)):
            if digits[first] != digits[last]:
                swapped = [*digits]
                swapped[first], swapped[last] = digits[last], digits[first]
                with pytest.raises(WrongCodeError):
                    read_code("".join(swapped))


@pytest.mark.parametrize("typed", ["", "1234", "0" * 16, "0" * 18, "U" * 17, "某某市司法局"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(WrongCodeError):
        read_code(typed)
