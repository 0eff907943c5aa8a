"""Proof of equality: an export is read back and compared with its report before it is saved.

Every row of every table and every paragraph that a reader finds in the file must be those of the
document, in order (`matching`); where a reader sees something else in a text than its signs, these
decide (`literal`). The document in turn leaves out nothing of the report (`texts`). And the report
that anybody gets who reads the file in may not contradict ours (`as_source`): so labels and values
are found together that only a mistake of ours has parted. A reader's doubt refuses nothing.
"""

from __future__ import annotations

from gipdesk.workflow.reading_back.errors import DifferentFileError, ExportError
from gipdesk.workflow.reading_back.proof import Proof, prove
from gipdesk.workflow.reading_back.texts import unprinted

__all__ = ["DifferentFileError", "ExportError", "Proof", "prove", "unprinted"]
