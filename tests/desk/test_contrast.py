"""Texts can be read in every appearance: contrast by the formula of WCAG 2, from the palettes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication

from gipdesk import paths
from gipdesk.desk import style_sheet
from gipdesk.desk.appearance import (
    ALL_COLOURS,
    DARK,
    HIGH_CONTRAST,
    HIGH_CONTRAST_DARK,
    LIGHT,
    Colours,
    colours_for,
)
from gipdesk.desk.section_tabs import MARKS
from gipdesk.desk.table.look import Look
from gipdesk.desk.table.marks import Grade
from gipdesk.report.grid import Role
from gipdesk.workflow.settings import Appearance

TEXT = ("text", "quiet", "accent", "error", "warning", "done")
GROUND = ("window", "base", "alternate", "chosen", "notice", "found")
ENOUGH, HIGH = 4.5, 7.0

each_appearance = pytest.mark.parametrize(
    "colours", ALL_COLOURS, ids=("light", "dark", "high-contrast", "high-contrast-dark")
)


@pytest.fixture
def dressed_look(qapp: QApplication) -> Callable[[Colours], Look]:
    """How the cells of a table look in some colours."""
    return lambda colours: Look(colours, qapp.font())


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, by WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_what_its_authors_say() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@each_appearance
@pytest.mark.parametrize("ground", GROUND)
@pytest.mark.parametrize("text", TEXT)
def test_every_text_can_be_read_on_every_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= ENOUGH


@each_appearance
def test_the_words_on_a_filled_button_and_a_selection_can_be_read(colours: Colours) -> None:
    assert contrast(colours.base, colours.accent) >= ENOUGH


@pytest.mark.parametrize("colours", [HIGH_CONTRAST, HIGH_CONTRAST_DARK])
def test_high_contrast_is_high_for_lines_too(colours: Colours) -> None:
    for ground in (colours.window, colours.base, colours.alternate):
        assert contrast(colours.line, ground) >= HIGH
        assert contrast(colours.text, ground) >= HIGH
        assert contrast(colours.quiet, ground) >= HIGH


@each_appearance
@pytest.mark.parametrize("is_chosen", [False, True])
def test_figures_can_be_read_in_every_cell_whatever_was_found(
    dressed_look: Callable[[Colours], Look], colours: Colours, is_chosen: bool
) -> None:
    look = dressed_look(colours)
    for grade in (None, *Grade):
        ground = look.fill(grade)
        shown = look.chosen(ground, is_strong=True) if is_chosen else ground
        for text in (look.text, look.computed_text, look.past):
            assert contrast(text.name(), shown.name()) >= ENOUGH, grade
    for role in Role:
        assert contrast(look.text.name(), look.ground(role).name()) >= ENOUGH, role


@pytest.mark.parametrize("colours", [HIGH_CONTRAST, HIGH_CONTRAST_DARK])
def test_high_contrast_draws_the_lines_of_tables_as_dark_as_words(
    dressed_look: Callable[[Colours], Look], colours: Colours
) -> None:
    look = dressed_look(colours)
    for line in (look.rule.color(), look.missing.color(), look.blank, look.past):
        assert line.name() == colours.text


def test_the_appearance_is_the_systems_unless_one_was_chosen() -> None:
    system = Appearance.SYSTEM
    assert colours_for(system, is_dark=False, has_contrast=False) is LIGHT
    assert colours_for(system, is_dark=True, has_contrast=False) is DARK
    assert colours_for(system, is_dark=True, has_contrast=True) is HIGH_CONTRAST_DARK
    assert colours_for(Appearance.DARK, is_dark=False, has_contrast=True) is DARK
    assert colours_for(Appearance.HIGH_CONTRAST, is_dark=False, has_contrast=False) is HIGH_CONTRAST


def test_only_the_palettes_name_colours() -> None:
    assert not re.search(r"#[0-9a-f]{6}", style_sheet.STYLE_SHEET, re.IGNORECASE)
    names = {each for colours in ALL_COLOURS for each in msgspec.structs.asdict(colours)}
    used = set(
        re.findall(r"\{(\w+)\}", style_sheet.STYLE_SHEET.replace("{{", "").replace("}}", ""))
    )
    assert used <= names | {"icons", "tick"}


def shape(path: Path) -> str:
    """An icon without its colours."""
    return re.sub(r"#[0-9a-f]{3,6}|currentColor", "", path.read_text("utf-8"))


def test_marks_differ_in_shape_as_well() -> None:
    shapes = [shape(paths.ICONS / f"{name}.svg") for name in (*MARKS.values(), "mark-info")]
    assert len(set(shapes)) == len(shapes)
