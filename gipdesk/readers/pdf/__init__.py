"""Reading PDFs that have text: paragraphs and tables by what is seen on the page."""

from __future__ import annotations

from gipdesk.readers.pdf.picture import page_of, page_picture
from gipdesk.readers.pdf.reader import read_pdf

__all__ = ["page_of", "page_picture", "read_pdf"]
