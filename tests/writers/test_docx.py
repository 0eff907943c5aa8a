"""The Word file: what stands in it and how it is set."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from msgspec.structs import replace
from openxml_audit import OpenXmlValidator

from gipdesk import paths
from gipdesk.document.nodes import (
    Cover,
    Document,
    DocumentNumber,
    Figure,
    Heading,
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
from gipdesk.document.stylesheet import NumberPlace, StyleSheet, read_stylesheet
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.docx import write_docx
from gipdesk.writers.faces import bundled_faces
from gipdesk.writers.pictures import UnreadablePictureError
from gipdesk.writers.tiling import tile
from tests.writers.samples import (
    OFFICIAL_TABLES,
    document,
    every_node,
    official,
    paragraph,
    png,
    spanned_table,
    statistics,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def written(content: Document, sheet: StyleSheet) -> bytes:
    return write_docx(content, sheet, paths.TEMPLATES / "word")


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def found(root: etree._Element, path: str) -> list[Any]:
    matches: Any = root.xpath(path, namespaces=NAMES)
    return list(matches)


def reopened(data: bytes) -> Any:
    return docx.Document(BytesIO(data))


class TestContent:
    def test_every_text_stands_in_its_style(self, sheet: StyleSheet) -> None:
        word = reopened(written(every_node(), sheet))
        texts = [(each.style.name, each.text) for each in word.paragraphs if each.text]
        assert texts == [
            ("Title", "某某市司法局\n2025年政府信息公开工作年度报告"),
            ("Normal", "根据《条例》编制，“公开”——含……共1,265条。"),
            ("Heading 1", "一、总体情况"),
            ("Heading 2", "（一）主动公开"),
            ("Heading 3", "1.门户网站"),
            ("Heading 4", "（1）栏目"),
            ("Normal", "（二）依申请公开。全年收到申请若干件。"),
            ("Normal", "诉讼〔待填〕件。"),
            ("Caption", "图1　近五年情况"),
            ("Normal", "a<b & c>d"),
            ("Signature", "某某市司法局"),
            ("Date", "2026年1月16日"),
            ("附件", "附件1"),
            ("表题", "2017年度统计表"),
            ("表上文字", "填报单位（盖章）：某某局"),
            ("表下文字", "单位负责人：甲\t审核人：\t填报人：乙"),
            ("表下文字", "填报日期：2018年1月9日"),
        ]

    @pytest.mark.parametrize(("edition", "table_id"), OFFICIAL_TABLES)
    def test_python_docx_reads_every_cell_and_merge_of_the_official_tables(
        self, sheet: StyleSheet, office: Office, edition: str, table_id: str
    ) -> None:
        table = official(form_of(office.editions[edition]), table_id)
        (read,) = reopened(written(document(table), sheet)).tables
        columns = table.columns
        cells = [cell.text for cell in read._cells]
        assert [cells[at : at + columns] for at in range(0, len(cells), columns)] == [
            [slot.cell.text for slot in slots] for slots in tile(table)
        ]

    def test_characters_that_xml_forbids_are_dropped(self, sheet: StyleSheet) -> None:
        content = document(
            paragraph("办\x0b结\x00"), Table("free", 1, 0, ((TableCell("\x01七\ufffe"),),))
        )
        word = reopened(written(content, sheet))
        assert word.paragraphs[0].text == "办结"
        assert word.tables[0].cell(0, 0).text == "七"

    def test_line_breaks_and_tabs_are_words_own(self, sheet: StyleSheet) -> None:
        root = part(written(document(paragraph("甲\n乙\t丙")), sheet))
        kinds = [child.tag.removeprefix(W) for child in found(root, "//w:r")[0]]
        assert kinds == ["rPr", "t", "br", "t", "tab", "t"]

    def test_the_properties_are_set(self, sheet: StyleSheet) -> None:
        properties = reopened(written(every_node(), sheet)).core_properties
        assert properties.title == "某某市司法局2025年报告"
        assert properties.author == "某某市司法局"
        assert properties.language == "zh-CN"

    def test_the_details_of_the_report_are_custom_properties(self, sheet: StyleSheet) -> None:
        root = part(written(every_node(), sheet), "docProps/custom.xml")
        assert {entry.get("name"): entry[0].text for entry in root} == {
            "报告年度": "2025",
            "报告机关": "某某市“司法局”<甲&乙>",
        }
        assert [entry.get("pid") for entry in root] == ["2", "3"]

    def test_a_document_without_details_has_no_custom_properties(self, sheet: StyleSheet) -> None:
        plain = replace(every_node(), details={})
        with zipfile.ZipFile(BytesIO(written(plain, sheet))) as package:
            assert "docProps/custom.xml" not in package.namelist()

    def test_equal_documents_give_equal_bytes_without_a_date(self, sheet: StyleSheet) -> None:
        data = written(every_node(), sheet)
        assert data == written(every_node(), sheet)
        with zipfile.ZipFile(BytesIO(data)) as package:
            assert {info.date_time[0] for info in package.infolist()} == {1980}

    def test_an_empty_document_can_be_written(self, sheet: StyleSheet) -> None:
        assert reopened(written(document(), sheet)).paragraphs == []

    def test_a_table_without_rows_leaves_nothing(self, sheet: StyleSheet) -> None:
        assert reopened(written(document(Table("free", 2, 0, ())), sheet)).tables == []


class TestPictures:
    def test_pictures_have_the_caption_as_description_and_ids_of_their_own(
        self, sheet: StyleSheet
    ) -> None:
        root = part(written(every_node(), sheet))
        assert found(root, "//wp:docPr/@descr") == ["图1　近五年情况", ""]
        ids = found(root, "//wp:docPr/@id")
        assert len(set(ids)) == len(ids) == 2

    @pytest.mark.parametrize("size", [(3000, 200), (200, 3000)])
    def test_a_large_picture_fits_the_type_area_in_its_proportions(
        self, sheet: StyleSheet, size: tuple[int, int]
    ) -> None:
        (picture,) = reopened(written(document(Figure("a.png", png(*size))), sheet)).inline_shapes
        assert picture.width.mm <= sheet.page.text_width + 0.01
        assert picture.height.mm < sheet.page.text_height
        assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.01)

    def test_a_small_picture_keeps_its_size(self, sheet: StyleSheet) -> None:
        content = document(Figure("a.png", png(96, 48)))  # 96 dots an inch, as on a screen
        (picture,) = reopened(written(content, sheet)).inline_shapes
        assert (picture.width.inches, picture.height.inches) == (1, 0.5)

    def test_a_picture_that_word_cannot_show_is_named(self, sheet: StyleSheet) -> None:
        with pytest.raises(UnreadablePictureError, match=r"plan\.svg"):
            written(document(Figure("plan.svg", b"<svg/>")), sheet)


class TestLooks:
    def test_every_style_names_its_face_in_all_four_slots(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        names = {face.name for face in sheet.faces.values()}
        faces = found(styles, "//w:rFonts")
        assert len(faces) > 10
        for fonts in faces:
            slots = {fonts.get(W + slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
            assert len(slots) == 1
            assert slots <= names

    def test_runs_leave_the_face_to_their_style_and_hint_that_they_are_chinese(
        self, sheet: StyleSheet
    ) -> None:
        data = written(every_node(), sheet)
        for name in ("word/document.xml", "word/footer-odd.xml", "word/footer-even.xml"):
            runs = found(part(data, name), "//w:r[w:t]")
            assert runs
            for run in runs:
                (fonts,) = found(run, "w:rPr/w:rFonts")
                assert dict(fonts.attrib) == {W + "hint": "eastAsia"}

    def test_digits_and_letters_may_have_a_face_of_their_own(self, sheet: StyleSheet) -> None:
        data = written(every_node(), replace(sheet, latin="latin"))
        styles = part(data, "word/styles.xml")
        western = set(found(styles, "//w:rFonts/@w:ascii") + found(styles, "//w:rFonts/@w:hAnsi"))
        assert western == {"Times New Roman"}
        assert "Times New Roman" not in found(styles, "//w:rFonts/@w:eastAsia")
        assert "Times New Roman" in found(part(data, "word/fontTable.xml"), "//w:font/@w:name")

    def test_the_font_table_knows_other_names_of_the_faces(self, sheet: StyleSheet) -> None:
        table = part(written(every_node(), sheet), "word/fontTable.xml")
        for name, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("黑体", "SimHei")):
            path = f"//w:font[@w:name='{name}']/w:altName/@w:val"
            assert other in found(table, path)[0].split(",")

    def test_no_part_names_a_font_of_the_theme(self, sheet: StyleSheet) -> None:
        with zipfile.ZipFile(BytesIO(written(every_node(), sheet))) as package:
            for name in package.namelist():
                assert b"Theme=" not in package.read(name)

    def test_a_run_in_heading_is_kai_and_a_blank_place_is_marked(self, sheet: StyleSheet) -> None:
        root = part(written(every_node(), sheet))
        (lead,) = found(root, "//w:r[w:rPr/w:rStyle/@w:val='Lead']")
        assert lead.findtext(f"{W}t") == "（二）依申请公开。"
        styles = part(written(every_node(), sheet), "word/styles.xml")
        path = "//w:style[@w:styleId='Lead']/w:rPr/w:rFonts/@w:eastAsia"
        assert found(styles, path) == ["楷体_GB2312"]
        (blank,) = found(root, "//w:r[w:rPr/w:rStyle/@w:val='Unfilled']")
        assert blank.findtext(f"{W}t") == "〔待填〕"

    def test_headings_have_outline_levels_for_the_navigation_pane(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        for level in range(1, 5):
            path = f"//w:style[w:name/@w:val='heading {level}']/w:pPr/w:outlineLvl/@w:val"
            assert found(styles, path) == [str(level - 1)]

    def test_styles_bear_the_names_that_officials_use(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        assert {"公文标题", "公文正文", "一级标题", "发文机关署名", "成文日期"} <= set(
            found(styles, "//w:style/w:aliases/@w:val")
        )

    def test_a_paragraph_that_a_clerk_adds_is_body_text(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        for name in ("Title", "DocumentNumber", "Heading1", "Heading4", "Date", "Caption"):
            path = f"//w:style[@w:styleId='{name}']/w:next/@w:val"
            assert found(styles, path) == ["Normal"]
        for name in ("TableText", "Footer", "Figure", "Title", "Signature", "AboveTable"):
            path = f"//w:style[@w:styleId='{name}']/w:pPr/w:ind/@w:firstLineChars"
            assert found(styles, path) == ["0"]

    def test_body_text_is_16_point_and_indented_by_two_characters(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        (body,) = found(styles, "//w:style[@w:default='1' and @w:type='paragraph']")
        assert found(body, "w:rPr/w:sz/@w:val") == ["32"]
        assert found(body, "w:pPr/w:ind/@w:firstLineChars") == ["200"]
        pitch = str(round(sheet.page.line_pitch * 20))
        assert found(body, "w:pPr/w:spacing/@w:line") == [pitch]
        assert found(body, "w:pPr/w:spacing/@w:lineRule") == ["exact"]
        assert found(body, "w:rPr/w:rFonts/@w:eastAsia") == ["仿宋_GB2312"]

    def test_the_page_is_a4_with_the_margins_of_the_style_sheet(self, sheet: StyleSheet) -> None:
        data = written(every_node(), sheet)
        section = reopened(data).sections[0]
        page = sheet.page
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        assert [side.mm for side in (*margins, section.right_margin)] == pytest.approx(
            [page.top, page.bottom, page.left, page.right], abs=0.02
        )
        assert found(part(data), "//w:sectPr/w:docGrid/@w:type") == ["lines"]

    def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(
        self, sheet: StyleSheet
    ) -> None:
        data = written(every_node(), sheet)
        assert found(part(data, "word/settings.xml"), "/w:settings/w:evenAndOddHeaders")
        for name, side in (("odd", "right"), ("even", "left")):
            footer = part(data, f"word/footer-{name}.xml")
            assert "".join(found(footer, "//w:t/text()")) == "— 1 —"
            assert found(footer, "//w:fldSimple/@w:instr") == ["PAGE"]
            assert found(footer, "//w:jc/@w:val") == [side]
            assert found(footer, f"//w:ind/@w:{side}Chars") == ["100"]

    @pytest.mark.parametrize("place", NumberPlace)
    def test_page_numbers_stand_where_the_style_sheet_says(
        self, sheet: StyleSheet, place: NumberPlace
    ) -> None:
        numbers = replace(sheet.page_number, place=place, form="第{n}页，共{total}页")
        data = written(every_node(), replace(sheet, page_number=numbers))
        sides = {"outer": ["right", "left"]}.get(place, [place.value] * 2)
        for name, side in zip(("odd", "even"), sides, strict=True):
            footer = part(data, f"word/footer-{name}.xml")
            assert found(footer, "//w:jc/@w:val") == [side]
            assert found(footer, "//w:fldSimple/@w:instr") == ["PAGE", "NUMPAGES"]
            assert len(found(footer, "//w:ind")) == (side != "center")

    def test_a_cover_is_a_section_without_a_number_and_the_next_page_is_1(
        self, sheet: StyleSheet
    ) -> None:
        title = Title(("某某市司法局", "年度报告"))
        content = document(Cover(title, "某某市司法局", "2026年1月16日"), title, paragraph("一"))
        numbers = replace(sheet.page_number, form="{n}/{total}")
        data = written(content, replace(sheet, page_number=numbers))
        cover, report = found(part(data), "//w:sectPr")
        assert not found(cover, "w:footerReference")
        assert len(found(report, "w:footerReference")) == 2
        assert found(report, "w:pgNumType/@w:start") == ["1"]
        assert found(cover, "w:pgMar/@w:left") == found(report, "w:pgMar/@w:left")
        fields = found(part(data, "word/footer-odd.xml"), "//w:fldSimple/@w:instr")
        assert fields == ["PAGE", "SECTIONPAGES"]
        styles = [each.style.name for each in reopened(data).paragraphs]
        assert styles == ["封面标题", "封面文字", "封面文字", "Title", "Normal"]

    def test_what_follows_a_cover_is_counted_for_programs_that_cannot(
        self, sheet: StyleSheet
    ) -> None:
        numbers = replace(sheet.page_number, form="{n}/{total}")
        sheet = replace(sheet, page_number=numbers)
        title = Title(("某某市司法局", "年度报告"))
        cover = Cover(title, "某某市司法局", "2026年1月16日")
        content = document(cover, paragraph("正文。"), PageBreak(), paragraph("又一页。"))
        faces = bundled_faces(sheet, paths.FONTS)
        data = write_docx(content, sheet, paths.TEMPLATES / "word", faces)
        footers = [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "footer" in name]
        fields = [
            "".join(field.itertext())
            for name in footers
            for field in found(part(data, name), "//w:fldSimple[@w:instr='SECTIONPAGES']")
        ]
        assert set(fields) == {"2"}

    def test_a_title_at_the_head_of_a_page_stands_as_high_as_in_the_pdf(
        self, sheet: StyleSheet
    ) -> None:
        table = replace(spanned_table(), title="发文稿纸")
        data = written(document(paragraph("一"), table, PageBreak(), table), sheet)
        look, pitch = sheet.style("table_title"), sheet.page.line_pitch
        assert look.line_pitch
        room = pitch - look.line_pitch / 2  # in the middle of two lines of the page
        below, head = (
            each.paragraph_format for each in reopened(data).paragraphs if each.style.name == "表题"
        )
        assert below.space_before is None
        assert head.space_before.pt == pytest.approx(room, abs=0.05)
        assert below.space_after.pt == pytest.approx(room + sheet.table.space_before, abs=0.05)

    def test_a_heading_with_nothing_below_it_may_end_a_page(self, sheet: StyleSheet) -> None:
        headings = [Heading(level, (Run("标题"),)) for level in (1, 2, 2, 1)]
        data = written(document(*headings, paragraph("一")), sheet)
        kept = [each.paragraph_format.keep_with_next for each in reopened(data).paragraphs]
        assert kept == [None, False, False, None, None]

    def test_margins_of_profile_a_are_those_of_words_dialog(self) -> None:
        sheet = read_stylesheet(paths.STYLES / "gb9704.toml")
        (margins,) = found(part(written(every_node(), sheet)), "//w:pgMar")
        # 37, 35, 28 and 26 mm in twentieths of a point
        twips = [int(margins.get(W + side)) for side in ("top", "bottom", "left", "right")]
        assert twips == pytest.approx([2097.6, 1984.3, 1587.4, 1474.0], abs=0.6)

    @pytest.mark.parametrize(
        ("form", "agency_indent", "date_indent"),
        [(SealForm.NO_SEAL, "450", "200"), (SealForm.SEAL, "425", "400")],
    )
    def test_the_signature_is_indented_from_the_right(
        self, sheet: StyleSheet, form: SealForm, agency_indent: str, date_indent: str
    ) -> None:
        content = document(Signature("某某市司法局", "2026年1月16日", form))
        indents = found(part(written(content, sheet)), "//w:ind/@w:rightChars")
        assert indents == [agency_indent, date_indent]

    def test_a_page_begins_without_an_empty_line(self, sheet: StyleSheet) -> None:
        content = document(spanned_table(), PageBreak(), paragraph("新页"))
        root = part(written(content, sheet))
        (above,) = found(root, "//w:p[w:pPr/w:pageBreakBefore]")
        assert "".join(found(above, ".//w:t/text()")) == "新页"
        assert not found(above, "w:pPr/w:spacing/@w:before")


class TestTables:
    def test_header_rows_repeat_and_no_row_breaks(self, sheet: StyleSheet, form: Form) -> None:
        root = part(written(document(official(form, "requests")), sheet))
        rows = found(root, "//w:tr")
        repeated = [bool(found(row, "w:trPr/w:tblHeader")) for row in rows]
        assert repeated == [True] * 3 + [False] * 25
        assert all(found(row, "w:trPr/w:cantSplit") for row in rows)

    def test_bands_are_blue_over_the_whole_width(self, sheet: StyleSheet, form: Form) -> None:
        root = part(written(document(official(form, "disclosure")), sheet))
        bands = found(root, "//w:tc[w:tcPr/w:shd/@w:fill='C6D9F1']")
        texts = ["".join(found(band, ".//w:t/text()")) for band in bands]
        assert texts == [f"第二十条第（{item}）项" for item in "一五六八"]
        assert all(found(band, "w:tcPr/w:gridSpan/@w:val") == ["4"] for band in bands)

    def test_a_table_is_as_wide_as_the_type_area(self, sheet: StyleSheet, form: Form) -> None:
        root = part(written(document(official(form, "requests")), sheet))
        columns = [int(width) for width in found(root, "//w:gridCol/@w:w")]
        assert sum(columns) == 8844  # 156 mm
        assert len(columns) == 10

    def test_lines_in_cells_are_not_of_exact_height(self, sheet: StyleSheet) -> None:
        data = written(document(spanned_table()), sheet)
        styles = part(data, "word/styles.xml")
        used = set(found(part(data), "//w:tc//w:pStyle/@w:val"))
        for style_id in used:
            (style,) = found(styles, f"//w:style[@w:styleId='{style_id}']")
            assert found(style, "w:basedOn/@w:val") == ["TableText"]
            assert not found(style, "w:pPr/w:spacing")
        (base,) = found(styles, "//w:style[@w:styleId='TableText']")
        assert found(base, "w:pPr/w:spacing/@w:lineRule") == ["auto"]
        assert found(base, "w:pPr/w:snapToGrid/@w:val") == ["0"]

    def test_labels_are_centred_where_bands_divide_the_table_and_else_at_the_left(
        self, sheet: StyleSheet, form: Form
    ) -> None:
        for table_id, style in (("disclosure", "TableValue"), ("requests", "TableLabel")):
            root = part(written(document(official(form, table_id)), sheet))
            path = "//w:tc[.//w:t[contains(., '行政许可') or contains(., '予以公开')]]"
            (label,) = found(root, path)
            assert found(label, ".//w:pStyle/@w:val") == [style]

    def test_a_label_is_set_in_by_its_level_and_its_unit_centred(self, sheet: StyleSheet) -> None:
        root = part(written(document(statistics()), sheet))
        (label,) = found(root, "//w:tc[.//w:t='（一）公开数']")
        assert found(label, ".//w:ind/@w:leftChars") == ["100"]
        assert found(label, ".//w:ind/@w:left") == ["210"]  # a character of 10.5 points
        (unit,) = found(root, "//w:tc[.//w:t='条']")
        assert found(unit, ".//w:pStyle/@w:val") == ["TableValue"]

    def test_the_last_row_stays_with_the_lines_below_the_table(self, sheet: StyleSheet) -> None:
        root = part(written(document(statistics()), sheet))
        *_, above, last = found(root, "//w:tr")
        assert len(found(last, ".//w:p[w:pPr/w:keepNext]")) == 3
        assert not found(above, ".//w:p[w:pPr/w:keepNext]")

    def test_parts_of_a_line_begin_at_tab_stops(self, sheet: StyleSheet) -> None:
        root = part(written(document(statistics()), sheet))
        (line,) = found(root, "//w:p[w:pPr/w:pStyle/@w:val='BelowTable'][1]")[:1]
        stops = [int(place) for place in found(line, ".//w:tab/@w:pos")]
        assert stops == pytest.approx([8844 / 3, 8844 * 2 / 3], abs=1)  # of 156 mm in twips

    def test_a_number_wider_than_its_column_is_set_smaller(self, sheet: StyleSheet) -> None:
        cells = (TableCell("99999"), TableCell("9999"), *[TableCell("")] * 13)
        root = part(written(document(Table("free", 15, 0, (cells,))), sheet))
        sizes = [found(run, "w:rPr/w:sz/@w:val") for run in found(root, "//w:tc//w:r")]
        room = (156 / 15 - 2 * sheet.table.padding_x) * 72 / 25.4  # points
        assert int(sizes[0][0]) / 2 * 0.5 * 5 <= room  # a digit is half an em wide
        assert int(sizes[0][0]) / 2 >= 7
        assert found(root, "//w:tc//w:pStyle/@w:val")[0] == "TableValue"

    def test_numbers_are_centred_and_sentences_read_from_the_left(self, sheet: StyleSheet) -> None:
        cells = (TableCell("12"), TableCell("这一格里的文字很长，" * 5))
        root = part(written(document(Table("free", 2, 0, (cells,))), sheet))
        assert found(root, "//w:tc//w:pStyle/@w:val") == ["TableValue", "TableLabel"]

    def test_tables_are_kept_apart_and_followed_by_a_paragraph(self, sheet: StyleSheet) -> None:
        body = part(written(document(spanned_table(), spanned_table()), sheet))[0]
        kinds = [child.tag.removeprefix(W) for child in body]
        assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


class TestFittedLines:
    TEXT = "全年新收政府信息公开申请52件，上年结转5件，办结52件，结转下年度5件。" * 4

    def test_only_some_characters_stand_closer_and_the_text_is_the_same(
        self, sheet: StyleSheet
    ) -> None:
        faces = bundled_faces(sheet, paths.FONTS)
        data = write_docx(document(paragraph(self.TEXT)), sheet, paths.TEMPLATES / "word", faces)
        assert reopened(data).paragraphs[0].text == self.TEXT
        spacings = [int(each) for each in found(part(data), "//w:r/w:rPr/w:spacing/@w:val")]
        assert spacings
        assert all(-65 <= each <= 55 for each in spacings)

    def test_lines_of_hanzi_keep_the_spacing_of_their_style(self, sheet: StyleSheet) -> None:
        faces = bundled_faces(sheet, paths.FONTS)
        content = document(paragraph("国" * 200), paragraph("短"), paragraph("两\n行"))
        data = write_docx(content, sheet, paths.TEMPLATES / "word", faces)
        assert not found(part(data), "//w:r/w:rPr/w:spacing")

    def test_blank_paragraphs_stay_blank(self, sheet: StyleSheet) -> None:
        faces = bundled_faces(sheet, paths.FONTS)
        content = document(paragraph(""), paragraph("   "), paragraph(" \u200b7 "))
        data = write_docx(content, sheet, paths.TEMPLATES / "word", faces)
        assert [each.text for each in reopened(data).paragraphs] == ["", "   ", " \u200b7 "]

    def test_marks_of_a_paragraph_stay(self, sheet: StyleSheet) -> None:
        faces = bundled_faces(sheet, paths.FONTS)
        runs = (Run("（一）公开。", Mark.LEAD), Run(self.TEXT), Run("〔待填〕", Mark.UNFILLED))
        data = write_docx(document(Paragraph(runs)), sheet, paths.TEMPLATES / "word", faces)
        styles = found(part(data), "//w:r/w:rPr/w:rStyle/@w:val")
        assert styles == ["Lead", "Unfilled"]


def _documents(office: Office) -> dict[str, Document]:
    tables = [official(form_of(office.editions[each]), name) for each, name in OFFICIAL_TABLES]
    title = Title(("某某市司法局", "年度报告"))
    cover = Cover(title, "某某市司法局", "2026年1月16日")
    number = DocumentNumber("某司〔2026〕1号")
    seals = [Signature("某某市司法局", "2026年1月16日", form) for form in SealForm]
    return {
        "every": document(*every_node().blocks, *tables),
        "cover": document(cover, title, number, paragraph(TestFittedLines.TEXT), *seals),
        "empty": document(),
    }


@pytest.mark.parametrize("name", ["every", "cover", "empty"])
def test_the_validator_finds_nothing(
    sheet: StyleSheet, office: Office, tmp_path: Path, name: str
) -> None:
    content, faces = _documents(office)[name], bundled_faces(sheet, paths.FONTS)
    path = tmp_path / "report.docx"
    western = replace(sheet, latin="latin")
    path.write_bytes(write_docx(content, western, paths.TEMPLATES / "word", faces))
    assert OpenXmlValidator().validate(path).errors == []
