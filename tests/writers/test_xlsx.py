"""The spreadsheet, as any program that opens the package finds it."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from python_calamine import load_workbook

from gipdesk import paths
from gipdesk.document.nodes import Block, Document, Heading, Run, Table, TableCell
from gipdesk.document.stylesheet import read_stylesheet
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

LOOK = read_stylesheet(paths.STYLES / "gb9704.toml")
NAMES = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Sheet:
    """One sheet of a workbook, read from its XML."""

    def __init__(self, data: bytes, position: int = 1) -> None:
        with zipfile.ZipFile(BytesIO(data)) as package:
            has_texts = "xl/sharedStrings.xml" in package.namelist()
            strings = etree.fromstring(
                package.read("xl/sharedStrings.xml") if has_texts else b"<s/>"
            )
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
        return self._texts[int(value)] if cell.get("t") == "s" else float(value)

    def style(self, reference: str) -> Any:
        (cell,) = self.find(f"//s:c[@r='{reference}']")
        formats: Any = self._styles.find("s:cellXfs", NAMES)
        return formats[int(cell.get("s"))]

    def width(self, column: str) -> float:
        """A column's width in digits."""
        place = ord(column) - ord("A") + 1
        (found,) = self.find(f"//s:col[@min<={place} and @max>={place}]")
        return float(found.get("width"))

    def formulas(self) -> dict[str, str]:
        return {
            cell.get("r"): cell.findtext("s:f", namespaces=NAMES)
            for cell in self.find("//s:c[s:f]")
        }

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
    with zipfile.ZipFile(BytesIO(write_xlsx(content, LOOK))) as package:
        workbook = etree.fromstring(package.read("xl/workbook.xml"))
    return [str(each.get("name")) for each in workbook.iterfind("s:sheets/s:sheet", NAMES)]


def one_cell(text: str) -> Table:
    return Table("free", 1, 0, ((TableCell(text),),))


def heading(text: str) -> Block:
    return Heading(1, (Run(text),))


def test_text_and_numbers_stand_where_their_cells_begin() -> None:
    sheet = Sheet(write_xlsx(every_node(), LOOK))
    assert sheet.value("A1") == "项目"
    assert sheet.value("C1") == "办理情况"
    assert sheet.value("D2") == "金额"
    assert sheet.value("A3") == "第二十条第（一）项"
    assert sheet.value("C4") == 12
    assert sheet.value("D4") == 3.5
    assert sheet.value("C5") is None
    assert sheet.value("D5") == "/"


def test_spans_are_merged_cells() -> None:
    sheet = Sheet(write_xlsx(document(spanned_table()), LOOK))
    assert set(sheet.find("//s:mergeCell/@ref")) == {"A1:B2", "C1:D1", "A3:D3", "A4:A5"}


def test_bands_are_blue_and_all_cells_ruled() -> None:
    sheet = Sheet(write_xlsx(document(spanned_table()), LOOK))
    assert sheet.fill("A3") == "FFC6D9F1"
    assert sheet.fill("C4") is None
    for reference in ("A1", "B2", "D3", "A5", "C5"):
        assert sheet.style(reference).get("borderId") != "0"


def test_a_number_is_shown_with_the_decimals_it_was_typed_with() -> None:
    cells = (TableCell("金额"), number(3.5, "3.500"), number(12))
    sheet = Sheet(write_xlsx(document(Table("free", 3, 0, (cells,))), LOOK))
    assert [sheet.value(reference) for reference in ("B1", "C1")] == [3.5, 12]
    assert [sheet.number_format(reference) for reference in ("B1", "C1")] == ["0.000", None]


def test_typed_text_is_never_a_formula_a_link_or_a_number() -> None:
    for text in ("=1+1", "http://example.com", "0012", "@SUM(A1)"):
        sheet = Sheet(write_xlsx(document(one_cell(text)), LOOK))
        assert sheet.value("A1") == text
        assert not sheet.find("//s:f | //s:hyperlink")


def test_numbers_keep_their_commas_and_none_is_rounded() -> None:
    row = (
        number(1265, "1,265"),
        number(123_456_789_012, "123456789012"),
        number(123_456_789_012_345_678, "123456789012345678"),
        number(1234567890.123456, "1234567890.123456"),
    )
    sheet = Sheet(write_xlsx(document(Table("free", 4, 0, (row,))), LOOK))
    assert [sheet.value(each) for each in ("A1", "B1", "C1", "D1")] == [
        1265,
        123_456_789_012,
        "123456789012345678",
        "1234567890.123456",
    ]
    assert sheet.number_format("A1") == "#,##0"
    assert sheet.width("B") >= len("123456789012")


def test_the_form_keeps_its_column_widths_and_the_paper_its_margins(form: Form) -> None:
    sheet = Sheet(write_xlsx(document(official(form, "requests")), LOOK))
    page = LOOK.page
    widths = [sheet.width(column) * 7 * 25.4 / 96 for column in "ABCDEFGHIJ"]  # 7 pixels a digit
    assert widths[:4] == pytest.approx([13.2, 18, 50, 10.686], abs=0.5)
    assert sum(widths) == pytest.approx(page.text_width, abs=2)
    (margins,) = sheet.find("//s:pageMargins")
    sides = [float(margins.get(side)) * 25.4 for side in ("left", "right", "top", "bottom")]
    assert sides == pytest.approx([page.left, page.right, page.top, page.bottom], abs=0.1)
    (setup,) = sheet.find("//s:pageSetup")
    assert (setup.get("paperSize"), setup.get("fitToHeight")) == ("9", "0")


def test_no_row_is_taller_than_excel_allows() -> None:
    sheet = Sheet(write_xlsx(document(one_cell("公" * 5000)), LOOK))
    assert float(sheet.find("//s:row/@ht")[0]) <= 409


def with_totals() -> Table:
    """A row and a column of parts, a total that is not their sum, and one of amounts."""
    values = (("1", "2"), ("0.1", "0.2"), ("5", "6"))
    parts = tuple(
        tuple(
            TableCell(text, number=float(text), anchor=f"t/{row}.{column}")
            for column, text in zip("ab", line, strict=True)
        )
        for row, line in enumerate(values)
    )
    totals = (
        TableCell("3", number=3, sum_of=("t/0.a", "t/0.b")),
        TableCell("0.3", number=0.3, sum_of=("t/1.a", "t/1.b")),
        TableCell("12", number=12, sum_of=("t/2.a", "t/2.b")),
    )
    last = (
        TableCell("6.1", number=6.1, sum_of=("t/0.a", "t/1.a", "t/2.a")),
        TableCell("7", number=7, sum_of=("t/0.b", "t/2.a")),
        TableCell("9", number=9, sum_of=("other/x",)),
    )
    rows = tuple((*line, total) for line, total in zip(parts, totals, strict=True))
    return Table("free", 3, 0, (*rows, last))


def test_totals_are_formulas_where_they_are_the_sum_of_their_parts() -> None:
    sheet = Sheet(write_xlsx(document(with_totals()), LOOK, formulas=True))
    assert sheet.formulas() == {
        "C1": "SUM(A1:B1)",
        "C2": "ROUND(SUM(A2:B2),1)",
        "A4": "ROUND(SUM(A1:A3),1)",
        "B4": "SUM(B1,A3)",
    }
    cells = ("C1", "C2", "C3", "A4", "B4", "C4")
    assert [sheet.value(each) for each in cells] == [3, 0.3, 12, 6.1, 7, 9]
    assert Sheet(write_xlsx(document(with_totals()), LOOK)).formulas() == {}


def csv_of(soffice: str, folder: Path, data: bytes) -> list[list[str]]:
    """What LibreOffice shows of the first sheet, all formulas worked out anew."""
    source = folder / "book.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [
        soffice,
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(source)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    return list(csv.reader(source.with_suffix(".csv").read_text("utf-8").splitlines()))


def test_another_program_works_out_the_same_totals(soffice: str, tmp_path: Path) -> None:
    """The values beside the formulas are taken away, so that they cannot be what is shown."""
    data = write_xlsx(document(with_totals()), LOOK, formulas=True)
    bare = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(bare, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", part))
    shown = csv_of(soffice, tmp_path, bare.getvalue())
    assert [[float(value) for value in row] for row in shown] == [
        [1, 2, 3],
        [0.1, 0.2, 0.3],
        [5, 6, 12],
        [6.1, 7, 9],
    ]


TYPED = (
    "=1+1",
    "+8613800000000",
    "@SUM(A1)",
    "-1",
    "http://example.com",
    "mailto:a@example.com",
    "'001",
    "001",
    "123456789012345678",
    "1E5",
    "1/2",
    "2026-01-16",
    "TRUE",
    "{=1}",
    "#REF!",
)


def typed() -> bytes:
    rows = tuple((TableCell(text),) for text in TYPED)
    return write_xlsx(document(Table("free", 1, 0, rows)), LOOK, formulas=True)


def test_calamine_reads_what_was_typed_as_text() -> None:
    (sheet,) = load_workbook(BytesIO(typed())).sheet_names
    rows = load_workbook(BytesIO(typed())).get_sheet_by_name(sheet).to_python()
    assert rows == [[text] for text in TYPED]


def test_openpyxl_reads_what_was_typed_as_text() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(BytesIO(typed())).active
    cells = [row[0] for row in sheet.iter_rows()]
    assert [cell.value for cell in cells] == list(TYPED)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_libreoffice_shows_what_was_typed(soffice: str, tmp_path: Path) -> None:
    assert csv_of(soffice, tmp_path, typed()) == [[text] for text in TYPED]


def test_the_header_rows_stay_in_view_and_repeat_in_print(form: Form) -> None:
    data = write_xlsx(document(heading("三、申请情况"), official(form, "requests")), LOOK)
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


@pytest.mark.parametrize(
    ("headings", "names"),
    [
        (["𬱖" * 20, "𬱖" * 20], ["𬱖" * 15, "𬱖" * 14 + "（2）"]),  # two units of UTF-16 each
        (["一" + "𬱖" * 20], ["一" + "𬱖" * 15]),
        (["Table", "TABLE", "Ｔable"], ["Table", "TABLE（2）", "Ｔable（3）"]),
        (["History", "history"], ["History（2）", "history（3）"]),
        (["'甲'", " '' 乙 ' ", "'"], ["甲", "乙", "表格"]),
        (["字" * 30 + "'乙"], ["字" * 30]),
    ],
)
def test_excel_takes_the_name_of_every_sheet(headings: list[str], names: list[str]) -> None:
    blocks: list[Block] = []
    for heading in headings:
        blocks += [Heading(1, (Run(heading),)), spanned_table()]
    data = write_xlsx(document(*blocks), LOOK)
    assert load_workbook(BytesIO(data)).sheet_names == names
    assert all(len(name.encode("utf-16-le")) <= 2 * 31 for name in names)


def test_the_lines_around_a_table_stand_over_its_whole_width() -> None:
    sheet = Sheet(write_xlsx(document(statistics()), LOOK))
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
    sheet = Sheet(write_xlsx(document(statistics()), LOOK))
    assert sheet.style("A5").find("s:alignment", NAMES).get("indent") == "1"
    assert sheet.style("B5").find("s:alignment", NAMES).get("horizontal") == "center"


def test_a_sheet_of_a_table_with_a_title_is_named_by_it() -> None:
    assert names_of_sheets(document(heading("一、甲"), statistics())) == ["2017年度统计表"]


def test_an_amount_with_its_unit_is_text_and_a_decrease_a_number() -> None:
    row = (TableCell("2792220.8元"), number(-8, "-8"), number(1036, "+1036"))
    sheet = Sheet(write_xlsx(document(Table("free", 3, 0, (row,))), LOOK))
    assert [sheet.value(each) for each in ("A1", "B1", "C1")] == ["2792220.8元", -8, 1036]


def test_the_details_of_the_report_are_custom_properties() -> None:
    with zipfile.ZipFile(BytesIO(write_xlsx(every_node(), LOOK))) as package:
        root = etree.fromstring(package.read("docProps/custom.xml"))
    assert {entry.get("name"): entry[0].text for entry in root} == {
        "报告年度": "2025",
        "报告机关": "某某市“司法局”<甲&乙>",
    }


def test_a_document_without_tables_says_so() -> None:
    assert Sheet(write_xlsx(document(), LOOK)).value("A1") == "（本报告没有表格）"


def test_equal_documents_give_equal_bytes() -> None:
    assert write_xlsx(every_node(), LOOK) == write_xlsx(every_node(), LOOK)


def test_the_validator_finds_nothing(office: Office, tmp_path: Path) -> None:
    tables = [official(form_of(office.editions[each]), name) for each, name in OFFICIAL_TABLES]
    path = tmp_path / "report.xlsx"
    content = document(*every_node().blocks, *tables, with_totals())
    path.write_bytes(write_xlsx(content, LOOK, formulas=True))
    assert OpenXmlValidator().validate(path).errors == []
