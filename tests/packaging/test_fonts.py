"""The bundled fonts: what fonts.toml says of them is so, and reportlab can embed them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import msgspec
import pytest
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile

from gipdesk.paths import FONTS

EM = 1000  # reportlab gives advances in thousandths of the em
LATIN = {chr(code) for code in range(0x20, 0x7F)}
CHINESE_MARKS = set("　、。〇‘’“”！（），．：；？")
LIGHT_MARKS = set("—…《》〈〉〔〕【】「」『』～①％＋")


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One font as fonts.toml lists it."""

    role: str
    label: str
    file: str
    family: str
    licence: str
    package: str
    version: str
    sha256: str


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of fonts.toml."""

    font: list[Entry]


ENTRIES = msgspec.toml.decode((FONTS / "fonts.toml").read_bytes(), type=Listing).font
EVERY_FONT = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.role)
EVERY_CHINESE_FONT = pytest.mark.parametrize(
    "entry",
    [entry for entry in ENTRIES if entry.role != "latin"],
    ids=lambda entry: entry.role,
)


@pytest.fixture(scope="module")
def faces() -> dict[str, TTFontFile]:
    """Each font by its role, as reportlab reads it."""
    return {entry.role: TTFont(entry.family, str(FONTS / entry.file)).face for entry in ENTRIES}


def gb2312_hanzi() -> Iterator[str]:
    """The 6,763 hanzi, rows 16 to 87."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes((high, low)).decode("gb2312", errors="ignore")


def missing(face: TTFontFile, wanted: set[str]) -> str:
    """The characters that the font lacks."""
    return "".join(sorted(char for char in wanted if ord(char) not in face.charToGlyph))


def test_every_role_of_a_style_sheet_has_one_font() -> None:
    roles = {entry.role: entry.label for entry in ENTRIES}
    assert len(ENTRIES) == len(roles)
    assert roles == {
        "song": "宋体",
        "title": "小标宋",
        "hei": "黑体",
        "fangsong": "仿宋",
        "kai": "楷体",
        "latin": "西文",
    }


def test_the_folder_holds_only_listed_fonts() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == {entry.file for entry in ENTRIES}


@EVERY_FONT
def test_a_font_is_the_file_that_was_built(entry: Entry) -> None:
    assert hashlib.sha256((FONTS / entry.file).read_bytes()).hexdigest() == entry.sha256


@EVERY_FONT
def test_a_font_has_a_name_that_clashes_with_no_installed_font(
    entry: Entry, faces: dict[str, TTFontFile]
) -> None:
    assert entry.family.startswith("GW ")
    assert faces[entry.role].familyName.decode() == entry.family
    assert faces[entry.role].name.decode() == entry.family.replace(" ", "") + "-Regular"


@EVERY_FONT
def test_a_font_may_be_embedded_without_restriction(
    entry: Entry, faces: dict[str, TTFontFile]
) -> None:
    face = faces[entry.role]
    face.seek_table("OS/2")
    face.skip(8)
    assert face.read_ushort() == 0


@EVERY_FONT
def test_a_font_has_its_licence_and_copyright_with_it(entry: Entry) -> None:
    licence = (FONTS / entry.licence).read_text(encoding="utf-8")
    expected = "GNU GENERAL PUBLIC LICENSE" if "FANDOL" in entry.licence else "SIL OPEN FONT"
    assert expected in licence
    inside = (FONTS / entry.file).read_bytes()
    assert any(maker.encode("utf-16-be") in inside for maker in ("Adobe", "Fandol team", "Red Hat"))


def test_the_fandol_fonts_carry_the_embedding_exception_and_say_that_they_were_changed() -> None:
    licence = (FONTS / "FANDOL-COPYING.txt").read_text(encoding="utf-8")
    changes = (FONTS / "FANDOL-CHANGES.txt").read_text(encoding="utf-8")
    assert "embed this font or unaltered portions of this font into the document" in licence
    assert re.search(r"Changed in \d{4}", changes)
    assert all(name in changes for name in ("fangsong.ttf", "kai.ttf"))


@EVERY_CHINESE_FONT
def test_a_font_draws_every_hanzi_of_gb2312_and_the_common_marks(
    entry: Entry, faces: dict[str, TTFontFile]
) -> None:
    assert missing(faces[entry.role], {*gb2312_hanzi(), *CHINESE_MARKS}) == ""


@EVERY_CHINESE_FONT
def test_hanzi_and_chinese_marks_are_one_em_wide(
    entry: Entry, faces: dict[str, TTFontFile]
) -> None:
    face = faces[entry.role]
    drawn = {*gb2312_hanzi(), *CHINESE_MARKS, *LIGHT_MARKS} - set(missing(face, LIGHT_MARKS))
    assert {face.charWidths[ord(char)] for char in drawn} == {EM}


@pytest.mark.parametrize("role", ["song", "title", "hei"])
def test_latin_and_the_other_marks_stand_in_song_title_and_hei(
    role: str, faces: dict[str, TTFontFile]
) -> None:
    assert missing(faces[role], LATIN | LIGHT_MARKS) == ""


@pytest.mark.parametrize("role", ["fangsong", "kai"])
def test_fangsong_and_kai_leave_latin_and_dashes_to_the_song_face(
    role: str, faces: dict[str, TTFontFile]
) -> None:
    assert set(missing(faces[role], LATIN | LIGHT_MARKS)) == (LATIN | LIGHT_MARKS) - {" "}


def test_the_latin_face_draws_letters_and_no_hanzi_under_a_name_not_reserved(
    faces: dict[str, TTFontFile],
) -> None:
    assert missing(faces["latin"], {*LATIN, *"éüÀßœ–—’"}) == ""
    assert not [code for code in faces["latin"].charToGlyph if 0x3000 <= code < 0xFFFF]
    licence = (FONTS / "OFL-LiberationSerif.txt").read_text(encoding="utf-8")
    reserved = ("Liberation", "Arimo", "Tinos", "Cousine")
    assert all(name in licence for name in reserved)
    assert not any(name.encode() in faces["latin"].fullName for name in reserved)


def test_the_song_face_draws_the_sign_of_an_image_in_the_middle_of_its_square(
    faces: dict[str, TTFontFile],
) -> None:
    face = faces["song"]
    glyph = face.charToGlyph[ord("≒")]
    face.seek(face.get_table_pos("glyf")[0] + face.glyphPos[glyph])
    contours, left, bottom, right, top = (face.read_short() for _ in range(5))
    assert contours == 4
    assert left + right == EM
    assert abs((bottom + top) / 2 - 380) <= 1


def test_the_song_face_draws_every_hanzi_of_gb18030_level_two(
    faces: dict[str, TTFontFile],
) -> None:
    basic = range(0x4E00, 0x9FF0)
    extension_a = range(0x3400, 0x4DB6)
    assert missing(faces["song"], {chr(code) for code in (*basic, *extension_a)}) == ""


def test_the_song_face_draws_rare_characters_of_names_and_places(
    faces: dict[str, TTFontFile],
) -> None:
    assert missing(faces["song"], set("龑喆堃昇旻昉珺玥祎赟翀啰瞭㙦䶮𬱖𬭎")) == ""


@pytest.mark.parametrize("role", ["title", "hei"])
def test_title_and_hei_draw_the_characters_of_the_general_standard_beyond_gb2312(
    role: str, faces: dict[str, TTFontFile]
) -> None:
    assert missing(faces[role], set("喆堃昇旻昉珺玥祎赟翀啰瞭𬱖𬭎")) == ""


@pytest.mark.parametrize("role", ["song", "title", "hei"])
def test_two_dashes_join_into_one_stroke(role: str, faces: dict[str, TTFontFile]) -> None:
    face = faces[role]
    glyph = face.charToGlyph[0x2014]
    face.seek(face.get_table_pos("glyf")[0] + face.glyphPos[glyph])
    contours, left, _bottom, right, _top = (face.read_short() for _ in range(5))
    assert (contours, left, right) == (1, 0, EM)
