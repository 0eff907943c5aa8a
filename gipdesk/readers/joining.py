"""Text without the line breaks of its source: what a page, a sheet or an editor broke for width."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_GAP = re.compile(r"[ \t\r\n\f\xa0]+")
# Control characters and half characters mean nothing in text, and no document format holds them.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANKS = " \t\r\n\f\xa0\u3000\u200b\u200c\u200d\u2060\ufeff"  # what a cell without text may hold
_MARKS_IN_HAN = frozenset("()“”‘’—…·")  # stand among Chinese characters without spaces
_DIGITS = "0123456789０１２３４５６７８９"
_RAISED = str.maketrans(_DIGITS, "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2, "()（）[]［］〔〕【】")
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉" * 2)
_SMALL_DIGITS = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_ITEM = re.compile(r"[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳⑴-⒛]")
_FIGURE = re.compile(r"[+-]?[0-9０-９][0-9０-９,，.]*%?|[-—/]+")

STRUCK_NOTE = "来源中有加删除线的文字，没有读入，请核对。"


def flowing(text: str) -> str:
    r"""The text of a paragraph on one line, as a browser shows it.

    A line break between Chinese characters is none of the author's; others count as a space.

    >>> flowing(" 政府信息\n  公开 2021\xa0年 ")
    '政府信息公开 2021 年'
    """
    return _GAP.sub(_gap, _CONTROLS.sub("", text)).strip(_BLANKS)


def joined(lines: Iterable[str]) -> str:
    """The lines of one cell as one text; figures of two lines never become one.

    >>> joined(["结果", "维持"]), joined(["12", "3"]), joined(["规章", "3"])
    ('结果维持', '12 3', '规章 3')
    """
    text = ""
    for line in filter(None, lines):
        is_word = not text or (_is_han(text[-1]) and _is_han(line[0]))
        text += line if is_word else f" {line}"
    return text


def raised(text: str) -> str:
    """A mark set above the line as one that never adds a digit to the number before it.

    >>> "130" + raised("[2]"), "130" + raised("注1"), "m" + raised("2")
    ('130²', '130 注¹', 'm²')
    """
    mark = text.translate(_RAISED).strip()
    return f" {mark}" if mark and not _SMALL_DIGITS.fullmatch(mark) else mark


def lowered(text: str) -> str:
    """A mark set below the line, likewise: `H₂O`."""
    return text.translate(_LOWERED)


def rows_in(cells: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The rows that a row of a table says, from the lines of its cells: several where stacked.

    >>> rows_in([["1.国家秘密", "2.其他"], ["3", "4"], []])
    [('1.国家秘密', '3', ''), ('2.其他', '4', '')]
    >>> rows_in([["结果", "维持"], ["3"]])
    [('结果维持', '3')]
    """
    first = next((at for at, lines in enumerate(cells) if len(lines) > 1), None)
    if first is None:
        return [tuple(map(joined, cells))]
    before, stacks = cells[:first], _stacks(cells[first:], is_led=any(cells[:first]))
    if not stacks:
        return [tuple(map(joined, cells))]
    rows = list(zip(*stacks, strict=True))
    return [(*map(joined, before), *rows[0]), *rows[1:]]


def _stacks(cells: Sequence[Sequence[str]], *, is_led: bool) -> list[Sequence[str]]:
    """The lines of each cell by sub-row; none where these lines are but one row's, wrapped.

    Either their label numbers them, or all their values are figures; behind the label of a group
    (`is_led`) both must be.
    """
    values = [lines for lines in cells[1:] if lines]
    heights = {len(lines) for lines in values}
    height = heights.pop() if len(heights) == 1 else 0
    if height < 2:
        return []
    label, is_numbered = _items(cells[0]), bool(_ITEM.match(cells[0][0]))
    are_figures = all(_FIGURE.fullmatch(line) for lines in values for line in lines)
    if is_led:
        is_stacked = is_numbered and are_figures
    else:
        is_stacked = is_numbered or (are_figures and len(values) > 1)
    is_label = not all(map(_FIGURE.fullmatch, label))
    if not is_stacked or not is_label or len(label) != height:
        return []
    return [label, *(lines or [""] * height for lines in cells[1:])]


def _items(lines: Sequence[str]) -> list[str]:
    """The numbered items that the lines of a label make; its lines where they are not numbered."""
    if not _ITEM.match(lines[0]):
        return list(lines)
    begins = [at for at, line in enumerate(lines) if _ITEM.match(line)]
    ends = [*begins[1:], len(lines)]
    return [joined(lines[begin:end]) for begin, end in zip(begins, ends, strict=True)]


def _gap(gap: re.Match[str]) -> str:
    text, start, end = gap.string, gap.start(), gap.end()
    if "\n" not in gap[0] or "\xa0" in gap[0] or not start or end == len(text):
        return " "
    return "" if _is_han(text[start - 1]) and _is_han(text[end]) else " "


def _is_han(character: str) -> bool:
    """Whether a character is written without a space beside it: a hanzi or a mark among them."""
    if character in _MARKS_IN_HAN:
        return True
    is_wide = "\u2e80" <= character <= "\uffef"
    return is_wide and not character.isdigit() and not "\uff21" <= character <= "\uff5a"
