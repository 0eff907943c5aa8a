"""What the words of the form are known by in a source: headings, row labels, header words.

Sources fold the width of punctuation, leave out or alter the numbering, and add explanations in
brackets. The *key* of a text is what remains without these; texts with one key say the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

import msgspec

from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import (
    BlockForm,
    CellKind,
    Edition,
    Form,
    Identity,
    Relation,
    Row,
    SectionForm,
    Severity,
    TableForm,
    form_of,
)
from gipdesk.report.folding import fold, match_key
from gipdesk.report.values import State, read_value

LONGEST_LABEL = 120  # longer texts are no labels: the longest of the forms has some 40 characters

_DIGITS = "一二三四五六七八九十"
_NUMBERING = re.compile(
    rf"(?:[{_DIGITS}]{{1,3}}[、.,:]|\([{_DIGITS}]{{1,3}}\)、?|\(\d{{1,2}}\)、?|\d{{1,2}}[.、,)](?!\d))"
)
_AMONG_THEM = re.compile("其中[:、,]?(?=.)")  # before the first of some sub-items
_CIRCLED = {ord("①") + number: f"{number + 1}." for number in range(20)}  # else they fold to digits
_EXPLANATION = re.compile(r"\([^()]*\)$")
_EXPLANATIONS = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile("[、,;:.·《》]")
_QUOTES = str.maketrans("", "", "“”‘’\"'「」『』")
_RUN = re.compile(r"\d+(?: \d+)*", re.ASCII)
_COUNTED = re.compile(
    r"[约近]?[+-]?\d[\d,.]*[余多]?[项家部笔场期种类万亿元件条次份篇个人]{1,3}", re.ASCII
)
_OTHER_UNITS = frozenset("条件次篇个人份项元家期场起宗") | {"人次", "万元", "亿元", "件次"}
_FIELD = re.compile(r"([^\s：{}]+)：\{")
_OTHER_HEADER_WORDS = {  # seen in published reports over the columns of applicants
    "法人或其他组织": ("法人或者其他组织", "法人和其他组织"),
    "社会公益组织": ("公益组织",),
    "其他": ("其他组织",),
}
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
    key = simplified(match_key(text.translate(_CIRCLED))).translate(_QUOTES)
    for prefix in (_NUMBERING, _AMONG_THEM, _NUMBERING):
        found = prefix.match(key)
        key = key[found.end() :] if found else key
    return key


def bare_key(text: str) -> str:
    """The key without an explanation in brackets at its end.

    >>> bare_key("现行有效件数(历史累计)")
    '现行有效件数'
    """
    key = key_of(text)
    return _EXPLANATION.sub("", key) or key


def keys_of(text: str) -> tuple[str, ...]:
    """Every key that a text may be known by, the closest first.

    >>> keys_of("2.其他法律、行政法规禁止公开（含保密规定）")[-1]
    '其他法律行政法规禁止公开'
    """
    return () if len(text) > LONGEST_LABEL else _keys_of_short(text)


@lru_cache(maxsize=4096)
def _keys_of_short(text: str) -> tuple[str, ...]:
    key = key_of(text)
    plain = _PUNCTUATION.sub("", _EXPLANATIONS.sub("", key))
    return tuple(dict.fromkeys(each for each in (key, bare_key(text), plain) if each))


def is_numbered(text: str) -> bool:
    """Whether a label begins with its number: `3.其他`."""
    return bool(_NUMBERING.match(match_key(text[:LONGEST_LABEL].translate(_CIRCLED))))


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
    """Whether a text is what stands in a cell of values: a number, a mark, `22（其中修订16件）`.

    Digits that ran together, or that a narrow cell tore apart, are values too: `330000033`, `44 7`.
    """
    return len(text) <= LONGEST_LABEL and _is_short_value(text)


@lru_cache(maxsize=4096)
def _is_short_value(text: str) -> bool:
    bare = _EXPLANATION.sub("", fold(text))
    if _RUN.fullmatch(bare) or _COUNTED.fullmatch(bare):
        return True
    kinds = (CellKind.COUNT, CellKind.AMOUNT_YUAN)
    states = [read_value(bare, kind).state for kind in kinds] if bare else []
    return any(state in (State.NUMBER, State.MARK) for state in states)


def is_number(text: str) -> bool:
    """Whether a value is a number and no mark."""
    return is_value(text) and any(character.isdigit() for character in text)


def is_mark(text: str) -> bool:
    """Whether a value is a sign for nothing: `/`, `——`, `无`."""
    return is_value(text) and not is_number(text)


class FormRow(msgspec.Struct, frozen=True):
    """A printed row of values: a row of the form in its block of a table."""

    table: TableForm
    block: BlockForm
    row: Row
    place: int  # among the printed rows of its table
    variant: str = ""  # of the form, which prints this row in the place of a group of rows
    replaces: tuple[str, ...] = ()  # the ids of these rows

    @property
    def refs(self) -> tuple[CellRef, ...]:
        """The row's cells, from left to right."""
        return tuple(self.table.ref(self.row.id, column.id) for column in self.block.columns)

    @property
    def width(self) -> int:
        """How many values the row has."""
        return len(self.block.columns)

    @property
    def kinds(self) -> tuple[CellKind, ...]:
        """What its cells hold."""
        return tuple(self.row.kind or column.kind for column in self.block.columns)

    @property
    def label(self) -> str:
        """The label that the form prints beside its values; empty where it prints none."""
        return self.row.labels[-1] if self.row.labels else ""


class TableWords:
    """The words of one table of the form, by key."""

    def __init__(self, form: TableForm, edition: Edition) -> None:
        self.form = form
        self.edition = edition
        self.rows: dict[str, list[FormRow]] = {}
        self.groups: set[str] = set()
        self.headings: set[str] = set()  # groups that have a printed row, without values
        self.headers: set[str] = set()
        self.other_headers: set[str] = set()  # those of them that the form does not print
        self.units: set[str] = set()
        self.unlabelled: FormRow | None = None
        self.printed = [
            FormRow(form, block, row, place)
            for place, (block, row) in enumerate(
                (block, row) for block in form.blocks for row in block.rows
            )
        ]
        for row in (*self.printed, *self._merged()):
            self._add_row(row)
        for block in form.blocks:
            self._add_header(block)

    def _merged(self) -> Iterator[FormRow]:
        """The rows that local variants print in the place of a group of rows."""
        for variant in self.edition.variants:
            merges = variant.merges
            for row in self.printed if merges and merges.table == self.form.id else ():
                if merges and row.row.id == merges.replaces[0]:
                    yield FormRow(
                        self.form, row.block, merges.row, row.place, variant.id, merges.replaces
                    )

    def _add_row(self, row: FormRow) -> None:
        self.units |= {row.row.unit} if row.block.unit and not row.row.is_heading else set()
        if not row.row.labels:
            self.unlabelled = row
            return
        self.groups |= {key for group in row.row.labels[:-1] for key in keys_of(group)}
        keys = {key for name in (row.label, *row.row.aliases) for key in keys_of(name)}
        if row.row.is_heading:
            self.groups |= keys
            self.headings |= keys
            return
        for key in keys:
            self.rows.setdefault(key, []).append(row)

    def _add_header(self, block: BlockForm) -> None:
        texts = {block.band, block.corner, block.unit, *_header_texts(block)} - {""}
        others = {other for text in texts for other in _OTHER_HEADER_WORDS.get(text, ())}
        self.other_headers |= set(map(key_of, others))
        self.headers |= {key for text in texts | others for key in keys_of(text)}

    @property
    def name(self) -> str:
        """The table's short name: `表三`."""
        return self.form.name.split("\u3000")[0]

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word of the table."""
        return frozenset(self.rows) | self.groups | self.headers

    @cached_property
    def around(self) -> frozenset[str]:
        """The words of the lines that the form prints around the table: 填报单位、联系电话."""
        lines = (*self.form.above, *self.form.below)
        return frozenset(bare_key(word) for line in lines for word in _FIELD.findall(line))

    @cached_property
    def written(self) -> str:
        """All that the form prints as labels, as one text: for what is left of torn labels."""
        labels = (label for row in self.printed for label in row.row.labels)
        return "\n".join(match_key(label) for label in dict.fromkeys(labels))

    def rows_named(self, text: str) -> tuple[FormRow, ...]:
        """The rows that a label may name, in form order."""
        return next((tuple(self.rows[key]) for key in keys_of(text) if key in self.rows), ())

    def is_group(self, text: str) -> bool:
        """Whether a text names a group of rows."""
        return any(key in self.groups for key in keys_of(text))

    def is_heading(self, text: str) -> bool:
        """Whether a text is the label of a printed row without values."""
        return any(key in self.headings for key in keys_of(text))

    def is_header(self, text: str) -> bool:
        """Whether a text is a word of the header."""
        return any(key in self.headers for key in keys_of(text))

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit, as the table prints them in a column of their own."""
        return bool(self.units) and match_key(text) in self.units | _OTHER_UNITS

    def is_around(self, text: str) -> bool:
        """Whether a text belongs to the lines that the form prints around the table."""
        key = key_of(text)
        return any(key.startswith(word) for word in self.around)

    def is_fragment(self, text: str) -> bool:
        """Whether a text is a part of some label, as narrow cells tear them."""
        return match_key(text) in self.written

    def identities(self, variants: tuple[str, ...]) -> tuple[Identity, ...]:
        """The equations of the table, in the form with these variants."""
        return tuple(
            identity
            for identity in form_of(self.edition, variants).identities
            if identity.table == self.form.id
            and identity.relation is Relation.EQUAL
            and identity.severity is Severity.ERROR
        )


def header_keys(block: BlockForm) -> tuple[tuple[str, ...], ...]:
    """The words over the columns of a block, each once: its key, and what else may stand for it."""
    return tuple(
        tuple(bare_key(name) for name in (text, *_OTHER_HEADER_WORDS.get(text, ())))
        for text in dict.fromkeys(_header_texts(block))
    )


def _header_texts(block: BlockForm) -> list[str]:
    return [label for column in block.columns for label in column.labels]


class Vocabulary:
    """All words of a form: its headings and those of its tables."""

    def __init__(self, form: Form) -> None:
        self.tables = {each.id: TableWords(each, form.edition) for each in form.tables.values()}
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

    @cached_property
    def units(self) -> frozenset[str]:
        """The units that tables print in a column of their own."""
        return frozenset(unit for words in self.tables.values() for unit in words.units)

    def knows(self, text: str) -> bool:
        """Whether a text is a word of the form."""
        return any(key in self.all for key in keys_of(text))
