"""Pictures in a Word file, as large as in the PDF, each with its caption below."""

from __future__ import annotations

from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Final

from docx.shared import Pt
from docx.text.parfmt import ParagraphFormat

from gipdesk.document.nodes import Figure
from gipdesk.document.stylesheet import StyleSheet, points
from gipdesk.writers.characters import printable
from gipdesk.writers.pictures import shown
from gipdesk.writers.typeset.figures import picture_size
from gipdesk.writers.wordml.elements import paragraph, run, w

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

_BASE: Final = 2.0  # points below a picture that its line takes up


class Figures:
    """Puts the pictures of one document into its Word file."""

    def __init__(self, word: Word, sheet: StyleSheet) -> None:
        """Pictures as large as the type area allows."""
        self._word = word
        self._pitch = sheet.page.line_pitch
        self._caption = sheet.style("caption").line_pitch or self._pitch
        self._width = points(sheet.page.text_width)
        self._height = self._pitch * sheet.page.lines
        self._number = 0

    def elements(self, figure: Figure) -> list[BaseOxmlElement]:
        """A picture and its caption, which take up whole lines; raises `PictureError`."""
        below = self._caption if figure.caption else 0.0
        picture = shown(figure.media, figure.data)
        room = self._width, self._height - below - _BASE
        size = picture_size((picture.width, picture.height), room, figure.width)
        line = paragraph("Figure", self._run(picture.data, size, figure.caption))
        layout = ParagraphFormat(line)
        used = size[1] + below + _BASE
        rest = (ceil(used / self._pitch) * self._pitch - used) / 2
        layout.space_before = layout.space_after = Pt(rest)
        if not figure.caption:
            return [line]
        layout.keep_with_next = True
        return [line, paragraph("Caption", run(figure.caption))]

    def _run(self, data: bytes, size: tuple[float, float], caption: str) -> BaseOxmlElement:
        """A run with a picture of a size in points."""
        self._number += 1
        width, height = map(Pt, size)
        inline = self._word.part.new_pic_inline(BytesIO(data), width, height)
        inline.docPr.set("id", str(self._number))
        inline.docPr.set("descr", printable(caption))
        return w("r", w("drawing", inline))
