"""The document as a Word file (.docx, ECMA-376).

A base package of our own, styled by the style sheet, is filled with a body built in one pass.
Equal documents give equal bytes.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import docx

from gipdesk.document.nodes import Cover, Document
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.writers.faces import Faces
from gipdesk.writers.typeset.layout import lay_out
from gipdesk.writers.wordml.body import as_they_are, body
from gipdesk.writers.wordml.figures import Figures
from gipdesk.writers.wordml.fitting import Fitter
from gipdesk.writers.wordml.fonttable import list_fonts
from gipdesk.writers.wordml.looks import dress
from gipdesk.writers.wordml.properties import describe
from gipdesk.writers.wordml.sections import set_pages

if TYPE_CHECKING:
    from docx.document import Document as Word

# Where a zip file keeps the time of a member: in its header, and in its entry of the directory.
_TIME_IN_HEADER, _TIME_IN_ENTRY = 10, 12
_ENTRY = 46  # bytes before the name
_FIRST_DAY = bytes.fromhex("00002100")  # midnight, 1 January 1980


def write_docx(
    document: Document, sheet: StyleSheet, base: Path, faces: Faces | None = None
) -> bytes:
    """The bytes of a Word file.

    Args:
        document: What stands on the paper.
        sheet: How it looks.
        base: Folder with the parts of the base package, `templates/word/`.
        faces: The fonts of its PDF, for lines of body text that end as they do there.

    Raises:
        TilingError: A table has a hole or an overlap.
        PictureError: A picture cannot be shown.
    """
    word = docx.Document(_zipped(base))
    dress(word, sheet, document.language)
    text = Fitter(sheet, faces).runs if faces else as_they_are
    content = body(document.blocks, sheet, Figures(word, sheet).elements, text)
    section = word.element.body[-1]
    for element in content:
        section.addprevious(element)
    set_pages(word, sheet, _numbered_pages(document, sheet, faces))
    list_fonts(word, sheet)
    describe(word, document)
    return _saved(word)


def _numbered_pages(document: Document, sheet: StyleSheet, faces: Faces | None) -> int:
    """How many pages follow a cover, written for LibreOffice, which does not count a section's."""
    has_cover = any(isinstance(block, Cover) for block in document.blocks)
    if faces is None or not has_cover or "{total}" not in sheet.page_number.form:
        return 1
    return len(lay_out(document, sheet, faces)) - 1


def _zipped(base: Path) -> BytesIO:
    package = BytesIO()
    with ZipFile(package, "w") as target:
        for part in sorted(base.rglob("*")):
            if part.is_file():
                target.writestr(part.relative_to(base).as_posix(), part.read_bytes())
    package.seek(0)
    return package


def _saved(word: Word) -> bytes:
    """The package's bytes; its members bear no time of day, so that they can be compared."""
    stream = BytesIO()
    word.save(stream)
    with ZipFile(stream) as package:
        members, directory = package.infolist(), package.start_dir
    data = bytearray(stream.getvalue())
    for member in members:  # to compress all members anew would take as long again
        _undate(data, member.header_offset + _TIME_IN_HEADER)
        _undate(data, directory + _TIME_IN_ENTRY)
        directory += _ENTRY + len(member.orig_filename.encode()) + len(member.extra)
    return bytes(data)


def _undate(data: bytearray, at: int) -> None:
    data[at : at + len(_FIRST_DAY)] = _FIRST_DAY
