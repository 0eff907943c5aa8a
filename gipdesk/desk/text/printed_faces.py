"""The faces of the printed page on the screen: the agency's style sheet says which they are."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from gipdesk import paths
from gipdesk.document.errors import StyleSheetError
from gipdesk.document.stylesheet import Face, StyleSheet
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper, stylesheet_of
from gipdesk.workflow.settings import load_paper


def style_in_use(office: Office) -> StyleSheet:
    """The style sheet that the agency has chosen; the delivered one where that cannot be read."""
    try:
        return stylesheet_of(load_paper(), office)
    except StyleSheetError:
        return stylesheet_of(Paper(), office)


@cache
def family_of(face: Face) -> str:
    """The family that shows a face: an installed one, else ours, which is registered on first use.

    Empty where there is none.
    """
    known = set(QFontDatabase.families())
    for family in (face.name, *face.also):
        if family in known:
            return family
    number = QFontDatabase.addApplicationFont(str(paths.FONTS / f"{face.bundled}.ttf"))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""
