"""What cannot be read of a PDF is told in one sentence, or noted; nothing fails otherwise."""

from __future__ import annotations

import math
import random
import re
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.utils import ImageReader

from gipdesk.readers.pdf import page_picture, read_pdf
from gipdesk.readers.pdf.glyphs import Turn, quarters_of, turn_of
from gipdesk.readers.pdf.opening import View
from gipdesk.readers.pieces import SourceText, UnreadableSourceError
from tests.readers.pdf_drawn import Drawing
from tests.writers.samples import png


def report(pages: int = 2) -> bytes:
    drawing = Drawing()
    for page in range(pages):
        drawing.text(60, 100, f"第{page}段：全年公开政府信息12条。", 16)
        drawing.table(60, 200, [80, 40], [["规章", "1"], ["合计", "1"]])
        if page < pages - 1:
            drawing.turn_page()
    return drawing.data()


def scanned(drawing: Drawing) -> None:
    drawing.canvas.drawImage(ImageReader(BytesIO(png(60, 80))), 0, 0, 595, 842)


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableSourceError) as refused:
        read_pdf(data)
    return str(refused.value)


def test_a_protected_file_is_named_as_such() -> None:
    drawing = Drawing(password="secret")
    drawing.text(60, 100, "公开", 16)
    assert "密码" in refusal(drawing.data())


def test_a_scanned_document_is_named_as_such_with_what_to_do() -> None:
    drawing = Drawing()
    scanned(drawing)
    sentence = refusal(drawing.data())
    assert "扫描件" in sentence
    assert "Word" in sentence


def test_a_scanned_page_among_others_is_noted() -> None:
    drawing = Drawing()
    drawing.text(60, 100, "公开", 16)
    drawing.turn_page()
    scanned(drawing)
    source = read_pdf(drawing.data())
    assert [piece.text for piece in source.pieces] == ["公开"]
    assert "第2页" in source.notes[0]
    assert "扫描" in source.notes[0]


def test_text_hidden_behind_a_scanned_page_is_read_with_a_warning() -> None:
    drawing = Drawing()
    scanned(drawing)
    text = drawing.canvas.beginText(60, 700)
    drawing.text(0, 0, " ", 16)  # registers the face
    text.setTextRenderMode(3)
    text.setFont("GW Song of tests", 16)
    text.textOut("公开12条")
    drawing.canvas.drawText(text)
    source = read_pdf(drawing.data())
    assert [piece.text for piece in source.pieces] == ["公开12条"]
    assert "OCR" in source.notes[0]


def test_an_empty_page_is_not_called_scanned() -> None:
    drawing = Drawing()
    drawing.level(60, 500, 100)
    sentence = refusal(drawing.data())
    assert "扫描" not in sentence
    assert "没有文字" in sentence


def test_a_document_of_too_many_pages_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(301):
        document.new_page(595, 842).close()
    stream = BytesIO()
    document.save(stream)
    document.close()
    assert "301页" in refusal(stream.getvalue())


def test_two_hundred_pages_are_read() -> None:
    source = read_pdf(report(200))
    assert source.pieces[-1].place == "第200页表1第2行"


def test_glyphs_without_a_character_are_never_digits() -> None:
    data = report(1)
    without_map = re.sub(rb"/ToUnicode \d+ 0 R", b"", data)
    assert without_map != data
    assert "乱码" in refusal(without_map)


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\nxref\ntrailer", report(1)[:300]])
def test_a_broken_file_is_told_in_a_sentence(data: bytes) -> None:
    assert refusal(data).endswith("。")


def test_a_picture_of_a_page_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableSourceError, match="第3页"):
        page_picture(report(2), 3, 1.0)


def test_numbers_squeezed_to_nothing_are_no_failure() -> None:
    drawing = Drawing()
    for y in (100, 112):
        drawing.text(60, y, "规章", 10)
        text = drawing.canvas.beginText(200, 842 - y)
        text.setFont("GW Song of tests", 10)
        text.setHorizScale(0)
        text.textOut("12")
        drawing.canvas.drawText(text)
    assert read_pdf(drawing.data()).pieces


def test_text_whose_direction_is_no_number_is_left_out() -> None:
    view = View(595.0, 842.0, 0, (1, 0, 0, -1, 0, 842))
    assert turn_of(quarters_of(math.nan, 1.0, view)) is Turn.SLANTED


@settings(max_examples=60)
@given(st.integers(0, 2**32), st.integers(1, 60), st.booleans())
def test_a_damaged_file_is_read_or_refused(seed: int, changes: int, is_cut: bool) -> None:
    draw = random.Random(seed)
    data = bytearray(report(2))
    for _ in range(changes):
        data[draw.randrange(8, len(data))] = draw.randrange(256)
    if is_cut:
        del data[draw.randrange(9, len(data)) :]
    assert outcome(bytes(data)).endswith(("。", "read"))


def outcome(data: bytes) -> str:
    try:
        source: SourceText = read_pdf(data)
    except UnreadableSourceError as refused:
        return str(refused)
    return f"{len(source.pieces)} pieces read"
