"""What the words of the form are known by in a source: headings, row labels, header words.

Sources fold the width of punctuation, leave out or alter the numbering, and add explanations in
brackets. The *key* of a text is what remains without these; texts with one key say the same.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

import msgspec

from gipdesk.readers.script import simplified
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import BlockForm, CellKind, Form, Row, SectionForm, TableForm
from gipdesk.report.folding import fold, match_key
from gipdesk.report.values import State, read_value

LONGEST_LABEL = 120  # longer texts are no labels: the longest of the forms has some 40 characters

_DIGITS = "一二三四五六七八九十"
_NUMBERING = re.compile(
    rf"(?:[{_DIGITS}]{{1,3}}[、.,:]|\([{_DIGITS}]{{1,3}}\)、?|\(\d{{1,2}}\)|\d{{1,2}}[.、)](?!\d))"
)
_EXPLANATION = re.compile(r"\([^()]*\)$")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")
_NUMERAL = re.compile(rf"第?([{_DIGITS}]{{1,2}})(?:(?:部分|章)[、：:\s]*|[、.．，,：:]\s*|\s+)")
_NUMERALS = {
    numeral: number
    for number, numeral in enumerate([*_DIGITS, *(f"十{digit}" for digit in _DIGITS[:-1])], 1)
}


def key_of(text: str) -> str:
    """What a label is known by, its explanation in brackets included; empty for a long text.

    >>> key_of("（三）危及“三安全一稳定” (注)")
    '危及三安全一稳定(注)'
    """
    return "" if len(text) > LONGEST_LABEL else _key_of_short(text)


@lru_cache(maxsize=4096)  # most cells of a report are alike
def _key_of_short(text: str) -> str:
    key = simplified(match_key(text)).translate(_QUOTES)
    numbering = _NUMBERING.match(key)
    return key[numbering.end() :] if numbering else key


def bare_key(text: str) -> str:
    """The key without an explanation in brackets at its end.

    >>> bare_key("现行有效件数(历史累计)")
    '现行有效件数'
    """
    key = key_of(text)
    return _EXPLANATION.sub("", key) or key


def is_numbered(text: str) -> bool:
    """Whether a label begins with its number: `3.其他`."""
    return bool(_NUMBERING.match(match_key(text[:LONGEST_LABEL])))


def split_numeral(text: str) -> tuple[int | None, str]:
    """The Chinese numeral that begins a heading of the first level, and the heading without it.

    >>> split_numeral("六、其他需要报告的事项")
    (6, '其他需要报告的事项')
    """
    match = _NUMERAL.match(text)
    number = _NUMERALS.get(match[1]) if match else None
    return (None, text) if match is None or number is None else (number, text[match.end() :])


def numeral_of(number: int) -> str:
    """A number up to nineteen as a heading shows it."""
    return list(_NUMERALS)[number - 1] if 0 < number <= len(_NUMERALS) else str(number)


def is_value(text: str) -> bool:
    """Whether a text is what stands in a cell of values: a number, a mark, `22（其中修订16件）`."""
    return len(text) <= LONGEST_LABEL and _is_short_value(text)


@lru_cache(maxsize=4096)
def _is_short_value(text: str) -> bool:
    bare = _EXPLANATION.sub("", fold(text))
    kinds = (CellKind.COUNT, CellKind.AMOUNT_YUAN)
    states = [read_value(bare, kind).state for kind in kinds] if bare else []
    return any(state in (State.NUMBER, State.MARK) for state in states)


def is_number(text: str) -> bool:
    """Whether a value is a number and no mark."""
    return is_value(text) and any(character.isdigit() for character in text)


class FormRow(msgspec.Struct, frozen=True):
    """A printed row of values: a row of the form in its block of a table."""

    table: TableForm
    block: BlockForm
    row: Row
    place: int  # among the printed rows of its table

    @property
    def refs(self) -> tuple[CellRef, ...]:
        """The row's cells, from left to right."""
        return tuple(self.table.ref(self.row.id, column.id) for column in self.block.columns)

    @property
    def width(self) -> int:
        """How many values the row has."""
        return len(self.block.columns)


class TableWords:
    """The words of one table of the form, by key."""

    def __init__(self, form: TableForm) -> None:
        self.form = form
        self.rows: dict[str, list[FormRow]] = {}
        self.groups: set[str] = set()
        self.headers: set[str] = set()
        self.unlabelled: FormRow | None = None
        rows = [(block, row) for block in form.blocks for row in block.rows]
        for place, (block, row) in enumerate(rows):
            self._add_row(FormRow(form, block, row, place))
        for block in form.blocks:
            texts = {block.band, block.corner, *_header_texts(block)} - {""}
            self.headers |= {key(text) for text in texts for key in (key_of, bare_key)}

    def _add_row(self, row: FormRow) -> None:
        if not row.row.labels:
            self.unlabelled = row
            return
        names = (row.row.labels[-1], *row.row.aliases)
        for key in {key(name) for name in names for key in (key_of, bare_key)}:
            self.rows.setdefault(key, []).append(row)
        self.groups |= {key_of(group) for group in row.row.labels[:-1]}

    @property
    def name(self) -> str:
        """The table's short name: `表三`."""
        return self.form.name.split("\u3000")[0]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word of the table."""
        return frozenset(self.rows) | self.groups | self.headers

    def rows_named(self, text: str) -> tuple[FormRow, ...]:
        """The rows that a label may name, in form order."""
        return tuple(self.rows.get(key_of(text)) or self.rows.get(bare_key(text)) or ())

    def is_group(self, text: str) -> bool:
        """Whether a text names a group of rows."""
        return key_of(text) in self.groups or bare_key(text) in self.groups

    def is_header(self, text: str) -> bool:
        """Whether a text is a word of the header."""
        return key_of(text) in self.headers or bare_key(text) in self.headers


def header_keys(block: BlockForm) -> tuple[str, ...]:
    """The words over the columns of a block, by key, each once."""
    return tuple(dict.fromkeys(bare_key(text) for text in _header_texts(block)))


def _header_texts(block: BlockForm) -> list[str]:
    return [label for column in block.columns for label in column.labels]


class Vocabulary:
    """All words of a form: its headings and those of its tables."""

    def __init__(self, form: Form) -> None:
        self.tables = {table.id: TableWords(table) for table in form.tables.values()}
        self.headings: dict[str, SectionForm] = {
            key_of(wording): section
            for section in form.sections
            if section.is_numbered
            for wording in (section.heading, *section.accepted)
        }

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word, by key."""
        return frozenset(self.headings).union(*(words.all for words in self.tables.values()))

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What is the beginning of some word, and shorter than it."""
        return frozenset(word[:end] for word in self.all for end in range(1, len(word)))

    def knows(self, text: str) -> bool:
        """Whether a text is a word of the form."""
        return key_of(text) in self.all or bare_key(text) in self.all
