"""Reading a PDF: its pages' layouts, one after the other, as pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from pypdfium2 import PdfDocument, PdfiumError

from gipdesk.readers.pdf.breaks import goes_on, is_caption_of_rest, mend
from gipdesk.readers.pdf.cells import RuledTable
from gipdesk.readers.pdf.columns import LooseRow, header_at_foot
from gipdesk.readers.pdf.furniture import drop_furniture
from gipdesk.readers.pdf.layout import Block, PageLayout, in_order, layout_of
from gipdesk.readers.pdf.lines import TextLine
from gipdesk.readers.pdf.opening import opened, opened_page
from gipdesk.readers.pdf.paragraphs import (
    Margins,
    Paragraph,
    continues,
    extend,
    margins_of,
    text_lines,
)
from gipdesk.readers.pieces import Line, Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.properties import details_in
from gipdesk.report.folding import legible

_MOST_GLYPHS = 600_000  # of a document; a report has some 5,000
_MOSTLY_UNKNOWN = 0.3  # of the glyphs


def read_pdf(data: bytes, *, joins_tables: bool = True) -> SourceText:
    """The paragraphs and table rows of a PDF with a text layer.

    `joins_tables` over page breaks, without the rows that they repeat there.

    Raises:
        UnreadableSourceError: too large, protected, broken, or without text.
    """
    notes: list[str] = []
    with opened(data) as document:
        pages = list(_layouts(document, notes))
        details = _details(document)
    _refuse_without_text(pages)
    notes += _notes(pages)
    drop_furniture(pages)
    return SourceText(_pieces(pages, joins_tables=joins_tables), notes, details)


def _details(document: PdfDocument) -> dict[str, str]:
    """The details that the keywords of the document list: `name：value`, one a line."""
    lines = document.get_metadata_dict().get("Keywords", "").splitlines()
    stated = (line.partition("：") for line in lines)
    return details_in((name.strip(), text) for name, _, text in stated)


def _layouts(document: PdfDocument, notes: list[str]) -> Iterator[PageLayout]:
    """The layouts of all pages that can be read."""
    glyphs = 0
    broken = []
    for index in range(len(document)):
        try:
            with opened_page(document, index) as page:
                layout = layout_of(page, index + 1)
        except PdfiumError:
            broken.append(index + 1)
            continue
        glyphs += layout.glyphs
        if glyphs > _MOST_GLYPHS:
            raise UnreadableSourceError(
                "PDF 的文字太多，不像一份年度报告，没有读取；请只导出年度报告的那几页。"
            )
        yield layout
    if broken:
        notes.append(f"{_pages(broken)}已损坏，没有读出。")


def _refuse_without_text(pages: Sequence[PageLayout]) -> None:
    glyphs = sum(page.glyphs for page in pages)
    if glyphs and sum(page.unknown for page in pages) < _MOSTLY_UNKNOWN * glyphs:
        return
    if glyphs:
        raise UnreadableSourceError(
            "PDF 的文字没有对应的字符编码，读出来是乱码；请导入原来的 Word 文档，"
            "或用文字识别（OCR）软件转换后再导入。"
        )
    if any(page.is_picture for page in pages):
        raise UnreadableSourceError(
            "PDF 是扫描件，只有图片，没有文字，读不出内容；请导入原来的 Word 文档，"
            "或用文字识别（OCR）软件转换后再导入。"
        )
    raise UnreadableSourceError("PDF 里没有文字（可能已转成图形），读不出内容；请导入原来的文档。")


def _notes(pages: Sequence[PageLayout]) -> Iterator[str]:
    """What a person should know of the pages."""
    told = (
        ("is_picture", "是扫描图片，没有文字，没有读出，请对照补填。"),
        ("is_scanned", "的文字是扫描件识别（OCR）的结果，可能有错，请逐项核对。"),
        ("is_slanted", "有斜排的文字（如水印），没有读入。"),
        ("unknown", "有的字没有字符编码，以“□”代替，请核对。"),
        ("is_cut", "的内容太多，没有读完。"),
    )
    for attribute, sentence in told:
        numbers = [page.number for page in pages if getattr(page, attribute)]
        if numbers:
            yield _pages(numbers) + sentence


def _pages(numbers: Iterable[int]) -> str:
    return f"第{'、'.join(map(str, numbers))}页"


def _pieces(pages: Sequence[PageLayout], *, joins_tables: bool) -> list[Piece]:
    """The pieces of all pages."""
    blocks = [in_order(page) for page in pages]
    if joins_tables:
        _join_tables(blocks)
    _take_headers_at_foot(blocks)
    width = min((page.width for page in pages), default=0.0)
    lines = [line for page in blocks for line in text_lines(page)]
    pieces = _Pieces(margins_of(lines, width))
    for page, inside in zip(pages, blocks, strict=True):
        pieces.take(page.number, inside)
    pieces.end_paragraph()
    return pieces.pieces


def _join_tables(pages: Sequence[list[Block]]) -> None:
    """Put tables together that go on over page breaks; captions that say so are dropped."""
    head: RuledTable | None = None
    for blocks, following in pairwise(pages):
        table = blocks[-1] if blocks else None
        rest_at = next((at for at, each in enumerate(following) if _is_table(each)), None)
        rest = following[rest_at] if rest_at is not None else None
        if not isinstance(table, RuledTable) or not isinstance(rest, RuledTable):
            continue
        captions = text_lines(following[:rest_at])
        if goes_on(table, rest) and all(is_caption_of_rest(line.text) for line in captions):
            head = head if head and table is blocks[0] else table
            mend(head, table, rest)
            del following[:rest_at]


def _take_headers_at_foot(pages: Sequence[list[Block]]) -> None:
    """Make rows of the headers that stand before the tables without ruled lines of a next page."""
    for blocks, following in pairwise(pages):
        lines = [*takewhile(lambda block: isinstance(block, TextLine), reversed(blocks))][::-1]
        if following and isinstance(following[0], LooseRow):
            found = header_at_foot(text_lines(lines))
            if found:
                count, row = found
                blocks[-count:] = [row]


def _is_table(block: Block) -> bool:
    return isinstance(block, RuledTable)


class _Pieces:
    """Turns the blocks of page after page into pieces."""

    def __init__(self, margins: Margins) -> None:
        self.pieces: list[Piece] = []
        self._margins = margins
        self._paragraph: Paragraph | None = None
        self._turned_page = False

    def take(self, number: int, blocks: Iterable[Block]) -> None:
        """Take the blocks of a page."""
        self._turned_page = True
        tables = lines = 0
        for block in blocks:
            if isinstance(block, RuledTable):
                tables += 1
                self._take_table(block, f"第{number}页表{tables}")
            else:
                lines += 1
                self._take_text(block, f"第{number}页第{lines}行")
            self._turned_page = False

    def _take_text(self, block: TextLine | LooseRow, place: str) -> None:
        if isinstance(block, TextLine):
            self._take_line(block, place)
        else:
            self.end_paragraph()
            self.pieces.append(TableRow(tuple(map(legible, block.cells)), place))

    def _take_line(self, line: TextLine, place: str) -> None:
        paragraph = self._paragraph
        if paragraph and continues(
            paragraph.last, line, self._margins, turns_page=self._turned_page
        ):
            extend(paragraph, line)
            return
        self.end_paragraph()
        self._paragraph = Paragraph(line.text, place, line)

    def _take_table(self, table: RuledTable, place: str) -> None:
        self.end_paragraph()
        for at, row in enumerate(table.rows, 1):
            if row:
                cells = tuple(legible(cell.text) for cell in row)
                self.pieces.append(TableRow(cells, f"{place}第{at}行"))

    def end_paragraph(self) -> None:
        """Let the last paragraph end."""
        if self._paragraph:
            self.pieces.append(Line(legible(self._paragraph.text), self._paragraph.place))
            self._paragraph = None
