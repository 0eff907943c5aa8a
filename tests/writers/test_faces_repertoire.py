"""Every character an office may need is printed in each role, and copied as itself."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import Document
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.pdf import lay_out, write_pdf
from gipdesk.writers.typeset.display import GlyphRun
from gipdesk.writers.typeset.fonts import open_font
from tests.writers.repertoire import general_standard, level_two
from tests.writers.samples import document, paragraph

ROLES = ["title", "hei", "kai", "fangsong", "song"]
EVERY_ROLE = pytest.mark.parametrize("role", ROLES)
BEYOND_THE_BMP = "𬱖𬭎𠅤𫓧𬌗"
NAMES = "龑喆堃昇旻昉珺玥祎赟翀啰瞭㙦䶮"
PAGE_NUMBER = set("—0123456789")


def set_in(role: str) -> StyleSheet:
    """A style sheet whose body is set in a role."""
    sheet = read_stylesheet(paths.STYLES / "gb9704.toml")
    return replace(sheet, text={**sheet.text, "body": replace(sheet.style("body"), face=role)})


def printing(characters: str) -> Document:
    """Paragraphs of these characters."""
    return document(*map(paragraph, _parts(characters)))


def _parts(characters: str) -> Iterator[str]:
    return (characters[start : start + 500] for start in range(0, len(characters), 500))


def lost(wanted: str, copied: str) -> str:
    """The characters that were not copied, or not as often, and those that came instead."""
    before, after = Counter(wanted), Counter("".join(copied.split()))
    return "".join(sorted((before - after) + (after - before)))


def pdf_of(characters: str, role: str) -> bytes:
    sheet = set_in(role)
    return write_pdf(printing(characters), sheet, bundled_faces(sheet, paths.FONTS))


def copied_by_pdfium(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        return "".join(page.get_textpage().get_text_range() for page in opened)


def copied_by_poppler(pdf: bytes, pdftotext: str, folder: Path) -> str:
    (folder / "printed.pdf").write_bytes(pdf)
    command = [pdftotext, "-enc", "UTF-8", str(folder / "printed.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_the_lists_are_those_of_the_standards() -> None:
    assert len(set(general_standard())) == len(general_standard()) == 8105
    assert len(set(general_standard()) - {chr(code) for code in range(0x10000)}) == 196
    assert set(general_standard()) | set(BEYOND_THE_BMP[:2]) < set(level_two())
    hanzi = {*map(chr, range(0x4E00, 0x9FF0)), *map(chr, range(0x3400, 0x4DB6))}
    assert hanzi < set(level_two())


@EVERY_ROLE
def test_every_character_of_gb18030_level_two_has_its_own_glyph(role: str) -> None:
    sheet = set_in(role)
    faces = bundled_faces(sheet, paths.FONTS)
    fonts = {name: open_font(faces.file(name)) for name in faces.chain(role)}
    boxes = {
        character
        for page in lay_out(printing(level_two()), sheet, faces)
        for run in page.items
        if isinstance(run, GlyphRun)
        for character in run.text
        if character != " " and not fonts.get(run.font, fonts["song"]).has(character)
    }
    assert boxes == set()


@EVERY_ROLE
def test_the_general_standard_is_copied_as_it_was_written(role: str) -> None:
    wanted = general_standard()
    assert set(lost(wanted, copied_by_pdfium(pdf_of(wanted, role)))) <= PAGE_NUMBER


def test_gb18030_level_two_is_copied_by_two_programs_as_it_was_written(
    pdftotext: str, tmp_path: Path
) -> None:
    wanted = level_two()
    pdf = pdf_of(wanted, "fangsong")
    assert set(lost(wanted, copied_by_pdfium(pdf))) <= PAGE_NUMBER
    assert set(lost(wanted, copied_by_poppler(pdf, pdftotext, tmp_path))) <= PAGE_NUMBER


@EVERY_ROLE
def test_names_and_characters_beyond_the_bmp_are_copied_in_their_order(
    role: str, pdftotext: str, tmp_path: Path
) -> None:
    pdf = pdf_of(BEYOND_THE_BMP + NAMES, role)
    for copied in (copied_by_pdfium(pdf), copied_by_poppler(pdf, pdftotext, tmp_path)):
        assert "".join(copied.split()).startswith(BEYOND_THE_BMP + NAMES)


@EVERY_ROLE
def test_a_character_that_no_font_has_is_copied_all_the_same(role: str) -> None:
    character = "\U00030edd"  # extension G, beyond GB 18030-2022
    faces = bundled_faces(set_in(role), paths.FONTS)
    assert not any(open_font(faces.file(name)).has(character) for name in faces.chain(role))
    assert character in copied_by_pdfium(pdf_of(f"前{character}后", role))
