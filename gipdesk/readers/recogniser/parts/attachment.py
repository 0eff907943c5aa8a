"""The table that stands as an attachment behind the text, with its caption and footer lines.

The labels of its rows are numbered like headings (`三、依申请公开情况`), and reports head their own
sections with the same words: where the attachment begins is told by its captions and header words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.pieces import Piece, TableRow
from gipdesk.readers.recogniser.labels import (
    LONGEST_LABEL,
    TableWords,
    Vocabulary,
    is_number,
    key_of,
)
from gipdesk.readers.recogniser.parts.dates import year_in
from gipdesk.readers.recogniser.parts.surroundings import is_prose
from gipdesk.readers.recogniser.parts.titles import title_in
from gipdesk.report.edition import BlockForm, Form, SectionForm, TableForm
from gipdesk.report.folding import fold, match_key

_MOST_CAPTIONS = 8  # lines above or below a table
_ATTACHMENT = re.compile(r"附(?:件|表)\d{0,2}:?")
_YEAR = re.compile(r"\(?20\d\d年度?\)?", re.ASCII)
_FIELD = re.compile(r"(?P<label>[^\s　：]+?)(?:（[^（）]*）)?：\{(?P<field>\w+)\}")


class Attachment(msgspec.Struct):
    """A table behind the text: its pieces without captions, and what the captions say.

    `details` are texts by field of `Meta`, as printed; `year` is that of the table's title;
    `behind` is what follows the table.
    """

    section: SectionForm
    first: Piece
    pieces: list[Piece]
    details: dict[str, str]
    year: int | None
    behind: list[Piece]


def split_attachment(
    pieces: Sequence[Piece], form: Form, vocabulary: Vocabulary
) -> tuple[list[Piece], Attachment | None]:
    """The text of a source, and the table attached to it; all is text where there is none."""
    section = next((each for each in form.sections if each.attachment), None)
    words = vocabulary.tables.get(section.table) if section else None
    start = _table_at(pieces, words) if words else None
    if section is None or words is None or start is None:
        return [*pieces], None
    captions = _Captions(section, words.form)
    last = _last_row(pieces, start, words)
    begin, end = captions.above(pieces, start), captions.below(pieces, last + 1)
    held = [each for each in pieces[begin:end] if not captions.take(each)]
    behind = _behind(pieces[end:], words)
    rest = pieces[end : len(pieces) - len(behind)]
    attachment = Attachment(section, pieces[begin], held, captions.details, captions.year, [*rest])
    return [*pieces[:begin], *behind], attachment


def _table_at(pieces: Sequence[Piece], words: TableWords) -> int | None:
    """Where the table begins: at its corner word, else at its first row with a value."""
    corners = {key_of(block.corner) for block in words.form.blocks}
    corners |= {key_of("".join(_header(block))) for block in words.form.blocks}  # run together
    for at, piece in enumerate(pieces):
        if key_of(piece.cells[0]) in corners or key_of(piece.text.split(" ")[0]) in corners:
            return at
    return next((at for at, piece in enumerate(pieces) if _is_filled_row(piece, words)), None)


def _header(block: BlockForm) -> tuple[str, ...]:
    """The header words of a block from left to right, where they are one line."""
    return (block.corner, block.unit, *(label for each in block.columns for label in each.labels))


def _is_row(piece: Piece, words: TableWords) -> bool:
    return any(words.rows_named(cell) for cell in piece.cells if cell)


def _is_filled_row(piece: Piece, words: TableWords) -> bool:
    is_row = isinstance(piece, TableRow) and _is_row(piece, words)
    return is_row and any(map(is_number, piece.cells))


def _last_row(pieces: Sequence[Piece], start: int, words: TableWords) -> int:
    """Where the last row of the table stands, before any text begins."""
    last = start
    for at, piece in enumerate(pieces[start:], start):
        if _begins_text(piece) or is_prose(piece.text):
            break
        last = at if _is_row(piece, words) else last
    return last


def _begins_text(piece: Piece) -> bool:
    """Whether this is the title of a report."""
    title = title_in(piece.text)
    return title is not None and bool(title.told) and not match_key(title.text).endswith("表")


def _behind(pieces: Sequence[Piece], words: TableWords) -> Sequence[Piece]:
    """The text behind the table, from its title or first heading on."""
    for at, piece in enumerate(pieces):
        is_first = match_key(piece.text[:4]).startswith("一、") and not _is_row(piece, words)
        if is_first or _begins_text(piece):
            return pieces[at:]
    return ()


class _Captions:
    """The lines around a table, by what the form prints there."""

    def __init__(self, section: SectionForm, table: TableForm) -> None:
        self.details: dict[str, str] = {}
        self.year: int | None = None
        self._table = table
        self._attachment = match_key(section.attachment)
        fields = [each for line in (*table.above, *table.below) for each in _FIELD.finditer(line)]
        self._fields = {each["label"]: each["field"] for each in fields}
        spaced = "|".join(" *".join(label) for label in self._fields)
        self._label = re.compile(rf"({spaced})(?: *\([^()]*\))? *: *")

    def above(self, pieces: Sequence[Piece], start: int) -> int:
        """Where the captions above the piece at `start` begin."""
        begin = start
        for at in range(start - 1, max(start - _MOST_CAPTIONS, 0) - 1, -1):
            if not self._is_caption(pieces[at]):
                break
            begin = at
        return begin

    def below(self, pieces: Sequence[Piece], end: int) -> int:
        """Where the captions below the piece before `end` end."""
        lines = range(end, min(end + _MOST_CAPTIONS, len(pieces)))
        return max((at + 1 for at in lines if self._fields_in(pieces[at])), default=end)

    def take(self, piece: Piece) -> bool:
        """Take over what a caption says; whether the piece is one."""
        if not self._is_caption(piece):
            return False
        for field, text in self._fields_in(piece).items():
            self.details[field] = self.details.get(field) or text
        self.year = self.year or year_in(fold(_text(piece)) if self._is_title(piece) else "")
        return True

    def _is_caption(self, piece: Piece) -> bool:
        key = match_key(_text(piece))
        is_mark = key == self._attachment or bool(_ATTACHMENT.fullmatch(key))
        return is_mark or self._is_title(piece) or bool(self._fields_in(piece))

    def _is_title(self, piece: Piece) -> bool:
        key = match_key(_text(piece))
        if len(key) > LONGEST_LABEL:
            return False
        if _YEAR.fullmatch(key):
            return True
        return "统计表" in key and title_in(_ATTACHMENT.sub("", key, count=1)) is not None

    def _fields_in(self, piece: Piece) -> dict[str, str]:
        """The details that a line of captions gives, by field; empty for any other line."""
        text = fold(_text(piece))
        labels = list(self._label.finditer(text))
        if not labels or labels[0].start() or len(text) > LONGEST_LABEL:
            return {}
        ends = [*(label.start() for label in labels[1:]), len(text)]
        return {
            self._fields[label[1].replace(" ", "")]: text[label.end() : end].strip()
            for label, end in zip(labels, ends, strict=True)
        }


def _text(piece: Piece) -> str:
    return " ".join(filter(None, piece.cells))
