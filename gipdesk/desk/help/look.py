"""How the manual and the key sheet look: CSS for Qt's text, in the colours of `appearance`."""

from __future__ import annotations

import msgspec

from gipdesk.desk.appearance import Colours

_CSS = """
body {{ color: {text}; }}
h1 {{ font-size: 19pt; font-weight: 600; margin-top: 0; margin-bottom: 14px; }}
h2 {{ font-size: 13pt; font-weight: 600; color: {accent}; margin-top: 24px; margin-bottom: 6px; }}
h3 {{ font-size: 11pt; font-weight: 600; margin-top: 18px; margin-bottom: 4px; }}
p, li {{ line-height: 150%; margin-top: 4px; margin-bottom: 6px; }}
a {{ color: {accent}; text-decoration: none; }}
.key {{ background-color: {chosen}; color: {text}; }}
.source {{ color: {quiet}; font-size: 9pt; }}
.official {{ background-color: {accent}; color: {base}; font-size: 9pt; }}
.reference {{ color: {quiet}; font-size: 9pt; font-weight: 600; }}
.picture {{ line-height: 100%; margin-top: 12px; margin-bottom: 2px; }}
.caption {{ color: {quiet}; font-size: 9pt; margin-bottom: 14px; }}
table {{ margin-top: 6px; margin-bottom: 12px; border-collapse: collapse; }}
td {{ border-bottom: 1px solid {line}; padding: 5px; }}
th {{ border-bottom: 1px solid {quiet}; padding: 5px; text-align: left; font-weight: 600; }}
td.tip {{ background-color: {notice}; border: none; padding: 9px; }}
code {{ font-family: monospace; background-color: {alternate}; }}
pre {{ background-color: {alternate}; font-family: monospace; }}
"""


def css_of(colours: Colours) -> str:
    """The style sheet of the manual in these colours."""
    return _CSS.format_map(msgspec.structs.asdict(colours))
