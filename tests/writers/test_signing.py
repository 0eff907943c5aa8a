"""The place of agency and date, counted from the right edge of a line (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

import pytest

from gipdesk.document.nodes import SealForm, Signature
from gipdesk.writers.characters import em_width
from gipdesk.writers.signing import signing_of

DATE = "2026年1月16日"
NAMES = ["某某局", "某某市司法局", "某某市教育体育局", "某某市某某区人民政府办公室"]


@pytest.mark.parametrize("name", NAMES)
def test_without_seal_the_date_begins_two_characters_right_of_the_name(name: str) -> None:
    place = signing_of(Signature(name, DATE, SealForm.NO_SEAL), 28)
    name_begins = place.agency_indent + em_width(name)
    date_begins = place.date_indent + em_width(DATE)
    assert name_begins - date_begins == 2
    assert min(place.agency_indent, place.date_indent) == 2
    assert (place.lines_before, place.lines_between) == (1, 0)


@pytest.mark.parametrize("name", NAMES)
def test_with_seal_the_name_stands_centred_above_the_date(name: str) -> None:
    place = signing_of(Signature(name, DATE, SealForm.SEAL), 28)
    name_centre = place.agency_indent + em_width(name) / 2
    date_centre = place.date_indent + em_width(DATE) / 2
    assert name_centre == date_centre
    assert place.date_indent == 4


def test_a_name_too_long_to_be_centred_ends_at_the_margin() -> None:
    place = signing_of(Signature("某" * 20, DATE, SealForm.SEAL), 28)
    assert place.agency_indent == 0


def test_a_signature_stamp_leaves_room_and_a_line() -> None:
    place = signing_of(Signature("局长", DATE, SealForm.SIGNATURE_STAMP), 28)
    assert (place.lines_before, place.lines_between, place.date_indent) == (2, 1, 4)
    assert place.agency_indent >= 4 + 2


@pytest.mark.parametrize("form", SealForm)
@pytest.mark.parametrize(
    "name",
    [
        "某某市某某区人民政府某某街道办事处综合行政执法和退役军人服务中心",
        "某某市某某区" + "某某" * 24 + "办公室",
        "某" * 60,
    ],
)
def test_a_name_wider_than_a_line_is_set_in_several_and_the_date_in_one(
    name: str, form: SealForm
) -> None:
    place = signing_of(Signature(name, DATE, form), 28)
    assert "".join(place.agency) == name
    assert 2 <= len(place.agency) <= 4
    assert all(em_width(line) + place.agency_indent <= 28 for line in place.agency)
    assert em_width(DATE) + place.date_indent <= 28


def test_a_long_name_is_torn_between_the_names_in_it() -> None:
    name = "某某市某某区人民政府某某街道办事处综合行政执法和退役军人服务中心"
    place = signing_of(Signature(name, DATE, SealForm.NO_SEAL), 28)
    assert place.agency == ("某某市某某区人民政府某某街道办事处", "综合行政执法和退役军人服务中心")
    longest = em_width(place.agency[0])
    assert place.date_indent + em_width(DATE) == longest  # two right of where the name begins
