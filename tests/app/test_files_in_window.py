"""Opening, saving and exporting from the window, and what is said when that fails."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from gipdesk.desk import dialogs
from gipdesk.desk.exporting import FormatsDialog
from gipdesk.desk.window import Window
from gipdesk.files.lock import Lock, acquire, lock_path
from gipdesk.files.package import Package, encode, read_package, save_package
from gipdesk.report.changes import SetMeta
from gipdesk.report.edition import Form
from gipdesk.report.report import Meta, Report
from gipdesk.workflow.exporting import Kind, Order
from tests.app.events import answer, button_of, click, ctrl, press, type_ime
from tests.app.reports import blank_report, filled_report


@pytest.fixture
def saved(tmp_path: Path, form: Form) -> Path:
    """A report on disk."""
    path = tmp_path / "某某市司法局2023.gip"
    save_package(path, Package(filled_report(form)), None)
    return path


def on_disk(path: Path) -> Report:
    return read_package(path)[0].report


def edit(window: Window, text: str = "某某路1号") -> None:
    assert window.desk is not None
    window.desk.session.do(SetMeta("address", text))


def replace_asking(monkeypatch: pytest.MonkeyPatch, name: str, path: Path | None) -> list[object]:
    """Stand in for the system's own file dialog."""
    asked: list[object] = []

    def reply(_: object, suggested: object) -> Path | None:
        asked.append(suggested)
        return path

    monkeypatch.setattr(dialogs, name, reply)
    return asked


def test_a_report_is_opened_and_named_in_the_title(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    assert window.windowTitle().startswith(saved.name)
    assert not window.isWindowModified()


def test_what_is_not_saved_is_marked(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    edit(window)
    assert window.isWindowModified()
    ctrl(Qt.Key.Key_Z)
    assert not window.isWindowModified()


def test_saving_writes_the_file_and_keeps_the_previous_one(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    edit(window)
    ctrl(Qt.Key.Key_S)
    assert on_disk(saved).meta.address == "某某路1号"
    assert not window.isWindowModified()
    backup = saved.with_name(f"{saved.name}.bak")
    assert on_disk(backup).meta.address == ""


def test_a_new_report_asks_where_to_and_suggests_its_title(
    window: Window, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "新.gip"
    asked = replace_asking(monkeypatch, "ask_save_path", path)
    window.filing.take(blank_report(form))
    ctrl(Qt.Key.Key_S)
    assert Path(str(asked[0])).name == "某某市司法局2023年政府信息公开工作年度报告.gip"
    assert on_disk(path).meta.year == 2023
    assert window.windowTitle().startswith("新.gip")
    edit(window)
    ctrl(Qt.Key.Key_S)
    assert len(asked) == 1
    assert on_disk(path).meta.address == "某某路1号"


def test_saving_as_leaves_the_old_file_and_goes_on_with_the_new(
    window: Window, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "另一份.gip"
    replace_asking(monkeypatch, "ask_save_path", other)
    window.filing.open_path(saved)
    edit(window)
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    assert on_disk(saved).meta.address == ""
    assert on_disk(other).meta.address == "某某路1号"
    assert not lock_path(saved).exists()
    assert lock_path(other).exists()


def test_saving_over_another_report_replaces_it(
    window: Window, saved: Path, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's dialog has asked whether to replace it."""
    replace_asking(monkeypatch, "ask_save_path", saved)
    window.filing.take(blank_report(form))
    edit(window, "新的")
    assert window.filing.save()
    assert on_disk(saved).meta.address == "新的"


def test_a_file_changed_outside_is_not_overwritten(window: Window, saved: Path, form: Form) -> None:
    window.filing.open_path(saved)
    edit(window)
    theirs = Package(blank_report(form))
    saved.unlink()
    save_package(saved, theirs, None)
    ctrl(Qt.Key.Key_S)
    assert "又被其他程序改动" in window.notices.text()
    assert window.isWindowModified()
    assert on_disk(saved) == theirs.report
    assert button_of(window.notices, "另存为…")


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such mode there")
def test_a_failure_to_save_is_told_and_the_report_stays_unsaved(
    window: Window, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.filing.open_path(saved)
    edit(window)

    def full(_: object, __: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ctrl(Qt.Key.Key_S)
    assert "磁盘空间不足" in window.notices.text()
    assert "原有文件没有改动" in window.notices.text()
    assert window.isWindowModified()
    monkeypatch.undo()
    assert on_disk(saved).meta.address == ""


def test_a_file_that_is_no_report_is_refused_in_a_sentence(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "broken.gip"
    path.write_bytes(b"PK\x03\x04 report.json and nothing else")
    assert not window.filing.open_path(path)
    assert "不是完好的 gipdesk 报告文件" in window.notices.text()
    assert window.desk is None


def test_a_file_held_by_another_program_can_only_be_saved_elsewhere(
    window: Window, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = acquire(saved)
    assert isinstance(other, Lock)
    window.filing.open_path(saved)
    assert "正由他人编辑" in window.notices.text()
    edit(window)
    asked = replace_asking(monkeypatch, "ask_save_path", tmp_path / "副本.gip")
    ctrl(Qt.Key.Key_S)
    assert len(asked) == 1
    assert on_disk(saved).meta.address == ""
    assert on_disk(tmp_path / "副本.gip").meta.address == "某某路1号"
    other.release()


def test_closing_lets_the_file_go(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    assert lock_path(saved).exists()
    ctrl(Qt.Key.Key_W)
    assert window.desk is None
    assert not lock_path(saved).exists()


def test_unsaved_work_can_be_given_up(window: Window, saved: Path, data_folder: Path) -> None:
    window.filing.open_path(saved)
    edit(window)
    seen = answer(lambda dialog: click(button_of(dialog, "不保存")))
    ctrl(Qt.Key.Key_W)
    assert len(seen) == 1
    assert on_disk(saved).meta.address == ""
    assert list((data_folder / "journals").glob("*.journal")) == []


def test_opening_the_open_file_again_shows_what_closing_saved(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    edit(window, "某某路9号")
    answer(lambda box: click(button_of(box, "保存")))
    assert window.filing.open_path(saved)
    assert window.desk is not None
    assert window.desk.session.report.meta.address == "某某路9号"
    assert on_disk(saved).meta.address == "某某路9号"


def test_opening_another_file_asks_about_unsaved_work(
    window: Window, saved: Path, form: Form
) -> None:
    window.filing.take(blank_report(form))
    edit(window)
    answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    assert not window.filing.open_path(saved)
    assert window.desk is not None
    assert window.desk.session.report.meta.address == "某某路1号"


def test_recent_files_are_offered_at_the_start(
    window: Window, saved: Path, data_folder: Path
) -> None:
    window.filing.open_path(saved)
    ctrl(Qt.Key.Key_W)
    assert (data_folder / "recent.json").is_file()
    listed = window.start_page._recent
    assert listed.item(0).text().startswith(saved.stem)
    rect = listed.visualItemRect(listed.item(0))
    QTest.mouseClick(
        listed.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rect.center(),
    )
    assert window.filing.dossier is not None
    assert window.filing.dossier.path == saved


def test_a_file_that_is_gone_is_no_longer_offered(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    ctrl(Qt.Key.Key_W)
    saved.unlink()
    assert window.filing.recent.paths() == []


def test_an_imported_text_is_a_report_without_a_file(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    source = tmp_path / "某某局2023.txt"
    source.write_text("某某市某某局2023年政府信息公开工作年度报告\n一、总体情况\n某某。\n", "utf-8")
    assert window.filing.open_path(source)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert "已从“某某局2023.txt”读入" in window.notices.text()
    assert window.isWindowModified()
    target = tmp_path / "读入.gip"
    replace_asking(monkeypatch, "ask_save_path", target)
    ctrl(Qt.Key.Key_S)
    package, _ = read_package(target)
    assert package.source is not None
    assert package.source.data == source.read_bytes()
    assert not window.isWindowModified()


def test_export_takes_what_stands_in_an_open_field(
    window: Window, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    assert window.desk is not None
    window.desk.show_tab("problems")
    window.desk.start_typing()
    type_ime("仍有不足。")
    replace_asking(monkeypatch, "ask_folder", tmp_path)

    def only_text(dialog: object) -> None:
        assert isinstance(dialog, FormatsDialog)
        for kind, box in dialog.boxes.items():
            if box.isChecked() is not (kind == "txt"):
                click(box, QPoint(8, box.height() // 2))
        click(button_of(dialog, "选择文件夹…"))

    answer(only_text)
    ctrl(Qt.Key.Key_E)
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=15000)
    assert "已逐格核对 200 个数" in window.notices.text()
    made = tmp_path / "某某市司法局2023年政府信息公开工作年度报告.txt"
    assert "仍有不足。" in made.read_text("utf-8")


def test_an_export_somebody_corrected_is_not_overwritten_unasked(
    window: Window, form: Form, tmp_path: Path, qtbot: QtBot
) -> None:
    window.filing.take(filled_report(form))
    window.filing.export_to(tmp_path, Order((Kind.TXT,)))
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=15000)
    made = next(tmp_path.glob("*.txt"))
    made.write_text("领导改过", "utf-8")
    seen = answer(lambda dialog: click(button_of(dialog, "取消")))
    window.filing.export_to(tmp_path, Order((Kind.TXT,)))
    qtbot.waitUntil(lambda: bool(seen), timeout=15000)
    assert "可能有人在上面修改" in seen[0]
    assert made.read_text("utf-8") == "领导改过"
    answer(lambda dialog: click(button_of(dialog, "覆盖")))
    window.filing.export_to(tmp_path, Order((Kind.TXT,)))
    qtbot.waitUntil(lambda: "某某市司法局" in made.read_text("utf-8"), timeout=15000)
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=15000)


def test_a_newer_file_is_shown_but_not_saved(window: Window, form: Form, tmp_path: Path) -> None:
    path = tmp_path / "新版.gip"
    package = Package(filled_report(form))
    package.format = 999
    path.write_bytes(encode(package))
    assert window.filing.open_path(path)
    assert "由更新版本的程序保存" in window.notices.text()


def test_meta_of_a_saved_report_is_unchanged_by_looking(window: Window, saved: Path) -> None:
    before: Meta = on_disk(saved).meta
    data = saved.read_bytes()
    window.filing.open_path(saved)
    assert window.desk is not None
    for tab in window.desk.tabs.tabs_model.tabs:
        window.desk.show_tab(tab.id)
    assert not window.isWindowModified()
    assert saved.read_bytes() == data
    assert on_disk(saved).meta == before


def test_message_boxes_leave_nothing_behind(window: Window, saved: Path) -> None:
    window.filing.open_path(saved)
    edit(window)
    answer(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    window.close()
    QTest.qWait(0)
    assert [each for each in window.findChildren(QMessageBox) if each.isVisible()] == []
