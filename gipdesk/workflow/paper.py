"""How an agency puts its reports on paper, and the paper it thus chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from gipdesk.workflow.office import Office
from gipdesk.workflow.styles import style_path

if TYPE_CHECKING:
    from gipdesk.document.stylesheet import StyleSheet


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The choices of an agency, the same for all its reports.

    `style` names a style sheet: one of ours, one in the user's folder of style sheets, or a file.
    `template` is a folder of own templates; empty: the built-in ones.
    """

    style: str = "gb9704"
    template: str = ""
    installed_fonts: bool = True  # where their licence bits allow embedding
    formulas: bool = False  # totals in spreadsheets as formulas
    signing_copy: bool = False  # PDF with the digest of its report


def stylesheet_of(paper: Paper, office: Office) -> StyleSheet:
    """The style sheet that a paper names; raises `StyleSheetError`."""
    from gipdesk.document.stylesheet import read_stylesheet

    return read_stylesheet(style_path(paper.style, office), office.styles)
