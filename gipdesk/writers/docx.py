"""The document as a Word file (.docx, ECMA-376).

A base package of our own, styled by the style sheet, is filled with a body built in one pass.
Equal documents give equal bytes.
"""

from __future__ import annotations

from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.shared import Mm

from gipdesk.document.nodes import Document, Figure
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.characters import printable
from gipdesk.writers.pictures import UnreadablePictureError
from gipdesk.writers.wordml.body import body
from gipdesk.writers.wordml.elements import w
from gipdesk.writers.wordml.looks import dress
from gipdesk.writers.wordml.properties import describe

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement

_TALLEST_PICTURE = 0.8  # of the type area, to leave room for a caption


def write_docx(document: Document, sheet: StyleSheet, base: Path) -> bytes:
    """The bytes of a Word file.

    Args:
        document: What stands on the paper.
        sheet: How it looks.
        base: Folder with the parts of the base package, `templates/word/`.

    Raises:
        TilingError: A table has a hole or an overlap.
        UnreadablePictureError: A picture is neither PNG, JPEG, GIF, BMP nor TIFF.
    """
    word = docx.Document(_zipped(base))
    dress(word, sheet, document.language)
    numbers = count(1)
    content = body(
        document.blocks, sheet, lambda figure: _picture(word, figure, sheet, next(numbers))
    )
    section = word.element.body[-1]
    for element in content:
        section.addprevious(element)
    describe(word, document)
    return _saved(word)


def _zipped(base: Path) -> BytesIO:
    package = BytesIO()
    with ZipFile(package, "w") as target:
        for part in sorted(base.rglob("*")):
            if part.is_file():
                target.writestr(part.relative_to(base).as_posix(), part.read_bytes())
    package.seek(0)
    return package


def _picture(word: Word, figure: Figure, sheet: StyleSheet, number: int) -> BaseOxmlElement:
    """A run with the picture, in its own size or as large as the type area allows."""
    try:
        _, image = word.part.get_or_add_image(BytesIO(figure.data))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError) as error:
        raise UnreadablePictureError(figure.media) from error
    page = sheet.page
    room = Mm(page.text_width), Mm(page.text_height * _TALLEST_PICTURE)
    scale = min(1.0, room[0] / image.width, room[1] / image.height)
    inline = word.part.new_pic_inline(
        BytesIO(figure.data), round(image.width * scale), round(image.height * scale)
    )
    inline.docPr.set("id", str(number))
    inline.docPr.set("descr", printable(figure.caption))
    return w("r", w("drawing", inline))


def _saved(word: Word) -> bytes:
    """The package's bytes; its members bear no time of day, so that they can be compared."""
    dated, result = BytesIO(), BytesIO()
    word.save(dated)
    with ZipFile(dated) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
    return result.getvalue()
