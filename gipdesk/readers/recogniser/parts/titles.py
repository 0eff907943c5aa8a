"""The title of a report: which lines are one, and what it says of agency and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from gipdesk.readers.pieces import Piece
from gipdesk.readers.recogniser.labels import LONGEST_LABEL
from gipdesk.readers.recogniser.parts.dates import arabic_dates
from gipdesk.readers.recogniser.script import simplified
from gipdesk.report.folding import match_key

_MOST_LINES = 3
_YEAR = re.compile(r"\(?(20\d\d)年?(?:度\)?|年\)?)", re.ASCII)
_SUBJECT = r"(?:政府信息(?:和|与|暨|及|、)?(?:政务)?公开|政务(?:信息)?公开)(?:和政务公开)?"
_TITLE = re.compile(
    rf"(?P<agency>[^,;:。!?|>《》]*?){_SUBJECT}(?:工作)?(?:情况)?的?"
    r"(?:年度)?(?:工作)?(?:情况)?(?:报告|年报|统计表)(?:\([^()]*\))?"
)
_OPEN = re.compile("公 *[开開]")  # looked for first, since most lines are no titles
_CAPTION = re.compile(r"^(?:信息|文件)?(?:标\s*题|名\s*称|题\s*目)\s*[:：]\s*")
_BEFORE = re.compile(r"^附(?:件|表)\d{0,2}|关于(?:公布|发布|印发)?$")
_QUOTED = re.compile(r"《([^《》]{8,80})》")
_CITED = re.compile(r"(?:公布|编制|形成|撰写|制作)了?([^《》，。,;；:：]{2,40}?年度报告)")
_ORGAN = re.compile(
    "[局委办辦厅廳府院会會处處镇鎮乡鄉部室社校所队隊站心道区區县縣市省州盟旗司团團馆館学學狱獄园園]$"
)


class Title(msgspec.Struct, frozen=True):
    """A title as printed, and what it says; empty or None where it does not."""

    text: str
    agency: str
    year: int | None

    @property
    def told(self) -> int:
        """How much the title says: agency and year."""
        return bool(self.agency) + bool(self.year)


class PlacedTitle(msgspec.Struct, frozen=True):
    """A title, and the pieces it stands in: from `begin` up to `end`."""

    title: Title
    begin: int
    end: int


def title_in(text: str) -> Title | None:
    """The title that a text is; None where it is something else.

    >>> title_in("某某市司法局2021 年政府信息公开工作年度报告").agency
    '某某市司法局'
    >>> title_in("二〇一七年某某县政府信息公开年度报告").year
    2017
    """
    if len(text) > LONGEST_LABEL or not _OPEN.search(text):
        return None
    text = _CAPTION.sub("", text.strip())
    key = arabic_dates(match_key(text))
    year = _YEAR.search(key)
    without_year = key[: year.start()] + key[year.end() :] if year else key
    match = _TITLE.fullmatch(simplified(without_year))
    if match is None:
        return None
    agency = _BEFORE.sub("", without_year[: match.end("agency")])
    return Title(text, agency, int(year[1]) if year else None)


def quoted_title(text: str) -> Title | None:
    """A title with its year that a text cites in 《》."""
    titles = (title_in(match[1]) for match in _QUOTED.finditer(text))
    return next((title for title in titles if title and title.year and title.agency), None)


def cited_title(text: str) -> Title | None:
    """A title with its year that a text names without 《》: `现公布某某街道2023年度……报告`."""
    titles = (title_in(match[1]) for match in _CITED.finditer(simplified(text)))
    return next((title for title in titles if title and title.year and title.agency), None)


def find_title(pieces: Sequence[Piece]) -> PlacedTitle | None:
    """The title that says most; the first and shortest of equals."""
    best: PlacedTitle | None = None
    for count in range(1, _MOST_LINES + 1):
        for begin in range(len(pieces) + 1 - count):
            title = _title_over(pieces[begin : begin + count])
            if title and (best is None or title.told > best.title.told):
                best = PlacedTitle(title, begin, begin + count)
    return best


def _title_over(lines: Sequence[Piece]) -> Title | None:
    """The title of a report that some lines together are."""
    texts = [_line_text(line) for line in lines]
    if not all(texts):
        return None
    title = title_in("".join(texts))
    if title is None or match_key(title.text).endswith("表") or not (title.told or len(lines) == 1):
        return None
    is_apart = len(lines) > 1 and not is_organ(title.agency)  # a caption above the title
    return None if is_apart else title


def _line_text(piece: Piece) -> str:
    """A line, or the only filled cell of a row; behind `名称`, the second."""
    filled = [cell for cell in piece.cells if cell]
    if len(filled) == 2 and _CAPTION.fullmatch(f"{filled[0].strip(':：')}:"):
        filled = filled[1:]
    return filled[0] if len(filled) == 1 and len(filled[0]) <= LONGEST_LABEL else ""


def is_organ(name: str) -> bool:
    """Whether a name ends as those of agencies do."""
    return bool(_ORGAN.search(name))
