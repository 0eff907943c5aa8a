"""Numbers that ran together are right, or blank and told: whatever the figures, balanced or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.readers.recogniser.labels import Vocabulary
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.readers.recogniser.tables.run_together import parted
from gipdesk.readers.recogniser.tables.settling import Equation, settled
from gipdesk.readers.recogniser.tables.splitting import (
    Group,
    TooManyError,
    balanced_readings,
    readings,
    run_of,
)
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Editions, Form, form_of
from gipdesk.report.identities import instances_of
from gipdesk.report.report import Report
from tests.readers.sources import forms_of, on_one_line, run_together, tables_of, zeros

Read = Callable[[str], Reading]
Figures = dict[CellRef, int]

EDITIONS = Editions(paths.EDITIONS)
FORM = form_of(EDITIONS["2021"])
FORMS = [form for edition in EDITIONS for form in forms_of(edition) if "requests" in form.tables]
HEAD = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）
申请人情况 自然人 法人或其他组织 总计 商业企业 科研机构 社会公益组织 法律服务机构 其他
"""
FOURTH = (
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计"
    "未经复议直接起诉复议后起诉结果维持结果纠正其他结果尚未审结总计结果维持结果纠正其他结果尚未审结总计"
)
SMALL = st.sampled_from([0, 0, 0, 0, 1, 2, 10, 11])
FIGURES = st.lists(SMALL | st.integers(0, 400), min_size=1, max_size=60)
SLIPS = st.lists(
    st.tuples(
        st.integers(0, 500), st.sampled_from([0, 1, 2, 10, 11, 21, 101]) | st.integers(0, 999)
    ),
    max_size=3,
)


def row(report: Report, table: str, row_id: str) -> list[str]:
    """The texts of a row's cells, from left to right."""
    return [cell.text for cell in report.tables[table].rows[row_id].cells.values()]


def balanced(form: Form, numbers: list[int]) -> Figures:
    """Figures of all tables that satisfy every identity of the form."""
    figures = {ref: numbers[at % len(numbers)] for at, ref in enumerate(form.kinds)}
    for column in form.tables["requests"].column_labels:
        figures[CellRef("requests", "carry_in", column)] = numbers[0] % 3
        figures[CellRef("requests", "carry_out", column)] = numbers[-1] % 2 + numbers[0] % 3
    for instance in instances_of(form):
        if instance.identity.computes:
            figures[instance.right[0]] = sum(figures[ref] for ref in instance.left)
    for column in form.tables["requests"].column_labels:
        figures[CellRef("requests", "new", column)] = (
            figures[CellRef("requests", "result_total", column)]
            + figures[CellRef("requests", "carry_out", column)]
            - figures[CellRef("requests", "carry_in", column)]
        )
    return figures


def texts_of(figures: Mapping[CellRef, int]) -> dict[CellRef, str]:
    return {ref: str(number) for ref, number in figures.items()}


def check(reading: Reading, texts: Mapping[CellRef, str]) -> int:
    """Nothing is wrong without being told; returns how many cells were read."""
    told = {each.cell for each in reading.uncertain}
    for ref, text in texts.items():
        cell = reading.report.cell(ref)
        assert cell is not None, ref
        assert cell.text == text or (cell.text == "" and ref in told), (ref, text, cell.text)
    for each in reading.uncertain:
        assert list(each.choices) == sorted(each.choices, key=lambda text: (len(text), text))
        assert len(each.choices) <= 20
    return len(texts) - len(told)


def test_the_balanced_figures_of_these_tests_are_balanced() -> None:
    figures = balanced(FORM, [3, 0, 12, 1, 0, 0, 7])
    for instance in instances_of(FORM):
        assert sum(map(figures.__getitem__, instance.left)) == sum(
            map(figures.__getitem__, instance.right)
        ), instance.identity.id


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FORMS), st.sampled_from([run_together, on_one_line]), FIGURES)
def test_balanced_figures_are_right_or_told(
    read: Read, form: Form, shape: Callable[..., str], numbers: list[int]
) -> None:
    texts = texts_of(balanced(form, numbers))
    check(read(shape(form, tables_of(form, texts))), texts)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([run_together, on_one_line]), FIGURES, SLIPS)
def test_figures_with_slips_are_right_or_told(
    read: Read, shape: Callable[..., str], numbers: list[int], slips: list[tuple[int, int]]
) -> None:
    figures = balanced(FORM, numbers)
    refs = [ref for ref in figures if ref.table in ("requests", "proceedings")]
    for place, number in slips:
        figures[refs[place % len(refs)]] = number
    texts = texts_of(figures)
    check(read(shape(FORM, tables_of(FORM, texts))), texts)


def test_a_whole_table_decides_what_a_row_leaves_open(read: Read) -> None:
    texts = zeros(FORM)
    for row_id in ("new", "granted", "result_total"):
        texts[CellRef("requests", row_id, "natural")] = "33"
        texts[CellRef("requests", row_id, "total")] = "33"
    open_rows = read(run_together(FORM, tables_of(FORM, texts)))
    natural = CellRef("requests", "new", "natural")
    assert {each.cell: each.choices for each in open_rows.uncertain}[natural] == ("3", "33")
    texts[CellRef("requests", "granted", "natural")] = "30"
    texts[CellRef("requests", "granted", "total")] = "30"
    texts[CellRef("requests", "partial", "natural")] = "3"
    texts[CellRef("requests", "partial", "total")] = "3"
    decided = read(run_together(FORM, tables_of(FORM, texts)))
    assert check(decided, texts) > len(texts) - 10
    assert row(decided.report, "requests", "new") == ["33", "0", "0", "0", "0", "0", "33"]


def test_a_row_alone_leaves_open_what_it_does_not_prove(read: Read) -> None:
    line = "一、本年新收政府信息公开申请数量330000033"
    reading = read(HEAD + line)
    assert row(reading.report, "requests", "new") == ["", "", "0", "0", "0", "0", "33"]
    assert {each.cell.column: each.choices for each in reading.uncertain} == {
        "natural": ("3", "33"),
        "commercial": ("0", "30"),
    }
    assert [each.text for each in reading.unread] == ["一、本年新收政府信息公开申请数量 330000033"]


@pytest.mark.parametrize(
    "values",
    ["120000012", "12 0000012", "12 0 0 0 0 0 12", "12 000 0 012", "\n120000012", "\n12\n0000012"],
)
def test_a_row_that_only_one_way_satisfies_is_taken_and_told(read: Read, values: str) -> None:
    reading = read(f"{HEAD}一、本年新收政府信息公开申请数量{values}\n（一）予以公开0000000")
    assert row(reading.report, "requests", "new") == ["12", "0", "0", "0", "0", "0", "12"]
    assert not reading.uncertain
    is_plain = values == "12 0 0 0 0 0 12"
    assert is_plain or any("勾稽关系" in note for note in reading.notes)


def test_a_row_that_no_way_satisfies_is_told_and_shakes_the_others(read: Read) -> None:
    reading = read(f"{HEAD}一、本年新收政府信息公开申请数量120000047\n（一）予以公开120000012")
    assert row(reading.report, "requests", "new") == [""] * 7
    assert row(reading.report, "requests", "granted") == [""] * 7
    assert len(reading.unread) == 2


def test_a_number_that_a_narrow_cell_tore_is_doubtful(read: Read) -> None:
    text = "二、主动公开政府信息情况\n信息内容 | 本年处理决定数量 |\n"
    for line in ("行政许可 44722 8", "行政许可 | 44722 8 |"):
        reading = read(text + line)
        assert row(reading.report, "disclosure", "licence") == [""]
        assert reading.uncertain[0].choices == ("8", "44722", "447228")


def test_the_equation_of_the_row_joins_what_was_torn(read: Read) -> None:
    for line in ("3001 53 0 0 61 4 31 19", "30 01 53 0 0 61 4 3119"):
        reading = read(f"{HEAD}一、本年新收政府信息公开申请数量 {line}")
        assert row(reading.report, "requests", "new") == ["3001", "53", "0", "0", "61", "4", "3119"]


def test_one_number_too_many_is_left_out_where_the_others_add_up(read: Read) -> None:
    line = "（一）予以公开\n4\n0\n0\n0\n0\n0\n4\n2"
    reading = read(f"{HEAD}{line}\n（七）总计\n4\n0\n0\n0\n0\n0\n4")
    assert row(reading.report, "requests", "granted") == ["4", "0", "0", "0", "0", "0", "4"]
    assert [each.text for each in reading.unread] == ["（一）予以公开 4 0 0 0 0 0 4 2"]


def test_blank_cells_may_have_been_lost_among_numbers(read: Read) -> None:
    reading = read(f"{HEAD}一、本年新收政府信息公开申请数量 120 35 155")
    assert row(reading.report, "requests", "new") == [""] * 7
    assert [each.cell.column for each in reading.uncertain][:2] == ["natural", "commercial"]


@pytest.mark.parametrize(
    "line", ["000000000000000", "0 0 0 0 0 00000 0 0 0 0 0", "00000 00000 00000"]
)
def test_fifteen_zeros_are_the_fourth_table(read: Read, line: str) -> None:
    for between in ("", "\n"):
        report = read(FOURTH + between + line).report
        for row_id in ("review", "lit_direct", "lit_after"):
            assert row(report, "proceedings", row_id) == ["0"] * 5


def test_the_three_sums_of_the_fourth_table_tell_its_choices(read: Read) -> None:
    reading = read(f"{FOURTH}\n726417837351" + "1348126" + "1211620")
    told = {str(each.cell): each.choices for each in reading.uncertain}
    review = ("upheld", "corrected", "other", "pending", "total")
    choices = [told[f"proceedings/review.{column}"] for column in review]
    assert choices == [("72",), ("64",), ("178",), ("37",), ("351",)]
    assert row(reading.report, "proceedings", "review") == [""] * 5  # no other row confirms it


@pytest.mark.parametrize(
    ("line", "row_id", "expected"),
    [
        ("行政许可447228", "licence", ["447228"]),
        ("行政事业性收费96171.6", "fees", ["96171.6"]),
        ("规章000", "rules", ["0", "0", "0"]),
        ("规章0012", "rules", ["0", "0", "12"]),
        ("规章000行政规范性文件0012", "normative", ["0", "0", "12"]),
        ("规章000行政规范性文件1011", "normative", ["", "", ""]),
        ("规章120", "rules", ["", "", ""]),
    ],
)
def test_the_second_table_has_no_sums_to_go_by(
    read: Read, line: str, row_id: str, expected: list[str]
) -> None:
    reading = read(
        f"二、主动公开政府信息情况\n信息内容本年制发件数本年废止件数现行有效件数\n{line}"
    )
    assert row(reading.report, "disclosure", row_id) == expected
    assert bool(reading.uncertain) == ("" in expected)


def test_figures_that_are_no_plain_number_are_told(read: Read) -> None:
    text = (
        "二、主动公开政府信息情况\n信息内容上一年项目数量本年增/减处理决定数量\n行政许可12-8345\n"
        "行政处罚000"
    )
    reading = read(text)
    assert row(reading.report, "disclosure", "penalty") == ["0", "0", "0"]
    assert row(reading.report, "disclosure", "licence") == ["", "", ""]
    assert {each.cell.row for each in reading.uncertain} == {"licence"}


@pytest.mark.parametrize(
    "text",
    [
        "本机关行政许可12件，行政处罚3件，行政强制0件。",
        "三、本年度办理结果",
        "行政处罚决定书12",
        "政府信息公开行政复议、行政诉讼情况",
        "行政许可和行政处罚",
        "2021年政府信息公开工作年度报告",
    ],
)
def test_running_text_is_not_cut(text: str) -> None:
    assert parted(text, Vocabulary(FORM)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("规章8266", ["规章", "8266"]),
        ("1.属于国家秘密0000000", ["1.属于国家秘密", "0000000"]),
        ("3.危及“三安全一稳定”0000000", ["3.危及“三安全一稳定”", "0000000"]),
        (
            "重复申请00000003、要求提供公开出版物0000000",
            ["重复申请", "0000000", "3、要求提供公开出版物", "0000000"],
        ),
        ("行政许可3 行政处罚 4", ["行政许可", "3", "行政处罚", "4"]),
    ],
)
def test_a_line_is_cut_where_its_words_are(text: str, parts: list[str]) -> None:
    assert parted(text, Vocabulary(FORM)) == parts


def test_every_balanced_reading_is_found_and_no_other() -> None:
    run = run_of(["110000011"], 7)
    every = readings(run, [CellKind.COUNT] * 7, most=10_000)
    assert balanced_readings(run, [Group(6)]) == sorted(
        each for each in every if sum(map(int, each[:6])) == int(each[6])
    )


def test_a_search_has_an_end() -> None:
    with pytest.raises(TooManyError):
        balanced_readings(run_of(["987654321" * 4], 7), [Group(6)])
    rows = {str(number): [(n, 99 - n) for n in range(99)] for number in range(30)}
    with pytest.raises(TooManyError):
        settled({**rows, "sum": [(1500, 1470)]}, [Equation(tuple(rows), ("sum",))])


def test_rows_that_cannot_add_up_have_no_reading() -> None:
    assert settled({"a": [(1,), (2,)], "b": [(4,)]}, [Equation(("a",), ("b",))]) == {
        "a": [],
        "b": [],
    }
