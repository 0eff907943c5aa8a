"""Reading a text as its file would be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gipdesk import paths
from gipdesk.readers.reading import read as read_source
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.edition import Editions

EDITIONS = Editions(paths.EDITIONS)


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    """Read the lines of a text file."""
    return lambda text: read_source(text.encode(), EDITIONS)
