"""The details of a report that the properties of its file carry, as our own exports do.

Nothing depends on them: properties that cannot be read are as good as none.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from gipdesk.readers.joining import flowing
from gipdesk.report.details import known_details

OFFICE_PART = "docProps/custom.xml"  # in the packages of Word and Excel

_PARSER = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
_LONGEST = 200  # characters; the longest of them is the name of an agency


def details_in(properties: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The details among the properties of a file, by name."""
    known = known_details(dict(properties))
    texts = {name: flowing(text) for name, text in known.items() if len(text) <= _LONGEST}
    return {name: text for name, text in texts.items() if text}


def details_in_office(part: bytes | None) -> dict[str, str]:
    """The details in the part with the custom properties of a Word or Excel file."""
    if part is None:
        return {}
    try:
        root = etree.fromstring(part, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    return details_in((each.get("name", ""), "".join(map(str, each.itertext()))) for each in root)
