"""From the pieces of a source to a report: by the words of the form, never by position alone.

Every reader hands its pieces to `recognise`. What has no place in the form is kept, as a paragraph
or table where it stood or as `Report.unplaced`; what is doubtful is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.recogniser.advertising import NOTE as ADVERTISING
from gipdesk.readers.recogniser.advertising import without_advertising
from gipdesk.readers.recogniser.assembly import Assembly
from gipdesk.readers.recogniser.damage import refuse_damaged
from gipdesk.readers.recogniser.editions import edition_of, year_of
from gipdesk.readers.recogniser.genre import SecondReport, check_genre, second_report
from gipdesk.readers.recogniser.labels import Vocabulary
from gipdesk.readers.recogniser.original import Original
from gipdesk.readers.recogniser.parts.attachment import split_attachment
from gipdesk.readers.recogniser.parts.headings import outline_of
from gipdesk.readers.recogniser.parts.one_line import parted_lines
from gipdesk.readers.recogniser.parts.signing_block import split_signing_block
from gipdesk.readers.recogniser.script import TRADITIONAL_NOTE, is_traditional
from gipdesk.readers.recogniser.tables.placed import Uncertain, Unread
from gipdesk.readers.recogniser.tables.rejoin import mended
from gipdesk.report.details import year_in
from gipdesk.report.edition import Edition, Editions, Form, form_of
from gipdesk.report.folding import legible
from gipdesk.report.report import Report

__all__ = ["Reading", "Uncertain", "Unread", "UnreadableSourceError", "recognise"]


class Reading(msgspec.Struct):
    """A source as a report, and what a person must look at; `notes` are Chinese sentences."""

    report: Report
    uncertain: list[Uncertain]
    unread: list[Unread]
    notes: list[str]


def recognise(
    text: SourceText, editions: Editions, told: Mapping[str, str] | None = None
) -> Reading:
    """The report that the pieces of a source make.

    What the user told of it fills what it does not say; the year told decides which form is meant
    where its tables do not.

    Raises:
        UnreadableSourceError: it is damaged, or no annual report; the message says which.
    """
    notes = [*text.notes, *refuse_damaged(text.pieces)]
    pieces, advertising = without_advertising([*map(_legible, text.pieces)])
    second = second_report(pieces, _all_headings(editions))
    first = pieces[: second.begin] if second else pieces
    assembly = _assembled(first, editions, notes, {**text.details, **(told or {})})
    if advertising:
        assembly.note(ADVERTISING)
        assembly.set_aside(advertising)
    if second:
        assembly.note(_about(second, assembly.report.meta.title))
        assembly.set_aside(pieces[second.begin :])
    return Reading(assembly.report, assembly.uncertain, assembly.unread, assembly.report.notes)


def _assembled(
    pieces: Sequence[Piece], editions: Editions, notes: Sequence[str], properties: Mapping[str, str]
) -> Assembly:
    """The report that these pieces are."""
    year = year_of(pieces)
    edition, note = edition_of(pieces, year or year_in(properties), editions)
    form = form_with_additions(edition)
    vocabulary = Vocabulary(form)
    lines, signers = split_signing_block([*parted_lines(pieces, vocabulary)])
    mended_pieces = list(mended(lines, vocabulary))
    text, attachment = split_attachment(mended_pieces, form, vocabulary)
    outline = outline_of(text, form, vocabulary)
    check_genre(mended_pieces, outline, vocabulary)
    assembly = Assembly(form, vocabulary, Original(lines, mended_pieces))
    assembly.note(*notes, *filter(None, [note]))
    if is_traditional("".join(piece.text for piece in pieces)):
        assembly.note(TRADITIONAL_NOTE)
    texts = [piece.text for piece in text]
    assembly.put_together(outline, attachment, signers, texts, year, properties)
    return assembly


def _legible(piece: Piece) -> Piece:
    """A piece without invisible characters, and with radicals as ordinary characters."""
    if isinstance(piece, Line):
        return Line(legible(piece.text), piece.place)
    return TableRow(tuple(map(legible, piece.cells)), piece.place)


def form_with_additions(edition: Edition) -> Form:
    """The form with everything that local variants add to it."""
    return form_of(edition, tuple(each.id for each in edition.variants if each.adds))


def _all_headings(editions: Editions) -> Form:
    """The newest form: the sections of the older one are headed alike."""
    return form_of(next(iter(editions)))


def _about(second: SecondReport, title: str) -> str:
    """What to say of a second report."""
    names = "”和“".join(filter(None, [title, second.title]))
    which = f"：“{names}”" if names else ""
    return f"来源中有两份报告{which}，只读入第一份，其余原样保留，没有填入。"
