"""`gipdesk fonts`: which font prints which role, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gipdesk.cli import main

ROLES = ["title", "hei", "kai", "fangsong", "song"]


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIPDESK_DATA", str(tmp_path / "data"))


def test_every_role_has_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts", "--bundled"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ROLES)
    assert "仿宋（正文）：没有使用本机字体，用随附的仿宋代替。" in lines


def test_programs_get_the_same_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts", "--json"]) == 0
    fonts = json.loads(capsys.readouterr().out)["fonts"]
    assert [each["role"] for each in fonts] == ROLES
    assert all(each["wanted"] and each["family"] and each["reason"] for each in fonts)


def test_a_report_is_looked_through_for_rare_characters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = str(tmp_path / "a.gip")
    assert main(["new", "--year", "2025", "--agency", "某某市龑喆局", "-o", report]) == 0
    assert main(["fonts", report, "--bundled"]) == 0
    title = next(line for line in capsys.readouterr().out.splitlines() if "小标宋" in line)
    assert title.endswith("；“龑”由随附的宋体代印。")


def test_an_unknown_style_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts", "--style", "nosuch"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 1
