"""The spreadsheet, as any program that opens the package finds it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from openxml_audit import OpenXmlValidator

from gipdesk.document.nodes import Block, Document, Heading, Run, Table, TableCell
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.xlsx import write_xlsx
from tests.writers.samples import (
    OFFICIAL_TABLES,
    document,
    every_node,
    number,
    official,
    spanned_table,
    statistics,
)

NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Sheet:
    """One sheet of a workbook, read from its XML."""

    def __init__(self, data: bytes, position: int = 1) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            strings = etree.fromstring(package.read("xl/sharedStrings.xml"))
            self._sheet = etree.fromstring(package.read(f"xl/worksheets/sheet{position}.xml"))
            self._styles = etree.fromstring(package.read("xl/styles.xml"))
        self._texts = ["".join(map(str, item.itertext())) for item in strings]

    def find(self, path: str) -> list[Any]:
        found: Any = self._sheet.xpath(path, namespaces=NAMES)
        return list(found)

    def value(self, reference: str) -> str | float | None:
        """Text as a string, a number as a float."""
        (cell,) = self.find(f"//s:c[@r='{reference}']")
        value = cell.findtext("s:v", namespaces=NAMES)
        if value is None:
            return None
        return self._texts[int(value)] if cell.get("t") else float(value)

    def style(self, reference: str) -> Any:
        (cell,) = self.find(f"//s:c[@r='{reference}']")
        formats: Any = self._styles.find("s:cellXfs", NAMES)
        return formats[int(cell.get("s"))]

    def number_format(self, reference: str) -> str | None:
        """The format's code; None where it is the general one."""
        number_id = self.style(reference).get("numFmtId")
        codes = list(self._styles.iterfind(f".//s:numFmt[@numFmtId='{number_id}']", NAMES))
        return str(codes[0].get("formatCode")) if codes else None

    def fill(self, reference: str) -> str | None:
        fills: Any = self._styles.find("s:fills", NAMES)
        colour = fills[int(self.style(reference).get("fillId"))].find(".//s:fgColor", NAMES)
        return None if colour is None else str(colour.get("rgb"))


def names_of_sheets(content: Document) -> list[str]:
    with zipfile.ZipFile(BytesIO(write_xlsx(content))) as package:
        workbook = etree.fromstring(package.read("xl/workbook.xml"))
    return [str(each.get("name")) for each in workbook.iterfind("s:sheets/s:sheet", NAMES)]


def one_cell(text: str) -> Table:
    return Table("free", 1, 0, ((TableCell(text),),))


def heading(text: str) -> Block:
    return Heading(1, (Run(text),))


def test_text_and_numbers_stand_where_their_cells_begin() -> None:
    sheet = Sheet(write_xlsx(every_node()))
    assert sheet.value("A1") == "项目"
    assert sheet.value("C1") == "办理情况"
    assert sheet.value("D2") == "金额"
    assert sheet.value("A3") == "第二十条第（一）项"
    assert sheet.value("C4") == 12
    assert sheet.value("D4") == 3.5
    assert sheet.value("C5") is None
    assert sheet.value("D5") == "/"


def test_spans_are_merged_cells() -> None:
    sheet = Sheet(write_xlsx(document(spanned_table())))
    assert set(sheet.find("//s:mergeCell/@ref")) == {"A1:B2", "C1:D1", "A3:D3", "A4:A5"}


def test_bands_are_blue_and_all_cells_ruled() -> None:
    sheet = Sheet(write_xlsx(document(spanned_table())))
    assert sheet.fill("A3") == "FFC6D9F1"
    assert sheet.fill("C4") is None
    for reference in ("A1", "B2", "D3", "A5", "C5"):
        assert sheet.style(reference).get("borderId") != "0"


def test_a_number_is_shown_with_the_decimals_it_was_typed_with() -> None:
    cells = (TableCell("金额"), number(3.5, "3.500"), number(12))
    sheet = Sheet(write_xlsx(document(Table("free", 3, 0, (cells,)))))
    assert [sheet.value(reference) for reference in ("B1", "C1")] == [3.5, 12]
    assert [sheet.number_format(reference) for reference in ("B1", "C1")] == ["0.000", None]


def test_typed_text_is_never_a_formula_a_link_or_a_number() -> None:
    for text in ("=1+1", "http://example.com", "0012", "@SUM(A1)"):
        sheet = Sheet(write_xlsx(document(one_cell(text))))
        assert sheet.value("A1") == text
        assert not sheet.find("//s:f | //s:hyperlink")


def test_the_header_rows_stay_in_view_and_repeat_in_print(form: Form) -> None:
    data = write_xlsx(document(heading("三、申请情况"), official(form, "requests")))
    sheet = Sheet(data)
    assert sheet.find("//s:pane/@ySplit") == ["3"]
    assert sheet.find("//s:pane/@state") == ["frozen"]
    with zipfile.ZipFile(BytesIO(data)) as package:
        workbook = etree.fromstring(package.read("xl/workbook.xml"))
    titles = workbook.findtext("s:definedNames/s:definedName", namespaces=NAMES)
    assert titles is not None
    assert titles.endswith("!$1:$3")


def test_a_sheet_is_named_by_the_heading_above_its_table() -> None:
    names = names_of_sheets(
        document(
            one_cell("无标题"),
            heading("二、主动公开/情况[表]"),
            one_cell("甲"),
            one_cell("乙"),
            heading("三、" + "很长" * 20),
            one_cell("丙"),
            one_cell("丁"),
        )
    )
    assert names[:3] == ["表格", "二、主动公开情况表", "二、主动公开情况表（2）"]
    assert all(len(name) <= 31 for name in names)
    assert len(set(names)) == len(names) == 5


def test_the_lines_around_a_table_stand_over_its_whole_width() -> None:
    sheet = Sheet(write_xlsx(document(statistics())))
    assert [sheet.value(f"A{row}") for row in (1, 2, 3, 5, 6, 7)] == [
        "2017年度统计表",
        "填报单位（盖章）：某某局",
        "统计指标",
        "（一）公开数",
        "单位负责人：甲　审核人：　填报人：乙",
        "填报日期：2018年1月9日",
    ]
    assert set(sheet.find("//s:mergeCell/@ref")) == {"A1:C1", "A2:C2", "A6:C6", "A7:C7"}
    assert sheet.find("//s:pane/@ySplit") == ["3"]
    assert sheet.value("C5") == 288


def test_a_label_is_set_in_by_its_level() -> None:
    sheet = Sheet(write_xlsx(document(statistics())))
    assert sheet.style("A5").find("s:alignment", NAMES).get("indent") == "1"
    assert sheet.style("B5").find("s:alignment", NAMES).get("horizontal") == "center"


def test_a_sheet_of_a_table_with_a_title_is_named_by_it() -> None:
    assert names_of_sheets(document(heading("一、甲"), statistics())) == ["2017年度统计表"]


def test_an_amount_with_its_unit_is_text_and_a_decrease_a_number() -> None:
    row = (TableCell("2792220.8元"), number(-8, "-8"), number(1036, "+1036"))
    sheet = Sheet(write_xlsx(document(Table("free", 3, 0, (row,)))))
    assert [sheet.value(each) for each in ("A1", "B1", "C1")] == ["2792220.8元", -8, 1036]


def test_the_details_of_the_report_are_custom_properties() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx(every_node()))) as package:
        root = etree.fromstring(package.read("docProps/custom.xml"))
    assert {entry.get("name"): entry[0].text for entry in root} == {
        "报告年度": "2025",
        "报告机关": "某某市“司法局”<甲&乙>",
    }


def test_a_document_without_tables_says_so() -> None:
    assert Sheet(write_xlsx(document())).value("A1") == "（本报告没有表格）"


def test_equal_documents_give_equal_bytes() -> None:
    assert write_xlsx(every_node()) == write_xlsx(every_node())


def test_the_validator_finds_nothing(office: Office, tmp_path: Path) -> None:
    tables = [official(form_of(office.editions[each]), name) for each, name in OFFICIAL_TABLES]
    path = tmp_path / "report.xlsx"
    path.write_bytes(write_xlsx(document(*every_node().blocks, *tables)))
    assert OpenXmlValidator().validate(path).errors == []
