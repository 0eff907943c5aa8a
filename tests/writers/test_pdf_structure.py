"""The structure of the PDF against the document's own tree: all of it, once, in reading order."""

from __future__ import annotations

import random
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace

from gipdesk.document import nodes
from gipdesk.document.nodes import (
    Block,
    CellRole,
    Cover,
    DocumentNumber,
    Figure,
    Heading,
    Mark,
    Paragraph,
    Run,
    Signature,
    Stamp,
    Table,
    TableCell,
    Title,
)
from gipdesk.document.stylesheet import Mm, StyleSheet, points
from gipdesk.report.edition import Form
from gipdesk.writers.tiling import tile
from gipdesk.writers.typeset.display import GlyphRun
from gipdesk.writers.typeset.elements import Artifact, Element
from tests.writers.printed import pages_of, pdf_of
from tests.writers.samples import document, every_node, official, paragraph, png, statistics
from tests.writers.tagged import Tag, artifacts_of, structure_of

HEADERS = {CellRole.CORNER, CellRole.HEADER, CellRole.BAND, CellRole.LABEL}
SCOPES = {
    CellRole.CORNER: "/Both",
    CellRole.HEADER: "/Column",
    CellRole.BAND: "/Column",
    CellRole.LABEL: "/Row",
}


def flat(tag: Tag) -> list[tuple[str, str]]:
    """Role and text of what holds text itself or could, in reading order."""
    grouping = {"Document", "Table", "THead", "TBody", "TR"}
    return [(each.role, each.text) for each in tag.walk() if each.role not in grouping]


def expected(block: Block) -> list[tuple[str, str]]:
    """The same of one block of a document, from its nodes."""
    match block:
        case nodes.Title():
            return [("Title", block.text)]
        case nodes.Cover():
            return [*expected(block.title), ("P", block.agency), ("P", block.date)]
        case nodes.DocumentNumber():
            return [("P", block.text)]
        case nodes.Heading():
            return [(f"H{block.level}", nodes.text_of(block.runs))]
        case nodes.Paragraph():
            return [("P", nodes.text_of(block.runs).replace("\n", ""))]
        case nodes.Attachment():
            return [("P", block.name)]
        case nodes.Figure():
            return [("Figure", ""), *([("Caption", block.caption)] if block.caption else [])]
        case nodes.Signature():
            return [("P", block.agency), ("P", block.date)]
        case nodes.Table():
            return expected_table(block)
    return []


def expected_table(table: Table) -> list[tuple[str, str]]:
    cells = [
        ("TH" if cell.role in HEADERS else "TD", cell.text.replace("\n", ""))
        for row in table.rows
        for cell in row
    ]
    above, below = (
        [("P", " ".join(line)) for line in lines] for lines in (table.above, table.below)
    )
    title = [("H1", table.title)] if table.title else []
    return [*title, *above, *cells, *below] if table.rows else []


def assert_is_told(blocks: list[Block], data: bytes) -> None:
    told = [part for block in blocks for part in expected(block)]
    assert flat(structure_of(data)) == told


def tables_of(data: bytes) -> list[Tag]:
    return structure_of(data).all("Table")


def long_table(rows: int, label: str = "三、本年度办理结果") -> Table:
    """Two header rows, then one label beside all rows: it goes on over several pages."""
    head = (
        (TableCell("情形", CellRole.CORNER, 2, 2), TableCell("申请人", CellRole.HEADER)),
        (TableCell("自然人", CellRole.HEADER),),
    )
    body = tuple(
        (TableCell(f"情形{k}", CellRole.LABEL), TableCell(str(k), number=k)) for k in range(rows)
    )
    first = (TableCell(label, CellRole.LABEL, row_span=rows), *body[0])
    return Table("free", 3, 2, (*head, first, *body[1:]))


class TestDocument:
    def test_every_node_is_told_once_and_in_order(self, sheet: StyleSheet) -> None:
        content = every_node()
        assert_is_told(list(content.blocks), pdf_of(content, sheet))

    def test_poppler_reads_the_same(
        self, sheet: StyleSheet, pdftotext: str, tmp_path: Path
    ) -> None:
        content = every_node()
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf_of(content, sheet))
        program = Path(pdftotext).with_name("pdfinfo")
        done = subprocess.run([program, "-struct-text", file], capture_output=True, check=True)
        told = re.findall(r'^ *"(.+)"$', done.stdout.decode(), re.MULTILINE)
        texts = [text for block in content.blocks for _, text in expected(block) if text]
        assert told == texts
        assert "Syntax" not in done.stderr.decode()

    def test_a_title_is_a_heading_for_readers_that_know_no_titles(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(every_node(), sheet))) as pdf:
            assert pdf.Root.StructTreeRoot.RoleMap == pikepdf.Dictionary(Title=pikepdf.Name.H1)

    def test_a_paragraph_that_runs_over_pages_is_one(self, sheet: StyleSheet) -> None:
        text = "".join(f"第{k}条公开信息，" for k in range(200)) + "完。"
        (told,) = structure_of(pdf_of(document(paragraph(text)), sheet)).kids
        assert (told.role, told.text) == ("P", text)
        assert told.pages == [1, 2, 3][: len(told.pages)]
        assert len(told.pages) > 1

    def test_a_paragraph_kept_with_a_signature_is_one(self, sheet: StyleSheet) -> None:
        content = document(paragraph("国" * 28 * 21), Signature("某某市司法局", "2026年1月16日"))
        tags = structure_of(pdf_of(content, sheet)).kids
        assert [tag.text for tag in tags] == ["国" * 28 * 21, "某某市司法局", "2026年1月16日"]
        assert tags[0].pages[-1] == 2

    def test_page_numbers_are_artifacts(self, sheet: StyleSheet) -> None:
        assert artifacts_of(pdf_of(every_node(), sheet)) == ["— 1 —", "— 2 —", "— 3 —"]

    def test_all_that_is_painted_is_an_element_or_an_artifact(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(every_node(), sheet))) as pdf:
            for page in pdf.pages:
                depth = 0
                for instruction in pikepdf.parse_content_stream(page):
                    operator = str(instruction.operator)
                    depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
                    assert depth == 1 or operator not in {"Tj", "TJ", "Do", "re", "f", "S", "l"}
                assert depth == 0

    def test_the_parent_tree_leads_back_to_every_element(self, sheet: StyleSheet) -> None:
        with pikepdf.open(BytesIO(pdf_of(every_node(), sheet))) as pdf:
            root = pdf.Root.StructTreeRoot
            numbers: list[pikepdf.Object] = list(root.ParentTree.Nums)
            keys, owners = numbers[::2], numbers[1::2]
            assert [int(page.obj.StructParents) for page in pdf.pages] == [int(k) for k in keys]
            for page, elements in zip(pdf.pages, owners, strict=True):
                for mark, element in enumerate(elements):
                    kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
                    own = [kid for kid in kids if not isinstance(kid, pikepdf.Dictionary)]
                    other = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]
                    here = {int(k) for k in own} if element.Pg.objgen == page.objgen else set()
                    here |= {
                        int(k.MCID) for k in other if "/MCID" in k and k.Pg.objgen == page.objgen
                    }
                    assert mark in here

    def test_a_cover_and_a_document_number_are_told(self, sheet: StyleSheet) -> None:
        title = Title(("某某市司法局", "2025年政府信息公开工作年度报告"))
        cover = Cover(title, "某某市司法局", "2026年1月16日")
        blocks: list[Block] = [cover, title, DocumentNumber("某司〔2026〕1号"), paragraph("正文。")]
        assert_is_told(blocks, pdf_of(document(*blocks), sheet))

    def test_the_stamp_of_a_signing_copy_is_an_artifact(self, sheet: StyleSheet) -> None:
        stamped = replace(
            document(paragraph("正文。")), stamp=Stamp("0123 4567", "gipdesk:01234567")
        )
        data = pdf_of(stamped, sheet)
        assert flat(structure_of(data)) == [("P", "正文。")]
        assert artifacts_of(data) == ["— 1 —核对码 0123 4567　1/1"]

    def test_an_empty_paragraph_is_told_too(self, sheet: StyleSheet) -> None:
        content = document(paragraph("一"), paragraph(""), paragraph("二"))
        assert [tag.text for tag in structure_of(pdf_of(content, sheet)).kids] == ["一", "", "二"]


class TestTables:
    @pytest.mark.parametrize("table_id", ["disclosure", "requests", "proceedings"])
    def test_official_tables_have_the_spans_and_scopes_of_their_cells(
        self, sheet: StyleSheet, form: Form, table_id: str
    ) -> None:
        table = official(form, table_id)
        (told,) = tables_of(pdf_of(document(table), sheet))
        for row, tag in zip(table.rows, told.all("TR"), strict=True):
            assert [(kid.role, kid.text, kid.attributes.get("Scope")) for kid in tag.kids] == [
                ("TH" if cell.role in HEADERS else "TD", cell.text, SCOPES.get(cell.role))
                for cell in row
            ]
            assert [
                (int(kid.attributes.get("RowSpan", 1)), int(kid.attributes.get("ColSpan", 1)))
                for kid in tag.kids
            ] == [(cell.row_span, cell.column_span) for cell in row]

    def test_header_rows_are_the_head_and_the_others_the_body(self, sheet: StyleSheet) -> None:
        (told,) = tables_of(pdf_of(document(statistics()), sheet))
        assert [(part.role, len(part.kids)) for part in told.kids] == [("THead", 1), ("TBody", 2)]

    @pytest.mark.parametrize("table_id", ["disclosure", "requests"])
    def test_cells_name_their_headers_where_scopes_do_not_tell(
        self, sheet: StyleSheet, form: Form, table_id: str
    ) -> None:
        table = official(form, table_id)
        (told,) = tables_of(pdf_of(document(table), sheet))
        texts = {tag.name: tag.text for tag in told.all("TH") if tag.name}
        named = [
            [texts[str(name)] for name in tag.attributes.get("Headers", [])]
            for tag in told.all("TD")
        ]
        if table_id == "requests":
            assert not any(named)
        else:
            assert named[0] == ["第二十条第（一）项", "本年制发件数", "规章"]
            assert named[-1] == [
                "第二十条第（八）项",
                "本年收费金额（单位：万元）",
                "行政事业性收费",
            ]

    def test_names_of_headers_are_found_in_the_tree_of_names(
        self, sheet: StyleSheet, form: Form
    ) -> None:
        data = pdf_of(document(official(form, "disclosure"), official(form, "disclosure")), sheet)
        used = {tag.name for tag in structure_of(data).all("TH")}
        with pikepdf.open(BytesIO(data)) as pdf:
            names = list(pdf.Root.StructTreeRoot.IDTree.Names)
            assert [str(name) for name in names[::2]] == sorted(used)
            assert all(
                str(element.ID) == str(name)
                for name, element in zip(names[::2], names[1::2], strict=True)
            )

    def test_a_table_on_several_pages_is_one(self, sheet: StyleSheet) -> None:
        table = long_table(100)
        data = pdf_of(document(table), sheet)
        (told,) = tables_of(data)
        assert len(told.all("TR")) == 102
        assert flat(told) == expected_table(table)
        assert {page for tag in told.walk() for page in tag.pages} == {1, 2, 3}
        first, *others = artifacts_of(data)
        assert first == "— 1 —"
        for number, repeated in enumerate(others, 2):
            words = "（续）情形申请人自然人三、本年度办理结果"
            assert repeated == f"{words}— {number} —"

    def test_a_torn_row_is_one(self, sheet: StyleSheet) -> None:
        text = "".join(f"第{k}项内容说明，" for k in range(700))
        rows = (
            (TableCell("序号", CellRole.HEADER), TableCell("说明", CellRole.HEADER)),
            (TableCell("甲", CellRole.LABEL, row_span=2), TableCell(text)),
            (TableCell("短"),),
        )
        table = Table("free", 2, 1, rows)
        (told,) = tables_of(pdf_of(document(table), sheet))
        assert flat(told) == expected_table(table)
        assert len(told.all("TD")[0].pages) > 2

    def test_a_row_in_which_no_cell_begins_is_told(self, sheet: StyleSheet) -> None:
        rows = (
            (TableCell("甲", row_span=2), TableCell("乙", row_span=2)),
            (),
            (TableCell("丙"),) * 2,
        )
        (told,) = tables_of(pdf_of(document(Table("free", 2, 0, rows)), sheet))
        assert [len(row.kids) for row in told.all("TR")] == [2, 0, 2]


class TestFigures:
    def test_a_figure_is_told_by_its_caption_and_lies_where_it_says(
        self, sheet: StyleSheet
    ) -> None:
        data = pdf_of(document(Figure("a.png", png(400, 200), "图1　近五年情况")), sheet)
        (figure,) = structure_of(data).all("Figure")
        assert figure.alternative == "图1　近五年情况"
        assert [(kid.role, kid.text) for kid in figure.kids] == [("Caption", "图1　近五年情况")]
        left, lower, right, upper = (float(edge) for edge in figure.attributes["BBox"])
        assert (right - left, upper - lower) == pytest.approx((300, 150), abs=0.01)
        assert upper < points(Mm(sheet.page.height - sheet.page.top)) + 0.01

    def test_a_figure_without_a_caption_is_told_to_be_one(self, sheet: StyleSheet) -> None:
        (figure,) = structure_of(pdf_of(document(Figure("a.png", png(4, 2))), sheet)).kids
        assert figure.alternative == "图片"


class TestRandomDocuments:
    """Not by hypothesis: to shrink a document that fails would take minutes."""

    @pytest.mark.parametrize("seed", range(12))
    def test_all_is_told_once_and_in_order(self, sheet: StyleSheet, seed: int) -> None:
        blocks = random_blocks(random.Random(seed))
        assert_is_told(blocks, pdf_of(document(*blocks), sheet))

    @pytest.mark.parametrize("seed", range(100, 104))
    def test_the_display_list_says_the_same_as_the_file(self, sheet: StyleSheet, seed: int) -> None:
        content = document(*random_blocks(random.Random(seed)))
        elements: dict[Element, str] = {}
        artifacts = []
        for page in pages_of(content, sheet):
            artifacts.append("")
            for each in page.contents:
                text = "".join(item.text for item in each.items if isinstance(item, GlyphRun))
                if isinstance(each.meaning, Artifact):
                    artifacts[-1] += text
                else:
                    elements[each.meaning] = elements.get(each.meaning, "") + text
        data = pdf_of(content, sheet)
        assert artifacts_of(data) == artifacts
        told = [(role, text) for role, text in flat(structure_of(data)) if text]
        assert sorted(told) == sorted((e.role.value, text) for e, text in elements.items() if text)


WORDS = ["公开", "信息", "2025年1月1日", "12月31日", "1,265条", "15.6%", "（一）", "，", "——", "龑"]


def words(chance: random.Random, most: int) -> str:
    return "".join(chance.choices(WORDS, k=chance.randint(1, most)))


def random_blocks(chance: random.Random) -> list[Block]:
    return [random_block(chance) for _ in range(chance.randint(1, 14))]


def random_block(chance: random.Random) -> Block:
    match chance.randrange(7):
        case 0:
            return Heading(chance.randint(1, 4), (Run(words(chance, 5)),))
        case 1:
            return Figure("a.png", png(chance.randint(1, 900), 50), chance.choice(["", "图1"]))
        case 2:
            return Signature(words(chance, 4), "2026年1月16日")
        case 3:
            return random_table(chance)
        case _:
            lead = Run(words(chance, 4), Mark.LEAD)
            return Paragraph((lead, Run(words(chance, 300))))


def random_table(chance: random.Random) -> Table:
    """A table of spans that tile it, cut out of a grid place by place."""
    height, columns = chance.randint(1, 60), chance.randint(1, 6)
    header_rows = chance.randint(0, min(2, height - 1))
    rows: list[tuple[TableCell, ...]] = []
    taken: set[tuple[int, int]] = set()
    for row in range(height):
        cells = []
        for column in range(columns):
            if (row, column) not in taken:
                cell = random_cell(chance, row, column, (height, columns, header_rows), taken)
                cells.append(cell)
        rows.append(tuple(cells))
    table = Table("free", columns, header_rows, tuple(rows))
    assert tile(table)
    return table


def random_cell(
    chance: random.Random,
    row: int,
    column: int,
    size: tuple[int, int, int],
    taken: set[tuple[int, int]],
) -> TableCell:
    height, columns, header_rows = size
    end = header_rows if row < header_rows else height
    down, across = 1, 1
    while row + down < end and chance.random() < 0.3:
        down += 1
    while column + across < columns and (row, column + across) not in taken:
        if chance.random() < 0.7:
            break
        across += 1
    taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
    body = [CellRole.LABEL, CellRole.VALUE, CellRole.UNIT, CellRole.BAND]
    role = CellRole.HEADER if row < header_rows else chance.choice(body)
    return TableCell(chance.choice(["", "7", words(chance, 12)]), role, down, across)
