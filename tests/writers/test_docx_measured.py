"""The Word file measured: printed by LibreOffice with faces of the official names.

All documents are printed in one run, since most of its time goes into starting LibreOffice.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.compose import compose
from gipdesk.document.nodes import (
    Attachment,
    Block,
    Cover,
    Document,
    DocumentNumber,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Run,
    SealForm,
    Signature,
    Title,
)
from gipdesk.document.stylesheet import Mm, NumberPlace, StyleSheet, points, read_stylesheet
from gipdesk.report.edition import form_of
from gipdesk.workflow.office import Office
from gipdesk.workflow.opening import open_file
from gipdesk.writers.docx import write_docx
from gipdesk.writers.faces import bundled_faces
from tests.writers.parity import body_lines, equal_lines, pages_of_file
from tests.writers.printed import (
    MILLIMETRE,
    Characters,
    baseline,
    footer,
    lines_of,
    text_of,
    type_area,
)
from tests.writers.printed import printed as printed_by_ourselves
from tests.writers.samples import document, official, paragraph

SHEETS = {name: read_stylesheet(paths.STYLES / f"{name}.toml") for name in ("gb9704", "gb33476")}
SEEDS = Path(__file__).resolve().parents[3] / "shared/seeds"
CHARACTER = points(Mm(156)) / 28  # GB/T 9704-2012, 5.2: 28 characters in 156 mm
AGENCY, DATE = "某某市某某区人民政府", "二〇二六年一月十六日"
TITLE = Title((AGENCY, "2025年", "政府信息公开工作", "年度报告"))

PHRASES = (
    "全年主动公开政府信息1,265条",
    "其中规范性文件12件",
    "2025年1月1日至2025年12月31日",
    "“双随机、一公开”监管",
    "《中华人民共和国政府信息公开条例》（以下简称《条例》）",
    "政务新媒体账号发布GIP信息99.5%",
    "依法受理——含信函……均已答复",
    "进一步提升政务公开标准化、规范化水平",
    "电话0000-0000000",
    "做到应公开尽公开",
    "占比为37.25%（上年为36.8%）",
    "坚持以人民为中心的发展思想",
    "认真落实上级关于政务公开工作的安排部署",
    "健全信息发布、解读、回应（含舆情）的衔接机制",
    "组织开展政务公开相关培训4次",
    "办理结果全部反馈申请人",
    "加强网站和新媒体平台建设",
    "少数科室对“应公开尽公开”的认识还不到位",
)


def random_text(seed: int) -> Paragraph:
    """A long paragraph of mixed text, which begins with a heading."""
    random = Random(seed)
    phrases = [random.choice(PHRASES) + random.choice("，，，；。。") for _ in range(10)]
    return Paragraph((Run("（一）公开情况。", Mark.LEAD), Run("".join(phrases)[:-1] + "。")))


def report(path: Path, sheet: StyleSheet, office: Office) -> Document:
    """A report as the template prints it."""
    opened = open_file(path, office).package.report
    return compose(opened, office.form(opened), office.templates, {}, sheet.parts)


def documents(sheet: StyleSheet, office: Office) -> dict[str, Document]:
    """What is printed in each style sheet."""
    form = form_of(office.editions["2021"])
    requests = official(form, "requests")
    heading = Heading(1, (Run("三、收到和处理政府信息公开申请情况"),))
    signed = {
        seal.value: document(paragraph("正文"), Signature(AGENCY, DATE, seal)) for seal in SealForm
    }
    faces: list[Block] = [Title(("标题",)), Heading(1, (Run("章"),)), Heading(2, (Run("节"),))]
    faces += [Heading(3, (Run("条"),)), Heading(4, (Run("款"),)), paragraph("“文”——7")]
    reports = {"sample": paths.SAMPLES / "sample.txt"}
    reports |= {path.stem[:3]: path for path in sorted(SEEDS.glob("00[012]_*.txt"))}
    return {
        "grid": document(paragraph("国" * (28 * 22 * 2 - 2))),
        "title": document(TITLE, DocumentNumber("某司〔2026〕1号"), paragraph("国" * 60)),
        "pages": document(paragraph("一"), PageBreak(), paragraph("二")),
        "faces": document(*faces),
        "requests": document(heading, requests, paragraph("下文")),
        "running": document(*[paragraph("一段") for _ in range(10)], requests),
        "attachment": document(paragraph("正文"), Attachment("附件1"), paragraph("国" * 60)),
        "random": document(*[random_text(seed) for seed in range(24)]),
        **signed,
        **{name: report(path, sheet, office) for name, path in reports.items()},
    }


def variants(sheet: StyleSheet) -> dict[str, tuple[Document, StyleSheet]]:
    """What an agency may want otherwise."""
    text = [paragraph("国" * 28 * 22), paragraph("2025年共“12件”——")]
    numbers = replace(sheet.page_number, form="第{n}页 共{total}页", place=NumberPlace.CENTER)
    cover = Cover(TITLE, AGENCY, DATE)
    return {
        "total": (document(*text), replace(sheet, page_number=numbers)),
        "cover": (document(cover, TITLE, *text), sheet),
        "latin": (document(*text), replace(sheet, latin="latin")),
    }


@pytest.fixture(scope="module")
def written(office: Office) -> dict[str, tuple[Document, StyleSheet]]:
    """All documents and their style sheets, by name."""
    named = {
        f"{name}-{style}": (content, sheet)
        for style, sheet in SHEETS.items()
        for name, content in documents(sheet, office).items()
    }
    return named | variants(SHEETS["gb9704"])


@pytest.fixture(scope="module")
def folder(
    written: dict[str, tuple[Document, StyleSheet]],
    soffice: str,
    official_faces: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The folder in which LibreOffice has printed all of them."""
    made = tmp_path_factory.mktemp("printed")
    for name, (content, sheet) in written.items():
        faces = bundled_faces(sheet, paths.FONTS)
        data = write_docx(content, sheet, paths.TEMPLATES / "word", faces)
        (made / f"{name}.docx").write_bytes(data)
    profile = f"-env:UserInstallation={(official_faces.parent / 'office').as_uri()}"
    target = ("--headless", "--convert-to", "pdf", "--outdir", str(made))
    subprocess.run(
        [soffice, profile, *target, *map(str, sorted(made.glob("*.docx")))],
        env={**os.environ, "FONTCONFIG_FILE": str(official_faces)},
        capture_output=True,
        check=True,
        timeout=120,
    )
    return made


class Printed:
    """What LibreOffice has printed of the documents in one style sheet."""

    def __init__(self, folder: Path, style: str) -> None:
        self.sheet = SHEETS[style]
        self._folder = folder
        self._style = style

    def pages(self, name: str) -> list[Characters]:
        """The visible characters of each page of a document."""
        return pages_of_file(self._folder / f"{name}-{self._style}.pdf")

    def lines(self, name: str) -> list[Characters]:
        """The lines above the page number of a document of one page."""
        (page,) = self.pages(name)
        return lines_of(type_area(page, self.sheet))


@pytest.fixture(scope="module", params=SHEETS)
def style(request: pytest.FixtureRequest) -> str:
    """The name of each style sheet."""
    return str(request.param)


@pytest.fixture(scope="module")
def printed(folder: Path, style: str) -> Printed:
    """All documents in each style sheet."""
    return Printed(folder, style)


def ends_at(line: Characters) -> float:
    return max(float(each["x1"]) for each in line)


def begins_at(line: Characters) -> float:
    return min(float(each["x0"]) for each in line)


class TestPage:
    def test_it_holds_22_lines_of_28_characters_between_its_margins(self, printed: Printed) -> None:
        page = printed.sheet.page
        both = printed.pages("grid")
        assert len(both) == 2
        for characters in both:
            lines = lines_of(type_area(characters, printed.sheet))
            assert len(lines) == 22
            assert {len(line) for line in lines[1:]} == {28}
            pitch = (
                baseline(lines[-1][0], printed.sheet) - baseline(lines[0][0], printed.sheet)
            ) / 21
            assert pitch * MILLIMETRE == pytest.approx(page.line_pitch, abs=0.05)
            # GB/T 9704-2012, 5.2.1: 28 mm at the left, a type area of 156 mm.
            assert min(map(begins_at, lines)) / MILLIMETRE == pytest.approx(28, abs=1)
            assert max(map(ends_at, lines)) / MILLIMETRE == pytest.approx(28 + 156, abs=1)

    def test_the_squares_of_profile_b_fill_the_type_area(self, folder: Path) -> None:
        sheet = SHEETS["gb33476"]
        first, *_, last = type_area(Printed(folder, "gb33476").pages("grid")[0], sheet)
        # GB/T 9704-2012, 5.2.1: the type area begins 37 mm down and is 225 mm high.
        assert first["top"] / MILLIMETRE == pytest.approx(37, abs=1)
        assert last["bottom"] / MILLIMETRE == pytest.approx(262, abs=1)

    def test_numbers_change_sides_seven_millimetres_below_the_type_area(
        self, printed: Printed
    ) -> None:
        odd, even = (footer(page, printed.sheet) for page in printed.pages("pages"))
        assert (text_of(odd), text_of(even)) == ("—1—", "—2—")
        # GB/T 9704-2012, 7.5: one character of 14 points from the edge, the dash 7 mm below 262 mm.
        assert ends_at(odd) == pytest.approx(184 * MILLIMETRE - 14, abs=MILLIMETRE)
        assert begins_at(even) == pytest.approx(28 * MILLIMETRE + 14, abs=MILLIMETRE)
        # A dash of the song face lies 0.27 to 0.30 em above the baseline.
        for number in (odd, even):
            dash = baseline(number[0], printed.sheet) - 0.3 * 14 / MILLIMETRE
            assert dash == pytest.approx(269, abs=0.5)

    def test_numbers_may_stand_in_the_middle_and_tell_how_many_pages_there_are(
        self, folder: Path
    ) -> None:
        both = [footer(page, SHEETS["gb9704"]) for page in pages_of_file(folder / "total.pdf")]
        assert [text_of(number) for number in both] == ["第1页共2页", "第2页共2页"]
        for number in both:
            middle = (begins_at(number) + ends_at(number)) / 2 / MILLIMETRE
            assert middle == pytest.approx(28 + 156 / 2, abs=1)

    def test_a_cover_has_no_number_and_the_next_page_is_1_on_the_right(self, folder: Path) -> None:
        sheet = SHEETS["gb9704"]
        cover, first, second = pages_of_file(folder / "cover.pdf")
        assert text_of(cover) == AGENCY + "2025年政府信息公开工作年度报告" + AGENCY + DATE
        assert not footer(cover, sheet)
        assert [text_of(footer(page, sheet)) for page in (first, second)] == ["—1—", "—2—"]
        assert begins_at(footer(first, sheet)) > begins_at(footer(second, sheet))
        assert baseline(cover[0], sheet) < 297 / 3 < 297 / 2 < baseline(cover[-1], sheet)


class TestText:
    def test_a_paragraph_begins_two_characters_in(self, printed: Printed) -> None:
        first, second, *_ = (
            line for line in printed.lines("title") if text_of(line).startswith("国")
        )
        assert begins_at(first) - begins_at(second) == pytest.approx(2 * CHARACTER, abs=0.5)

    def test_the_title_has_its_own_pitch_and_the_text_stays_on_the_grid(
        self, printed: Printed
    ) -> None:
        title, below, number, text, *_ = printed.lines("title")
        assert text_of(number) == "某司〔2026〕1号"
        pitch = baseline(below[0], printed.sheet) - baseline(title[0], printed.sheet)
        assert pitch * MILLIMETRE == pytest.approx(35.5, abs=0.1)
        top = baseline(printed.lines("no_seal")[0][0], printed.sheet)
        lines = (
            (baseline(text[0], printed.sheet) - top) * MILLIMETRE / printed.sheet.page.line_pitch
        )
        assert lines == pytest.approx(round(lines), abs=0.02)

    def test_each_meaning_is_set_in_its_face(self, printed: Printed) -> None:
        (page,) = printed.pages("faces")
        faces = {each["text"]: each["fontname"].partition("+")[2] for each in page}
        assert faces["标"].startswith("GWTitle")
        assert faces["章"].startswith("GWHei")
        assert faces["节"].startswith("GWKai")
        assert {faces[each] for each in "条款文"} == {"GWFangSong-Regular"}
        assert {faces[each] for each in "“”"} == {faces["文"]}

    def test_digits_may_have_another_face_and_quotes_and_dashes_stay_in_the_chinese_one(
        self, folder: Path
    ) -> None:
        page = pages_of_file(folder / "latin.pdf")[-1]
        faces = {each["text"]: each["fontname"].partition("+")[2] for each in page}
        assert {faces[each] for each in "2025"} == {"GWLatin-Regular"}
        assert {faces[each] for each in "“”年件"} == {"GWFangSong-Regular"}

    def test_an_attachment_begins_a_page_at_the_left(self, printed: Printed) -> None:
        _, second = printed.pages("attachment")
        name, *_ = lines_of(type_area(second, printed.sheet))
        assert text_of(name) == "附件1"
        assert name[0]["fontname"].partition("+")[2].startswith("GWHei")
        assert begins_at(name) / MILLIMETRE == pytest.approx(28, abs=1)


class TestSignature:
    """GB/T 9704-2012, 7.3.5, in characters of the body.

    The date is of hanzi: LibreOffice leaves room beside digits, which Word does not.
    """

    def test_without_a_seal_the_date_begins_two_characters_right_of_the_agency(
        self, printed: Printed
    ) -> None:
        body, agency, date = printed.lines("no_seal")
        assert begins_at(date) - begins_at(agency) == pytest.approx(2 * CHARACTER, abs=2)
        pitch = printed.sheet.page.line_pitch
        assert agency[0]["top"] - body[0]["top"] == pytest.approx(2 * pitch, abs=0.5)

    def test_with_a_seal_the_date_stands_four_characters_in_and_the_agency_over_its_middle(
        self, printed: Printed
    ) -> None:
        _, agency, date = printed.lines("seal")
        assert ends_at(date) == pytest.approx(184 * MILLIMETRE - 4 * CHARACTER, abs=2)
        middles = [(begins_at(line) + ends_at(line)) / 2 for line in (agency, date)]
        assert middles[0] == pytest.approx(middles[1], abs=3)

    def test_with_a_signature_stamp_the_date_stands_an_empty_line_lower(
        self, printed: Printed
    ) -> None:
        _, agency, date = printed.lines("signature_stamp")
        assert ends_at(date) == pytest.approx(184 * MILLIMETRE - 4 * CHARACTER, abs=2)
        pitch = printed.sheet.page.line_pitch
        assert date[0]["top"] - agency[0]["top"] == pytest.approx(2 * pitch, abs=0.5)


class TestTables:
    def test_the_table_of_requests_fits_a_page_under_its_heading(self, printed: Printed) -> None:
        first, *_ = printed.pages("requests")
        assert "四、结转下年度继续办理" in text_of(first)

    def test_header_rows_stand_again_where_a_table_runs_on(self, printed: Printed) -> None:
        both = [text_of(page) for page in printed.pages("running")]
        assert [page.count("申请人情况") for page in both] == [1, 1]
        assert "（七）总计" in both[1]


class TestBesideThePdf:
    """The same pages, and at least 95 % of the lines of body text the same."""

    def test_random_text_breaks_alike(
        self, printed: Printed, written: dict[str, tuple[Document, StyleSheet]], style: str
    ) -> None:
        self._compare(printed, written, "random", style)

    @pytest.mark.parametrize("name", ["sample", "000", "001", "002"])
    def test_reports_break_alike(
        self,
        printed: Printed,
        written: dict[str, tuple[Document, StyleSheet]],
        style: str,
        name: str,
    ) -> None:
        if f"{name}-{style}" not in written:
            pytest.skip("no shared folder beside the checkout")
        self._compare(printed, written, name, style)

    def _compare(
        self,
        printed: Printed,
        written: dict[str, tuple[Document, StyleSheet]],
        name: str,
        style: str,
    ) -> None:
        content, sheet = written[f"{name}-{style}"]
        word, ours = printed.pages(name), printed_by_ourselves(content, sheet)
        assert len(word) == len(ours)
        assert equal_lines(body_lines(word, sheet), body_lines(ours, sheet)) >= 0.95
