"""Which column of the form each column of a source is, as the words over them tell.

A source may leave out columns, add some of its own or print them in another order. Header words
come row by row, and a word over several columns may come alone; where their order does not say what
stands over what, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gipdesk.readers.pieces import Piece, TableRow
from gipdesk.readers.recogniser.labels import TableWords, header_keys, key_of, keys_of
from gipdesk.report.edition import BlockForm

FOREIGN = -1  # a column that the form does not have
_MOST_PARTS = 4  # of a header word that line breaks tore
_OTHER_COLUMN = re.compile("[上去前同往]一?年|年度|备注|说明|同比|环比|[率比]$|占|序号|编号|单位")
_SENTENCE = re.compile("[。！？；]")
_TELLING = 4  # characters of a header word that no line holds by chance


class Columns(msgspec.Struct, frozen=True):
    """The columns of a source from left to right; empty where its words do not tell them.

    Each is the number of a column of the form, or `FOREIGN`.
    """

    order: tuple[int, ...] = ()
    strange: tuple[str, ...] = ()  # the words that the form does not know

    @property
    def known(self) -> tuple[int, ...]:
        """Those of the form."""
        return tuple(column for column in self.order if column != FOREIGN)


class _Node(msgspec.Struct):
    """A header word with the words below it; `column` says which column it is over, if one."""

    below: Mapping[str, _Node]
    column: int = FOREIGN
    found: list[_Node] = []  # those of the words below that the source has, in its order

    def columns(self) -> Iterator[int]:
        if not self.found:
            yield self.column
        for node in self.found:
            yield from node.columns()


def columns_under(header: Sequence[str], block: BlockForm, words: TableWords) -> Columns:
    """What the words of a header say of the columns under them."""
    names = {key: keys[0] for keys in header_keys(block) for key in keys}
    tokens = [
        token for token in _joined(_apart(header, words), names) if not _is_aside(token, words)
    ]
    labels = [_name_of(token, names) for token in tokens]
    strange = tuple(token for token, label in zip(tokens, labels, strict=True) if not label)
    root = _tree(block)
    is_read = any(labels) and _read(root, labels)
    order = tuple(root.columns()) if is_read else ()
    is_clear = len(set(order) - {FOREIGN}) == len(order) - order.count(FOREIGN)
    is_told = is_clear and not _is_worded_otherwise(order, strange, len(block.columns))
    return Columns(order if is_told else (), strange)


def _is_worded_otherwise(order: Sequence[int], strange: Sequence[str], width: int) -> bool:
    """Whether the columns are those of the form, some under another word: `合计` for `总计`."""
    is_even = len(order) == width and all(each in (at, FOREIGN) for at, each in enumerate(order))
    is_own = any(map(is_other, strange))
    return is_even and bool(strange) and not is_own


def is_other(text: str) -> bool:
    """Whether a strange header word names a column of its own: `上年`, `同比`, `备注`."""
    return _OTHER_COLUMN.search(text) is not None


def is_like_header(piece: Piece, words: TableWords) -> bool:
    """Whether a line beside a table has header words, and more that is no sentence."""
    text = "" if isinstance(piece, TableRow) or _SENTENCE.search(piece.text) else key_of(piece.text)
    return any(len(word) >= _TELLING and word in text for word in words.headers)


def _apart(header: Sequence[str], words: TableWords) -> Iterator[str]:
    """The header words, one by one also where a line held several."""
    for text in header:
        is_known = words.is_header(text) or words.is_group(text)
        yield from [text] if is_known else text.split()


def _joined(tokens: Iterator[str], names: Mapping[str, str]) -> Iterator[str]:
    """The words with the parts joined that line breaks left of one."""
    rest = list(tokens)
    while rest:
        count = 1
        for taken in range(2, _MOST_PARTS + 1) if not _name_of(rest[0], names) else ():
            if _name_of("".join(rest[:taken]), names):
                count = taken
                break
        yield "".join(rest[:count])
        rest = rest[count:]


def _name_of(token: str, names: Mapping[str, str]) -> str:
    return next((names[key] for key in keys_of(token) if key in names), "")


def _is_aside(token: str, words: TableWords) -> bool:
    """Whether a word stands beside or above the columns: `信息内容`, `第二十条第（一）项`."""
    beside = {
        key
        for block in words.form.blocks
        for text in (block.band, block.corner, block.unit)
        if text
        for key in keys_of(text)
    }
    return any(key in beside or key in words.groups for key in keys_of(token))


def _tree(block: BlockForm) -> _Node:
    """The header words of a block, each with those below it, by key."""
    names = {text: keys[0] for keys, text in zip(header_keys(block), _texts(block), strict=True)}
    root = _Node({})
    for number, column in enumerate(block.columns):
        node = root
        for text in column.labels:
            below = dict(node.below)
            below.setdefault(names[text], _Node({}))
            node.below = below
            node = below[names[text]]
        node.column = number
    return root


def _texts(block: BlockForm) -> list[str]:
    return list(dict.fromkeys(text for column in block.columns for text in column.labels))


def _read(root: _Node, labels: Sequence[str]) -> bool:
    """Put the words of a header where they stand in the tree; whether all found a place."""
    rest, nodes = list(labels), [root]
    while rest and nodes:
        below: list[_Node] = []
        for node in nodes:
            while rest:
                child = _child(node, rest[0], labels) if rest[0] else _Node({})
                if child is None or any(child is each for each in node.found):
                    break
                node.found = [*node.found, child]
                rest.pop(0)
            below += [child for child in node.found if child.below]
        nodes = below
    return not rest and not _is_doubtful(root)


def _child(node: _Node, label: str, labels: Sequence[str]) -> _Node | None:
    """The word below a node, or below one between them that the source does not have.

    A word that stands below several is below the one over it only.
    """
    if label in node.below:
        return node.below[label]
    absent = [each for name, each in node.below.items() if name not in labels]
    found = [child for each in absent if (child := _child(each, label, labels))]
    return found[0] if len(found) == _count(node, label) == 1 else None


def _count(node: _Node, label: str) -> int:
    """How often a word stands below a node, however far."""
    return sum((name == label) + _count(below, label) for name, below in node.below.items())


def _is_doubtful(root: _Node) -> bool:
    """Whether a strange word stands in the lower rows of a header, under no one knows what."""
    order = list(_all_below(root))
    while order and _is_strange(order[-1]):
        order.pop()
    return any(_is_strange(node) and not any(node is each for each in root.found) for node in order)


def _all_below(node: _Node) -> Iterator[_Node]:
    for child in node.found:
        yield child
        yield from _all_below(child)


def _is_strange(node: _Node) -> bool:
    return not node.below and node.column == FOREIGN
