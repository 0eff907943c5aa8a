"""Tables without ruled lines: numbers that stand in columns, and the labels before them.

What is on one line with a number belongs to its row. A label over several lines goes on with what
stands right below at the same edge, unless that begins with a number of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import TypeAlias

import msgspec

from gipdesk.readers.pdf.glyphs import is_hanzi
from gipdesk.readers.pdf.lines import TextLine, line_of
from gipdesk.readers.pdf.ruling import Rule

_GAP = 0.75  # em between what stands in two columns
_CLOSE_SET = 0.05  # em between the letters of a line that is not spaced out
_CLOSE_GAP = 0.55  # em between columns of such a line; a typed space is half an em wide
_DIGIT_GAP = 0.12  # em between two numbers
_LABEL_GAP = 0.15  # em before a label that begins with its number
_FAR = 0.6  # of the distance between columns: a word of the header so far from all has its own
_NEAR = 1.8  # em between the baselines of a label's lines
_BELOW = 1.45  # em from a line to the next of the same cell, at most
_SAME_EDGE = 0.6  # em
_FEWEST_ALONE = 5  # values that make a row without a second one near it
_NEAR_ROWS = 12  # lines between two rows of a table, at most
_MOST_HEADER_LINES = 8
_CLOSE = 2.0  # em between words of a header in narrow columns
_VALUE = re.compile(r"[-+±]?(?!0\d)\d[\d,，.]*[%％]?(?:亿?万?[元件条次])?|[/／—－-]+|无")
_UNIT = re.compile(r"[亿万千百]?元|人?次|[件条篇个人份项户场期]")
_REST = re.compile(r"[\d.,]+")
_ENDS_WITH_VALUE = re.compile(r"[\d%％元件条次/／—－无-]$")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[.、．](?!\d)|第[一二三四五六七八九十]+条"
)


class LooseRow(msgspec.Struct):
    """A row of a table without ruled lines; blank cells are empty."""

    cells: tuple[str, ...]
    base: float


Loose: TypeAlias = TextLine | LooseRow


class _Part(msgspec.Struct):
    """What stands in one column of a line."""

    text: str
    left: float
    right: float
    base: float
    em: float
    row: int  # the line it is on

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def is_value(self) -> bool:
        return bool(_VALUE.fullmatch(self.text))


class _Column(msgspec.Struct):
    """Where the values of a column stand."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def holds(self, part: _Part) -> bool:
        """Whether a value stands in the column."""
        return self.left <= part.middle <= self.right

    def meets(self, part: _Part) -> bool:
        """Whether a word stands over the column."""
        return part.left < self.right and part.right > self.left


def with_loose_tables(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Loose]:
    """Lines of a page, where they are rows of a table made so."""
    if not any(map(_may_be_row, lines)):
        return list(lines)
    parts = [_parts(line, row) for row, line in enumerate(lines)]
    rows = _rows(parts)
    if not rows:
        return list(lines)
    torn = _torn_off(parts, rows)
    rows = [row for row in rows if row not in torn]
    taken: dict[int, list[LooseRow]] = {row: [] for row in torn}
    end = -1
    for block in _blocks(parts, rows, torn):
        header = _header_lines(parts, block[0], end)
        edge = _first_value(parts[block[0]]).left
        taken |= _header_rows([parts[row] for row in header], edge)
        rests = [part for row in torn if torn[row] in block for part in parts[row]]
        table = _Table(parts, block, rests, [parts[row] for row in header], rules)
        made = table.rows(below=max([end, *header]), torn=torn)
        taken |= made
        end = max(made)
    result: list[Loose] = []
    for row, line in enumerate(lines):
        result += taken.get(row, [line])
    return result


def _may_be_row(line: TextLine) -> bool:
    """Whether a line ends with what may be a value, apart from what stands before it."""
    gap = _GAP * line.em
    return bool(_ENDS_WITH_VALUE.search(line.text)) and any(
        glyph.left - before.right > gap for before, glyph in pairwise(line.glyphs)
    )


def _parts(line: TextLine, row: int) -> list[_Part]:
    """A line by its columns."""
    glyphs = line.glyphs
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    is_close = bool(gaps) and median(gaps) < _CLOSE_SET * line.em
    begins = {match.start() for match in _NUMBERED.finditer("".join(g.text for g in glyphs))}
    if len(gaps) > 1 and gaps[1] < _LABEL_GAP * line.em:
        begins.add(1)  # a letter of a heading written downwards, and the label beside it
    held = [glyphs[0]]
    parts = [held]
    for at, (glyph, gap) in enumerate(zip(glyphs[1:], gaps, strict=True), 1):
        widest = _CLOSE_GAP if is_close else _GAP
        if at in begins:
            widest = _LABEL_GAP
        elif glyph.text.isdigit() and glyphs[at - 1].text.isdigit():
            widest = _DIGIT_GAP
        if gap > widest * line.em:
            held = []
            parts.append(held)
        held.append(glyph)
    found = filter(None, map(line_of, parts))
    return [_Part(each.text, each.left, each.right, line.base, line.em, row) for each in found]


def _rows(parts: Sequence[Sequence[_Part]]) -> list[int]:
    """The lines that end with values in columns; a single one must have many."""
    counts = [_trailing_values(line) for line in parts]
    rows = [at for at, count in enumerate(counts) if count and len(parts[at]) > 1]
    kept = set()
    for at, following in pairwise(rows):
        if following - at <= _NEAR_ROWS:
            kept |= {at, following}
    return [at for at in rows if at in kept or counts[at] >= _FEWEST_ALONE]


def _torn_off(parts: Sequence[Sequence[_Part]], rows: Sequence[int]) -> dict[int, int]:
    """Lines that only hold the rests of numbers too long for their columns, each with its row."""
    torn: dict[int, int] = {}
    for at, line in enumerate(parts):
        if not all(_REST.fullmatch(part.text) for part in line):
            continue
        near = [
            row
            for row in rows
            if abs(row - at) in (1, 2)
            and abs(parts[row][0].base - line[0].base) < _BELOW * line[0].em
            and _trailing_values(parts[row]) > len(line)
        ]
        if near:
            torn[at] = min(near, key=lambda row: abs(parts[row][0].base - line[0].base))
    return torn


def _trailing_values(line: Sequence[_Part]) -> int:
    count = 0
    while count < len(line) and line[-1 - count].is_value:
        count += 1
    return count


def _blocks(
    parts: Sequence[Sequence[_Part]], rows: Sequence[int], torn: Mapping[int, int]
) -> Iterator[list[int]]:
    """The rows of values by the header over them: words over the values end a block."""
    block = [rows[0]]
    for at, following in pairwise(rows):
        edge = _first_value(parts[following]).left
        between = [parts[row] for row in range(at + 1, following) if row not in torn]
        if any(part.right > edge for line in between for part in line):
            yield block
            block = []
        block.append(following)
    yield block


def _first_value(line: Sequence[_Part]) -> _Part:
    return line[len(line) - _trailing_values(line)]


def _header_lines(parts: Sequence[Sequence[_Part]], first: int, taken: int) -> list[int]:
    """The lines above a row of values that hold the words over its columns, from the top."""
    edge = _first_value(parts[first]).left
    row = first - 1
    while row > taken and all(part.right <= edge for part in parts[row]):
        row -= 1  # the beginning of a label
    lines: list[int] = []
    beside: list[int] = []  # lines of the corner, if words over the columns stand above them
    while row > taken and len(lines) + len(beside) < _MOST_HEADER_LINES:
        line = parts[row]
        if _NUMBERED.match(line[0].text) and len(line) == 1:
            break  # a heading
        if line[-1].left > edge:
            lines += [*beside, row]
            beside = []
        elif line[-1].right <= edge:
            beside.append(row)
        else:
            break
        row -= 1
    return lines[::-1]


def _header_rows(lines: Sequence[Sequence[_Part]], edge: float) -> dict[int, list[LooseRow]]:
    """The words of a header, put together from their lines, by the line they begin on."""
    chains: list[list[_Part]] = []
    for line in lines:
        wrapped = [chain for chain in chains if chain[-1].right <= edge or _is_narrow(chain, lines)]
        for part in line:
            # A single letter is no word of its own: 自然 / 人.
            above = chains if is_hanzi(part.text) and len(part.text) == 1 else wrapped
            chain = next((each for each in above if _is_below(each[-1], part)), None)
            if chain:
                chain.append(part)
            else:
                chains.append([part])
    rows: dict[int, list[LooseRow]] = {line[0].row: [] for line in lines}
    if chains:
        # From left to right: words over several columns stand higher than those beside them.
        words = tuple(_chained(chain) for chain in sorted(chains, key=lambda each: each[0].middle))
        rows[lines[0][0].row] = [LooseRow(words, lines[0][0].base)]
    return rows


def header_at_foot(lines: Sequence[TextLine]) -> tuple[int, LooseRow] | None:
    """The header at the foot of a page, and of how many lines it is, if there is one.

    It is looked for where a table without ruled lines begins the next page.
    """
    parts = [_parts(line, row) for row, line in enumerate(lines)]
    first, edge = len(parts), math.inf
    while first and len(parts) - first < _MOST_HEADER_LINES:
        line = parts[first - 1]
        is_alone = len(line) == 1 and line[0].left < edge
        if is_alone and (line[0].right > edge or _NUMBERED.match(line[0].text)):
            break
        if first < len(parts) and parts[first][0].base - line[0].base > _NEAR * line[0].em:
            break
        edge = min([edge, *(part.left for part in line[1:])])
        first -= 1
    if first == len(parts) or edge == math.inf:
        return None
    (rows,) = (rows for rows in _header_rows(parts[first:], edge).values() if rows)
    return len(parts) - first, rows[0]


def _is_narrow(chain: Sequence[_Part], lines: Sequence[Sequence[_Part]]) -> bool:
    """Whether a word of the header has others close beside it, so that it had to be broken."""
    last = chain[-1]
    line = next(each for each in lines if each[0].row == last.row)
    beside = [max(part.left - last.right, last.left - part.right) for part in line]
    return any(0 <= gap < _CLOSE * last.em for gap in beside)


def _is_below(part: _Part, below: _Part) -> bool:
    """Whether a part stands right below another, at the same edge or in its middle."""
    return 0 < below.base - part.base <= _NEAR * part.em and (
        abs(part.left - below.left) < _SAME_EDGE * part.em
        or abs(part.middle - below.middle) < _SAME_EDGE * part.em
        or abs(part.right - below.right) < _SAME_EDGE * part.em
    )


class _Table:
    """Rows of values with one set of columns."""

    def __init__(
        self,
        parts: Sequence[Sequence[_Part]],
        block: Sequence[int],
        rests: Sequence[_Part],
        header: Sequence[Sequence[_Part]],
        rules: Sequence[Rule],
    ) -> None:
        self._parts = parts
        self._block = block
        self._rests = rests
        self._rules = rules
        values = [part for row in block for part in self._values(row)]
        self._columns = _columns([*values, *rests], header)
        self._edge = self._columns[0].left
        # Where numbers run together, the columns are not known: values come as they stand.
        self._has_columns = all(map(self._is_one_each, block))
        self._chains: list[list[_Part]] = []

    def rows(self, *, below: int, torn: Mapping[int, int]) -> dict[int, list[LooseRow]]:
        """What the lines of the block become, by line; those up to `below` are of others."""
        lines = [row for row in self._label_lines(below) if row not in torn]
        taken: dict[int, list[LooseRow]] = {row: [] for row in lines}
        rests: dict[int, list[_Part]] = {row: [] for row in self._block}
        for rest in self._rests:
            rests[torn[rest.row]].append(rest)
        self._chain(sorted(taken))
        labels: dict[int, list[tuple[float, str]]] = {row: [] for row in self._block}
        for chain in self._chains:
            text, row = _chained(chain), self._owner(chain)
            if row is None:
                taken[chain[0].row].append(LooseRow((text,), chain[0].base))
            else:
                labels[row].append((chain[0].left, text))
        for row in self._block:
            cells = [text for _, text in sorted(labels[row])]
            values = self._in_columns([*self._values(row), *rests[row]])
            taken[row].append(LooseRow((*cells, *values), self._parts[row][0].base))
        return taken

    def _values(self, row: int) -> Sequence[_Part]:
        line = self._parts[row]
        return line[len(line) - _trailing_values(line) :]

    def _labels(self, row: int) -> Sequence[_Part]:
        line = self._parts[row]
        return line[: len(line) - _trailing_values(line)] if row in self._block else line

    def _label_lines(self, taken: int) -> Iterator[int]:
        """The rows, and the lines near them that hold nothing but parts of their labels."""
        yield from range(self._block[0], self._block[-1] + 1)
        for row in range(self._block[0] - 1, taken, -1):
            if not self._is_label_line(row) or not self._is_near(row, row + 1):
                break
            yield row
        for row in range(self._block[-1] + 1, len(self._parts)):
            is_begun = any(_NUMBERED.match(part.text) for part in self._parts[row])
            if is_begun or not self._is_label_line(row) or not self._is_near(row - 1, row):
                break
            yield row

    def _is_label_line(self, row: int) -> bool:
        return all(part.right <= self._edge for part in self._parts[row])

    def _is_near(self, row: int, below: int) -> bool:
        upper, lower = self._parts[row][0], self._parts[below][0]
        same_size = 0.85 < upper.em / lower.em < 1.18
        return same_size and lower.base - upper.base <= _NEAR * upper.em

    def _chain(self, lines: Iterable[int]) -> None:
        """Put the parts of labels together."""
        for row in lines:
            for part in self._labels(row):
                chain = next((each for each in self._chains if self._goes_on(each[-1], part)), None)
                if chain:
                    chain.append(part)
                else:
                    self._chains.append([part])

    def _goes_on(self, part: _Part, below: _Part) -> bool:
        """Whether a label goes on with the part below."""
        if not _is_below(part, below) or _NUMBERED.match(below.text):
            return False
        are_rows = part.row in self._block and below.row in self._block
        is_of_row = are_rows and (self._leads(part) or self._leads(below))
        return not is_of_row and not self._is_ruled_off(part, below)

    def _leads(self, part: _Part) -> bool:
        """Whether a part is the label next to the values of its line, or the unit of these."""
        if part.row not in self._block or _UNIT.fullmatch(part.text):
            return part.row in self._block
        labels = [each for each in self._labels(part.row) if not _UNIT.fullmatch(each.text)]
        return labels[-1] is part

    def _is_ruled_off(self, part: _Part, below: _Part) -> bool:
        return any(
            part.base < rule.at < below.base and rule.start <= part.middle <= rule.end
            for rule in self._rules
        )

    def _owner(self, chain: Sequence[_Part]) -> int | None:
        """The row that a label belongs to: its line, else the one it stands around."""
        row = next((part.row for part in chain if part.row in self._block), None)
        if row is not None:
            return row
        top, bottom = chain[0].base - chain[0].em, chain[-1].base + chain[0].em
        around = [
            row
            for row in self._block
            if top < self._parts[row][0].base < bottom
            and all(part.right <= chain[0].left for part in self._labels(row))
        ]
        return around[0] if len(around) == 1 else None

    def _in_columns(self, values: Sequence[_Part]) -> list[str]:
        """The texts of a row's values, blank where a column has none."""
        if not self._has_columns:
            return [part.text for part in values]
        texts: list[list[str]] = [[] for _ in self._columns]
        for part in sorted(values, key=lambda part: part.base):
            texts[self._column_of(part)].append(part.text)
        # Which digits of a torn number belong together is not known: they stay apart.
        return [" ".join(each) for each in texts]

    def _column_of(self, part: _Part) -> int:
        return next(at for at, column in enumerate(self._columns) if column.holds(part))

    def _is_one_each(self, row: int) -> bool:
        """Whether the values of a row stand in columns of their own."""
        places = [self._column_of(part) for part in self._values(row)]
        return len(set(places)) == len(places)


def _columns(values: Sequence[_Part], header: Sequence[Sequence[_Part]]) -> list[_Column]:
    """The columns that values stand in, and those that only have a word of the header over them."""
    columns = _united(_Column(part.left, part.right) for part in values)
    if len(columns) < 2:
        return columns
    pitch = median(after.middle - before.middle for before, after in pairwise(columns))
    blank = [
        _Column(part.left, part.right)
        for line in header
        if len(line) > 1
        for part in line
        if part.left > columns[0].left
        and all(abs(part.middle - column.middle) > _FAR * pitch for column in columns)
        and not any(column.meets(part) for column in columns)
    ]
    return sorted([*columns, *_united(blank)], key=lambda column: column.left)


def _united(columns: Iterable[_Column]) -> list[_Column]:
    """Columns without overlap."""
    united: list[_Column] = []
    for column in sorted(columns, key=lambda column: column.left):
        if united and column.left < united[-1].right:
            united[-1].right = max(united[-1].right, column.right)
        else:
            united.append(column)
    return united


def _chained(chain: Sequence[_Part]) -> str:
    return "".join(part.text for part in chain)
