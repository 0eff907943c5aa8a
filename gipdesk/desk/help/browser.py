"""The pane that shows a chapter: our HTML in the colours of the window, pictures that fit."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QImageReader, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from gipdesk.desk.appearance import colours
from gipdesk.desk.help.book import Book
from gipdesk.desk.help.look import css_of

_SCHEME: Final = "help:/"
_WIDEST: Final = 640  # pixels of a picture
_TAKEN_AT: Final = 2  # pixels of the file a pixel of the window it shows
_MARGIN: Final = 28


class HelpBrowser(QTextBrowser):
    """Shows one chapter of a book; remembers the way one came."""

    anchor_shown = Signal(str)  # chapter, or chapter#topic

    def __init__(self, book: Book, pictures: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("manual")
        self.setAccessibleName("手册正文")
        self.setOpenExternalLinks(False)
        self._book = book
        self._pictures = pictures
        self._sizes: dict[str, QSize] = {}
        self._dress()
        self.sourceChanged.connect(lambda url: self.anchor_shown.emit(_anchor(url)))

    def show_book(self, book: Book) -> None:
        """Show another state of the manual from the next chapter on."""
        self._book = book

    def go_to(self, anchor: str) -> None:
        """Show a place of the book."""
        self.setSource(QUrl(_SCHEME + anchor))
        self.anchor_shown.emit(anchor)

    def here(self) -> str:
        """The anchor that was gone to last."""
        return _anchor(self.source())

    # ---------------------------------------------------------------- Qt

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A chapter's HTML, or a picture at the size it is shown in."""
        path = QUrl(name).path().lstrip("/")
        if kind == QTextDocument.ResourceType.HtmlResource.value:
            chapter = self._book.chapter(path)
            return chapter.html(self._shown_size) if chapter else ""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(Path(path).stem)
        return super().loadResource(kind, name)

    def changeEvent(self, event: QEvent) -> None:
        """Take on the colours of another palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            at = self.verticalScrollBar().value()
            self._dress()
            self.reload()
            self.verticalScrollBar().setValue(at)

    # ---------------------------------------------------------------- inside

    def _dress(self) -> None:
        self.document().setDocumentMargin(_MARGIN)
        self.document().setDefaultStyleSheet(css_of(colours()))

    def _shown_size(self, name: str) -> tuple[int, int]:
        """Width and height of a picture in the text, in pixels of the screen's unit."""
        if name not in self._sizes:
            self._sizes[name] = QImageReader(str(self._file(name))).size()
        size = self._sizes[name]
        width = min(_WIDEST, size.width() // _TAKEN_AT)
        return width, round(width * size.height() / max(1, size.width()))

    def _file(self, name: str) -> Path:
        return self._pictures / f"{name}.png"

    def _picture(self, name: str) -> QImage:
        """Scaled for the screen here: the document's own scaling is coarse."""
        ratio = self.devicePixelRatioF()
        image = QImage(str(self._file(name)))
        width, height = (round(each * ratio) for each in self._shown_size(name))
        image = image.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image


def _anchor(url: QUrl) -> str:
    path, topic = url.path().lstrip("/"), url.fragment()
    return f"{path}#{topic}" if topic else path
