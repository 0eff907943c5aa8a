"""Words looked for in the open report: all places, the one that is shown, and the way round."""

from __future__ import annotations

import msgspec

from gipdesk.desk.session import Session
from gipdesk.desk.standing import BESIDE_DETAILS, DETAILS, tabs_of
from gipdesk.report.searching import Hit, InDetail, InParagraph, InTable, Kept, find, replaced


class Here(msgspec.Struct, frozen=True):
    """Where one is: the tab, and the paragraph and character with the cursor, if any.

    `is_chosen`: words are selected from there on.
    """

    tab: str
    block: str = ""
    at: int = 0
    is_chosen: bool = False


class WordSearch:
    """Finds words in a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.words = ""
        self.hits: list[Hit] = []
        self.at = -1  # the hit that is shown; -1 before any was

    @property
    def current(self) -> Hit | None:
        """The hit that is shown."""
        return self.hits[self.at] if 0 <= self.at < len(self.hits) else None

    def look_for(self, words: str, begin: Here) -> None:
        """Find other words and choose the first hit from a place on."""
        self.words = words
        self.refresh()
        self.at = self._first_from(begin)

    def refresh(self) -> None:
        """Find the words anew in the report as it is now."""
        held = self.current
        report, form = self._session.report, self._session.form
        order = [tab.id for tab in tabs_of(report, form) if tab.id != DETAILS]
        typed = [each.id for each in report.sections if form.section(each.id) is None]
        self.hits = find(report, self.words, self._session.text, order, typed)
        if held is not None:
            same = [at for at, hit in enumerate(self.hits) if hit == held]
            self.at = same[0] if same else -1

    def step(self, by: int) -> Hit | None:
        """The next (1) or previous (-1) hit, round the end."""
        if not self.hits:
            return None
        if self.current is None and self.at < 0 and by < 0:
            self.at = 0
        self.at = (self.at + by) % len(self.hits)
        return self.current

    def stand_at(self, here: Here, by: int) -> None:
        """Count from a place in the text: going on from there, not from the hit shown last."""
        first = self._first_from(here)
        if first >= 0 and not self._is_at(self.hits[first], here) and by > 0:
            first -= 1
        self.at = first

    def _is_at(self, hit: Hit, here: Here) -> bool:
        place = hit.place
        block = place.block if isinstance(place, InParagraph) else ""
        return here.is_chosen and (block, hit.start) == (here.block, here.at)

    def replace(self, words: str) -> bool:
        """Replace the hit that is shown and go on behind it; False where it can only be found."""
        hit = self.current
        if hit is None or hit.kept:
            return False
        at = self.at
        self._session.do(replaced(self._session.report, [hit], words))
        self.refresh()
        new = [each for each in self.hits if each.place == hit.place and each.start >= hit.start]
        inner = sum(each.start < hit.start + len(words) for each in new)  # `a` put in as `aa`
        self.at = (at + inner) % len(self.hits) if self.hits else -1
        return True

    def replace_all(self, words: str) -> tuple[int, list[Kept]]:
        """Replace all hits that may be in one step; how many, and why the others stay."""
        left = [hit.kept for hit in self.hits if hit.kept]
        done = len(self.hits) - len(left)
        if done:
            self._session.do(replaced(self._session.report, self.hits, words))
        self.refresh()
        self.at = -1
        return done, left

    def _first_from(self, here: Here) -> int:
        """The first hit at or behind a place; the very first where none is; -1 without any."""
        tabs, blocks = self._tabs(), self._blocks()
        begin = (tabs.get(here.tab, 0), blocks.get(here.block, 0), here.at)
        for at, hit in enumerate(self.hits):
            place = hit.place
            tab = DETAILS if isinstance(place, InDetail) else tab_of_section(place.section)
            block = place.block if isinstance(place, InParagraph | InTable) else ""
            if (tabs.get(tab, 0), blocks.get(block, 0), hit.start) >= begin:
                return at
        return 0 if self.hits else -1

    def _tabs(self) -> dict[str, int]:
        tabs = tabs_of(self._session.report, self._session.form)
        return {tab.id: number for number, tab in enumerate(tabs)}

    def _blocks(self) -> dict[str, int]:
        """The place of each block in its section, from 1: what is no block comes before."""
        sections = self._session.report.sections
        return {b.id: at for section in sections for at, b in enumerate(section.blocks, 1)}


def tab_of_section(section_id: str) -> str:
    """The tab that shows a section."""
    return DETAILS if section_id in BESIDE_DETAILS else section_id
