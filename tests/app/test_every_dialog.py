"""Each window beside the program's own: for eye, ear and keyboard, with the longest words."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
)

from gipdesk.desk.window import Window
from tests.app.events import press
from tests.app.everybody import misnamed, nameless, roleless, stops_of, unlabelled, walk_by_tab
from tests.app.legible import clashing_keys, illegible, out_of_reach, visible
from tests.app.shown import WAYS, Way, look_at, made_in_source

# 1366 × 768 at 125 %, without the bar of tasks (48) and the title and frame of a window (34, 2).
ROOM = QSize(1366 * 4 // 5 - 2, 768 * 4 // 5 - 48 - 34)

OURS = [each for each in WAYS if each.is_ours]
each_window = pytest.mark.parametrize("way", OURS, ids=[each.what for each in OURS])
each_of_qt = pytest.mark.parametrize(
    "way",
    [each for each in WAYS if not each.is_ours],
    ids=[each.what for each in WAYS if not each.is_ours],
)


def test_no_window_is_forgotten() -> None:
    assert made_in_source() == {each.made_in for each in WAYS}


@each_window
def test_it_can_be_heard_walked_and_left_by_the_keyboard(
    way: Way, window: Window, tmp_path: Path
) -> None:
    def look(dialog: QDialog) -> None:
        assert dialog.windowTitle()
        assert nameless(dialog) == []
        assert unlabelled(dialog) == []
        assert roleless(dialog) == []
        assert misnamed(dialog) == []
        assert clashing_keys(_written_in(dialog)) == []
        focus = QApplication.focusWidget()
        assert focus is not None
        assert dialog.isAncestorOf(focus)
        assert stops_of(dialog) <= set(walk_by_tab(dialog))
        _assert_enter_is_safe(dialog)
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        assert isinstance(dialog, QMessageBox) or not dialog.result()

    look_at(lambda: way.open(window, tmp_path), look)


def _written_in(dialog: QDialog) -> list[str]:
    shown = visible(dialog)
    return [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]


def _assert_enter_is_safe(dialog: QDialog) -> None:
    """Where something is decided Enter does it, unless something would be lost."""
    roles = QDialogButtonBox.ButtonRole
    for box in dialog.findChildren(QDialogButtonBox):
        defaults = [box.buttonRole(each) for each in box.buttons() if each.property("default")]
        decides = roles.AcceptRole in map(box.buttonRole, box.buttons())
        assert len(defaults) == 1 or not decides
        assert not {roles.DestructiveRole, roles.ResetRole, roles.ActionRole} & set(defaults)


@each_window
def test_it_fits_a_small_screen_and_nothing_in_it_is_cut(
    way: Way, window: Window, tmp_path: Path
) -> None:
    def look(dialog: QDialog) -> None:
        dialog.resize(dialog.size().boundedTo(ROOM))
        QApplication.processEvents()
        least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        wrong = [
            f"{each.toTuple()}" for each in (dialog.size(), least) if each.boundedTo(ROOM) != each
        ]
        wrong += illegible(dialog) + out_of_reach(dialog, stops_of(dialog))
        assert wrong == []

    look_at(lambda: way.open(window, tmp_path), look)


@each_of_qt
def test_what_the_system_asks_has_a_title_and_is_given_up_by_esc(
    way: Way, window: Window, tmp_path: Path
) -> None:
    titles: list[str] = []

    def look(dialog: QDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.setFocus()
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    look_at(lambda: way.open(window, tmp_path), look)
    assert titles
    assert titles[0]
