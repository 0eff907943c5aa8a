"""How the window looks: fonts, the light and the dark palette, spacing.

Colours are named once, here; widgets use the palette and object names, never colours of their own.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gipdesk import paths
from gipdesk.desk.style_sheet import STYLE_SHEET

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
    done="#1f7a48",
    notice="#fff7e0",
)
DARK = Colours(
    window="#1d2127",
    base="#252a31",
    alternate="#2b3139",
    text="#e3e8ee",
    quiet="#9da8b5",
    line="#3c444f",
    accent="#6ba6e0",
    chosen="#2d4058",
    error="#f08a82",
    warning="#e3b55b",
    done="#6fc795",
    notice="#3a3423",
)


def colours() -> Colours:
    """The colours in use: light or dark, as the application's palette is."""
    return DARK if is_dark(QGuiApplication.palette()) else LIGHT


def is_dark(palette: QPalette) -> bool:
    """Whether text is lighter than what it stands on."""
    text = palette.color(QPalette.ColorRole.WindowText)
    ground = palette.color(QPalette.ColorRole.Window)
    return text.lightness() > ground.lightness()


def dress(app: QApplication, fonts: Path) -> None:
    """Give the application its fonts, style and colours, and follow the system's dark mode."""
    app.setStyle("Fusion")
    app.setFont(_ui_font(fonts))
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda scheme: colour(app, _colours_of(scheme)))
    colour(app, _colours_of(hints.colorScheme()))


def colour(app: QApplication, chosen: Colours) -> None:
    """Show the application in these colours."""
    app.setPalette(_palette(chosen))
    names = msgspec.structs.asdict(chosen) | {"icons": paths.ICONS.as_posix()}
    app.setStyleSheet(STYLE_SHEET.format_map(names))


def _colours_of(scheme: Qt.ColorScheme) -> Colours:
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


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
