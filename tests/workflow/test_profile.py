"""The settings as one file for the next workstation."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from gipdesk.__main__ import main
from gipdesk.checks.practice import Grade
from gipdesk.workflow.folders import own_styles
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.profile import (
    ProfileError,
    changes_by,
    export_profile,
    read_profile,
    suggested_name,
    take_over,
)
from gipdesk.workflow.settings import (
    Agency,
    Appearance,
    Look,
    Saving,
    Settings,
    load_settings,
    save_settings,
)

OWN_STYLE = 'base = "gb9704"\nname = "我局"\n[page]\nline_pitch = 28  # 局办定\n'
OURS = Settings(
    agency=Agency(name="某某市司法局", phone="0000-1234567"),
    paper=Paper(style="我局", template="/某处", formulas=True),
    rules={"V.SLASH": Grade.OFF},
    saving=Saving(autosave_minutes=10),
    look=Look(appearance=Appearance.DARK),
)


class Station:
    """A workstation with a data folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder = folder
        self._monkeypatch = monkeypatch

    def sit_down(self) -> None:
        self._monkeypatch.setenv("GIPDESK_DATA", str(self._folder))


@pytest.fixture
def first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Station:
    station = Station(tmp_path / "first", monkeypatch)
    station.sit_down()
    own_styles().mkdir(parents=True)
    (own_styles() / "我局.toml").write_text(OWN_STYLE, "utf-8")
    save_settings(OURS)
    return station


@pytest.fixture
def second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Station:
    return Station(tmp_path / "second", monkeypatch)


def test_a_package_brings_settings_and_own_styles_to_the_next_workstation(
    first: Station, second: Station, tmp_path: Path, office: Office
) -> None:
    del first
    assert suggested_name().endswith(".zip")
    assert export_profile(tmp_path / "a.zip") == ()
    second.sit_down()
    take_over(read_profile(tmp_path / "a.zip", office))
    there = load_settings()
    assert there.agency == OURS.agency
    assert there.rules == OURS.rules
    assert there.saving == OURS.saving
    assert there.paper == Paper(style="我局", formulas=True)
    assert (own_styles() / "我局.toml").read_text("utf-8") == OWN_STYLE


def test_what_belongs_to_a_machine_stays_as_it_is_there(
    first: Station, second: Station, tmp_path: Path, office: Office
) -> None:
    del first
    export_profile(tmp_path / "a.toml")
    assert "某处" not in (tmp_path / "a.toml").read_text("utf-8")
    second.sit_down()
    look = Look(appearance=Appearance.HIGH_CONTRAST)
    save_settings(Settings(paper=Paper(template="/别处"), look=look))
    take_over(read_profile(tmp_path / "a.toml", office))
    assert load_settings().look == look
    assert load_settings().paper.template == "/别处"


def test_a_style_that_did_not_come_along_is_not_chosen(
    first: Station, second: Station, tmp_path: Path, office: Office
) -> None:
    del first
    export_profile(tmp_path / "a.toml")
    second.sit_down()
    save_settings(Settings(paper=Paper(style="gb33476")))
    take_over(read_profile(tmp_path / "a.toml", office))
    assert load_settings().agency == OURS.agency
    assert load_settings().paper.style == "gb33476"


def test_a_toml_file_says_which_own_styles_it_leaves_out(first: Station, tmp_path: Path) -> None:
    del first
    assert export_profile(tmp_path / "a.toml") == ("我局",)


def test_an_import_says_beforehand_what_it_will_change(
    first: Station, second: Station, tmp_path: Path, office: Office
) -> None:
    export_profile(tmp_path / "a.zip")
    second.sit_down()
    names = {each.name for each in changes_by(read_profile(tmp_path / "a.zip", office))}
    assert {"机关全称", "电话", "规则 V.SLASH", "自动保存报告文件", "自己的版式“我局”"} <= names
    assert load_settings() == Settings()
    first.sit_down()
    assert changes_by(read_profile(tmp_path / "a.zip", office)) == ()


def test_an_own_style_of_the_same_name_is_kept_beside(
    first: Station, second: Station, tmp_path: Path, office: Office
) -> None:
    del first
    export_profile(tmp_path / "a.zip")
    second.sit_down()
    own_styles().mkdir(parents=True)
    (own_styles() / "我局.toml").write_text('base = "gb33476"\n', "utf-8")
    take_over(read_profile(tmp_path / "a.zip", office))
    assert (own_styles() / "我局.toml.bak").read_text("utf-8") == 'base = "gb33476"\n'


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name.replace("__", "/"), text)
    return path


@pytest.mark.parametrize("text", ["agency = ", "agency.name = 3", 'rules.V = "loud"'])
def test_a_file_that_holds_no_settings_is_refused(
    second: Station, tmp_path: Path, office: Office, text: str
) -> None:
    second.sit_down()
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(ProfileError):
        read_profile(tmp_path / "a.toml", office)


def test_a_package_without_settings_or_with_a_faulty_style_is_refused(
    second: Station, tmp_path: Path, office: Office
) -> None:
    second.sit_down()
    with pytest.raises(ProfileError, match=r"没有 settings\.toml"):
        read_profile(packed(tmp_path / "a.zip", other="x"), office)
    faulty = {"settings.toml": "", "styles__坏.toml": "base = "}
    with pytest.raises(ProfileError, match="版式有误"):
        read_profile(packed(tmp_path / "b.zip", **faulty), office)
    with pytest.raises(ProfileError, match="太大"):
        read_profile(packed(tmp_path / "c.zip", **{"settings.toml": "#" * (2 << 20)}), office)


def test_a_package_writes_nowhere_but_among_the_own_styles(
    second: Station, tmp_path: Path, office: Office
) -> None:
    second.sit_down()
    outside = {"settings.toml": "", "styles__..__..__x.toml": OWN_STYLE, "y.toml": OWN_STYLE}
    take_over(read_profile(packed(tmp_path / "a.zip", **outside), office))
    assert not list(tmp_path.rglob("x.toml"))
    assert not list(tmp_path.rglob("y.toml"))


def test_the_command_line_brings_settings_over_and_tells_the_changes(
    first: Station, second: Station, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del first
    path = str(tmp_path / "a.zip")
    assert main(["settings", "export", path]) == 0
    second.sit_down()
    capsys.readouterr()
    assert main(["settings", "import", path]) == 0
    assert "规则 V.SLASH：按原级别 → 不检查" in capsys.readouterr().out
    assert load_settings().agency == OURS.agency
    assert main(["settings", "import", str(tmp_path / "没有.toml")]) == 2
