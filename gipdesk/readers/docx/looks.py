"""Text whose look says how it is meant: hidden, struck through, or a mark above the line.

Source: ISO/IEC 29500-1, 17.3.2.9 (dstrike), .24 (position), .37 (strike), .41 (vanish),
.42 (vertAlign).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from lxml import etree

from gipdesk.readers.docx.parts import ROW, P, R, T, child, w
from gipdesk.readers.docx.styles import Styles, is_on, number_in
from gipdesk.readers.docx.tree import above, remove, take_out
from gipdesk.readers.joining import lowered, raised

Shift: TypeAlias = Callable[[str], str]

_SHIFTS: Final = {"superscript": raised, "subscript": lowered}
_POSITION: Final = re.compile("-?[1-9][0-9]{0,3}")  # half points
_USUAL_SIZE: Final = 21  # half points, where a document states none


def drop_hidden(document: etree._Element, styles: Styles) -> bool:
    """Take out hidden runs and rows; whether they held text."""
    had_text = _drop_looking(document, styles, "vanish")
    for mark in list(document.iter(w("hidden"))):
        row = above(mark, ROW)
        if row is not None and is_on(mark):
            had_text = take_out(row.iter(T)) or had_text
            remove(row)
    return had_text


def drop_struck(document: etree._Element, styles: Styles) -> bool:
    """Take out what a line goes through; whether there was such text."""
    return _drop_looking(document, styles, "strike", "dstrike")


def shift(document: etree._Element, styles: Styles) -> None:
    """Write what is set above or below the line so that it adds no digit to what it marks.

    A paragraph that is set so as a whole is no mark.
    """
    shifts = _shifts(document, styles)
    for paragraph in dict.fromkeys(above(run, P) for run in shifts):
        texts = [] if paragraph is None else [t for t in paragraph.iter(T) if _says(t)]
        shifted = [(t, run) for t in texts if (run := t.getparent()) in shifts]
        for text, run in shifted if len(shifted) < len(texts) else ():
            text.text = shifts[run](text.text or "")


def _drop_looking(document: etree._Element, styles: Styles, *looks: str) -> bool:
    """Take out the texts with one of these looks; whether they said anything."""
    marks = document.iter(*map(w, looks))
    found = [run for mark in marks if is_on(mark) and (run := _run_of(mark)) is not None]
    named = styles.with_look(*looks)
    if named:
        for mark in document.iter(w("pStyle"), w("rStyle")):
            styled = above(mark, P if mark.tag == w("pStyle") else R)
            if styled is not None and mark.get(w("val")) in named:
                found += _without(styled, looks)
    return any([take_out(each.iter(T)) for each in found])


def _without(styled: etree._Element, looks: tuple[str, ...]) -> Iterator[etree._Element]:
    """The runs of a styled element that do not say themselves that they look otherwise."""
    for run in styled.iter(R):
        stated = [child(child(run, "rPr"), look) for look in looks]
        if not any(mark is not None and not is_on(mark) for mark in stated):
            yield run


def _run_of(mark: etree._Element) -> etree._Element | None:
    """The run whose look a mark is about."""
    looks = mark.getparent()
    run = None if looks is None else looks.getparent()
    return run if run is not None and run.tag == R else None


def _shifts(document: etree._Element, styles: Styles) -> dict[etree._Element, Shift]:
    """The runs that are set above or below the line."""
    found: dict[etree._Element, Shift] = {}
    named = styles.alignments
    for mark in document.iter(w("rStyle")) if named else ():
        run, alignment = _run_of(mark), named.get(mark.get(w("val"), ""))
        if run is not None and alignment in _SHIFTS:
            found[run] = _SHIFTS[alignment]
    for mark in document.iter(w("vertAlign")):
        run, alignment = _run_of(mark), mark.get(w("val"), "")
        if run is not None and alignment in _SHIFTS:
            found[run] = _SHIFTS[alignment]
        elif run is not None:
            found.pop(run, None)  # against its style
    return found | _positioned(document)


def _positioned(document: etree._Element) -> dict[etree._Element, Shift]:
    """The runs put higher or lower and smaller than others of their paragraph."""
    marks = ((_run_of(mark), mark.get(w("val"), "")) for mark in document.iter(w("position")))
    found = {run: value for run, value in marks if run is not None and _POSITION.fullmatch(value)}
    paragraphs = {run: paragraph for run in found if (paragraph := above(run, P)) is not None}
    sizes = {each: max(map(_size, each.iter(R))) for each in set(paragraphs.values())}
    return {
        run: lowered if found[run].startswith("-") else raised
        for run, paragraph in paragraphs.items()
        if _size(run) < sizes[paragraph]
    }


def _size(run: etree._Element) -> int:
    return number_in(child(run, "rPr"), "sz") or _USUAL_SIZE


def _says(text: etree._Element) -> bool:
    return bool((text.text or "").strip())
