"""Making a Word document say only what it prints: changes accepted, alternatives chosen.

`settle` alters the tree until `w:t` alone is text, and paragraphs, tables, rows and cells stand
directly in each other. The steps build on one another; each is free where its elements are absent.

Source: ISO/IEC 29500-1, 17.13.5 (revisions), 17.16 (fields), 17.5.2 (content controls);
29500-3 (alternate content).
"""

from __future__ import annotations

from typing import Final

import msgspec
from lxml import etree

from gipdesk.readers.docx.looks import drop_hidden, drop_struck, shift
from gipdesk.readers.docx.parts import CELL, ROW, P, T, w
from gipdesk.readers.docx.styles import Styles, is_on
from gipdesk.readers.docx.tree import above, remove, take_out
from gipdesk.readers.joining import STRUCK_NOTE, lowered, raised

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_OUTER = w("sdt"), w("sdtContent"), w("customXml"), w("smartTag"), _ALTERNATIVES, _CHOICE, _FALLBACK
_ADDED = w("ins"), w("moveTo")
_TAKEN_OUT = w("del"), w("moveFrom")
_OLD_LOOKS = tuple(
    w(f"{part}Change")
    for part in ("rPr", "pPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr", "numbering")
)
_FIELD_MARK, _FIELD_CODE = w("fldChar"), w("instrText")
_DEEPEST_FIELD = 100  # Word nests some twenty
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BELOW_BAR = f"{_M}den"
_SHIFTS = {f"{_M}sup": raised, f"{_M}sub": lowered}
_SPACES, _BREAKS = (w("tab"), w("ptab")), (w("br"), w("cr"))
_SIGNS = {"F0FE": "☑", "F0FD": "☒", "F052": "☑", "F0A8": "☐", "F06F": "☐", "F0FC": "√", "F050": "√"}

CHANGES_NOTE: Final = "来源带有修订标记，已按接受全部修订读入，请核对。"
HIDDEN_NOTE: Final = "来源中有隐藏文字，没有读入。"
EMBEDDED_NOTE: Final = (
    "来源中嵌有其他格式的内容，没有读入；请用 Word 或 WPS 打开后另存为 .docx，再重新导入。"
)


def settle(document: etree._Element, styles: Styles) -> list[str]:
    """Settle a document in place; Chinese sentences on what was done."""
    _choose_alternatives(document)
    is_changed = _accept_changes(document)
    _spell_out_signs(document)
    _spell_out_formulas(document)
    _empty_prompts(document)
    etree.strip_tags(document, *_OUTER, *_ADDED)
    _join_paragraphs(document)
    _drop_field_codes(document)
    is_hidden = drop_hidden(document, styles)
    is_struck = drop_struck(document, styles)
    shift(document, styles)
    _lift_text_boxes(document)
    is_embedded = next(document.iter(w("altChunk")), None) is not None
    told = {
        CHANGES_NOTE: is_changed,
        HIDDEN_NOTE: is_hidden,
        STRUCK_NOTE: is_struck,
        EMBEDDED_NOTE: is_embedded,
    }
    return [note for note, is_so in told.items() if is_so]


def _choose_alternatives(document: etree._Element) -> None:
    """Of contents that say the same in several ways, keep the first."""
    for alternatives in document.iter(_ALTERNATIVES):
        for other in list(alternatives)[1:]:
            alternatives.remove(other)


def _accept_changes(document: etree._Element) -> bool:
    """Take out what was deleted or moved away; whether anything was changed at all."""
    etree.strip_elements(document, *_OLD_LOOKS)
    is_changed = next(document.iter(*_ADDED, w("cellIns")), None) is not None
    for mark in list(document.iter(*_TAKEN_OUT, w("cellDel"))):
        is_changed = True
        parent = mark.getparent()
        if parent is None:
            continue
        if parent.tag == w("trPr"):
            remove(above(mark, ROW))
        elif parent.tag == w("tcPr"):
            remove(above(mark, CELL))
        elif parent.tag != w("rPr"):  # there it is about the end of a paragraph
            parent.remove(mark)
    return is_changed


def _join_paragraphs(document: etree._Element) -> None:
    """Join each paragraph whose end was deleted with the next, which lends its properties."""
    for mark in reversed(list(document.iter(*_TAKEN_OUT))):
        paragraph = above(mark, P) if above(mark, w("pPr")) is not None else None
        following = None if paragraph is None else paragraph.getnext()
        if paragraph is not None and following is not None and following.tag == P:
            looks = next(following.iterchildren(), following)  # `w:pPr`, if there is one
            for run in [each for each in reversed(paragraph) if each.tag != w("pPr")]:
                looks.addnext(run) if looks.tag == w("pPr") else following.insert(0, run)
            remove(paragraph)


def _empty_prompts(document: etree._Element) -> None:
    """Take out what content controls show where nothing was typed."""
    for prompt in document.iter(w("showingPlcHdr")):
        control = above(prompt, w("sdt"))
        if control is not None and is_on(prompt):
            take_out(control.iter(T))


class _Field(msgspec.Struct):
    """A field while it is read: its code, and which of the texts since then are its result."""

    begin: int
    result: int | None = None
    code: str = ""


def _drop_field_codes(document: etree._Element) -> None:
    """Leave the results of fields, without page numbers; a field without an end stays as it is."""
    if next(document.iter(_FIELD_MARK), None) is None:
        return
    opened: list[_Field] = []
    texts: list[etree._Element] = []  # of the open fields
    for element in document.iter(_FIELD_MARK, _FIELD_CODE, T):
        if element.tag == _FIELD_MARK:
            _take_field_mark(element.get(w("fldCharType")), opened, texts)
        elif opened and element.tag == T:
            texts.append(element)
        elif opened:
            opened[-1].code += element.text or ""
        if len(opened) > _DEEPEST_FIELD:
            return


def _take_field_mark(kind: str | None, opened: list[_Field], texts: list[etree._Element]) -> None:
    if kind == "begin":
        opened.append(_Field(len(texts)))
    elif kind == "separate" and opened:
        opened[-1].result = len(texts)
    elif kind == "end" and opened:
        field = opened.pop()
        is_page_number = field.code.split()[:1] == ["PAGEREF"]  # in tables of contents
        dropped = slice(field.begin, None if is_page_number else field.result)
        take_out(texts[dropped])
        del texts[dropped]


def _lift_text_boxes(document: etree._Element) -> None:
    """Put the paragraphs of text boxes behind the paragraph that holds the box."""
    for box in list(document.iter(w("txbxContent"))):
        anchor = above(box, P)
        if anchor is not None:
            for child in reversed(list(box)):
                anchor.addnext(child)


def _spell_out_signs(document: etree._Element) -> None:
    """Make text of the elements that stand for a sign; the breaks of pages are breaks of lines."""
    etree.strip_elements(document, w("tabs"), w("rt"))  # stops of tabs; pronunciation
    for element in document.iter(*_SPACES):
        _say(element, " ")
    for element in document.iter(*_BREAKS):
        _say(element, "\n")
    for element in document.iter(w("noBreakHyphen")):
        _say(element, "-")
    for element in document.iter(w("sym")):
        _say(element, _sign(element.get(w("char"), "").upper()))


def _spell_out_formulas(document: etree._Element) -> None:
    """Make text of the formulas' text: `10²`, `1/2`."""
    for text in document.iter(f"{_M}t"):
        text.tag = T
        shifted = next(text.iterancestors(*_SHIFTS), None)
        if shifted is not None:
            text.text = _SHIFTS[str(shifted.tag)](text.text or "")
    for below in document.iter(_BELOW_BAR):
        first = next(below.iter(T), None)
        if first is not None:
            first.text = f"/{first.text or ''}"


def _say(element: etree._Element, text: str) -> None:
    element.tag, element.text = T, text


def _sign(code: str) -> str:
    """A sign of a symbol font; empty where no common character shows it."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    is_plain = 0x20 <= number < 0xD800 or 0xF900 <= number < 0xFFF0
    return _SIGNS.get(code, chr(number) if is_plain else "")
