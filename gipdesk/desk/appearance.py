"""How the window looks: fonts, and the light, dark and high-contrast palettes.

Colours are named once, here; widgets use the palette and object names, never colours of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gipdesk import paths
from gipdesk.desk.style_sheet import STYLE_SHEET
from gipdesk.workflow.settings import Appearance

_UI_FACES = ("Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC")
_BUNDLED_UI_FACE = "GW Hei"
_UI_SIZE_PT = 10.0


class Colours(msgspec.Struct, frozen=True):
    """The colours of one appearance, as `#rrggbb`."""

    window: str
    base: str
    alternate: str
    text: str
    quiet: str
    line: str
    accent: str
    chosen: str
    error: str
    warning: str
    done: str
    notice: str
    found: str  # under words that are looked for


LIGHT = Colours(
    window="#f3f5f8",
    base="#ffffff",
    alternate="#f7f9fb",
    text="#1d2530",
    quiet="#5d6875",
    line="#d3d9e1",
    accent="#23609f",
    chosen="#dfeaf6",
    error="#b8322a",
    warning="#8a5a00",
    done="#1a7041",
    notice="#fff7e0",
    found="#ffeeb0",
)
DARK = Colours(
    window="#1d2127",
    base="#252a31",
    alternate="#2b3139",
    text="#e3e8ee",
    quiet="#a6b1be",
    line="#3c444f",
    accent="#80b6ec",
    chosen="#2d4058",
    error="#f39a93",
    warning="#e3b55b",
    done="#6fc795",
    notice="#3a3423",
    found="#4a411e",
)
HIGH_CONTRAST = Colours(
    window="#ffffff",
    base="#ffffff",
    alternate="#ffffff",
    text="#000000",
    quiet="#000000",
    line="#000000",
    accent="#0000c0",
    chosen="#d8e6ff",
    error="#a00000",
    warning="#6b4200",
    done="#005a1e",
    notice="#ffffff",
    found="#ffee99",
)
HIGH_CONTRAST_DARK = Colours(
    window="#000000",
    base="#000000",
    alternate="#000000",
    text="#ffffff",
    quiet="#ffffff",
    line="#ffffff",
    accent="#ffe14d",
    chosen="#003a70",
    error="#ff9d94",
    warning="#ffc966",
    done="#7ff0a8",
    notice="#000000",
    found="#453a00",
)
ALL_COLOURS = (LIGHT, DARK, HIGH_CONTRAST, HIGH_CONTRAST_DARK)
_BY_GROUND = {each.window: each for each in ALL_COLOURS}
_MIDDLE = 128  # between light and dark
_WORN = "appearance"  # the application's property that says which appearance is wanted


def colours() -> Colours:
    """The colours in use, as the application's palette has them."""
    palette = QGuiApplication.palette()
    ground = palette.color(QPalette.ColorRole.Window).name()
    return _BY_GROUND.get(ground, DARK if is_dark(palette) else LIGHT)


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    text = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    return text.lightness() > ground.lightness()


def dress(app: QApplication, fonts: Path) -> None:
    """Give the application its fonts and colours, and follow what the system changes."""
    app.setFont(_ui_font(fonts))
    app.styleHints().colorSchemeChanged.connect(lambda _: wear(app, _worn(app)))
    wear(app, _worn(app))


def wear(app: QApplication, wanted: Appearance) -> None:
    """Show the application in the appearance that is wanted, as the system has it at the moment."""
    app.setProperty(_WORN, wanted.value)
    chosen = colours_for(wanted, **_system(app))
    if not app.styleSheet() or colours() is not chosen:
        colour(app, chosen)


def colours_for(wanted: Appearance, *, is_dark: bool, has_contrast: bool) -> Colours:
    """The colours of an appearance where the system is dark or light, with high contrast or not."""
    match wanted:
        case Appearance.SYSTEM if not has_contrast:
            return DARK if is_dark else LIGHT
        case Appearance.SYSTEM | Appearance.HIGH_CONTRAST:
            return HIGH_CONTRAST_DARK if is_dark else HIGH_CONTRAST
        case Appearance.DARK:
            return DARK
        case _:
            return LIGHT


def colour(app: QApplication, chosen: Colours) -> None:
    """Show the application in these colours."""
    app.setPalette(_palette(chosen))
    tick = "white" if QColor(chosen.accent).lightness() < _MIDDLE else "black"
    names = msgspec.structs.asdict(chosen) | {"icons": paths.ICONS.as_posix(), "tick": tick}
    app.setStyleSheet(STYLE_SHEET.format_map(names))


def _worn(app: QApplication) -> Appearance:
    return Appearance(app.property(_WORN) or Appearance.SYSTEM)


def _system(app: QApplication) -> dict[str, bool]:
    """What the system wants, where Qt tells: of contrast it does from 6.10 on."""
    hints: Any = app.styleHints()
    access = hints.accessibility() if hasattr(hints, "accessibility") else None
    return {
        "is_dark": hints.colorScheme() == Qt.ColorScheme.Dark,
        "has_contrast": access is not None
        and access.contrastPreference() == Qt.ContrastPreference.HighContrast,
    }


def _ui_font(fonts: Path) -> QFont:
    """A Chinese sans-serif face: the system's, or else the bundled one."""
    known = set(QFontDatabase.families())
    face = next((each for each in _UI_FACES if each in known), "")
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese) or not face:
        for path in sorted(fonts.glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(path))
        face = face or _BUNDLED_UI_FACE
    font = QFont(face)
    font.setPointSizeF(_UI_SIZE_PT)
    return font


def _palette(chosen: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(QColor(chosen.window))
    of_roles = {
        roles.Window: chosen.window,
        roles.WindowText: chosen.text,
        roles.Base: chosen.base,
        roles.AlternateBase: chosen.alternate,
        roles.Text: chosen.text,
        roles.Button: chosen.base,
        roles.ButtonText: chosen.text,
        roles.ToolTipBase: chosen.base,
        roles.ToolTipText: chosen.text,
        roles.PlaceholderText: chosen.quiet,
        roles.Highlight: chosen.accent,
        roles.HighlightedText: chosen.base,
        roles.Link: chosen.accent,
        roles.Accent: chosen.accent,
        roles.Mid: chosen.line,
    }
    for role, name in of_roles.items():
        palette.setColor(role, QColor(name))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, _between(chosen.quiet, chosen.window))
    return palette


def _between(one: str, other: str) -> QColor:
    first, second = QColor(one), QColor(other)
    parts = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index]  # stubs: object
    return QColor(*((a + b) // 2 for a, b in parts))
