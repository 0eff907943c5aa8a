"""Sources on disk and on the clipboard, dropped, opened and waited for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gipdesk.desk.source import SourcePanel
from gipdesk.desk.window import Window

PATIENCE_MS = 20_000

TEXT = "某某市某某局2023年政府信息公开工作年度报告\n一、总体情况\n某某。\n"
PAGE = (
    "<p>某某市某某局2023年政府信息公开工作年度报告</p>"
    "<p>一、总体情况</p><p>某某。</p>"
    "<p>二、主动公开政府信息情况</p>"
    "<table><tr><td colspan=4>第二十条第（一）项</td></tr>"
    "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    "<tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr>"
    "<tr><td>行政规范性文件</td><td>4</td><td>5</td><td>6</td></tr></table>"
)


def import_file(window: Window, path: Path, qtbot: QtBot) -> None:
    """Open a source and wait until it is there."""
    before = window.desk
    window.filing.open_path(path)
    qtbot.waitUntil(lambda: window.desk not in (None, before), timeout=PATIENCE_MS)


def source_of(window: Window, qtbot: QtBot) -> SourcePanel:
    """The pane with the source, shown, the source read."""
    assert window.desk is not None
    panel = window.desk.side.source
    window.actions_by_id["source"].trigger()
    qtbot.waitUntil(panel.is_ready, timeout=PATIENCE_MS)
    return panel


def drop(window: Window, paths: Sequence[Path], at: QPoint) -> None:
    """Drop files at a place of the window, through the window system's way into it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))  # as file managers do
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    handle = window.windowHandle()
    QApplication.sendEvent(handle, QDragEnterEvent(at, copy, data, left, none))
    QApplication.sendEvent(handle, QDropEvent(QPointF(at), copy, data, left, none))


def wait_for(condition: Callable[[], bool], qtbot: QtBot) -> None:
    """Wait with the patience that a loaded machine needs."""
    qtbot.waitUntil(condition, timeout=PATIENCE_MS)
