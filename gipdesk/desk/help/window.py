"""The manual's window: contents and search at the left, the chapter at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gipdesk.desk.fitting import fit
from gipdesk.desk.help.book import Book, Chapter
from gipdesk.desk.help.browser import HelpBrowser
from gipdesk.desk.labels import label, named

_SIZE = QSize(1020, 680)
_CONTENTS_WIDTH = 250
_ANCHOR = Qt.ItemDataRole.UserRole
_MOST_HITS = 60


class HelpWindow(QDialog):
    """Shows the manual; not modal, so that one reads it beside one's work."""

    def __init__(self, book: Book, pictures: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("使用手册")
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self._book = book
        self.browser = HelpBrowser(book, pictures, self)
        self.contents = self._contents()
        self.search = self._search()
        self.hits = self._hits()
        self._pages = QStackedWidget()  # contents, or what was found
        self._lay_out()
        self._connect()
        self._fill_contents()
        fit(self, _SIZE)

    def show_book(self, book: Book) -> None:
        """Show another state of the manual."""
        self._book = book
        self.browser.show_book(book)
        self._fill_contents()

    def go_to(self, anchor: str) -> None:
        """Open a place of the manual and come to the front."""
        self.search.clear()
        self.browser.go_to(anchor)
        self.show()
        self.raise_()
        self.activateWindow()
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------- building

    def _contents(self) -> QTreeWidget:
        tree = named(QTreeWidget(), "contents")
        tree.setHeaderHidden(True)
        tree.setAccessibleName("目录")
        tree.setIndentation(14)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return tree

    def _search(self) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText("在手册中查找")
        field.setAccessibleName("在手册中查找")
        field.setClearButtonEnabled(True)
        return field

    def _hits(self) -> QListWidget:
        found = named(QListWidget(), "contents")
        found.setAccessibleName("查找结果")
        found.setWordWrap(True)
        found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return found

    def _lay_out(self) -> None:
        left = named(QWidget(), "contentsPane")
        lines = QVBoxLayout(left)
        lines.setContentsMargins(10, 10, 10, 10)
        lines.setSpacing(8)
        lines.addLayout(self._way())
        lines.addWidget(self.search)
        self._pages.addWidget(self.contents)
        self._pages.addWidget(self.hits)
        lines.addWidget(self._pages, 1)
        split = QSplitter()
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.browser)
        split.setStretchFactor(1, 1)
        split.setSizes([_CONTENTS_WIDTH, _SIZE.width() - _CONTENTS_WIDTH])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(split)

    def _way(self) -> QHBoxLayout:
        """The way back and on."""
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label("使用手册", "subheading"), 1)
        self.back = _step("←", "返回上一处（Alt+←）")
        self.onward = _step("→", "前进（Alt+→）")
        row.addWidget(self.back)
        row.addWidget(self.onward)
        return row

    def _connect(self) -> None:
        browser = self.browser
        self.back.clicked.connect(browser.backward)
        self.onward.clicked.connect(browser.forward)
        browser.backwardAvailable.connect(self.back.setEnabled)
        browser.forwardAvailable.connect(self.onward.setEnabled)
        browser.anchor_shown.connect(self._mark)
        self.contents.currentItemChanged.connect(self._open_item)
        self.hits.itemClicked.connect(self._open_hit)
        self.hits.itemActivated.connect(self._open_hit)
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._open_first)
        for keys, act in (
            (
                QKeySequence("Ctrl+F"),
                partial(self.search.setFocus, Qt.FocusReason.OtherFocusReason),
            ),
            (QKeySequence("Alt+Left"), browser.backward),
            (QKeySequence("Alt+Right"), browser.forward),
        ):
            QShortcut(keys, self, act)

    def _fill_contents(self) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for chapter in self._book.chapters:
            self.contents.addTopLevelItem(_chapter_item(chapter))
        self.contents.blockSignals(False)

    # ---------------------------------------------------------------- going there

    def _open_item(self, item: QTreeWidgetItem | None) -> None:
        if item is not None and item.data(0, _ANCHOR) != self.browser.here():
            self.browser.go_to(item.data(0, _ANCHOR))

    def _open_hit(self, item: QListWidgetItem) -> None:
        anchor = item.data(_ANCHOR)
        if anchor:
            self.browser.go_to(anchor)

    def _open_first(self) -> None:
        first = self.hits.item(0)
        if self.search.text().strip() and first:
            self._open_hit(first)

    def _mark(self, anchor: str) -> None:
        """Show in the contents where one is."""
        found = self._item(anchor) or self._item(anchor.partition("#")[0])
        if found is None:
            return
        self.contents.blockSignals(True)
        self.contents.setCurrentItem(found, 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for number in range(self.contents.topLevelItemCount()):
            chapter = self.contents.topLevelItem(number)
            if chapter is not None:
                chapter.setExpanded(chapter is (found.parent() or found))
        self.contents.blockSignals(False)

    def _item(self, anchor: str) -> QTreeWidgetItem | None:
        items = self.contents.findItems(
            "", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        )
        return next((each for each in items if each.data(0, _ANCHOR) == anchor), None)

    # ---------------------------------------------------------------- finding

    def _find(self, words: str) -> None:
        self.hits.clear()
        self._pages.setCurrentWidget(self.hits if words.strip() else self.contents)
        if not words.strip():
            return
        for hit in list(self._book.find(words))[:_MOST_HITS]:
            item = QListWidgetItem(f"{self._path(hit.topic.anchor)}\n{hit.snippet}")
            item.setData(_ANCHOR, hit.topic.anchor)
            self.hits.addItem(item)
        if not self.hits.count():
            self.hits.addItem(QListWidgetItem("没有找到。换个说法试试。"))

    def _path(self, anchor: str) -> str:
        chapter = self._book.chapter(anchor)
        topics = chapter.topics if chapter else ()
        title = next((each.title for each in topics if each.anchor == anchor), "")
        name = chapter.title if chapter else ""
        return name if title == name else f"{name} › {title}"


def _step(sign: str, name: str) -> QToolButton:
    made = named(QToolButton(), "step")
    made.setText(sign)
    made.setToolTip(name)
    made.setAccessibleName(name.partition("（")[0])
    made.setEnabled(False)
    return made


def _chapter_item(chapter: Chapter) -> QTreeWidgetItem:
    item = QTreeWidgetItem([chapter.title])
    item.setData(0, _ANCHOR, chapter.id)
    for topic in chapter.topics[1:]:
        below = QTreeWidgetItem([topic.title])
        below.setData(0, _ANCHOR, topic.anchor)
        item.addChild(below)
    return item
