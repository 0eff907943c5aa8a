"""The agency's settings: kept, edited by hand, damaged; described; taken over by new reports."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.checks.practice import Grade
from gipdesk.report.edition import AgencyKind
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.setting_entries import SETTINGS, differences, rule_lines
from gipdesk.workflow.settings import (
    Agency,
    Appearance,
    Look,
    Saving,
    Settings,
    first_meta,
    load_settings,
    read_settings,
    save_settings,
    settings_file,
    settings_in,
    with_settings,
)


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIPDESK_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


CHOSEN = Settings(
    agency=Agency(name="某某市司法局", phone="0000-1234567", reviewer="某某"),
    paper=Paper(style="gb33476", template=r"C:\模板\“某局”", installed_fonts=False, formulas=True),
    rules={"V.SLASH": Grade.OFF, "T3.ROW": Grade.WARNING},
    saving=Saving(autosave_minutes=10),
    look=Look(appearance=Appearance.DARK),
)


def test_nothing_saved_is_what_is_delivered() -> None:
    assert load_settings() == Settings()
    assert not settings_file().exists()


def test_what_is_saved_is_loaded() -> None:
    save_settings(CHOSEN)
    assert load_settings() == CHOSEN
    save_settings(Settings())
    assert load_settings() == Settings()


any_settings = st.builds(
    Settings,
    agency=st.builds(Agency, name=st.text(st.characters(exclude_categories=["Cs"]))),
    paper=st.builds(Paper, style=st.text(max_size=9), formulas=st.booleans()),
    rules=st.dictionaries(st.text("TVN3.ROW", min_size=1, max_size=6), st.sampled_from(Grade)),
    saving=st.builds(Saving, autosave_minutes=st.integers(0, 60)),
    look=st.builds(Look, appearance=st.sampled_from(Appearance)),
)


@given(any_settings, any_settings)
def test_any_settings_are_written_and_read(first: Settings, second: Settings) -> None:
    text = with_settings("", first)
    assert settings_in(text) == first
    assert settings_in(with_settings(text, second)) == second


def test_what_is_as_delivered_is_not_written() -> None:
    assert with_settings("", Settings()) == ""
    text = with_settings("", Settings(saving=Saving(autosave_minutes=5)))
    assert tomllib.loads(text) == {"saving": {"autosave_minutes": 5}}


WRITTEN = """\
# 市局
[paper]
style = "gb9704"   # 甲
watermark = "内部"

[rules]
"V.SLASH" = "info"  # 市里要求

[printer]
style = "duplex"
"""


def test_comments_and_what_a_newer_version_wrote_stay(own_data: Path) -> None:
    own_data.mkdir()
    settings_file().write_text(WRITTEN, "utf-8")
    assert load_settings() == Settings(rules={"V.SLASH": Grade.INFO})
    save_settings(CHOSEN)
    text = settings_file().read_text("utf-8")
    entries = tomllib.loads(text)
    assert text.startswith("# 市局\n")
    assert "# 甲" in text
    assert "# 市里要求" in text
    assert (entries["paper"]["watermark"], entries["printer"]) == ("内部", {"style": "duplex"})
    assert load_settings() == CHOSEN


def test_a_rule_that_goes_by_its_own_severity_again_leaves_the_file(own_data: Path) -> None:
    own_data.mkdir()
    settings_file().write_text(WRITTEN, "utf-8")
    save_settings(Settings())
    assert tomllib.loads(settings_file().read_text("utf-8"))["rules"] == {}


@pytest.mark.parametrize(
    "data",
    [
        b"paper = ",
        b"paper = 3",
        b"paper.style = 3",
        b'paper.formulas = "yes"',
        b'rules.V = "loud"',
        b'saving.autosave_minutes = "often"',
        b"\xff\xfe",
        "agency.name = '某".encode("gbk"),
    ],
)
def test_a_damaged_file_is_put_aside_and_told(own_data: Path, data: bytes) -> None:
    own_data.mkdir()
    settings_file().write_bytes(data)
    saved = read_settings()
    assert saved.settings == Settings()
    assert "已损坏" in saved.note
    (aside,) = own_data.iterdir()
    assert aside.name in saved.note
    assert aside.read_bytes() == data
    assert read_settings().note == ""


def test_saving_over_a_damaged_file_keeps_it_aside(own_data: Path) -> None:
    own_data.mkdir()
    settings_file().write_bytes(b"\xff")
    save_settings(CHOSEN)
    assert load_settings() == CHOSEN
    assert b"\xff" in [path.read_bytes() for path in own_data.iterdir()]


def test_a_file_with_a_byte_order_mark_is_read(own_data: Path) -> None:
    own_data.mkdir()
    settings_file().write_bytes(b'\xef\xbb\xbfpaper.style = "gb33476"\r\n')
    assert load_settings().paper.style == "gb33476"
    save_settings(CHOSEN)
    assert load_settings() == CHOSEN


def test_a_folder_in_the_place_of_the_file_is_told(own_data: Path) -> None:
    (own_data / "settings.toml").mkdir(parents=True)
    saved = read_settings()
    assert saved.settings == Settings()
    assert "暂用默认" in saved.note


def test_every_setting_but_the_rules_and_the_colours_is_described_once() -> None:
    described = [(each.table, each.key) for each in SETTINGS]
    tables = ("agency", "paper", "saving")
    known = [
        (table, key) for table in tables for key in getattr(Settings(), table).__struct_fields__
    ]
    assert sorted(described) == sorted(known)


def test_every_rule_is_listed_once_with_its_own_severity(office: Office) -> None:
    lines = {line.id: line for line in rule_lines(office)}
    assert len(lines) == len(rule_lines(office))
    assert set(office.rules) <= set(lines)
    identities = {each.id: each for each in office.editions["2021"].identities}
    assert set(identities) <= set(lines)
    assert all(lines[each].severity is identities[each].severity for each in identities)
    assert all("{" not in line.words for line in lines.values())


def test_differences_are_told_in_the_users_words() -> None:
    told = {(each.name, each.before, each.after) for each in differences(Settings(), CHOSEN)}
    assert ("机关全称", "", "某某市司法局") in told
    assert ("自动保存报告文件", "不自动保存", "每 10 分钟") in told
    assert ("规则 V.SLASH", "按原级别", "不检查") in told
    assert list(differences(CHOSEN, CHOSEN)) == []


def test_a_new_report_begins_with_the_agencys_details() -> None:
    meta = first_meta(CHOSEN.agency, 2025, "某某市司法局")
    assert (meta.agency, meta.phone, meta.reviewer, meta.year) == (
        "某某市司法局",
        "0000-1234567",
        "某某",
        2025,
    )


def test_a_report_of_another_agency_begins_without_them() -> None:
    meta = first_meta(CHOSEN.agency, 2025, "某某县人民政府", AgencyKind.GOVERNMENT)
    assert (meta.agency, meta.agency_kind, meta.phone) == (
        "某某县人民政府",
        AgencyKind.GOVERNMENT,
        "",
    )
