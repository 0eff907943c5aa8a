"""From the XML a template yields to nodes. The vocabulary is small and closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from gipdesk.document.errors import DocumentXmlError
from gipdesk.document.nodes import (
    Attachment,
    Block,
    CellRole,
    Cover,
    Document,
    DocumentNumber,
    Figure,
    Heading,
    Line,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    SealForm,
    Signature,
    Table,
    TableCell,
    Title,
)


def parse_document(source: str, media: Mapping[str, bytes]) -> Document:
    """Nodes from a template's XML; raises `DocumentXmlError`.

    `media` holds the bytes of the pictures by name.
    """
    try:
        root = ElementTree.fromstring(source)
        blocks = tuple(_block(element, media) for element in root)
    except ElementTree.ParseError as exc:
        raise DocumentXmlError(f"模板生成的内容不是合法的 XML：{exc}") from exc
    except (ValueError, ArithmeticError) as exc:  # a role, a level or a number that is none
        raise DocumentXmlError(str(exc)) from exc
    return Document(title=root.get("title", ""), author=root.get("author", ""), blocks=blocks)


def _block(element: Element, media: Mapping[str, bytes]) -> Block:
    if element.tag == "figure":
        return _figure(element, media)
    parse = _PARSERS.get(element.tag)
    if parse is None:
        raise DocumentXmlError(f"模板中有不认识的元素“{element.tag}”。")
    return parse(element)


def _title(element: Element) -> Title:
    return Title(tuple(phrase.text or "" for phrase in element), element.get("anchor", ""))


def _document_number(element: Element) -> DocumentNumber:
    return DocumentNumber(element.text or "", element.get("anchor", ""))


def _cover(element: Element) -> Cover:
    title = element.find("title")
    if title is None:
        raise DocumentXmlError("模板中的封面（cover）缺少标题（title）。")
    agency, date = element.get("agency", ""), element.get("date", "")
    return Cover(_title(title), agency, date, element.get("anchor", ""))


def _heading(element: Element) -> Heading:
    return Heading(int(element.get("level", "1")), _runs(element), element.get("anchor", ""))


def _paragraph(element: Element) -> Paragraph:
    return Paragraph(_runs(element), element.get("anchor", ""))


def _runs(element: Element) -> tuple[Run, ...]:
    return tuple(Run(run.text or "", Mark(run.get("mark", "plain"))) for run in element)


def _table(element: Element) -> Table:
    return Table(
        kind=element.get("kind", "free"),
        columns=int(element.get("columns", "1")),
        header_rows=int(element.get("header-rows", "0")),
        rows=tuple(tuple(_cell(cell) for cell in row) for row in element.iterfind("row")),
        anchor=element.get("anchor", ""),
        title=element.get("title", ""),
        above=tuple(map(_line, element.iterfind("above"))),
        below=tuple(map(_line, element.iterfind("below"))),
    )


def _line(element: Element) -> Line:
    return tuple(part.text or "" for part in element)


def _cell(element: Element) -> TableCell:
    return TableCell(
        text=element.text or "",
        role=CellRole(element.get("role", "value")),
        row_span=int(element.get("rows", "1")),
        column_span=int(element.get("columns", "1")),
        number=_number(element.get("number", "")),
        sum_of=tuple(element.get("sum-of", "").split()),
        anchor=element.get("anchor", ""),
        indent=int(element.get("indent", "0")),
    )


def _number(text: str) -> int | float | None:
    if not text:
        return None
    exact = Decimal(text)
    return int(exact) if exact == int(exact) else float(exact)


def _attachment(element: Element) -> Attachment:
    return Attachment(element.get("name", ""), element.get("anchor", ""))


def _figure(element: Element, media: Mapping[str, bytes]) -> Figure:
    name = element.get("media", "")
    if name not in media:
        raise DocumentXmlError(f"报告中没有图片“{name}”。")
    return Figure(
        media=name,
        data=media[name],
        caption=element.get("caption", ""),
        anchor=element.get("anchor", ""),
        width=int(element.get("width", "0")) or None,
    )


def _signature(element: Element) -> Signature:
    return Signature(
        agency=element.get("agency", ""),
        date=element.get("date", ""),
        form=SealForm(element.get("form", "no_seal")),
        anchor=element.get("anchor", ""),
    )


def _page_break(_element: Element) -> PageBreak:
    return PageBreak()


_PARSERS: dict[str, Callable[[Element], Block]] = {
    "cover": _cover,
    "title": _title,
    "document-number": _document_number,
    "heading": _heading,
    "paragraph": _paragraph,
    "table": _table,
    "attachment": _attachment,
    "signature": _signature,
    "page-break": _page_break,
}
