"""How reports live on disk: the package, safe writing, the recovery journal and the lock."""

from __future__ import annotations
