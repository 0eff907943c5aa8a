"""Whether a paper is a file, asked on the command line as a clerk would."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pytest

from gipdesk.cli import main
from gipdesk.files.package import read_package, save_package
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import ReplaceBlocks, SetCell, SetMeta, apply
from gipdesk.report.digest import code_of
from gipdesk.report.report import Cell, FreeTable, OfficialTable, Paragraph, Report, Row, copy_of
from gipdesk.workflow.comparing import Difference, differences_between
from gipdesk.workflow.office import Office, open_office
from gipdesk.workflow.opening import open_file
from tests.conftest import CHECKOUT

SAMPLE = CHECKOUT / "resources/samples/sample.txt"
TITLE = "某某市司法局2025年政府信息公开工作年度报告"
CELL = CellRef("requests", "new", "natural")


class Answer(NamedTuple):
    """What the program said, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


def gipdesk(*words: str | Path) -> Answer:
    """The program as a user calls it, but in this process."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = main([*map(str, words)])
        except SystemExit as end:  # a wrong use
            status = int(end.code or 0)
    return Answer(status, out.getvalue(), err.getvalue())


@pytest.fixture(scope="module", autouse=True)
def _own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The folder in which the program keeps its own data."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIPDESK_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a report, its signing copy and its Word file."""
    folder = tmp_path_factory.mktemp("desk")
    assert gipdesk("import", SAMPLE, "-o", folder / "a.gip").returncode == 0
    made = gipdesk("export", folder / "a.gip", "-o", folder, "--signing-copy", "--force")
    assert made.returncode == 0, made.stderr
    (folder / f"{TITLE}.pdf").rename(folder / "signed.pdf")
    (folder / f"{TITLE}.docx").rename(folder / "word.docx")
    return folder


def changed(desk: Path, change: Callable[[Report], object]) -> Path:
    """Another file with the report as somebody changed it."""
    package, _ = read_package(desk / "a.gip")
    change(package.report)
    path = desk / f"{change.__name__}.gip"
    path.unlink(missing_ok=True)
    save_package(path, package, known=None)
    return path


def code_in(path: Path) -> str:
    package, _ = read_package(path)
    return code_of(package.report, open_office().form(package.report), package.media)


def without_page(pdf: bytes, number: int) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        document.del_page(number - 1)
        stream = BytesIO()
        document.save(stream)
    return stream.getvalue()


def scanned(pdf: bytes) -> bytes:
    """The pages as pictures, as a scanner makes them."""
    with pypdfium2.PdfDocument(pdf) as document:
        first, *others = [page.render(scale=1, grayscale=True).to_pil() for page in document]
    stream = BytesIO()
    first.save(stream, "pdf", save_all=True, append_images=others)
    return stream.getvalue()


def sentences(done: Answer, status: int) -> list[str]:
    """The lines of an answer."""
    assert done.returncode == status, done.stdout + done.stderr
    return (done.stdout or done.stderr).splitlines()


def type_into_a_cell(report: Report) -> None:
    apply(report, SetCell(CELL, Cell("43")))


def rewrite_a_paragraph(report: Report) -> None:
    section = report.section("overview")
    assert section is not None
    block = section.blocks[2]
    assert isinstance(block, Paragraph)
    assert "326" in block.text
    text = Paragraph(block.id, block.text.replace("326", "327"))
    apply(report, ReplaceBlocks("overview", 2, 1, (text,)))


def note_something(report: Report) -> None:
    report.notes.append("已与法规科核对")
    apply(report, SetMeta("leader", "某某"))


def test_a_signing_copy_is_the_file_it_was_made_of(desk: Path) -> None:
    done = gipdesk("verify", desk / "a.gip", desk / "signed.pdf")
    assert sentences(done, 0) == ["一致：纸质件就是这份文件。"]


def test_what_is_not_on_paper_changes_nothing(desk: Path) -> None:
    done = gipdesk("verify", changed(desk, note_something), desk / "signed.pdf")
    assert sentences(done, 0) == ["一致：纸质件就是这份文件。"]


def test_the_cell_that_differs_is_told(desk: Path) -> None:
    edited = changed(desk, type_into_a_cell)
    first, codes, *cells = sentences(gipdesk("verify", edited, desk / "signed.pdf"), 1)
    assert first.startswith("不一致")
    assert codes == f"核对码不同：纸上是{code_in(desk / 'a.gip')}，文件是{code_in(edited)}。"
    assert cells == ["表三“一、本年新收政府信息公开申请数量”的“自然人”：纸上是“42”，文件是“43”。"]


def test_the_words_that_differ_are_told(desk: Path) -> None:
    done = gipdesk("verify", changed(desk, rewrite_a_paragraph), desk / "signed.pdf")
    (text,) = sentences(done, 1)[2:]
    assert text.startswith("“总体情况”的文字")
    paper, _, file = text.partition("，文件是")
    assert "326条" in paper
    assert "327条" in file


def test_differences_as_data(desk: Path) -> None:
    done = gipdesk("verify", changed(desk, type_into_a_cell), desk / "signed.pdf", "--json")
    assert done.returncode == 1
    answer = json.loads(done.stdout)
    assert answer["same"] is False
    assert answer["printed"] == [code_in(desk / "a.gip")]
    (difference,) = answer["differences"]
    assert (difference["paper"], difference["file"]) == ("42", "43")


def test_a_missing_page_is_told(desk: Path) -> None:
    paper = desk / "short.pdf"
    paper.write_bytes(without_page((desk / "signed.pdf").read_bytes(), 3))
    lines = sentences(gipdesk("verify", desk / "a.gip", paper), 1)
    assert "缺页：第3页没有找到。" in lines
    assert len(lines) < 30


def test_a_copy_without_a_code_is_compared_by_what_it_says(desk: Path) -> None:
    note = "纸质件上没有核对码（不是签批件），只比较了读出的内容。"
    done = gipdesk("verify", desk / "a.gip", desk / "word.docx")
    assert sentences(done, 0) == ["一致：纸质件就是这份文件。", note]
    edited = gipdesk("verify", changed(desk, type_into_a_cell), desk / "word.docx")
    assert sentences(edited, 1)[1] == note


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", " ")])
def test_a_code_is_enough(desk: Path, typed: Callable[[str], str]) -> None:
    done = gipdesk("verify", desk / "a.gip", "--code", typed(code_in(desk / "a.gip")))
    assert sentences(done, 0) == ["一致：纸质件就是这份文件。"]


def test_a_code_of_another_paper_is_told(desk: Path) -> None:
    other = code_in(changed(desk, type_into_a_cell))
    lines = sentences(gipdesk("verify", desk / "a.gip", "--code", other), 1)
    assert lines[1] == f"核对码不同：纸上是{other}，文件是{code_in(desk / 'a.gip')}。"


def test_a_slip_of_the_pen_is_no_other_paper(desk: Path) -> None:
    code = code_in(desk / "a.gip")
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    done = gipdesk("verify", desk / "a.gip", "--code", slip)
    assert sentences(done, 2) == ["代码有误，请核对。"]


def test_a_scan_asks_for_the_code(desk: Path) -> None:
    paper = desk / "scan.pdf"
    paper.write_bytes(scanned((desk / "signed.pdf").read_bytes()))
    (line,) = sentences(gipdesk("verify", desk / "a.gip", paper), 2)
    assert line == "“scan.pdf”是扫描件，没有可读的文字。请用 --code 输入纸上印的核对码。"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.pdf", b"%PDF-1.7\nbroken"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 600),
        ("notes.txt", "一、总体情况".encode()),
        ("empty.pdf", b""),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(desk: Path, name: str, content: bytes) -> None:
    paper = desk / name
    paper.write_bytes(content)
    (line,) = sentences(gipdesk("verify", desk / "a.gip", paper), 2)
    assert name in line


def test_neither_paper_nor_code_is_a_wrong_use(desk: Path) -> None:
    assert len(sentences(gipdesk("verify", desk / "a.gip"), 2)) == 1
    assert len(sentences(gipdesk("verify", desk / "a.gip", desk / "missing.pdf"), 2)) == 1
    both = gipdesk("verify", desk / "a.gip", desk / "signed.pdf", "--code", "0")
    assert len(sentences(both, 2)) == 1


def test_an_approval_sheet_lies_beside_the_report(desk: Path, tmp_path: Path) -> None:
    words = ("--to", "docx", "--to", "pdf", "--to", "txt", "--approval")
    made = gipdesk("export", desk / "a.gip", "-o", tmp_path, *words)
    assert made.returncode == 0, made.stderr
    names = {path.name for path in tmp_path.iterdir()}
    sheets = {f"{TITLE}（发文稿纸）.{kind}" for kind in ("docx", "pdf")}
    assert names == sheets | {f"{TITLE}.{kind}" for kind in ("docx", "pdf", "txt")}
    with pypdfium2.PdfDocument(tmp_path / f"{TITLE}（发文稿纸）.pdf") as pdf:
        assert len(pdf) == 1
        assert "签发" in pdf[0].get_textpage().get_text_bounded()


def report_with_everything(office: Office) -> Report:
    report = open_file(SAMPLE, office).report
    report.sections[0].blocks.append(FreeTable("b900", (("甲", "乙"), ("丙", "丁"))))
    return report


def told(paper: Report, file: Report, office: Office) -> list[Difference]:
    return list(differences_between(paper, file, office.form(file)))


def test_equal_readings_differ_nowhere(office: Office) -> None:
    report = report_with_everything(office)
    assert told(copy_of(report), report, office) == []


def test_every_kind_of_difference_has_its_place(office: Office) -> None:
    file = report_with_everything(office)
    paper = copy_of(file)
    paper.meta.title = "某某市司法局2024年政府信息公开工作年度报告"
    paper.tables["disclosure"].rows["rules"].label = "政府规章"
    del paper.tables["proceedings"]
    del paper.tables["requests"].rows["granted"]
    paper.tables["requests"].rows["x-1"] = Row({"natural": Cell("9")}, "另一行")
    paper.sections[0].blocks[-1] = FreeTable("b900", (("甲", "乙"), ("丙", "戊")))
    paper.sections[-2].heading = "其他事项"
    places = [difference.place for difference in told(paper, file, office)]
    assert places == [
        "标题",
        "表二“规章”的名称",
        "表四",
        "表三“（一）予以公开”",
        "表三“x-1”",
        "“前言”的文字",
        f"“{file.sections[-2].heading}”的文字",
    ]


def test_where_paragraphs_end_does_not_matter(office: Office) -> None:
    file = report_with_everything(office)
    paper = copy_of(file)
    blocks = paper.sections[1].blocks
    assert not any(isinstance(block, OfficialTable) for block in blocks)
    text = "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
    paper.sections[1].blocks = [Paragraph("b1", text)]
    assert told(paper, file, office) == []


def test_paper_of_another_edition_is_told_as_such(office: Office) -> None:
    file = report_with_everything(office)
    paper = copy_of(file)
    paper.edition = "2019"
    assert Difference("表样版本", "2019", "2021") in told(paper, file, office)
