"""Numbers in running text and what they claim: “共收到政府信息公开申请12件” means 表三, 新收, 总计.

The words, the shapes of phrases and the cells they mean are data (`resources/lexicon.toml`); this
module knows how a shape becomes a pattern and when a phrase does not count: another year, a plan, a
comparison, a part of the whole. A claim that is not seen does no harm, a false one annoys.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

import msgspec

from gipdesk import paths
from gipdesk.report.cells import CellRef
from gipdesk.report.edition import CellKind, Form
from gipdesk.report.values import Number, read_value

_LEXICON = paths.RESOURCES / "lexicon.toml"
_PARAGRAPHS_KNOWN = 4096
_LONGEST_SENTENCE = 1000  # characters; nobody writes, and nothing is read in, a longer one
_GENERAL = ("compared", "planned")  # what rules a claim of any kind out, within its clause

_TITLE = re.compile("《[^《》]*》")
_UNREAD = "□"  # stands for the words of a cited title
_SENTENCE = re.compile(r"[^。!?\n]+[。!?\n]?")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_YEAR = re.compile(
    "(?:上一?年度?|上个年度|去年|往年)(?!度?的?(?:未办结)?(?:结转|转结|顺延|转入|遗留))|([0-9]{4})年"
)
_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_POWERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4}
_SEPARATED = "[0-9]{1,3}(?:,[0-9]{3})+"
_BEFORE = r"(?<![0-9.])(?<![0-9],)"
_NUMERALS = "".join((*_DIGITS, *_POWERS))
_COUNT = rf"{_BEFORE}(?P<number>{_SEPARATED}|[0-9]{{1,9}}|[{_NUMERALS}]{{1,9}})"
_SUM = rf"(?:{_SEPARATED}|[0-9]{{1,12}})(?:\.[0-9]{{1,6}})?"
_AMOUNT = rf"{_BEFORE}(?P<number>{_SUM})(?P<unit>万元|元)"
_NOT_VAGUE = "(?!以上|以下|以内|左右|余|多|/)"
_PART_OF_YEAR = re.compile(
    "[至到](?:[0-9]{4}年)?(?!12月)[0-9]{1,2}月|(?<![0-9])[0-9]{1,2}月(?![0-9]{1,2}日|底|末)"
)
_GAP = rf"[^,;:。!?()0-9{_UNREAD}]{{0,24}}?"
_ON = "(?:(?!复议|诉讼)[^。;]){0,24}?"


class Kind(StrEnum):
    """What a claim is about."""

    RECEIVED = "received"
    CARRIED_IN = "carried_in"
    CARRIED_OUT = "carried_out"
    ANSWERED = "answered"
    PROCEEDINGS = "proceedings"  # 复议 and 诉讼 together
    REVIEW = "review"
    LITIGATION = "litigation"
    REVIEW_ALTERED = "review_altered"  # all that “均维持” says there is none of
    LITIGATION_ALTERED = "litigation_altered"
    NORMS_MADE = "norms_made"
    NORMS_REPEALED = "norms_repealed"
    NORMS_VALID = "norms_valid"
    LICENCES = "licences"
    PENALTIES = "penalties"
    COERCIONS = "coercions"
    FEES = "fees"
    FEE_NOTICES = "fee_notices"
    FEES_RECEIVED = "fees_received"


class Mention(msgspec.Struct, frozen=True):
    """A claim in a text.

    `start` to `end` is the number without its unit; where words say that there is none
    (`is_number` false), it is the whole claim. `unit` is 元 or 万元 for amounts, else empty.
    """

    kind: Kind
    number: Number
    start: int
    end: int
    claim_start: int
    claim_end: int
    unit: str = ""
    is_number: bool = True


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of words; with `repeats`, up to so many of them in a row, or none."""

    name: str
    words: tuple[str, ...]
    source: str
    repeats: int = 0

    @property
    def pattern(self) -> str:
        longest_first = sorted(self.words, key=len, reverse=True)
        either = f"(?:{'|'.join(map(re.escape, longest_first))})"
        return f"{either}{{0,{self.repeats}}}" if self.repeats else either


class _Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What texts say of one kind, and the cells it means: the first group that a form has."""

    kind: Kind
    name: str
    cells: tuple[tuple[str, ...], ...]
    says: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    needs: str = ""
    denies_needs: str = ""
    unless: tuple[str, ...] = ()
    not_after: str = ""
    allows: str = ""


class _Units(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    count: tuple[str, ...]


class _Signs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"before": "from"}):
    """Signs that are read as others, one by one."""

    before: str
    to: str


class _Lexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"claims": "claim"}):
    traditional: _Signs
    units: _Units
    words: tuple[_Words, ...]
    claims: tuple[_Claim, ...]


class _Shape:
    """A shape of a phrase, compiled when it is first looked for."""

    def __init__(self, shape: str, grammar: _Grammar, claim: _Claim, *, denies: bool) -> None:
        names = shape.split()
        self.claim = claim
        self.denies = denies
        self._parts = [grammar.pattern(name) for name in names]
        held = [grammar.words[name] for name in names if name in grammar.words]
        self._needed = [each for each in held if not each.repeats]
        self.required = frozenset(each.name for each in self._needed)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What matches it."""
        return re.compile("".join(self._parts))

    def may_match(self, sentence: str) -> bool:
        """Whether its words stand in a sentence one behind another: compiling it takes longer."""
        at = 0
        for needed in self._needed:
            ends = [found + len(w) for w in needed.words if (found := sentence.find(w, at)) >= 0]
            if not ends:
                return False
            at = min(ends)
        return True


class _Grammar:
    """The lexicon with its shapes as patterns, in the order of the claims."""

    def __init__(self, lexicon: _Lexicon) -> None:
        signs = lexicon.traditional
        self.simplified = str.maketrans(signs.before, signs.to)
        self.claims = {claim.kind: claim for claim in lexicon.claims}
        self.words = {words.name: words for words in lexicon.words}
        counted = "|".join(lexicon.units.count)
        self._parts = {name: words.pattern for name, words in self.words.items()} | {
            "number": f"{_COUNT}(?:{counted}){_NOT_VAGUE}",
            "count": f"(?:{_SEPARATED}|[0-9]{{1,9}})(?:{counted})",
            "from": "(?P<begin>)",
            "amount": _AMOUNT + _NOT_VAGUE,
            "gap": _GAP,
            "on": _ON,
            "end": f"(?={self.words['ends'].pattern}|$)",
        }
        self.shapes = tuple(
            _Shape(shape, self, claim, denies=denies)
            for claim in lexicon.claims
            for denies, shapes in ((False, claim.says), (True, claim.denies))
            for shape in shapes
        )
        required = {name for shape in self.shapes for name in shape.required}
        self._telling = [self.words[name] for name in sorted(required)]

    def pattern(self, name: str) -> str:
        """The pattern of a part of a shape."""
        plain = name.removesuffix("?")
        pattern = self._parts[plain]
        return f"(?:{pattern})?" if name.endswith("?") else pattern

    def present(self, sentence: str) -> frozenset[str]:
        """The classes of which a sentence has a word: no other shape need be looked for."""
        return frozenset(
            each.name for each in self._telling if any(word in sentence for word in each.words)
        )

    def has(self, name: str, text: str) -> bool:
        """Whether a text has a word of a class."""
        return any(word in text for word in self.words[name].words)


@cache
def _grammar(path: Path = _LEXICON) -> _Grammar:
    return _Grammar(msgspec.toml.decode(path.read_bytes(), type=_Lexicon))


@lru_cache(maxsize=_PARAGRAPHS_KNOWN)
def mentions(text: str, year: int | None = None) -> tuple[Mention, ...]:
    """What a paragraph claims about the figures of its report, in the order of the text.

    `year` is that of the report: sentences about another one do not count.

    >>> [found] = mentions("全年共收到政府信息公开申请１２件。", 2025)
    >>> found.kind.value, found.number, (found.start, found.end)
    ('received', 12, (13, 15))
    """
    plain, places = _legible(text)
    found: list[Mention] = []
    previous = ""
    for match in _SENTENCE.finditer(plain):
        sentence = match[0] if len(match[0]) <= _LONGEST_SENTENCE else ""
        said = _in_sentence(sentence, previous, year)
        found += [_placed(each, match.start(), places) for each in said]
        previous = sentence
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))


def cells_of(kind: Kind, form: Form) -> tuple[CellRef, ...]:
    """The cells whose sum a claim means; none where the form does not have them.

    >>> from gipdesk.report.edition import Editions, form_of
    >>> [str(ref) for ref in cells_of(Kind.LITIGATION, form_of(Editions(paths.EDITIONS)["2021"]))]
    ['proceedings/lit_direct.total', 'proceedings/lit_after.total']
    """
    for group in _grammar().claims[kind].cells:
        try:
            return tuple(form.cell(cell_id) for cell_id in group)
        except KeyError:
            continue
    return ()


def name_of(kind: Kind, form: Form) -> str:
    """What a claim is about, as a menu names it: `表三·新收·总计`."""
    cells = cells_of(kind, form)
    table = form.tables[cells[0].table].name.partition("　")[0] if cells else ""
    name = _grammar().claims[kind].name
    return f"{table}·{name}" if table else name


def in_cells_unit(mention: Mention, kind: CellKind) -> Number | None:
    """The number of a mention as its cells count: 380元 is 0.038 where they count in 万元."""
    if not mention.unit:
        return mention.number
    return read_value(f"{mention.number:f}{mention.unit}", kind).number


def _legible(text: str) -> tuple[str, list[int]]:
    """Simplified half-width text without spaces and cited titles, and where its signs stood."""
    folded = "".join(map(_narrow, text)).translate(_grammar().simplified)
    masked = _TITLE.sub(lambda title: _UNREAD * len(title[0]), folded)
    places = [at for at, sign in enumerate(masked) if sign == "\n" or not sign.isspace()]
    plain = masked if len(places) == len(masked) else "".join(masked[at] for at in places)
    return plain, places


@cache
def _narrow(sign: str) -> str:
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def _placed(mention: Mention, offset: int, places: list[int]) -> Mention:
    """A mention with its places in the text as it was typed."""

    def last(end: int) -> int:
        return places[offset + end - 1] + 1

    return msgspec.structs.replace(
        mention,
        start=places[offset + mention.start],
        end=last(mention.end),
        claim_start=places[offset + mention.claim_start],
        claim_end=last(mention.claim_end),
    )


def _in_sentence(sentence: str, previous: str, year: int | None) -> list[Mention]:
    """The claims of a sentence, the first of those that overlap."""
    grammar = _grammar()
    present = grammar.present(sentence)
    found: list[Mention] = []
    for shape in grammar.shapes:
        if shape.required <= present and shape.may_match(sentence):
            for match in shape.pattern.finditer(sentence):
                if _counts(shape, match, sentence, previous, year):
                    mention = _mention(shape, match)
                    if not any(_overlap(mention, other) for other in found):
                        found.append(mention)
    return found


def _mention(shape: _Shape, match: re.Match[str]) -> Mention:
    kind = shape.claim.kind
    parts = match.groupdict()
    claim = (match.start("begin" if "begin" in parts else 0), match.end())
    if shape.denies:
        return Mention(kind, 0, *claim, *claim, is_number=False)
    number = _number(parts["number"])
    return Mention(kind, number, *match.span("number"), *claim, parts.get("unit") or "")


def _overlap(one: Mention, other: Mention) -> bool:
    """Whether two mentions read the same words twice; “均维持” follows a number of its own."""
    if one.is_number != other.is_number and one.kind is not other.kind and other.number:
        return False
    return one.claim_start < other.claim_end and other.claim_start < one.claim_end


def _counts(
    shape: _Shape, match: re.Match[str], sentence: str, previous: str, year: int | None
) -> bool:
    """Whether a phrase is a claim about the whole of the report's year."""
    grammar, claim = _grammar(), shape.claim
    before = _IN_BRACKETS.sub("", sentence[: match.start()])
    half = before.rpartition(";")[2]
    clause = re.split("[,:(]", half)[-1]
    is_none = shape.denies or _number(match["number"]) == 0
    needs = claim.denies_needs if is_none else claim.needs
    stretch = match[0] if shape.denies else sentence[match.start() : match.start("number")]
    if not _is_of_year(before, year) or _PART_OF_YEAR.search(half + stretch):
        return False
    said = clause + match[0]
    if claim.allows:
        said = re.sub(grammar.words[claim.allows].pattern, "", said)
    return not (
        any(grammar.has(name, clause + stretch) for name in _GENERAL)
        or grammar.has("long_ago", re.sub(grammar.words["so_far"].pattern, "", half + stretch))
        or any(grammar.has(name, said) for name in claim.unless)
        or (claim.not_after and grammar.has(claim.not_after, half))
        or (needs and not grammar.has(needs, previous + before + match[0]))
    )


def _is_of_year(before: str, year: int | None) -> bool:
    """Whether the last year that is named before a claim is the report's."""
    named = [match[1] for match in _YEAR.finditer(before)]
    return not named or (named[-1] is not None and year in (None, int(named[-1])))


def _number(digits: str) -> Number:
    """The number that digits, or Chinese numerals, say.

    >>> [_number(text) for text in ("1,200", "一百零五", "二十", "两千三百", "〇")]
    [1200, 105, 20, 2300, 0]
    """
    plain = digits.replace(",", "")
    if "." in plain:
        return Decimal(plain)
    return int(plain) if plain.isascii() else _chinese_number(plain)


def _chinese_number(numerals: str) -> int:
    if not any(sign in _POWERS for sign in numerals):  # 二〇 is read digit by digit
        return int("".join(str(_DIGITS[sign]) for sign in numerals))
    total = part = digit = 0
    for sign in numerals:
        if sign == "万":
            total, part, digit = (total + part + digit) * _POWERS[sign], 0, 0
        elif sign in _POWERS:
            part, digit = part + (digit or 1) * _POWERS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + part + digit


def claims() -> Iterator[Kind]:
    """The kinds the lexicon knows."""
    yield from _grammar().claims
