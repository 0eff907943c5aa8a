"""The colour space sRGB as an ICC profile, from the numbers of IEC 61966-2-1:1999.

Version 2 of the profile format (ICC.1:2001-04), which every part of PDF/A accepts: three primaries
adapted to the D50 white of the profile connection space, and one tone curve for all of them.
"""

from __future__ import annotations

from functools import cache
from struct import pack
from typing import Final

SRGB: Final = "sRGB IEC61966-2.1"

# The primaries of IEC 61966-2-1 relative to D50, by the Bradford transform (ICC.1:2010, annex E).
_RED: Final = (0.4360747, 0.2225045, 0.0139322)
_GREEN: Final = (0.3850649, 0.7168786, 0.0971045)
_BLUE: Final = (0.1430804, 0.0606169, 0.7141733)
_D50: Final = (0.9642, 1.0, 0.8249)

_HEADER_SIZE: Final = 128
_TAG_SIZE: Final = 12
_STEPS: Final = 1024  # of the tone curve
_MADE: Final = (2000, 1, 1, 0, 0, 0)  # a date is required; equal documents must give equal bytes


@cache
def srgb_profile() -> bytes:
    """The profile as the bytes of an .icc file."""
    curve = b"curv" + pack(">2I", 0, _STEPS) + b"".join(map(_tone, range(_STEPS)))
    tags = {
        b"desc": _description(SRGB),
        b"cprt": b"text" + bytes(4) + b"Public domain\0",
        b"wtpt": _point(_D50),
        b"rXYZ": _point(_RED),
        b"gXYZ": _point(_GREEN),
        b"bXYZ": _point(_BLUE),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    table, data = _table(tags)
    size = _HEADER_SIZE + len(table) + len(data)
    return _header(size) + table + data


def _header(size: int) -> bytes:
    """The header of a display's profile from RGB to XYZ, version 2.1, perceptual."""
    head = pack(">I4xI", size, 0x02100000) + b"mntrRGB XYZ "
    head += pack(">6H", *_MADE) + b"acsp" + bytes(28) + _fixed(_D50)
    return head.ljust(_HEADER_SIZE, b"\0")


def _table(tags: dict[bytes, bytes]) -> tuple[bytes, bytes]:
    """The table of tags and their data, in which what is equal stands once."""
    table, data = pack(">I", len(tags)), b""
    begin = _HEADER_SIZE + len(table) + _TAG_SIZE * len(tags)
    places: dict[bytes, int] = {}
    for name, content in tags.items():
        if content not in places:
            places[content] = begin + len(data)
            data += content + bytes(-len(content) % 4)
        table += name + pack(">2I", places[content], len(content))
    return table, data


def _tone(step: int) -> bytes:
    """The linear light of a step of the tone curve."""
    value = step / (_STEPS - 1)
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return pack(">H", round(light * 0xFFFF))


def _description(text: str) -> bytes:
    """A text in ASCII, with the empty texts in Unicode and Macintosh's script that must follow."""
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + pack(">2I", 0, len(ascii_text)) + ascii_text + bytes(8 + 3 + 67)


def _point(xyz: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(xyz)


def _fixed(xyz: tuple[float, float, float]) -> bytes:
    return pack(">3i", *(round(value * 0x10000) for value in xyz))
