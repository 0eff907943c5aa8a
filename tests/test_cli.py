"""The command line as a user calls it: a process, its output, its exit status, its files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gipdesk.files.package import read_package, save_package
from gipdesk.report.report import Cell
from tests.conftest import CHECKOUT

SAMPLE = CHECKOUT / "resources/samples/sample.txt"


class Desk:
    """Calls `gipdesk` in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "GIPDESK_DATA": str(folder / "data"),
            "PYTHONPATH": str(CHECKOUT),
            "PYTHONUTF8": "1",
        }

    def call(self, *words: str | Path, most_bytes: int | None = None) -> Any:
        """The finished process; `most_bytes` limits what it may write to a file."""

        def limit() -> None:
            if most_bytes is not None:
                import resource  # not on Windows

                resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

        return subprocess.run(
            [sys.executable, "-m", "gipdesk", *map(str, words)],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            preexec_fn=limit if most_bytes is not None else None,
        )

    def json(self, *words: str | Path) -> Any:
        done = self.call(*words)
        assert done.returncode in (0, 1), done.stderr
        return json.loads(done.stdout)

    def files(self) -> set[str]:
        """Everything in the folder but the program's own data."""
        found = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}
        return {path for path in found if not path.startswith("data")}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def assert_refused(done: Any) -> None:
    """One Chinese line on standard error, status 2, no traceback."""
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert any("\u4e00" <= character <= "\u9fff" for character in done.stderr)


def error_rules(checked: Any) -> list[tuple[str, str]]:
    return [(f["rule"], f["cells"][0]) for f in checked["findings"] if f["severity"] == "error"]


def test_a_new_report_has_its_form_blank_and_nothing_wrong(desk: Desk) -> None:
    made = desk.call("new", "--year", "2025", "--agency", "某某市司法局", "-o", "a.gip")
    assert made.returncode == 0, made.stderr
    shown = desk.json("show", "a.gip", "--json")
    assert shown["title"] == "某某市司法局2025年政府信息公开工作年度报告"
    assert (shown["edition"], shown["year"], shown["agency"]) == ("2021", 2025, "某某市司法局")
    counts = {table: len(cells) for table, cells in shown["tables"].items()}
    assert counts == {"disclosure": 10, "requests": 175, "proceedings": 15}
    assert all(value is None for cells in shown["tables"].values() for value in cells.values())
    assert "2025年1月1日至2025年12月31日" in shown["sections"][0]["text"]
    checked = desk.json("check", "a.gip", "--json")
    assert not error_rules(checked)
    assert len(checked["open"]) == 42


def test_a_government_reports_assessment_review_and_accountability(desk: Desk) -> None:
    words = ["--year", "2025", "--agency", "某某县人民政府", "--kind", "government"]
    assert desk.call("new", *words, "-o", "a.gip").returncode == 0
    overview = desk.json("show", "a.gip", "--json")["sections"][1]["text"]
    for heading in ("主动公开", "依申请公开", "监督保障", "工作考核", "社会评议", "责任追究"):
        assert heading in overview


def test_what_last_year_carried_over_is_brought_in(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "last.gip").returncode == 0
    words = ["--year", "2026", "--agency", "某某市司法局", "--from", "last.gip"]
    assert desk.call("new", *words, "-o", "next.gip").returncode == 0
    last = desk.json("show", "last.gip", "--json")["tables"]["requests"]
    this = desk.json("show", "next.gip", "--json")["tables"]["requests"]
    for column in ("natural", "commercial", "research", "social", "legal", "other"):
        assert this[f"carry_in.{column}"] == last[f"carry_out.{column}"]


def test_last_years_report_is_checked_against(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "last.gip").returncode == 0
    words = ["--year", "2026", "--agency", "某某市司法局", "--from", "last.gip"]
    assert desk.call("new", *words, "-o", "next.gip").returncode == 0
    edited = desk.folder / "last.gip"
    package, _ = read_package(edited)
    cells = package.report.tables["requests"].rows["carry_out"].cells
    cells["natural"] = Cell("41")
    edited.unlink()
    save_package(edited, package, None)
    checked = desk.call("check", "next.gip", "--previous", "last.gip", "--json")
    rules = [finding["rule"] for finding in json.loads(checked.stdout)["findings"]]
    assert rules.count("XY.CARRY") == 1
    alone = desk.call("check", "next.gip", "--json")
    assert "XY.CARRY" not in alone.stdout


def test_a_report_that_is_not_last_years_is_not_checked_against(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    checked = desk.call("check", "a.gip", "--previous", "a.gip", "--json")
    assert "不是上一年度的报告" in checked.stderr
    assert json.loads(checked.stdout)["findings"]


def test_the_sample_is_checked_and_its_slips_are_found(desk: Desk) -> None:
    checked = desk.call("check", SAMPLE, "--json")
    assert checked.returncode == 1
    rules = {rule for rule, _ in error_rules(json.loads(checked.stdout))}
    assert rules == {"T3.ROW", "T3.SUM", "T4.SUM"}  # a wrong row total upsets its column too


@pytest.mark.parametrize("kinds", [["docx"], ["pdf"], ["html", "xlsx", "txt", "md", "json"]])
def test_exports_are_written_under_the_title(desk: Desk, kinds: list[str]) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    wanted = [word for kind in kinds for word in ("--to", kind)]
    done = desk.call("export", "a.gip", "-o", ".", *wanted)
    assert done.returncode == 0, done.stderr
    assert "提示" in done.stderr
    title = "某某市司法局2025年政府信息公开工作年度报告"
    assert {f"{title}.{kind}" for kind in kinds} <= desk.files()


def test_an_export_that_somebody_edited_is_not_overwritten_without_force(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    assert desk.call("export", "a.gip", "-o", ".", "--to", "txt").returncode == 0
    assert desk.call("export", "a.gip", "-o", ".", "--to", "txt").returncode == 0
    (path,) = desk.folder.glob("*.txt")
    path.write_text("领导改过", "utf-8")
    assert_refused(desk.call("export", "a.gip", "-o", ".", "--to", "txt"))
    assert path.read_text("utf-8") == "领导改过"
    assert desk.call("export", "a.gip", "-o", ".", "--to", "txt", "--force").returncode == 0


def test_import_keeps_the_original_in_the_package(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    with zipfile.ZipFile(desk.folder / "a.gip") as package:
        assert package.read("source/sample.txt") == SAMPLE.read_bytes()


def test_a_year_the_user_tells_holds_and_the_difference_is_noted(desk: Desk) -> None:
    told = ["--year", "2024", "--agency", "某某县司法局"]
    imported = desk.json("import", SAMPLE, "-o", "a.gip", *told, "--json")
    assert (imported["report"]["year"], imported["report"]["agency"]) == (2024, "某某县司法局")
    assert any("2025年" in note for note in imported["notes"])
    assert any("某某市司法局" in note for note in imported["notes"])


def test_the_seed_with_wrong_totals_has_exactly_three_errors_and_their_fixes_mend_all(
    desk: Desk, shared: Path
) -> None:
    source = shared / "seeds/002_2af83e509e4cbaa8.txt"
    assert desk.call("import", source, "-o", "a.gip").returncode == 0
    checked = desk.json("check", "a.gip", "--json")
    assert sorted(error_rules(checked)) == [
        ("T3.ROW", "requests/denied.internal_affairs.total"),
        ("T3.ROW", "requests/new.total"),
        ("T3.ROW", "requests/result_total.total"),
    ]
    shown = desk.json("show", "a.gip", "--json")
    values = {t: len(cells) for t, cells in shown["tables"].items() if t != "fees"}
    assert sum(values.values()) == 197
    assert not any(cell.startswith("rules.") for cell in shown["tables"]["disclosure"])
    fixes = [f["fixes"][0]["set"] for f in checked["findings"] if f["severity"] == "error"]
    assert fixes == [{cell: "1"} for _, cell in error_rules(checked)]


def test_the_seed_of_zeros_is_read_whole(desk: Desk, shared: Path) -> None:
    source = shared / "seeds/000_53655c6e6ebc2fc5.txt"
    imported = desk.json("import", source, "-o", "a.gip", "--json")
    tables = imported["report"]["tables"]
    assert [value for cells in tables.values() for value in cells.values()] == [0] * 200
    assert not imported["uncertain"]
    assert not error_rules(desk.json("check", "a.gip", "--json"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "今天天气很好。\n明天也好。\n".encode(),
        b"\x00\x01\x02" * 500,
        b"PK\x03\x04" + b"\x00" * 200,
        b"%PDF-1.7\n" + b"\xff" * 300,
        b"\xff\xfe\xfd" * 300,
    ],
    ids=["empty", "no report", "binary", "broken zip", "broken pdf", "no text"],
)
@pytest.mark.parametrize("command", ["import", "check", "show", "export"])
def test_a_file_that_is_no_report_is_refused(desk: Desk, content: bytes, command: str) -> None:
    (desk.folder / "x.txt").write_bytes(content)
    words = {"import": ["-o", "out.gip"], "export": ["-o", "."]}.get(command, ["--json"])
    assert_refused(desk.call(command, "x.txt", *words))
    assert desk.files() == {"x.txt"}


def test_a_text_of_fifty_megabytes_is_refused(desk: Desk) -> None:
    line = "一、总体情况\n这一行没有任何内容，只是很长。\n".encode()
    (desk.folder / "x.txt").write_bytes(line * (50 * 2**20 // len(line)))
    assert_refused(desk.call("import", "x.txt", "-o", "out.gip"))
    assert desk.files() == {"x.txt"}


def test_a_file_that_is_not_there_is_refused(desk: Desk) -> None:
    assert_refused(desk.call("check", "没有这个文件.gip"))


def test_a_damaged_report_file_is_refused(desk: Desk) -> None:
    assert desk.call("new", "--year", "2025", "--agency", "某局", "-o", "a.gip").returncode == 0
    path = desk.folder / "a.gip"
    path.write_bytes(path.read_bytes()[:-100])
    assert_refused(desk.call("show", "a.gip", "--json"))


@pytest.mark.parametrize("where", ["folder", "below a file", "folder missing"])
def test_a_target_that_cannot_be_written_is_named_and_nothing_is_left(
    desk: Desk, where: str
) -> None:
    (desk.folder / "folder").mkdir()
    (desk.folder / "file").write_text("原有内容", "utf-8")
    target = {"folder": "folder", "below a file": "file/a.gip", "folder missing": "no/a.gip"}
    before = desk.files()
    assert_refused(desk.call("new", "--year", "2025", "--agency", "某局", "-o", target[where]))
    assert desk.files() == before


def test_exporting_below_a_file_is_refused(desk: Desk) -> None:
    assert desk.call("new", "--year", "2025", "--agency", "某局", "-o", "a.gip").returncode == 0
    (desk.folder / "file").write_text("原有内容", "utf-8")
    assert_refused(desk.call("export", "a.gip", "-o", "file", "--to", "txt"))
    assert (desk.folder / "file").read_text("utf-8") == "原有内容"


def test_a_full_device_leaves_nothing_half_written(desk: Desk) -> None:
    done = desk.call("import", SAMPLE, "-o", "a.gip", most_bytes=512)
    assert_refused(done)
    assert desk.files() == set()


def test_an_existing_report_is_never_replaced_by_a_new_one(desk: Desk) -> None:
    words = ["new", "--year", "2025", "--agency", "某局", "-o", "a.gip"]
    assert desk.call(*words).returncode == 0
    before = (desk.folder / "a.gip").read_bytes()
    assert_refused(desk.call(*words))
    assert (desk.folder / "a.gip").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["new", "--year", "2012", "--agency", "某局", "-o", "a.gip"],
        ["new", "--year", "二〇二五", "--agency", "某局", "-o", "a.gip"],
        ["new", "--agency", "某局", "-o", "a.gip"],
        ["new", "--year", "2025", "--agency", " ", "-o", "a.gip"],
        ["frobnicate"],
        ["export", "a.gip", "-o", ".", "--to", "ofd"],
    ],
)
def test_wrong_usage_is_told_in_one_chinese_line(desk: Desk, words: list[str]) -> None:
    assert_refused(desk.call(*words))
    assert desk.files() == set()


def test_the_window_without_a_screen_is_refused_in_chinese(desk: Desk) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        desk.environment.pop(name, None)
    if sys.platform.startswith("linux"):
        assert_refused(desk.call())


def test_an_export_makes_its_folder(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    assert desk.call("export", "a.gip", "-o", "新/文件夹", "--to", "txt").returncode == 0
    assert list((desk.folder / "新/文件夹").glob("*.txt"))


def test_a_reader_that_has_enough_is_no_failure(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    command = [sys.executable, "-m", "gipdesk", "show", "a.gip", "--json"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        command, cwd=desk.folder, env=desk.environment, stdout=pipe, stderr=pipe
    )
    assert process.stdout is not None
    process.stdout.close()
    _, errors = process.communicate()
    assert errors == b""


ONE_ROW = """某某市司法局2023年政府信息公开工作年度报告
一、总体情况
全年主动公开政府信息12条。
三、收到和处理政府信息公开申请情况
申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |
一、本年新收政府信息公开申请数量 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
（一）予以公开 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |
（六）其他处理 | 3 | 0 | 0 | 0 | 0 | 0 | 3 |
（七）总计 | 5 | 0 | 0 | 0 | 0 | 0 | 5 |
四、结转下年度继续办理 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |
"""


def test_a_local_form_is_kept_and_left_out_on_request(desk: Desk) -> None:
    (desk.folder / "old.txt").write_text(ONE_ROW, "utf-8")
    imported = desk.json("import", "old.txt", "-o", "a.gip", "--json")
    assert imported["report"]["variants"] == ["otherproc_one_row"]
    assert imported["report"]["tables"]["requests"]["otherproc.natural"] == 3
    name = "某某市司法局2023年政府信息公开工作年度报告.txt"
    assert desk.call("export", "a.gip", "-o", "local", "--to", "txt").returncode == 0
    assert "2.申请人逾期未按收费通知" not in (desk.folder / "local" / name).read_text("utf-8")
    done = desk.call("export", "a.gip", "-o", "official", "--to", "txt", "--official")
    assert done.returncode == 0
    assert "2.申请人逾期未按收费通知" in (desk.folder / "official" / name).read_text("utf-8")
    assert "官方表样没有这一格，未印出：（六）其他处理 · 自然人：3" in done.stderr
    assert desk.json("show", "a.gip", "--json")["variants"] == ["otherproc_one_row"]


def test_a_report_in_traditional_characters_is_converted_only_when_asked(
    desk: Desk, shared: Path
) -> None:
    source = shared / "seeds/003_4fc4cd953e3f21f6.txt"
    kept = desk.json("import", source, "-o", "kept.gip", "--script", "keep", "--json")
    assert kept["report"]["sections"][0]["heading"] == "總體情況"
    converted = desk.json("import", source, "-o", "hans.gip", "--script", "hans", "--json")
    assert converted["report"]["sections"][0]["heading"] == "总体情况"
    text = "".join(section["text"] for section in converted["report"]["sections"])
    assert not set("檔民眾網際縣務開關") & set(text) - set("民")
    assert "规范性文件" in text
    assert "互联网" in text
    assert any("檔案→文件" in note for note in converted["notes"])
    with zipfile.ZipFile(desk.folder / "hans.gip") as package:
        (name,) = [each for each in package.namelist() if each.startswith("source/")]
        assert package.read(name) == source.read_bytes()


@pytest.mark.parametrize("year", ["1999", "2013", "2999"])
def test_a_year_that_no_report_can_be_about_is_refused_by_new_and_import(
    desk: Desk, year: str
) -> None:
    assert_refused(desk.call("new", "--year", year, "--agency", "某某局", "-o", "a.gip"))
    assert_refused(desk.call("import", SAMPLE, "--year", year, "-o", "a.gip"))
    assert not (desk.folder / "a.gip").exists()


def test_exported_json_is_imported_as_the_same_report(desk: Desk) -> None:
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    assert desk.call("export", "a.gip", "-o", "out", "--to", "json").returncode == 0
    (exported,) = (desk.folder / "out").glob("*.json")
    assert desk.call("import", exported, "-o", "b.gip").returncode == 0
    assert desk.json("show", "b.gip", "--json") == desk.json("show", "a.gip", "--json")
