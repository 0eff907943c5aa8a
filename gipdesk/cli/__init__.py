"""The command line.

Exit status: 0 fine; 1 a check found something wrong; 2 bad usage, unreadable input, cannot write.
A failure is one Chinese line on standard error.
"""

from __future__ import annotations

from gipdesk.cli.program import main

__all__ = ["main"]
