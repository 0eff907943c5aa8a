"""Tables copied out of something: by their labels, and nothing else."""

from __future__ import annotations

import pytest

from gipdesk.readers.pieces import Piece, TableRow
from gipdesk.readers.recogniser.excerpt import has_labels, read_excerpt
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office

HEADER = " |自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计"
NEW = "一、本年新收政府信息公开申请数量"


@pytest.fixture
def form(office: Office) -> Form:
    """The newest form."""
    return form_of(next(iter(office.editions)))


def rows(*lines: str) -> list[Piece]:
    return [
        TableRow(tuple(cell.strip() for cell in line.split("|")), f"第{number}行")
        for number, line in enumerate(lines, 1)
    ]


def texts(form: Form, *lines: str, table: str = "requests") -> dict[str, str]:
    found = read_excerpt(rows(*lines), form, table)
    return {str(ref): text for ref, text in found.texts.items()} if found else {}


def test_a_row_of_the_form_is_known_by_its_label(form: Form) -> None:
    found = texts(form, f"{NEW}|1|2|0|0|0|0|3")
    assert found["requests/new.natural"] == "1"
    assert found["requests/new.total"] == "3"
    assert len(found) == 7


def test_a_label_of_two_characters_is_one_also_in_the_first_row(form: Form) -> None:
    found = texts(form, "规章|1|2|3", table="disclosure")
    assert found == {
        "disclosure/rules.made": "1",
        "disclosure/rules.repealed": "2",
        "disclosure/rules.valid": "3",
    }


def test_columns_are_known_by_the_words_over_them(form: Form) -> None:
    found = texts(form, " |商业企业|自然人", f"{NEW}|1|2")
    assert found == {"requests/new.commercial": "1", "requests/new.natural": "2"}


def test_blanks_in_the_rows_and_columns_found_are_told(form: Form) -> None:
    found = read_excerpt(
        rows(HEADER, f"{NEW}|1||0|0|0|0|1", "（一）予以公开|1|2|0|0|0|0|3"), form, "requests"
    )
    assert found is not None
    assert [str(ref) for ref in found.blank] == ["requests/new.commercial"]


def test_other_rows_and_other_tables_are_left_unread(form: Form) -> None:
    found = read_excerpt(
        rows("行政许可|12", HEADER, f"{NEW}|1|2|0|0|0|0|3", "自拟|7|8"), form, "requests"
    )
    assert found is not None
    assert len(found.texts) == 7
    assert [text for text in found.unread if "12" in text] == ["行政许可 | 12"]
    assert [text for text in found.unread if "自拟" in text] == ["自拟 7 8"]


def test_values_without_a_column_are_uncertain_and_not_placed(form: Form) -> None:
    found = read_excerpt(rows(f"{NEW}|1|2"), form, "requests")
    assert found is not None
    assert found.texts == {}
    assert found.unread == (f"{NEW} 1 2",)


def test_numbers_alone_name_no_row(form: Form) -> None:
    pieces = rows("1|2", "3|4")
    assert not has_labels(pieces, form, "requests")
    assert read_excerpt(pieces, form, "requests") is None


@pytest.mark.parametrize("corner", ["结果", "办理结果"])
@pytest.mark.parametrize("last", ["同比|0", "备注|", "上年|9"])
def test_a_word_over_the_labels_is_no_column(form: Form, corner: str, last: str) -> None:
    word, _, value = last.partition("|")
    found = texts(form, f"{corner}|自然人|商业企业|{word}", f"{NEW}|3|1|{value}")
    assert found == {"requests/new.natural": "3", "requests/new.commercial": "1"}


def test_a_column_before_those_of_the_form_stays_one(form: Form) -> None:
    found = texts(form, " |上年|自然人|商业企业|备注", f"{NEW}|9|3|1|")
    assert found == {"requests/new.natural": "3", "requests/new.commercial": "1"}
