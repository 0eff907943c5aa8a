"""gipdesk composes, checks and prints the annual report on open government information."""

from __future__ import annotations

__version__ = "0.1.0"
