"""A web page as the pieces of a report: its contents with their places, and what to tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from itertools import count
from typing import Final

from lxml import etree

from gipdesk.readers.html.contents import Content, Row, contents_of
from gipdesk.readers.html.decoding import page_text
from gipdesk.readers.html.looks import has_struck_text, is_hidden
from gipdesk.readers.html.parsing import tree_of
from gipdesk.readers.joining import STRUCK_NOTE, flowing
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.properties import details_in
from gipdesk.readers.recogniser.parts.titles import title_in
from gipdesk.readers.source import MOST_BYTES

_LITTLE: Final = 200  # characters; a page with a report has some thousands
_TITLE_ENDS: Final = re.compile(r"[_|]|\s[-–—]+\s|-{1,2}|—+|>+")
_TITLE_META: Final = "ArticleTitle"  # prescribed for government sites
_APPLICATIONS: Final = frozenset(("app", "root", "__next", "__nuxt"))
_NEXT_PAGES: Final = frozenset(("下一页", "下页", "下一頁", "后一页"))
# Written by a site system in wide use.
_PAGE_COUNT: Final = re.compile(r"createPageHTML\(\s*['\"]?(\d{1,4})")

_OF_A_SCRIPT: Final = (
    "网页的内容由脚本载入，文件里没有正文；请在浏览器中打开，复制全文后粘贴导入，"
    "或下载页面上的文档再导入。"
)
_OF_FRAMES: Final = "网页只有框架，正文在另外的页面里；请单独打开正文页面，另存后再导入。"
_OF_PICTURES: Final = "网页的正文只有图片，没有文字；请改用文字版。"
_EMPTY: Final = "网页中没有文字。"


def read_html(data: bytes) -> SourceText:
    """The pieces of a web page, or of a part of one from the clipboard.

    Raises:
        UnreadableSourceError: too large, not to be decoded, or without text.
    """
    text, notes = page_text(data), list[str]()
    root = tree_of(text)
    contents = contents_of(root)
    if _length(contents) < _LITTLE:
        whole = contents_of(root, with_hidden=True)
        if _length(whole) >= _LITTLE:
            contents = whole
            notes.append("网页的正文设为隐藏，已一并读入，请核对。")
    if _length(contents) < _LITTLE:
        _refuse_if_elsewhere(root, is_empty=not contents)
    named = ((meta.get("name", ""), meta.get("content", "")) for meta in root.iter("meta"))
    return SourceText(
        [*_title(root, contents), *_placed(contents)],
        [*notes, *_notes(root, text)],
        details_in(named),
    )


def read_mhtml(data: bytes) -> SourceText:
    """The pieces of a web page saved as one file (.mht, .mhtml).

    Raises:
        UnreadableSourceError: too large, no page in it, or as `read_html`.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableSourceError(f"文件超过{MOST_BYTES // 1024 // 1024} MB的上限，没有读取。")
    for part in message_from_bytes(data).walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes) and page.strip():
            return read_html(page)
    raise UnreadableSourceError("这个网页归档文件里没有网页。")


def _length(contents: Iterable[Content]) -> int:
    return sum(
        len(each) if isinstance(each, str) else sum(map(len, each.cells)) for each in contents
    )


def _placed(contents: Iterable[Content]) -> Iterator[Piece]:
    """The contents with their places: paragraphs and tables are counted as they are read."""
    paragraphs, tables = count(1), dict[int, int]()
    for each in contents:
        if isinstance(each, Row):
            table = tables.setdefault(each.table, len(tables) + 1)
            yield TableRow(each.cells, f"表{table}第{each.number}行")
        else:
            yield Line(each, f"第{next(paragraphs)}段")


def _title(root: etree._Element, contents: Iterable[Content]) -> Iterator[Line]:
    """The title that the head of the page gives, where its body has none."""
    if any(isinstance(each, str) and title_in(each) for each in contents):
        return
    named = [meta for meta in root.iter("meta") if meta.get("name") == _TITLE_META]
    texts = [meta.get("content") for meta in named] + [each.text for each in root.iter("title")]
    for text in map(flowing, filter(None, texts)):
        for part in (text, *_TITLE_ENDS.split(text)):
            if title_in(part):
                yield Line(part.strip(), "网页标题")
                return


def _refuse_if_elsewhere(root: etree._Element, *, is_empty: bool) -> None:
    """Raise where a page with little text shows that its report is not in it."""
    has_script = _has(root, "script")
    if has_script and any(element.get("id") in _APPLICATIONS for element in root.iter("div")):
        raise UnreadableSourceError(_OF_A_SCRIPT)
    if not is_empty:
        return
    if _has(root, "frame", "iframe"):
        raise UnreadableSourceError(_OF_FRAMES)
    if has_script:
        raise UnreadableSourceError(_OF_A_SCRIPT)
    raise UnreadableSourceError(_OF_PICTURES if _has(root, "img") else _EMPTY)


def _has(root: etree._Element, *tags: str) -> bool:
    return next(root.iter(*tags), None) is not None


def _notes(root: etree._Element, text: str) -> Iterator[str]:
    if any(not is_hidden(each) for each in root.iter("frame", "iframe", "embed", "object")):
        yield "网页中嵌有另外的页面或文档，其中的内容没有读入。"
    if has_struck_text(root):
        yield STRUCK_NOTE
    pages = _PAGE_COUNT.search(text)
    links = {(link.text or "").strip() for link in root.iter("a")}
    if (pages and int(pages[1]) > 1) or links & _NEXT_PAGES:
        yield "网页有“下一页”，报告可能分几页登载，这里只读了这一页。"
