"""The PDF as an archive wants it, as PDFBox, qpdf, poppler, PDFium and littleCMS see it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import unicodedata
from io import BytesIO
from itertools import islice
from pathlib import Path

import pdfplumber
import pdfua
import pikepdf
import pypdfium2
import pytest
from lxml import etree
from PIL import Image, ImageCms

from gipdesk import paths
from gipdesk.document.nodes import Block, Document, Figure
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.report.edition import Form
from gipdesk.writers.archive.colour import srgb_profile
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.pdf import ArchivePart, write_pdf
from gipdesk.writers.typeset.display import GlyphRun
from tests.writers.printed import pages_of, pdf_of
from tests.writers.samples import document, every_node, official, paragraph

WORDS = [
    "公开",
    "信息",
    "2025年1月1日",
    "12月31日",
    "1,265条",
    "增长15.6%",
    "（一）",
    "“三公”",
    "，",
    "gov.cn",
]
NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


def as_part(content: Document, sheet: StyleSheet, part: ArchivePart) -> bytes:
    return write_pdf(content, sheet, bundled_faces(sheet, paths.FONTS), part=part)


def picture(mode: str, colour: object, kind: str, **options: object) -> Figure:
    """A picture of one colour."""
    data = BytesIO()
    Image.new(mode, (40, 30), colour).save(data, kind, **options)  # type: ignore[arg-type]  # any mode's
    return Figure(f"a.{kind.lower()}", data.getvalue())


def pictures() -> list[Block]:
    """One of each kind that PDF/A does not take as it is."""
    return [
        picture("RGBA", (255, 0, 0, 0), "PNG"),
        picture("LA", (0, 0), "PNG"),
        picture("P", 3, "GIF", transparency=3),
        picture("CMYK", (0, 0, 0, 0), "JPEG"),
        picture("RGB", (255, 255, 255), "JPEG"),
        picture("1", 1, "PNG"),
    ]


def loose_lines(count: int) -> list[str]:
    """Paragraphs of words that may not be torn, so that lines are wide."""
    chance = random.Random(3)
    return ["".join(chance.choices(WORDS, k=60)) + "。" for _ in range(count)]


def hard_document(form: Form) -> Document:
    """All nodes, pictures of all kinds, wide lines, letters beyond all fonts, official tables."""
    tables = [official(form, each) for each in ("disclosure", "requests", "proceedings")]
    rare = paragraph("龑𬱖𬭎𠮷啰瞭喆堃〇①㎡𠮷")
    texts = map(paragraph, loose_lines(12))
    return document(*every_node().blocks, *pictures(), rare, *texts, *tables)


class TestPdfA:
    def test_pdfbox_finds_nothing_in_the_same_pages_marked_1b(
        self, sheet: StyleSheet, form: Form, preflight: list[str], tmp_path: Path
    ) -> None:
        file = tmp_path / "report.pdf"
        file.write_bytes(as_part(hard_document(form), sheet, ArchivePart.PDF_A_1B))
        done = subprocess.run([*preflight, str(file)], capture_output=True, check=False)
        assert "is a valid PDF/A-1b file" in done.stdout.decode(), done.stdout.decode()

    def test_pdfbox_would_find_a_fault(
        self, sheet: StyleSheet, preflight: list[str], tmp_path: Path
    ) -> None:
        file = tmp_path / "report.pdf"
        data = as_part(every_node(), sheet, ArchivePart.PDF_A_1B)
        file.write_bytes(data.replace(b"/OutputIntents", b"/OutputIntentz"))
        done = subprocess.run([*preflight, str(file)], capture_output=True, check=False)
        assert "is not a valid PDF/A-1b file" in done.stdout.decode()

    @pytest.mark.parametrize("part", ArchivePart)
    def test_qpdf_finds_nothing(self, sheet: StyleSheet, form: Form, part: ArchivePart) -> None:
        with pikepdf.open(BytesIO(as_part(hard_document(form), sheet, part))) as pdf:
            assert pdf.check_pdf_syntax() == []

    def test_pdfua_finds_no_error(self, sheet: StyleSheet, form: Form, tmp_path: Path) -> None:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf_of(hard_document(form), sheet))
        report = pdfua.validate(str(file))
        assert [
            str(each) for each in report.findings if each.severity is pdfua.Severity.ERROR
        ] == []

    def test_both_parts_have_the_same_pages(self, sheet: StyleSheet) -> None:
        files = [as_part(every_node(), sheet, part) for part in ArchivePart]
        first, second = (pikepdf.open(BytesIO(data)) for data in files)
        with first, second:
            assert [page.Contents.read_bytes() for page in first.pages] == [
                page.Contents.read_bytes() for page in second.pages
            ]

    def test_the_file_declares_its_part(self, sheet: StyleSheet) -> None:
        one = as_part(every_node(), sheet, ArchivePart.PDF_A_1B)
        two = pdf_of(every_node(), sheet)
        assert (one[:9], two[:9]) == (b"%PDF-1.4\n", b"%PDF-1.7\n")
        assert min(two[10:14]) > 127  # a comment says that the file is no text
        assert (stated(one, "pdfaid:part"), stated(two, "pdfaid:part")) == ("1", "2")
        assert stated(two, "pdfaid:conformance") == "B"

    def test_nothing_is_transparent(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(document(*pictures()), sheet))) as pdf:
            assert not any("/SMask" in each or "/Mask" in each for each in streams(pdf))
            assert not any("/Group" in page for page in pdf.pages)
            assert not any("/ExtGState" in page.Resources for page in pdf.pages)
            spaces = {str(each.ColorSpace) for each in streams(pdf) if "/ColorSpace" in each}
        assert spaces <= {"/DeviceRGB", "/DeviceGray"}

    def test_what_is_transparent_shows_the_paper(self, sheet: StyleSheet) -> None:
        for figure in pictures():
            with pypdfium2.PdfDocument(pdf_of(document(figure), sheet)) as pdf:
                shown = pdf[0].render().to_pil().convert("L")
                width, height = shown.size
                assert shown.crop((0, 0, width, height // 2)).getextrema()[0] > 250

    def test_every_stream_ends_with_a_line_end(self, sheet: StyleSheet) -> None:
        data = pdf_of(every_node(), sheet)
        ends = [found.start() for found in re.finditer(rb"endstream\nendobj\n", data)]
        with pikepdf.open(BytesIO(data)) as pdf:
            assert len(ends) == len(streams(pdf))
        assert {data[end - 1 : end] for end in ends} == {b"\n"}


class TestColour:
    def test_the_profile_is_srgb(self) -> None:
        ours = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
        colours = Image.new("RGB", (256, 3))
        chance = random.Random(1)
        colours.putdata([tuple(chance.choices(range(256), k=3)) for _ in range(256 * 3)])
        same = ImageCms.profileToProfile(colours, ours, ImageCms.createProfile("sRGB"))
        assert same is not None
        differences = [abs(a - b) for a, b in zip(same.tobytes(), colours.tobytes(), strict=True)]
        assert max(differences) <= 1

    def test_it_is_of_version_2_and_as_long_as_it_says(self) -> None:
        data = srgb_profile()
        assert data[8:10] == b"\x02\x10"
        assert int.from_bytes(data[:4]) == len(data)
        assert ImageCms.getProfileDescription(BytesIO(data)).strip() == "sRGB IEC61966-2.1"

    def test_the_file_means_its_colours_so(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(every_node(), sheet))) as pdf:
            (intent,) = pdf.Root.OutputIntents
            assert intent.DestOutputProfile.read_bytes() == srgb_profile()
            assert (str(intent.S), int(intent.DestOutputProfile.N)) == ("/GTS_PDFA1", 3)


class TestMetadata:
    def test_the_dictionary_and_xmp_say_the_same(self, sheet: StyleSheet) -> None:
        data = pdf_of(every_node(), sheet)
        with pikepdf.open(BytesIO(data)) as pdf:
            told = {str(name): str(text) for name, text in pdf.docinfo.items()}
        assert told == {
            "/Title": stated(data, "dc:title/rdf:Alt/rdf:li"),
            "/Author": stated(data, "dc:creator/rdf:Seq/rdf:li"),
            "/Keywords": stated(data, "pdf:Keywords"),
            "/Creator": stated(data, "xmp:CreatorTool"),
            "/Producer": stated(data, "pdf:Producer"),
        }
        assert told["/Keywords"] == "报告年度：2025\n报告机关：某某市“司法局”<甲&乙>"

    def test_what_is_empty_is_not_told(self, sheet: StyleSheet) -> None:
        data = pdf_of(Document("", "", (paragraph("一"),)), sheet)
        with pikepdf.open(BytesIO(data)) as pdf:
            assert set(pdf.docinfo.keys()) == {"/Creator", "/Producer"}
        assert stated(data, "dc:title/rdf:Alt/rdf:li") is None

    def test_a_viewer_shows_the_title_and_prints_at_full_size(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(every_node(), sheet))) as pdf:
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert str(pdf.Root.ViewerPreferences.PrintScaling) == "/None"
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.Root.Lang) == "zh-CN"
        assert stated(pdf_of(every_node(), sheet), "dc:language/rdf:Bag/rdf:li") == "zh-CN"


class TestBytes:
    def test_two_processes_write_the_same(self) -> None:
        code = (
            "import hashlib; from gipdesk import paths; from tests.writers.printed import pdf_of;"
            "from gipdesk.document.stylesheet import read_stylesheet;"
            "from tests.writers.samples import every_node;"
            "sheet = read_stylesheet(paths.STYLES / 'gb9704.toml');"
            "print(hashlib.sha256(pdf_of(every_node(), sheet)).hexdigest())"
        )
        told = {
            subprocess.run(
                [sys.executable, "-c", code],
                env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(paths.FONTS.parents[1])},
                capture_output=True,
                check=True,
            ).stdout
            for seed in ("1", "2")
        }
        assert len(told) == 1

    def test_another_document_has_another_identity(self, sheet: StyleSheet) -> None:
        files = [pdf_of(document(paragraph(text)), sheet) for text in ("一", "二")]
        assert len({re.findall(rb"/ID \[<(\w+)>", data)[0] for data in files}) == 2


class TestCopies:
    def test_wide_lines_are_copied_without_spaces(
        self, sheet: StyleSheet, pdftotext: str, tmp_path: Path
    ) -> None:
        texts = loose_lines(60)
        data = pdf_of(document(*map(paragraph, texts)), sheet)
        file = tmp_path / "report.pdf"
        file.write_bytes(data)
        done = subprocess.run([pdftotext, str(file), "-"], capture_output=True, check=True)
        with pypdfium2.PdfDocument(data) as pdf:
            by_pdfium = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
        for copied in (done.stdout.decode(), by_pdfium):
            body = re.sub(r"^— ?\d+ ?—$", "", copied, flags=re.MULTILINE)
            assert " " not in body
            assert re.sub(r"\s", "", body) == "".join(texts)

    def test_letters_of_wide_lines_stand_where_the_layout_put_them(self, sheet: StyleSheet) -> None:
        content = document(*map(paragraph, loose_lines(12)))
        runs = [
            item
            for page in pages_of(content, sheet)
            for item in page.items
            if isinstance(item, GlyphRun)
        ]
        with pdfplumber.open(BytesIO(pdf_of(content, sheet))) as opened:
            letters = iter([each for page in opened.pages for each in page.chars])
        for run in runs:
            first, *others = islice(letters, len(run.text))
            assert first["x0"] == pytest.approx(run.x, abs=0.02)
            before = first
            for letter in others:
                if is_hanzi(before["text"]):
                    pitch = letter["x0"] - before["x0"]
                    assert pitch == pytest.approx(run.size + run.tracking, abs=0.02)
                before = letter
            if run.gap == 0.0:  # a line's last letter sticks out no further than ever
                assert before["x1"] - before["x0"] <= run.size + 0.01

    def test_a_date_is_copied_as_it_is(self, sheet: StyleSheet) -> None:
        text = (
            "本报告所列数据的统计期限为2025年1月1日至2025年12月31日。如对本报告有疑问，请联系我们。"
        )
        with pypdfium2.PdfDocument(pdf_of(document(paragraph(text)), sheet)) as pdf:
            copied = pdf[0].get_textpage().get_text_bounded()
        assert "2025年1月1日" in copied
        assert copied.replace("\r\n", "").startswith(text)

    def test_no_radical_stands_for_a_character(self, sheet: StyleSheet, form: Form) -> None:
        with pypdfium2.PdfDocument(pdf_of(hard_document(form), sheet)) as pdf:
            copied = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert [each for each in copied if "RADICAL" in unicodedata.name(each, "")] == []


def is_hanzi(letter: str) -> bool:
    """Whether a letter is as wide as the face is large."""
    return "\u4e00" <= letter <= "\u9fff"


def streams(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]


def stated(data: bytes, path: str) -> str | None:
    """What the XMP of a file says."""
    with pikepdf.open(BytesIO(data)) as pdf:
        root = etree.fromstring(pdf.Root.Metadata.read_bytes())
    return root.findtext(f".//rdf:Description/{path}", None, NAMESPACES)
