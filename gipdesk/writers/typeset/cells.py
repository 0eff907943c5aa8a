"""Table cells: their text broken into lines, and the rows they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import msgspec

from gipdesk.document.nodes import CellRole, TableCell
from gipdesk.document.stylesheet import Align, StyleSheet, points
from gipdesk.writers.tiling import Slot
from gipdesk.writers.typeset.fonts import TypeCase
from gipdesk.writers.typeset.galleys import galleys
from gipdesk.writers.typeset.linebreak import Galley, balance_lines, fill_lines
from gipdesk.writers.typeset.lines import Line
