"""What a report is: the form, the values, the sections and the changes that alter them."""

from __future__ import annotations
