"""What kind of writing a source is: one annual report, two of them, or something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.pieces import Piece, TableRow, UnreadableSourceError
from gipdesk.readers.recogniser.labels import (
    LONGEST_LABEL,
    TableWords,
    Vocabulary,
    is_number,
    key_of,
)
from gipdesk.readers.recogniser.numerals import split_heading
from gipdesk.readers.recogniser.parts.headings import Outline, line_of, numbering_of
from gipdesk.readers.recogniser.parts.surroundings import is_prose
from gipdesk.readers.recogniser.parts.titles import find_title, title_in
from gipdesk.readers.recogniser.parts.wordings import Wordings
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.edition import Form
from gipdesk.report.folding import match_key

_FEWEST_WORDS = 3  # of a table, to believe that it is one
_LONG_LABEL, _FEWEST_LONG = 8, 5  # so many labels of so many characters are a table
_FEWEST_HEADINGS = 3  # of a second report
_MOST_TITLE_PIECES = 12  # between the title of a second report and its first heading
_FIRST_LINES = 30  # among which a title stands
_END = "：:。 \u3000"
_OTHER_ORGAN = re.compile(  # whose reports have the same parts; the law knows none of them
    r"[^,;:。!?|>《》]{0,40}(?:司法公开|检务公开|审判公开|党务公开|警务公开"
    r"|(?:公司|集团|银行|法院|检察院|党委|县委|市委|省委)[^,;:。!?|>《》]{0,20}公开)"
    r"[^,;:。!?|>《》]{0,20}(?:报告|年报)"
)
_NO_REPORT = "没有找到年度报告的各部分标题或统计表，这不像政府信息公开工作年度报告。"
_SUBJECTS = (
    "预算|决算|法治政府建设|依法行政工作|信用|网站|绩效|财政|企业|社会责任"
    "|工作要点|半年|述职|统计|审计"
)
_OTHER_KIND = re.compile(
    rf"[^,;:。!?|>《》]{{0,40}}(?:(?:{_SUBJECTS})[^,;:。!?|>《》]{{0,30}}"
    r"(?:报告|报表|公开|说明|总结|情况|公报|年报)|工作总结)(?:\([^()]*\))?"
)


class SecondReport(msgspec.Struct, frozen=True):
    """Where a second report begins in a source, and its title; empty where it has none."""

    begin: int
    title: str


def check_genre(pieces: Sequence[Piece], outline: Outline, vocabulary: Vocabulary) -> None:
    """Refuse what is no annual report; raises `UnreadableSourceError`."""
    known = {part.id for part in outline.parts if part.id}
    other = _other_kind(pieces)
    has_title = any(title_in(piece.text) for piece in pieces)
    organ = "" if has_title else _first_line_like(_OTHER_ORGAN, pieces)
    if organ:
        raise UnreadableSourceError(
            f"这是“{organ}”，不是行政机关的政府信息公开工作年度报告，没有读取。"
        )
    if _has_tables(pieces, vocabulary):
        return
    if other and not has_title and len(known) < _FEWEST_HEADINGS:
        raise UnreadableSourceError(f"这是“{other}”，不是政府信息公开工作年度报告，没有读取。")
    if not known and not (outline.parts and has_title):
        raise UnreadableSourceError(_NO_REPORT)


def _other_kind(pieces: Sequence[Piece]) -> str:
    """The title of another kind of report, as the first lines have it."""
    return _first_line_like(_OTHER_KIND, pieces)


def _first_line_like(pattern: re.Pattern[str], pieces: Sequence[Piece]) -> str:
    """The first line near the top that a pattern fits, and that is no title of an annual report."""
    for piece in pieces[:_FIRST_LINES]:
        text = line_of(piece)
        if 0 < len(text) <= LONGEST_LABEL:
            key = simplified(match_key(text))
            if pattern.fullmatch(key) and title_in(text) is None:
                return text.strip()
    return ""


def _has_tables(pieces: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    cells = {key_of(cell) for piece in pieces for cell in piece.cells}
    tables = vocabulary.tables.values()
    long = [cell for piece in pieces for cell in piece.cells if len(cell) > LONGEST_LABEL]
    return any(len(cells & words.all) >= _FEWEST_WORDS for words in tables) or any(
        _has_rows(cell, words) for cell in long for words in tables
    )


def _has_rows(text: str, words: TableWords) -> bool:
    """Whether many rows of a table stand in one text, too disturbed to be parted."""
    key = simplified(match_key(text))
    labels = (match_key(row.label) for row in words.printed if not row.row.is_heading)
    found = {label for label in labels if len(label) >= _LONG_LABEL and label in key}
    return len(found) >= _FEWEST_LONG


def second_report(pieces: Sequence[Piece], form: Form) -> SecondReport | None:
    """The report that begins behind the first, where the headings start anew."""
    headings = _headings(pieces, form)
    begin = _begins_anew(pieces, headings)
    if begin is None:
        return None
    before = max(at for at, _ in headings if at < begin)
    start = max(before + 1, begin - _MOST_TITLE_PIECES)
    placed = find_title(pieces[start:begin])
    return (
        SecondReport(start + placed.begin, placed.title.text) if placed else SecondReport(begin, "")
    )


def _headings(pieces: Sequence[Piece], form: Form) -> list[tuple[int, str]]:
    """Where the headings of the form stand, and of which sections."""
    wordings = Wordings(form)
    numbering = numbering_of(pieces, wordings)
    found: list[tuple[int, str]] = []
    for at, piece in enumerate(pieces):
        section = wordings.exact(split_heading(line_of(piece), numbering)[1].rstrip(_END))
        if section:
            found.append((at, section.id))
    return found


def _begins_anew(pieces: Sequence[Piece], headings: Sequence[tuple[int, str]]) -> int | None:
    """Where the first heading stands once more, with others behind it and a text before it."""
    if not headings:
        return None
    begin, first = headings[0]
    content = next((at for at in range(begin, len(pieces)) if _is_content(pieces[at])), len(pieces))
    sections = {each for _, each in headings}
    for number, (at, section_id) in enumerate(headings):
        if section_id == first and number and headings[number - 1][0] > content:
            following = {each for _, each in headings[number : number + 2 * len(sections)]}
            return at if len(following) >= _FEWEST_HEADINGS else None
    return None


def _is_content(piece: Piece) -> bool:
    if isinstance(piece, TableRow):
        return any(map(is_number, piece.cells))
    return "。" in piece.text and is_prose(piece.text)
