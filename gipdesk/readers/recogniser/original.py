"""The lines of a source as they stood before words and values were taken apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gipdesk.readers.pieces import Line, Piece
from gipdesk.readers.recogniser.tables.rejoin import LineRow

_TO = "至"  # between the places of the lines that became one piece


class Original:
    """The pieces of a source, and what `mended` made of them."""

    def __init__(self, pieces: Sequence[Piece], mended: Sequence[Piece]) -> None:
        self._pieces = pieces
        count = Counter(piece.place for piece in pieces)
        self._at = {each.place: at for at, each in enumerate(pieces) if count[each.place] == 1}
        self._parts = Counter(piece.place for piece in mended)
        self._mended = {id(piece): piece for piece in mended}  # others are what headings left

    def restored(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Mended pieces as the lines that they were; those of which a part is missing stay."""
        held = Counter(piece.place for piece in pieces if id(piece) in self._mended)
        done: set[str] = set()
        for piece in pieces:
            lines = self._lines(piece) if held[piece.place] == self._parts[piece.place] else []
            if not lines:
                yield piece
            elif piece.place not in done:
                done.add(piece.place)
                yield from lines

    def _lines(self, piece: Piece) -> Sequence[Piece]:
        """The lines that a piece was made of; none where that is not known."""
        if not isinstance(piece, Line | LineRow):
            return []
        first, _, last = piece.place.partition(_TO)
        begin, end = self._at.get(first), self._at.get(last or first)
        lines = [] if begin is None or end is None else self._pieces[begin : end + 1]
        return lines if all(isinstance(line, Line) for line in lines) else []
