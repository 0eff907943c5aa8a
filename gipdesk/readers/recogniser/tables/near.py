"""Labels with a wrong or a missing character, known by the one row that they are close to."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from gipdesk.readers.recogniser.labels import FormRow, TableWords, keys_of

_SHORTEST = 6  # characters; in a shorter label one of them says too much
_LONG = 10  # from here on, two may differ
_FAR = 1000
_CLEARLY = 2  # by how many characters any other label must be farther


def row_near(words: TableWords, label: str, among: Sequence[FormRow]) -> FormRow | None:
    """The row among these that a label must mean; None if there is any doubt.

    >>> from gipdesk import paths
    >>> from gipdesk.report.edition import Editions
    >>> edition = Editions(paths.EDITIONS)["2021"]
    >>> requests = TableWords(edition.tables[1], edition)
    >>> row_near(requests, "1.本机关不掌握相关信息", requests.printed).row.id
    'cannot.not_held'
    """
    keys = [key for key in keys_of(label) if len(key) >= _SHORTEST]
    if not keys:
        return None
    wanted = [row for row in among if _distance_to(keys, row) <= _allowed(keys[-1])]
    if len(wanted) != 1:
        return None
    found = wanted[0]
    limit = _distance_to(keys, found) + _CLEARLY
    others = (row for row in words.printed if row.label != found.label)
    return None if any(_distance_to(keys, row) < limit for row in others) else found


def _allowed(key: str) -> int:
    return 2 if len(key) >= _LONG else 1


def _distance_to(keys: Sequence[str], row: FormRow) -> int:
    names = {key for name in (row.label, *row.row.aliases) for key in keys_of(name)}
    return min((distance(key, name) for name in names for key in keys), default=_FAR)


def distance(one: str, other: str) -> int:
    """How many characters are wrong, lacking or too many; a large number from some three on.

    >>> distance("重复申请数", "重复申请"), distance("属于国家秘密", "属于国家机密")
    (1, 1)
    """
    most = max(len(one), len(other))
    if abs(len(one) - len(other)) > 2 * _CLEARLY or len(set(one) & set(other)) * 2 < most - 2:
        return most
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in changes if tag != "equal")
