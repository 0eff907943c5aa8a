"""What makes a PDF fit for an archive: its structure, its metadata, its colours and its file.

reportlab paints pages; what PDF/A (ISO 19005) and tagged PDF (ISO 32000-1, 14.8) ask for beside
them is added here, as objects of the same document.
"""

from __future__ import annotations
