"""The offer to turn a report in Traditional characters into Simplified ones, and its review."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.labels import end_with_choice, wrapped
from gipdesk.desk.notice_bar import NoticeBar
from gipdesk.desk.session import Session
from gipdesk.desk.task import Task
from gipdesk.readers.recogniser.script import is_traditional
from gipdesk.report.report import Report, copy_of
from gipdesk.workflow.script import ScriptConversion, read_phrases, simplified_changes

_OFFER = "来源是繁体字。转换为简体以前，可以先看要改换的用语；来源文件保持原样。"
_COLUMNS = ("原文", "改为", "次数")
_MOST_ROWS_SHOWN = 12


class ScriptOffer(NoticeBar):
    """A bar above the report; nothing is converted without a person's yes."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    def offer(self) -> None:
        """Offer the conversion, if the report is written in Traditional characters."""
        report = self._session.report
        texts = (text for section in report.sections for text in (section.heading, section.text))
        if is_traditional("".join((report.meta.title, *texts))):
            self.tell(_OFFER, 查看并转换为简体=self.review, 保留=self.hide)

    def review(self) -> None:
        """Show what would be converted; the list of words is read beside the window's thread."""
        if self._task is None:
            report = copy_of(self._session.report)
            self._task = Task(partial(_conversion_of, report), (), self)
            self._task.ended.connect(self._rest)
            self._task.done.connect(self._open)
            self._task.start()

    def _rest(self) -> None:
        self._task = None

    def _open(self, conversion: ScriptConversion) -> None:
        if not conversion.change.changes:
            self.tell("报告里没有需要转换的繁体字。")
            return
        review = ScriptReview(conversion, self)
        review.accepted.connect(self._convert)
        review.show()

    def _convert(self) -> None:
        """Convert the report as it is by now, in one step."""
        self._session.commit_open_editors()
        change = _conversion_of(self._session.report).change
        self._session.do(change, change.label)
        self.hide()


class ScriptReview(QDialog):
    """The words that would be changed, and how often; the report can be read meanwhile."""

    def __init__(self, conversion: ScriptConversion, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("繁体转换为简体")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 18, 20, 16)
        lines.setSpacing(10)
        lines.addWidget(wrapped(_in_words(conversion)))
        if conversion.words:
            lines.addWidget(_table_of(conversion), 1)
        lines.addWidget(wrapped("表中的数字不变。转换是一步操作，可以撤销。", "quiet"))
        end_with_choice(self, lines, "转换为简体", "不转换")
        self.setMinimumWidth(440)


def _conversion_of(report: Report) -> ScriptConversion:
    return simplified_changes(report, read_phrases())


def _in_words(conversion: ScriptConversion) -> str:
    characters = f"将有 {conversion.characters} 个字由繁体改为简体"
    if not conversion.words:
        return f"{characters}，用语不变。"
    return f"{characters}，并按大陆的用法改换 {len(conversion.words)} 个词语，请核对："


def _table_of(conversion: ScriptConversion) -> QTableWidget:
    table = QTableWidget(len(conversion.words), len(_COLUMNS))
    table.setTabKeyNavigation(False)
    table.setAccessibleName("改换的用语")
    table.setHorizontalHeaderLabels(_COLUMNS)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for row, word in enumerate(conversion.words):
        for column, text in enumerate((word.traditional, word.simplified, f"{word.count}")):
            item = QTableWidgetItem(text)
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            table.setItem(row, column, item)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    shown = min(len(conversion.words), _MOST_ROWS_SHOWN)
    header = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(header + shown * table.rowHeight(0) + 2 * table.frameWidth() + 2)
    return table
