"""Pictures and tables of one's own in a section: put in, typed, moved, taken out, recovered."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMenu, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from gipdesk.desk.blocks.frames import PictureEditor
from gipdesk.desk.blocks.free_table import FreeTableGrid
from gipdesk.desk.blocks.picture_view import PictureView
from gipdesk.desk.section_page import SectionPage
from gipdesk.desk.session import Session
from gipdesk.desk.window import Window
from gipdesk.files.package import read_package
from gipdesk.report.edition import Form
from gipdesk.report.report import Block, FreeTable, Picture
from gipdesk.workflow.exporting import Kind, Order
from tests.app.events import (
    answer,
    button_of,
    click,
    compose,
    ctrl,
    page_of,
    press,
    texts_in,
    type_ime,
    type_keys,
    wait_active,
)
from tests.app.test_text_editing import editor_of, open_section


def image(width: int = 40, height: int = 20) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.darkCyan)
    return made


def png(path: Path) -> Path:
    assert image().save(str(path))
    return path


def blocks_of(session: Session, section_id: str = "problems") -> list[Block]:
    section = session.report.section(section_id)
    assert section is not None
    return list(section.blocks)


def kinds_of(session: Session) -> list[str]:
    return [type(each).__name__ for each in blocks_of(session)]


def page(window: Window) -> SectionPage:
    shown = page_of(window)
    assert isinstance(shown, SectionPage)
    return shown


def grid_of(window: Window) -> FreeTableGrid:
    found = page(window).findChild(FreeTableGrid)
    assert isinstance(found, FreeTableGrid)
    return found


def rows_of(session: Session) -> tuple[tuple[str, ...], ...]:
    return next(each.rows for each in blocks_of(session) if isinstance(each, FreeTable))


def drop(target: QWidget, data: QMimeData) -> bool:
    """Drag something onto a widget and let it go; whether the widget took it."""
    place = target.rect().center()
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, entering)
    if not entering.isAccepted():
        return False
    dropping = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, dropping)
    return dropping.isAccepted()


# -------------------------------------------------------------------- pictures


def test_a_copied_picture_is_put_in_behind_the_paragraph(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲", "乙")
    press(Qt.Key.Key_Up)
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    assert kinds_of(session) == ["Paragraph", "Picture", "Paragraph"]
    assert session.undo_stack.count() == 1
    dossier = window.filing.dossier
    assert dossier is not None
    (name,) = dossier.package.media
    assert dossier.package.media[name].startswith(b"\x89PNG")


def test_a_dropped_picture_is_put_in_and_other_files_are_left_to_the_window(
    window: Window, form: Form, tmp_path: Path
) -> None:
    session = open_section(window, form, "problems", "甲")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(png(tmp_path / "某.png")))])
    assert drop(editor_of(window).viewport(), files)
    assert kinds_of(session) == ["Paragraph", "Picture"]
    others = QMimeData()
    others.setUrls([QUrl.fromLocalFile("/tmp/某.gip")])
    drop(editor_of(window).viewport(), others)
    assert "某.gip" in window.notices.text()
    assert kinds_of(session) == ["Paragraph", "Picture"]


def test_a_picture_dropped_beside_the_text_comes_to_the_end(
    window: Window, form: Form, tmp_path: Path
) -> None:
    session = open_section(window, form, "requests")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(png(tmp_path / "某.png")))])
    assert drop(page(window).viewport(), files)
    assert isinstance(blocks_of(session, "requests")[-1], Picture)


def test_a_picture_is_chosen_from_the_menu(
    window: Window, form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_section(window, form, "problems", "甲")
    chosen = ([str(png(tmp_path / "某.png"))], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: chosen)
    window.actions_by_id["insert_picture"].trigger()
    assert kinds_of(session) == ["Paragraph", "Picture"]


def test_what_is_no_picture_is_told(window: Window, form: Form, tmp_path: Path) -> None:
    session = open_section(window, form, "problems", "甲")
    false = tmp_path / "某.png"
    false.write_bytes(b"not a picture")
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(false))])
    drop(editor_of(window).viewport(), files)
    assert kinds_of(session) == ["Paragraph"]
    assert "某.png" in window.statusBar().currentMessage()


def test_the_caption_is_typed_at_once_and_undone(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    type_ime("图一")
    type_ime("某某")
    picture = blocks_of(session)[1]
    assert isinstance(picture, Picture)
    assert picture.caption == "图一某某"
    ctrl(Qt.Key.Key_Z)
    assert kinds_of(session) == ["Paragraph", "Picture"]
    ctrl(Qt.Key.Key_Z)
    assert kinds_of(session) == ["Paragraph"]


def test_a_picture_moves_and_keeps_the_focus(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲", "乙")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    up = button_of(page(window), "上移（图片）")
    up.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Space)
    assert kinds_of(session) == ["Picture", "Paragraph", "Paragraph"]
    press(Qt.Key.Key_Space)
    assert session.undo_stack.count() == 3


def test_a_picture_is_deleted_and_comes_back(window: Window, form: Form) -> None:
    session = open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    click(button_of(page(window), "删除（图片）"))
    assert kinds_of(session) == ["Paragraph"]
    ctrl(Qt.Key.Key_Z)
    shown = page(window).findChildren(PictureEditor)
    assert len([each for each in shown if each.isVisible()]) == 1


def test_a_picture_is_saved_with_the_report(window: Window, form: Form, tmp_path: Path) -> None:
    open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    dossier = window.filing.dossier
    assert dossier is not None
    dossier.save_as(tmp_path / "某.gip")
    package, _ = read_package(tmp_path / "某.gip")
    assert len(package.media) == 1


def test_a_removed_picture_is_not_saved_and_undo_still_gives_it_back(
    window: Window, form: Form, tmp_path: Path
) -> None:
    open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    dossier = window.filing.dossier
    assert dossier is not None
    path = tmp_path / "某.gip"
    dossier.save_as(path)
    click(button_of(page(window), "删除（图片）"))
    ctrl(Qt.Key.Key_S)
    assert read_package(path)[0].media == {}
    ctrl(Qt.Key.Key_Z)
    assert not view_of(window).pixmap().isNull()
    ctrl(Qt.Key.Key_S)
    assert len(read_package(path)[0].media) == 1


# -------------------------------------------------------------------- the width of a picture


def open_picture(window: Window, form: Form, width: int = 1200, height: int = 500) -> Session:
    """A section with a picture, its caption focused."""
    session = open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image(width, height))
    ctrl(Qt.Key.Key_V)
    return session


def view_of(window: Window) -> PictureView:
    (found,) = page(window).findChildren(PictureView)
    return found


def shown_width(window: Window) -> float:
    pixmap = view_of(window).pixmap()
    return pixmap.width() / pixmap.devicePixelRatio()


def width_in(session: Session) -> int | None:
    (picture,) = session.report.pictures()
    return picture.width


def menu_that_opened(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def pick(menu: QMenu, text: str) -> None:
    """Click a line of a menu."""
    (action,) = (each for each in menu.actions() if each.text().replace("&", "") == text)
    click(menu, menu.actionGeometry(action).center())


def test_a_width_is_chosen_with_the_mouse_and_shown_in_proportion(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    session = open_picture(window, form)
    whole = shown_width(window)
    click(button_of(page(window), "图片宽度：自动"))
    pick(menu_that_opened(qtbot), "50 %")
    assert width_in(session) == 50
    assert shown_width(window) == pytest.approx(whole / 2, abs=1)
    assert session.undo_stack.undoText() == "调整图片宽度"
    click(button_of(page(window), "图片宽度：50 %"))
    pick(menu_that_opened(qtbot), "通栏 100 %")
    assert shown_width(window) == whole
    ctrl(Qt.Key.Key_Z)
    assert width_in(session) == 50
    ctrl(Qt.Key.Key_Z)
    assert width_in(session) is None
    assert button_of(page(window), "图片宽度：自动").isVisible()


def test_a_width_is_chosen_with_the_keyboard(window: Window, form: Form, qtbot: QtBot) -> None:
    session = open_picture(window, form)
    offer = button_of(page(window), "图片宽度：自动")
    for _ in range(20):
        if offer.hasFocus():
            break
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert offer.hasFocus()
    QTimer.singleShot(50, lambda: QTest.keyClick(menu_that_opened(qtbot), Qt.Key.Key_7))
    press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: width_in(session) == 75)
    assert offer.hasFocus()


def test_keys_lead_from_width_to_width_while_the_caption_is_typed(
    window: Window, form: Form
) -> None:
    session = open_picture(window, form)
    type_ime("图一")
    widths = []
    for key in "[[[[]]]]":
        bracket = Qt.Key.Key_BracketLeft if key == "[" else Qt.Key.Key_BracketRight
        ctrl(bracket)
        widths.append(width_in(session))
    assert widths == [75, 50, 25, 25, 50, 75, 100, 100]
    (picture,) = session.report.pictures()
    assert picture.caption == "图一"


def test_any_number_in_between_can_be_typed(window: Window, form: Form, qtbot: QtBot) -> None:
    session = open_picture(window, form)

    def type_sixty(dialog: QDialog) -> None:
        field = dialog.findChild(QSpinBox)
        assert field is not None
        field.selectAll()
        QTest.keyClicks(field, "60")
        QTest.keyClick(field, Qt.Key.Key_Return)

    titles = answer(type_sixty)
    click(button_of(page(window), "图片宽度：自动"))
    pick(menu_that_opened(qtbot), "其他(O)…")
    qtbot.waitUntil(lambda: width_in(session) == 60)
    assert titles == ["图片宽度"]
    window.activateWindow()  # as a desktop does of itself
    wait_active(window)
    ctrl(Qt.Key.Key_BracketRight)
    assert width_in(session) == 75


def test_a_right_click_on_the_picture_offers_the_widths(
    window: Window, form: Form, qtbot: QtBot
) -> None:
    session = open_picture(window, form)
    place = view_of(window).rect().center()
    at = view_of(window).mapToGlobal(place)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, at)
    QApplication.sendEvent(view_of(window), event)
    pick(menu_that_opened(qtbot), "25 %")
    assert width_in(session) == 25


def test_a_tiny_picture_is_enlarged_only_with_a_word_about_it(window: Window, form: Form) -> None:
    session = open_picture(window, form, 96, 48)
    own = shown_width(window)
    warning = "原图较小，印出来不清晰"
    assert warning not in visible_texts(window)
    ctrl(Qt.Key.Key_BracketRight)
    assert width_in(session) == 25
    assert shown_width(window) > own
    assert warning in visible_texts(window)
    ctrl(Qt.Key.Key_Z)
    assert warning not in visible_texts(window)


def visible_texts(window: Window) -> list[str]:
    return [each.text() for each in page(window).findChildren(QLabel) if each.isVisible()]


def test_a_tall_picture_is_never_higher_than_a_page(window: Window, form: Form) -> None:
    open_picture(window, form, 300, 1600)
    ctrl(Qt.Key.Key_BracketRight)
    ctrl(Qt.Key.Key_BracketRight)
    pixmap = view_of(window).pixmap()
    wide, high = pixmap.width(), pixmap.height()
    assert wide / high == pytest.approx(300 / 1600, rel=0.02)
    assert high / pixmap.devicePixelRatio() <= 560 * 225 / 156 + 1


# -------------------------------------------------------------------- tables


def open_table(window: Window, form: Form) -> Session:
    session = open_section(window, form, "problems", "甲")
    window.actions_by_id["insert_table"].trigger()
    return session


def test_a_table_is_put_in_and_typed_with_tab(window: Window, form: Form) -> None:
    session = open_table(window, form)
    type_ime("项目")
    press(Qt.Key.Key_Tab)
    compose("shu")
    type_ime("数量")
    press(Qt.Key.Key_Tab)
    type_keys("1")
    type_keys("2")
    press(Qt.Key.Key_Tab)
    assert rows_of(session)[0] == ("项目", "数量", "12")


def test_tab_behind_the_last_cell_adds_a_row_and_leaves_a_blank_one(
    window: Window, form: Form
) -> None:
    session = open_table(window, form)
    grid = grid_of(window)
    grid.setCurrentCell(2, 2)
    type_keys("9")
    press(Qt.Key.Key_Tab)
    assert len(rows_of(session)) == 4
    assert (grid.currentRow(), grid.currentColumn()) == (3, 0)
    grid.setCurrentCell(3, 2)
    press(Qt.Key.Key_Tab)
    assert not grid.hasFocus()
    assert len(rows_of(session)) == 4


def test_each_cell_is_a_step_of_undo(window: Window, form: Form) -> None:
    session = open_table(window, form)
    for word in ("a", "b"):
        type_keys(word)
        press(Qt.Key.Key_Tab)
    ctrl(Qt.Key.Key_Z)
    assert rows_of(session)[0] == ("a", "", "")
    cell = grid_of(window).item(0, 1)
    assert cell is not None
    assert cell.text() == ""


def test_rows_and_columns_come_and_go(window: Window, form: Form) -> None:
    session = open_table(window, form)
    grid_of(window).setCurrentCell(0, 0)
    type_keys("a")
    press(Qt.Key.Key_Return)
    click(button_of(page(window), "插入列（表格）"))
    assert [len(row) for row in rows_of(session)] == [4, 4, 4]
    click(button_of(page(window), "插入行（表格）"))
    assert len(rows_of(session)) == 4
    click(button_of(page(window), "删除行（表格）"))
    click(button_of(page(window), "删除列（表格）"))
    assert rows_of(session) == (("a", "", ""), ("", "", ""), ("", "", ""))


def test_typing_in_a_cell_is_taken_when_the_report_is_saved(
    window: Window, form: Form, tmp_path: Path
) -> None:
    session = open_table(window, form)
    type_keys("a")
    dossier = window.filing.dossier
    assert dossier is not None
    dossier.save_as(tmp_path / "某.gip")
    assert rows_of(session)[0][0] == "a"


def test_a_copied_block_goes_in_from_the_current_cell_on(window: Window, form: Form) -> None:
    session = open_table(window, form)
    grid_of(window).setCurrentCell(1, 1)
    QGuiApplication.clipboard().setText("a\tb\nc\td\ne\tf\n")
    ctrl(Qt.Key.Key_V)
    assert rows_of(session)[1:] == (("", "a", "b"), ("", "c", "d"), ("", "e", "f"))
    assert session.undo_stack.count() == 2


def test_delete_empties_the_chosen_cells(window: Window, form: Form) -> None:
    session = open_table(window, form)
    type_keys("a")
    press(Qt.Key.Key_Return)
    grid_of(window).setCurrentCell(0, 0)
    press(Qt.Key.Key_Delete)
    assert rows_of(session)[0][0] == ""


def test_text_goes_on_behind_a_table(window: Window, form: Form) -> None:
    session = open_table(window, form)
    offers = [each for each in page(window).findChildren(QWidget) if each.objectName() == "link"]
    assert offers
    click(button_of(page(window), "＋ 在此处写文字"))
    type_ime("表后")
    assert kinds_of(session) == ["Paragraph", "FreeTable", "Paragraph"]


def test_a_section_keeps_its_count_with_a_table_in_it(window: Window, form: Form) -> None:
    open_table(window, form)
    assert "1 字" in texts_in(page_of(window))


def test_pictures_and_tables_are_on_paper(
    window: Window, form: Form, tmp_path: Path, qtbot: QtBot
) -> None:
    open_section(window, form, "problems", "甲")
    QGuiApplication.clipboard().setImage(image())
    ctrl(Qt.Key.Key_V)
    type_ime("图一")
    window.actions_by_id["insert_table"].trigger()
    type_ime("表中字")
    press(Qt.Key.Key_Tab)
    window.filing.export_to(tmp_path, Order((Kind.DOCX, Kind.TXT)))
    qtbot.waitUntil(lambda: not window.filing.is_exporting(), timeout=30_000)
    (text,) = tmp_path.glob("*.txt")
    assert "图一" in text.read_text("utf-8")
    assert "表中字" in text.read_text("utf-8")
    (word,) = tmp_path.glob("*.docx")
    with ZipFile(word) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
