"""The faces of the printed page on the screen: the bundled fonts, each registered on first use."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFontDatabase

from gipdesk import paths

HEI, KAI = "hei", "kai"
_KNOWN = {  # what Windows and WPS bring along, or is registered already: the first that is there
    HEI: ("SimHei", "黑体", "GW Hei"),
    KAI: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "GW Kai"),
}


@cache
def family_of(role: str) -> str:
    """The family that shows a face of the paper; empty where neither system nor program has one."""
    known = set(QFontDatabase.families())
    for family in _KNOWN[role]:
        if family in known:
            return family
    number = QFontDatabase.addApplicationFont(str(paths.FONTS / f"{role}.ttf"))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return families[0] if families else ""
