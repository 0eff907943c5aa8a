"""Style sheets that an agency writes itself: what may be changed, and what is told of mistakes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gipdesk.document.errors import StyleSheetError
from gipdesk.document.stylesheet import check_stylesheet, read_stylesheet
from gipdesk.document.stylesheet_entries import ENTRIES, EntryKind, described, paths
from gipdesk.workflow.office import Office
from gipdesk.workflow.styles import copy_style, style_path

BASED = 'base = "gb9704"\n'
_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "某局.toml"


def leaves(entries: dict[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in entries.items():
        if isinstance(value, dict):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key)


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_the_sheets_as_delivered_have_no_mistake(office: Office, name: str) -> None:
    assert check_stylesheet(office.styles / f"{name}.toml", office.styles) == []


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_every_entry_of_a_sheet_is_described_in_chinese(office: Office, name: str) -> None:
    entries = tomllib.loads((office.styles / f"{name}.toml").read_text("utf-8"))
    entries.pop("base", None)
    for path in leaves(entries):
        entry = described(path)
        assert entry is not None, path
        assert _CHINESE.search(entry.name)


def test_every_number_has_bounds_and_a_unit() -> None:
    for key, entry in ENTRIES.items():
        if entry.kind in (EntryKind.NUMBER, EntryKind.WHOLE):
            assert entry.least < entry.most, key
            assert entry.unit, key


def test_every_description_belongs_to_an_entry_that_a_sheet_may_have(office: Office) -> None:
    """Each path is written into a sheet, with a value that fits, and the sheet is read."""
    whole = tomllib.loads((office.styles / "gb9704.toml").read_text("utf-8"))
    known = set(leaves(whole))
    optional = {path for path in paths() if (entry := described(path)) and entry.may_lack}
    lone = {path for path in set(paths()) - known - optional if path[:2] != ("table", "rows")}
    assert lone == set()


def test_only_what_differs_has_to_be_written(office: Office, sheet: Path) -> None:
    sheet.write_text(f"{BASED}[page]\nline_pitch = 28.0\n", "utf-8")
    mine = read_stylesheet(sheet, office.styles)
    theirs = read_stylesheet(office.styles / "gb9704.toml")
    assert (mine.page.line_pitch, theirs.page.line_pitch) == (28.0, 28.95)
    assert mine.page.top == theirs.page.top
    assert mine.text == theirs.text


# Each line with `▶` is wrong; the sentence names the entry and holds the words.
MISTAKES = [
    ("[page]\n▶width = 0", "page.width", "80 至 500 毫米"),
    ("[page]\n▶width = nan", "page.width", "80 至 500 毫米"),
    ('[page]\ntop = 30\n▶lines = "22"', "page.lines", "整数"),
    ("[page]\n▶lines = 22.5", "page.lines", "整数"),
    ("[page]\n▶lines = true", "page.lines", "整数"),
    ("[page]\n▶line_pitch = 0", "page.line_pitch", "8 至 100 磅"),
    ("[page]\n\n▶widht = 210.0", "page.widht", "“width”"),
    ("[page]\n▶left = 100\nright = 100", "版心", "10 毫米宽"),
    ("[page]\n▶top = 149\nbottom = 149\nheight = 300", "版心", "2 毫米高"),
    ("[page]\n▶lines = 30", "30 行", "放不下"),
    ("[page]\n▶footer = 90", "页脚", "90 毫米"),
    ("[text.body]\n▶size = 500", "text.body.size", "正文的字号"),
    ('[text.body]\n▶face = "fansong"', "text.body.face", "“fangsong”"),
    ('[text.body]\n▶align = "middle"', "text.body.align", "center"),
    ("[text.body]\n▶keep_with_next = 1", "text.body.keep_with_next", "true"),
    ("[text.bdoy]\n▶size = 16.0", "text.bdoy", "“body”"),
    ('[page_number]\n▶form = "第页"', "page_number.form", "{n}"),
    ('[page_number]\n▶form = "{m}"', "page_number.form", "{m}"),
    ('[page_number]\n▶form = "{n"', "page_number.form", "花括号"),
    ('[page_number]\n▶place = "outside"', "page_number.place", "center"),
    ('[table]\n▶band_fill = "blue"', "table.band_fill", "十六进制"),
    ("[table.widths]\n▶requests = [1, 0]", "table.widths.requests", "正数"),
    ('[faces]\n▶hei = "黑体"', "faces.hei", "若干项"),
    ('[faces]\n▶hei = { name = "黑体", bundled = "heiti" }', "faces.hei.bundled", "黑体"),
    ('[parts]\n▶seal = "stamp"', "parts.seal", "no_seal"),
    ("[parts]\n▶title_lines = 9", "parts.title_lines", "0 至 5"),
    ("▶text.body.sise = 16.0", "text.body.sise", "“size”"),
    ("▶pages.width = 3", "pages", "“page”"),
    ("▶page = 3", "page", "若干项"),
    ("▶name = 3", "name", "文字"),
]


@pytest.mark.parametrize(("text", "entry", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_its_entry(
    office: Office, sheet: Path, text: str, entry: str, words: str
) -> None:
    written = BASED + text
    line = written[: written.index("▶")].count("\n") + 1
    sheet.write_text(written.replace("▶", ""), "utf-8")
    with pytest.raises(StyleSheetError) as caught:
        read_stylesheet(sheet, office.styles)
    assert (caught.value.file, caught.value.line) == ("某局.toml", line)
    told = str(caught.value)
    assert entry in told
    assert words in told
    assert "\n" not in told


SYNTAX = [
    "[page]\nwidth ▶210.0",
    "[page]\nwidth = 210.0▶mm",
    'name = "某局▶',
    "[page▶\nwidth = 210.0",
    "x = [1, 2▶",
]


@pytest.mark.parametrize("text", SYNTAX)
def test_what_is_no_toml_is_told_with_line_and_column(sheet: Path, text: str) -> None:
    line = text[: text.index("▶")].count("\n") + 1
    column = text.index("▶") - text.rfind("\n", 0, text.index("▶"))
    sheet.write_text(text.replace("▶", ""), "utf-8")
    (fault,) = check_stylesheet(sheet)
    assert (fault.line, fault.column) == (line, column)
    assert not re.search("[a-z]{4,}", fault.mistake.problem)


def test_an_entry_written_twice_is_told(sheet: Path) -> None:
    sheet.write_text("[page]\nwidth = 210.0\nwidth = 200.0\n", "utf-8")
    (fault,) = check_stylesheet(sheet)
    assert fault.line == 3
    assert "两次" in str(fault)


def test_all_mistakes_are_told_in_the_order_of_their_lines(office: Office, sheet: Path) -> None:
    text = f"{BASED}[page]\nwidth = 0\n[text.body]\nsise = 3\nsize = 500\n"
    sheet.write_text(text, "utf-8")
    assert [fault.line for fault in check_stylesheet(sheet, office.styles)] == [3, 5, 6]


def test_a_mistake_of_a_base_is_told_of_the_base(office: Office, tmp_path: Path) -> None:
    (tmp_path / "市局.toml").write_text(f"{BASED}[page]\nwidth = 0\n", "utf-8")
    (tmp_path / "分局.toml").write_text('base = "市局"\n', "utf-8")
    with pytest.raises(StyleSheetError) as caught:
        read_stylesheet(tmp_path / "分局.toml", office.styles)
    assert (caught.value.file, caught.value.line) == ("市局.toml", 3)


def test_a_base_that_is_not_there_is_told_with_those_that_are(office: Office, sheet: Path) -> None:
    sheet.write_text('\nbase = "gb970"\n', "utf-8")
    (fault,) = check_stylesheet(sheet, office.styles)
    assert fault.line == 2
    assert "是不是“gb9704”" in str(fault)
    assert "gb33476" in str(fault)


def test_bases_in_a_circle_are_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "甲.toml").write_text('base = "乙"\n', "utf-8")
    (tmp_path / "乙.toml").write_text('name = "乙"\nbase = "甲"\n', "utf-8")
    (fault,) = check_stylesheet(tmp_path / "甲.toml", office.styles)
    assert (fault.file, fault.line) == ("乙.toml", 2)
    assert "没有尽头" in str(fault)


def test_a_sheet_may_bear_the_name_of_its_base(office: Office, tmp_path: Path) -> None:
    own = tmp_path / "gb9704.toml"
    own.write_text(f"{BASED}[page]\nlines = 21\n", "utf-8")
    assert read_stylesheet(own, office.styles).page.lines == 21


def test_a_sheet_without_base_that_lacks_entries_is_told_what_to_do(sheet: Path) -> None:
    sheet.write_text('name = "某局"\n', "utf-8")
    (fault,) = check_stylesheet(sheet)
    assert "缺少" in str(fault)
    assert 'base = "gb9704"' in str(fault)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f"{BASED}# 某局\n".encode("gbk"), "UTF-8"),
        (b"\xff\xfe\x00\x00", "UTF-8"),
        (b"x" * (2 << 20), "太大"),
    ],
)
def test_a_file_that_is_no_text_is_told(
    office: Office, sheet: Path, data: bytes, words: str
) -> None:
    sheet.write_bytes(data)
    (fault,) = check_stylesheet(sheet, office.styles)
    assert words in str(fault)


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read(
    office: Office, sheet: Path
) -> None:
    sheet.write_bytes(
        b"\xef\xbb\xbf" + f"{BASED}[page]\nlines = 21\n".replace("\n", "\r\n").encode()
    )
    assert read_stylesheet(sheet, office.styles).page.lines == 21


def test_a_folder_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    (folder,) = check_stylesheet(tmp_path)
    (missing,) = check_stylesheet(tmp_path / "无.toml")
    assert "文件夹" in str(folder)
    assert "没有找到" in str(missing)


def test_a_style_that_nobody_knows_is_told_with_the_known_ones(office: Office) -> None:
    with pytest.raises(StyleSheetError, match=r"是不是“gb9704”.*gb33476"):
        style_path("gb970", office)


@pytest.mark.parametrize("name", ["gb9704", "gb33476"])
def test_a_copy_says_the_same_with_all_its_entries_in_force(
    office: Office, tmp_path: Path, name: str
) -> None:
    path = copy_style(name, office, tmp_path / "own.toml")
    original = read_stylesheet(office.styles / f"{name}.toml", office.styles)
    assert read_stylesheet(path, office.styles) == original
    in_force = re.sub(r"(?m)^# (\w+ = )", r"\1", path.read_text("utf-8"))
    path.write_text(in_force, "utf-8")
    entries = tomllib.loads(in_force)
    assert read_stylesheet(path, office.styles) == original
    base = tomllib.loads((office.styles / "gb9704.toml").read_text("utf-8"))
    assert set(leaves(base)) <= set(leaves(entries))
