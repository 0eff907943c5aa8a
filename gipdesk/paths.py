"""Where templates/ and resources/ lie: in the checkout, in a wheel and in a frozen program.

The only module that looks at its own place on the disk; all others are handed paths.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"  # a wheel and a frozen program carry both folders here
_DATA = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

TEMPLATES = _DATA / "templates"
STYLES = TEMPLATES / "styles"
RESOURCES = _DATA / "resources"
EDITIONS = RESOURCES / "editions"
RULES = RESOURCES / "rules"
FONTS = RESOURCES / "fonts"
ICONS = RESOURCES / "icons"
HELP = RESOURCES / "help"
SAMPLES = RESOURCES / "samples"
