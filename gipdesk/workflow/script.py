"""A report in Traditional characters, rewritten in Simplified ones, for the user to confirm.

Characters are converted by OpenCC (`tw2s`: Taiwan's shapes as well). Its own list of Taiwan's words
is one of computing and spoils official prose (`執行` becomes 运行, `文件` becomes 文档): words are
changed by a list of ours, and only in a source written with Taiwan's words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import msgspec

from gipdesk import paths
from gipdesk.readers.recogniser.script import TRADITIONAL_NOTE
from gipdesk.report.changes import (
    Batch,
    Change,
    PutRow,
    ReplaceBlocks,
    SetHeading,
    SetMeta,
    apply,
)
from gipdesk.report.links import carried
from gipdesk.report.report import Block, FreeTable, OfficialTable, Paragraph, Picture, Report, Row

PHRASES = paths.RESOURCES / "script" / "phrases.toml"
LABEL = "繁体转换为简体"

_QUOTES = str.maketrans("「」『』", "“”‘’")


class WordChange(msgspec.Struct, frozen=True):
    """A word that became another word, not the same in other characters; and how often."""

    traditional: str
    simplified: str
    count: int


class ScriptConversion(msgspec.Struct, frozen=True):
    """What makes a report Simplified: one change, the words it alters, the characters beside."""

    change: Batch
    words: tuple[WordChange, ...]
    characters: int


class _Kept(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: tuple[str, ...]


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of Taiwan and what they are in the mainland; and words that only look like them."""

    words: dict[str, str]
    kept: _Kept


def read_phrases(path: Path = PHRASES) -> Phrases:
    """The list of words."""
    return msgspec.toml.decode(path.read_bytes(), type=Phrases)


def simplified_changes(report: Report, phrases: Phrases) -> ScriptConversion:
    """What would make a report Simplified; alters nothing.

    Figures, unplaced texts and the original in the package stay as they are.
    """
    converter = _Converter(phrases, "\n".join(_texts(report)))
    changes = (*_details(report, converter), *_sections(report, converter))
    return ScriptConversion(
        Batch((*changes, *_rows(report, converter)), LABEL),
        tuple(WordChange(old, new, count) for (old, new), count in converter.words.most_common()),
        converter.characters,
    )


def to_simplified(report: Report) -> ScriptConversion:
    """Make a report Simplified and note it in the report; returns what was done."""
    conversion = simplified_changes(report, read_phrases())
    if conversion.change.changes:
        apply(report, conversion.change)
        words = "、".join(f"{word.traditional}→{word.simplified}" for word in conversion.words)
        changed = f"，并改换用语：{words}" if words else ""
        report.notes[:] = [each for each in report.notes if each != TRADITIONAL_NOTE]
        report.notes.append(f"已把繁体字转换为简体字{changed}，请核对。")
    return conversion


class _Converter:
    """Converts text by text; counts the words it changes, and the characters beside them."""

    def __init__(self, phrases: Phrases, whole: str) -> None:
        self.words: Counter[tuple[str, str]] = Counter()
        self.characters = 0
        self._convert = _characters_converter()
        self._of_taiwan = phrases.words if self._is_taiwanese(phrases, whole) else {}
        known = sorted((*self._of_taiwan, *phrases.kept.words), key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, known)))

    def _is_taiwanese(self, phrases: Phrases, whole: str) -> bool:
        """Whether more of the words stand there in Taiwan's shape than in the mainland's."""
        simplified = self._convert(whole)
        leads = [
            whole.count(taiwan) - simplified.count(mainland)
            for taiwan, mainland in phrases.words.items()
        ]
        return sum(lead > 0 for lead in leads) > sum(lead < 0 for lead in leads)

    def __call__(self, text: str) -> str:
        """The text in Simplified characters."""
        parts: list[str] = []
        at = 0
        for match in self._known.finditer(text):
            parts += [self._by_character(text[at : match.start()]), self._word(match[0])]
            at = match.end()
        return "".join([*parts, self._by_character(text[at:])])

    def _by_character(self, text: str) -> str:
        converted = self._convert(text).translate(_QUOTES)
        self.characters += sum(old != new for old, new in zip(text, converted, strict=False))
        return converted

    def _word(self, word: str) -> str:
        if word not in self._of_taiwan:
            return self._by_character(word)
        self.words[word, self._of_taiwan[word]] += 1
        return self._of_taiwan[word]


@cache
def _characters_converter() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("tw2s").convert
    return convert


def _texts(report: Report) -> Iterator[str]:
    yield from _meta_texts(report).values()
    for section in report.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Paragraph(_, text) | Picture(_, _, text):
                    yield text
                case FreeTable(_, rows):
                    yield from (cell for row in rows for cell in row)
                case OfficialTable():
                    pass


def _meta_texts(report: Report) -> dict[str, str]:
    texts = msgspec.structs.asdict(report.meta)
    return {
        field: text
        for field, text in texts.items()
        if type(text) is str and text and field != "email"
    }


def _details(report: Report, convert: _Converter) -> Iterator[Change]:
    for field, text in _meta_texts(report).items():
        converted = convert(text)
        if converted != text:
            yield SetMeta(field, converted)


def _sections(report: Report, convert: _Converter) -> Iterator[Change]:
    for section in report.sections:
        heading = convert(section.heading)
        if heading != section.heading:
            yield SetHeading(section.id, heading)
        blocks = tuple(_block(block, convert) for block in section.blocks)
        if blocks != tuple(section.blocks):
            yield ReplaceBlocks(section.id, 0, len(blocks), blocks)


def _block(block: Block, convert: _Converter) -> Block:
    match block:
        case Paragraph(block_id, text):
            converted = convert(text)
            (links,) = carried([block], [converted])
            return Paragraph(block_id, converted, links)
        case FreeTable(block_id, rows):
            return FreeTable(block_id, tuple(tuple(map(convert, row)) for row in rows))
        case Picture(caption=caption):
            return msgspec.structs.replace(block, caption=convert(caption))
        case OfficialTable():
            return block


def _rows(report: Report, convert: _Converter) -> Iterator[Change]:
    """Labels as the source prints them, and what was typed in words: `無`, `3萬元`."""
    for table_id, table in report.tables.items():
        for row_id, row in table.rows.items():
            cells = {
                column: msgspec.structs.replace(cell, text=convert(cell.text))
                for column, cell in row.cells.items()
            }
            converted = Row(cells, convert(row.label))
            if converted != row:
                yield PutRow(table_id, row_id, converted, tuple(table.rows))
