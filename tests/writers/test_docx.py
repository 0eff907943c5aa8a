"""The Word file: what stands in it and how it is set."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from gipdesk import paths
from gipdesk.document.nodes import (
    Document,
    Figure,
    PageBreak,
    SealForm,
    Signature,
    Table,
    TableCell,
)
from gipdesk.document.stylesheet import StyleSheet
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.docx import write_docx
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
            ("Body Text", "根据《条例》编制，“公开”——含……共1,265条。"),
            ("Heading 1", "一、总体情况"),
            ("Heading 2", "（一）主动公开"),
            ("Heading 3", "1.门户网站"),
            ("Heading 4", "（1）栏目"),
            ("Body Text", "（二）依申请公开。全年收到申请若干件。"),
            ("Body Text", "诉讼〔待填〕件。"),
            ("Caption", "图1　近五年情况"),
            ("Body Text", "a<b & c>d"),
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
        plain = msgspec.structs.replace(every_node(), details={})
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
        content = document(Figure("a.png", png(72, 36)))  # no resolution given: 72 dots an inch
        (picture,) = reopened(written(content, sheet)).inline_shapes
        assert (picture.width.inches, picture.height.inches) == (1, 0.5)

    def test_a_picture_that_word_cannot_show_is_named(self, sheet: StyleSheet) -> None:
        with pytest.raises(UnreadablePictureError, match=r"plan\.svg"):
            written(document(Figure("plan.svg", b"<svg/>")), sheet)


class TestLooks:
    def test_every_run_names_its_face_in_all_four_slots(self, sheet: StyleSheet) -> None:
        data = written(every_node(), sheet)
        names = {face.name for face in sheet.faces.values()}
        for name in ("word/document.xml", "word/footer-odd.xml", "word/footer-even.xml"):
            runs = found(part(data, name), "//w:r[w:t]")
            assert runs
            for run in runs:
                (fonts,) = found(run, "w:rPr/w:rFonts")
                slots = {fonts.get(W + slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
                assert len(slots) == 1
                assert slots <= names

    def test_no_part_names_a_font_of_the_theme(self, sheet: StyleSheet) -> None:
        with zipfile.ZipFile(BytesIO(written(every_node(), sheet))) as package:
            for name in package.namelist():
                assert b"Theme=" not in package.read(name)

    def test_a_run_in_heading_is_kai_and_a_blank_place_is_marked(self, sheet: StyleSheet) -> None:
        root = part(written(every_node(), sheet))
        (lead,) = found(root, "//w:r[w:rPr/w:rStyle/@w:val='Lead']")
        assert lead.findtext(f"{W}t") == "（二）依申请公开。"
        assert found(lead, "w:rPr/w:rFonts/@w:eastAsia") == ["楷体_GB2312"]
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

    def test_body_text_is_16_point_and_indented_by_two_characters(self, sheet: StyleSheet) -> None:
        styles = part(written(every_node(), sheet), "word/styles.xml")
        (body,) = found(styles, "//w:style[@w:styleId='BodyText']")
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


def test_the_validator_finds_nothing(sheet: StyleSheet, office: Office, tmp_path: Path) -> None:
    tables = [official(form_of(office.editions[each]), name) for each, name in OFFICIAL_TABLES]
    path = tmp_path / "report.docx"
    path.write_bytes(written(document(*every_node().blocks, *tables), sheet))
    assert OpenXmlValidator().validate(path).errors == []
