"""From the markup of a page to its tree, within bounds that are checked before it is parsed."""

from __future__ import annotations

import re

from lxml import etree

from gipdesk.readers.pieces import UnreadableSourceError

_MOST_MARKUP = 5_000_000  # characters, embedded pictures left out; a saved page has 300,000
_MOST_TAGS = 200_000
_MOST_IN_TAG = 2000  # characters besides quoted values; the parser is slow with many attributes

_DATA = re.compile(r"data:[\w/+.-]*;base64,[A-Za-z0-9+/=\s]+")
_CLIPBOARD_HEAD = re.compile(r"\s*Version:[\d.]+\s(?:\s*\w+:[^<\r\n]*[\r\n]+)+")
_CONDITIONS = re.compile(r"<!\[(?:if|endif)[^>\]]*\]>", re.IGNORECASE)  # Word's; a comment's remain
# A page that holds another page whole goes on behind its end.
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_LONG_TAG = re.compile(rf"<[a-zA-Z][^>]{{{_MOST_IN_TAG},}}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


def tree_of(text: str) -> etree._Element:
    """The root of a page.

    Raises:
        UnreadableSourceError: no markup, or more of it than a page has.
    """
    markup = _trimmed(text)
    _refuse_excess(markup)
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False, no_network=True
    )
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.LxmlError as exc:
        raise UnreadableSourceError("网页的标记损坏，读不出内容。") from exc
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableSourceError("网页的标记嵌套过深或过长，没有读取。")
    if root is None:
        raise UnreadableSourceError("网页是空的，没有可读的内容。")
    return root


def _trimmed(text: str) -> str:
    """The markup without what is no part of the page's text."""
    text = _CLIPBOARD_HEAD.sub("", text, count=1) if text.lstrip().startswith("Version:") else text
    if ";base64," in text:
        text = _DATA.sub("", text)
    return _ENDS.sub("", _CONDITIONS.sub("", text.replace("\0", "")))


def _refuse_excess(markup: str) -> None:
    is_long = len(markup) > _MOST_MARKUP or markup.count("<") > _MOST_TAGS
    long_tags = (tag[0] for tag in _LONG_TAG.finditer(markup))
    if is_long or any(len(_QUOTED.sub("", tag)) > _MOST_IN_TAG for tag in long_tags):
        raise UnreadableSourceError("网页的标记太多，不像是年度报告，没有读取。")
