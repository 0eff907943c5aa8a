"""The characters of a page, each with its place as shown, straight from PDFium.

A page has some thousand characters, and each call into PDFium costs about a microsecond: what is
rare (turned or hidden text) is looked for by text object, and by character only where there is any.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Mapping, Sequence
from enum import IntEnum, auto

import msgspec
import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from gipdesk.readers.pdf.opening import View

UNKNOWN = "\u25a1"  # □ stands for a glyph that the file does not say the character of

_LINE_HEIGHT = 1.15  # of a Latin face, in its size
_SHORTEST_HAN, _LONGEST_HAN = 0.5, 1.6  # width by height of its box: else the box is no measure
_PRIVATE = range(0xE000, 0xF900)
_CONTROLS = range(0x20)
_REPLACEMENT = 0xFFFD
_MIDDLE = 0.36  # em above the baseline
_SPACES = {0x09: " ", 0x0A: " ", 0x0D: " "}
_HYPHEN_AT_END = 0xFFFE  # how PDFium reports a hyphen behind which a Latin word goes on
_AS_SHOWN = {0x02: "-", _HYPHEN_AT_END: "-", 0xAD: "", **_SPACES}
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_CUT_OFF = 0.25  # em: what is so near to the edge of a page is cut off, and shown on the next one
_MOST_CHARACTERS = 60_000  # of a page; a full page of small print has some 5,000


class Turn(IntEnum):
    """How a glyph stands on the page as shown."""

    UPRIGHT = 0
    TURNED = auto()  # by a quarter or two, as in row headings
    SLANTED = auto()  # as in watermarks
    HIDDEN = auto()  # not painted, as behind the picture of a scanned page


class Glyph(msgspec.Struct, gc=False):
    """A character where it is shown; `em` is about its size, all in points."""

    text: str
    left: float
    right: float
    base: float  # y of its baseline
    x: float  # its middle
    y: float
    em: float
    turn: Turn
    order: int  # in the file


class PageText(msgspec.Struct):
    """The glyphs of a page, and of how many the file does not say the character."""

    glyphs: list[Glyph]
    unknown: int = 0
    is_cut: bool = False  # more characters than are read


def text_of(page: PdfPage, view: View, turns: Mapping[int, Turn]) -> PageText:
    """The characters of a page in the order of the file, spaces that PDFium adds left out.

    Args:
        page: an open page.
        view: how it is looked at.
        turns: the text objects that do not stand upright, by their address.

    Raises:
        PdfiumError: the page is broken.
    """
    textpage = page.get_textpage()
    try:
        return _Characters(textpage.raw, view, turns).gathered()
    finally:
        textpage.close()


def address(reference: object) -> int:
    """What PDFium knows an object by."""
    return ctypes.cast(reference, ctypes.c_void_p).value or 0  # type: ignore[arg-type]  # a handle


class _Characters:
    """Takes the characters of one page; asks only for what may differ from the last."""

    def __init__(self, handle: object, view: View, turns: Mapping[int, Turn]) -> None:
        self._handle = handle
        self._view = view
        self._turns = turns
        self._page = PageText([])
        self._known: set[int] = set()  # codes that are characters
        self._x, self._y = ctypes.c_double(), ctypes.c_double()

    def gathered(self) -> PageText:
        handle, quarters = self._handle, self._view.quarters
        count = pdfium.FPDFText_CountChars(handle)
        self._page.is_cut = count > _MOST_CHARACTERS
        codes, known = self._codes(min(count, _MOST_CHARACTERS)), self._known
        box, box_of = pdfium.FS_RECTF(), pdfium.FPDFText_GetLooseCharBox
        at_box = ctypes.byref(box)
        line: float | None = None  # top of the last box; deep letters have a bottom of their own
        base = 0.0
        for place, code in enumerate(codes):
            box_of(handle, place, at_box)
            left, bottom, right, top = box.left, box.bottom, box.right, box.top
            if left == right and bottom == top:
                continue  # a space or line end that PDFium added
            if top != line or quarters:
                line, base = top, self._base(place)
            text = chr(code) if code in known else self._character(place, code)
            if text:
                self._add(place, text, self._view.box(left, bottom, right, top), base)
        return self._page

    def _codes(self, count: int) -> Sequence[int]:
        """The code of each character; all at once, where none is left out so."""
        held = (ctypes.c_ushort * (count + 1))()
        if pdfium.FPDFText_GetText(self._handle, 0, count, held) == count + 1:
            return held[:count]
        return [pdfium.FPDFText_GetUnicode(self._handle, place) for place in range(count)]

    def _base(self, place: int) -> float:
        """Where the baseline of a character is shown."""
        pdfium.FPDFText_GetCharOrigin(self._handle, place, self._x, self._y)
        _, b, _, d, _, f = self._view.matrix
        return b * self._x.value + d * self._y.value + f

    def _add(
        self, place: int, text: str, box: tuple[float, float, float, float], base: float
    ) -> None:
        left, top, right, bottom = box
        turn = self._turn(place) if self._turns else Turn.UPRIGHT
        if turn is Turn.UPRIGHT or turn is Turn.HIDDEN:
            em = _size(text, right - left, bottom - top)
            y = base - _MIDDLE * em
        else:
            em = min(right - left, bottom - top)
            base, y = bottom, (top + bottom) / 2
        x, view = (left + right) / 2, self._view
        cut_off = _CUT_OFF * em
        if 0 <= x <= view.width and cut_off <= y <= view.height - cut_off:
            self._page.glyphs.append(Glyph(text, left, right, base, x, y, em, turn, place))

    def _character(self, place: int, code: int) -> str:
        """The character, empty for what is not shown."""
        if code in _AS_SHOWN:
            return _AS_SHOWN[code]
        if pdfium.FPDFText_HasUnicodeMapError(self._handle, place) == 1 or _is_nothing(code):
            self._page.unknown += 1
            return UNKNOWN
        if code in _HIGH:  # Windows counts in halves of a character
            low = pdfium.FPDFText_GetUnicode(self._handle, place + 1)
            return chr(0x10000 + ((code - _HIGH[0]) << 10) + low - _LOW[0]) if low in _LOW else ""
        if code in _LOW:
            return ""
        if not chr(code).isdigit():  # each digit is looked at: it may be of another font
            self._known.add(code)
        return chr(code)

    def _turn(self, place: int) -> Turn:
        owner = pdfium.FPDFText_GetTextObject(self._handle, place)
        return self._turns.get(address(owner), Turn.UPRIGHT)


def _is_nothing(code: int) -> bool:
    """Whether a code means no character of its own."""
    return code in _CONTROLS or code in _PRIVATE or code == _REPLACEMENT


def is_hanzi(text: str) -> bool:
    """Whether a character is an ideograph, as wide as it is high; radicals count too.

    >>> is_hanzi("年"), is_hanzi("，"), is_hanzi("8")
    (True, False, False)
    """
    return "\u3400" <= text <= "\u9fff" or "\u2e80" <= text < "\u3000" or text >= "\U00020000"


def _size(text: str, wide: float, high: float) -> float:
    """About the size of the face, from the advance of a hanzi, else from the height of its box."""
    if is_hanzi(text) and (not high or _SHORTEST_HAN < wide / high < _LONGEST_HAN):
        return wide
    return high / _LINE_HEIGHT or wide or 1.0


def quarters_of(a: float, b: float, view: View) -> int | None:
    """The quarters by which text is turned on the page as shown, counterclockwise.

    Args:
        a: the first number of its matrix.
        b: the second.
        view: how the page is looked at.

    Returns:
        0 to 3; None where it is slanted.
    """
    quarters = math.atan2(b, a) / (math.pi / 2)
    if not math.isfinite(quarters):  # of a broken file
        return None
    whole = round(quarters)
    return None if abs(quarters - whole) > 0.05 else (whole - view.quarters) % 4


def turn_of(quarters: int | None) -> Turn:
    """How text stands that is turned by so many quarters; None where it is slanted."""
    if quarters is None:
        return Turn.SLANTED
    return Turn.TURNED if quarters else Turn.UPRIGHT
