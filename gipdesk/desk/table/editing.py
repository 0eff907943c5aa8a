"""What is done to cells, as changes: typing, clearing, filling, pasting, switching totals.

A computed total stays computed unless a number other than its sum is put over it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gipdesk.desk.session import Session
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch, SetCell
from gipdesk.report.identities import add_up, totals_of, values_of
from gipdesk.report.report import Cell
from gipdesk.report.values import BLANK, State, read_value


def typed(session: Session, texts: Mapping[CellRef, str]) -> tuple[SetCell, ...]:
    """Put texts into cells that are present, as one typing them in one after another would."""
    kept = _still_computed(session, texts)
    return tuple(SetCell(ref, Cell(text)) for ref, text in texts.items() if ref not in kept)


def clear(session: Session, refs: Sequence[CellRef], act: str = "清除") -> Batch:
    """Empty the typed cells among `refs`."""
    changes = typed(session, dict.fromkeys(refs, ""))
    return Batch(changes, f"{act} {len(changes)} 个单元格")


def paste(session: Session, texts: Mapping[CellRef, str]) -> Batch:
    """Put a pasted block in."""
    return Batch(typed(session, texts), f"粘贴 {len(texts)} 个单元格")


def fill_zeros(session: Session, refs: Iterable[CellRef]) -> Batch:
    """Type 0 into the blank ones among `refs`, those left out that a doubtful source left blank."""
    doubts = session.report.doubts
    blanks = [ref for ref in refs if not session.text(ref).strip() and str(ref) not in doubts]
    return Batch(typed_over(session, dict.fromkeys(blanks, "0")), "空白处填0")


def fill_down(session: Session, columns: Iterable[Sequence[CellRef]]) -> Batch:
    """Repeat the first cell of each column in the cells below it."""
    texts = {ref: session.text(first) for first, *below in columns for ref in below}
    return Batch(typed_over(session, texts), "填充到下方")


def typed_over(session: Session, texts: Mapping[CellRef, str]) -> tuple[SetCell, ...]:
    """Put texts into the typed cells among `texts`; computed ones follow their terms anyway."""
    return typed(session, {r: text for r, text in texts.items() if not session.is_computed(r)})


def compute(refs: Iterable[CellRef]) -> Batch:
    """Let these totals follow their terms."""
    return Batch(tuple(SetCell(ref, Cell(computed=True)) for ref in refs), "改为计算")


def write_out(session: Session, refs: Iterable[CellRef]) -> Batch:
    """Type into these totals what they show now."""
    return Batch(tuple(SetCell(ref, Cell(session.text(ref))) for ref in refs), "改为填写")


def _still_computed(session: Session, texts: Mapping[CellRef, str]) -> set[CellRef]:
    """The computed totals among `texts` for which nothing, or just their sum, is typed.

    The sum is what it will be with the other texts in place.
    """
    computed = {ref for ref in texts if session.is_computed(ref)}
    if not computed:
        return set()
    form, kept = session.form, set()
    read = {ref: read_value(text, form.kind(ref)) for ref, text in texts.items()}
    values = values_of(session.report, form) | {
        ref: value for ref, value in read.items() if ref not in computed
    }
    for total, terms in totals_of(form).items():
        if not session.is_computed(total):
            continue
        values[total] = add_up([values.get(term, BLANK) for term in terms])
        put = read.get(total, BLANK)
        if put.state is State.BLANK or put == values[total]:
            kept.add(total)
        else:
            values[total] = put
    return kept & computed
