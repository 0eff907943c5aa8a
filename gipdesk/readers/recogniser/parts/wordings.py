"""Which section of the form a heading means, in whatever words it is written.

Exact wordings are data of the edition. Beyond them a heading is understood only at its place: by
its numeral, the sections before and behind it, and the words that tell what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from gipdesk.readers.recogniser.labels import is_numbered, key_of, keys_of
from gipdesk.report.edition import Form, SectionForm
from gipdesk.report.folding import fold

_TELLING = {
    "overview": re.compile("总体|总述|概述|概况|综述|基本情况"),
    "disclosure": re.compile("主动公开"),
    "requests": re.compile("申请"),
    "proceedings": re.compile("复议|诉讼"),
    "problems": re.compile("问题|不足|改进|困难"),
    "other": re.compile("其他|其它|需要报告|需要说明"),
}
_CLOSE = 0.5  # of difflib's ratio; at the right place a telling word alone will do
_LONGEST_WORDING = 40
_END = "：:。，,；;. \u3000"
# what text begins with, and no heading goes on with
_RUN_ON = re.compile(
    r"[。:,;. ]+\S|\(|\d|二[〇○零O]|本|我|根据|按照|依据|截至|全年|今年|一年来|为|无"
)


class Wordings:
    """The headings of a form."""

    def __init__(self, form: Form) -> None:
        self._headings = {
            key: section
            for section in form.sections
            if section.is_numbered
            for wording in (section.heading, *section.accepted)
            for key in keys_of(wording)
        }
        self._sections = [each for each in form.edition.sections if each.is_numbered]
        self._numbers = {each.id: number for number, each in enumerate(self._sections, 1)}

    @property
    def is_prescribed(self) -> bool:
        """Whether the form says which sections a report has."""
        return bool(self._sections)

    def exact(self, title: str) -> SectionForm | None:
        """The section that is headed so."""
        if len(title) > 2 * _LONGEST_WORDING:
            return None
        keys = (key for key in keys_of(title) if key in self._headings)
        key = next(keys, None)
        return self._headings[key] if key and not is_numbered(title) else None

    def with_text(self, title: str) -> tuple[str, str] | None:
        """A heading of the form that begins a line, and the text that follows it at once."""
        key, end = "", 0
        for at, character in enumerate(title[:_LONGEST_WORDING], 1):
            key += key_of(character)
            end = at if key in self._headings and not character.isspace() else end
        if not end or not _RUN_ON.match(fold(title[end:])):
            return None
        return title[:end], title[end:].lstrip(_END)

    def near(
        self,
        title: str,
        number: int | None,
        expected: int,
        opened: Sequence[str],
        present: Collection[str],
    ) -> SectionForm | None:
        """The section that a numbered heading means at its place, though it is worded otherwise.

        `expected` is the numeral after that of the section before; `opened` are the sections before
        it, `present` those which the source heads exactly.
        """
        last = max((self._numbers.get(each, 0) for each in opened), default=0)
        for section in self._sections[last:]:
            own = self._numbers[section.id]
            fits = (own == number) + (own == last + 1 and number == expected)
            if section.id in present or not fits:
                continue
            if self._is_near(section, key_of(title), fits) or self._is_between(section, present):
                return section
        return None

    def _is_near(self, section: SectionForm, key: str, fits: int) -> bool:
        wordings = [key_of(each) for each in (section.heading, *section.accepted)]
        if fits == 2 and len(key) > 1 and any(each.startswith(key) for each in wordings):
            return True  # cut off
        telling = _TELLING.get(section.id)
        if telling is None or not telling.search(key):
            return False
        return fits == 2 or max(_likeness(key, each) for each in wordings) >= _CLOSE

    def _is_between(self, section: SectionForm, present: Collection[str]) -> bool:
        """Whether this narrative section alone is lacking between two that the source has."""
        at = self._numbers[section.id] - 1
        behind = self._sections[at + 1 : at + 2]
        before = self._sections[at - 1 : at] if at else []
        return not section.table and all(
            each.id in present for each in (*before, *(behind or self._sections[:1]))
        )

    def likeness(self, section: SectionForm, title: str) -> float:
        """How like a title is to the closest wording of a section, from 0 to 1."""
        wordings = (section.heading, *section.accepted)
        return max(_likeness(key_of(title), key_of(each)) for each in wordings)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
