"""Reading a Word document (.docx, .docm, .dotx): its body as lines and rows of cells.

What is read is what Word would print once all tracked changes are accepted; headers and footers
are not part of the report and stay out. `tests/readers/docx` lists what is understood.
"""

from __future__ import annotations

from gipdesk.readers.pieces import SourceText


def read_docx(data: bytes) -> SourceText:
    """The pieces of a Word document; raises `UnreadableSourceError`."""
    from gipdesk.readers.docx.story import read_package

    return read_package(data)
