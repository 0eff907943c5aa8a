"""The width of a picture: a share of the type area, or left to the picture itself."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Meta, Picture
from gipdesk.report.searching import find, replaced

WIDTHS = st.none() | st.integers(10, 100)
NONSENSE = st.integers(max_value=9) | st.integers(min_value=101)


@given(st.text(), WIDTHS)
def test_a_picture_comes_back_from_json_as_it_was(caption: str, width: int | None) -> None:
    picture = Picture("b1", "a.png", caption, width)
    assert msgspec.json.decode(msgspec.json.encode(picture), type=Picture) == picture


def test_a_picture_without_a_width_is_written_as_before_there_were_any() -> None:
    assert "width" not in msgspec.to_builtins(Picture("b1", "a.png", "图1"))


def test_a_picture_written_before_there_were_widths_is_read() -> None:
    old = b'{"type":"picture","id":"b1","media":"a.png","caption":""}'
    assert msgspec.json.decode(old, type=Picture) == Picture("b1", "a.png")


@given(NONSENSE)
def test_a_width_that_no_page_has_room_for_is_refused_in_chinese(width: int) -> None:
    with pytest.raises(ValueError, match=f"图片的宽度应为版心宽度的百分之 10 至 100，不是 {width}"):
        Picture("b1", "a.png", width=width)
    with pytest.raises(ValueError, match="10 至 100"):
        msgspec.structs.replace(Picture("b1", "a.png"), width=width)


def test_words_of_a_caption_are_replaced_and_the_width_stays(form: Form) -> None:
    report = new_report(form, Meta(agency="某某局", year=2025))
    apply(report, ReplaceBlocks("other", 0, 0, (Picture("b901", "a.png", "图一", 50),)))
    hits = find(report, "图一", lambda _: "", ("other",))
    apply(report, replaced(report, hits, "图二"))
    assert list(report.pictures()) == [Picture("b901", "a.png", "图二", 50)]
