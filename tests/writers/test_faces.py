"""Which font prints a role: the machine's where it can, else the bundled one; and why."""

from __future__ import annotations

import random
import shutil
from io import BytesIO
from pathlib import Path
from struct import pack

import pdfplumber
import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import Heading, Run, Title
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from gipdesk.writers.faces import Faces, NoFontError, bundled_faces, choose_faces
from gipdesk.writers.installed_faces import scan
from gipdesk.writers.pdf import lay_out, write_pdf
from gipdesk.writers.typeset.display import GlyphRun
from gipdesk.writers.typeset.fonts import Lettering
from tests.writers.made_fonts import (
    CHINESE,
    FAMILY,
    Tables,
    collection,
    font_file,
    name_table,
    put,
    renamed,
    tables_of,
)
from tests.writers.repertoire import gb2312
from tests.writers.samples import document, paragraph

ROLES = ["title", "hei", "kai", "fangsong", "song"]
FANGSONG = ("仿宋_GB2312", "FangSong_GB2312")


def chosen(sheet: StyleSheet, machine: Path) -> Faces:
    """The faces where a machine's fonts are in this folder."""
    files = scan([machine], {}).values()
    return choose_faces(sheet, paths.FONTS, [face for file in files for face in file.faces])


def install(folder: Path, name: str, tables: Tables) -> Path:
    return put(folder, name, font_file(tables))


def fonts_in(pdf: bytes) -> dict[str, str]:
    """The characters of a PDF by the name of their font, without the letters before it."""
    found: dict[str, str] = {}
    with pdfplumber.open(BytesIO(pdf)) as opened:
        for each in opened.pages[0].chars:
            name = each["fontname"].partition("+")[2]
            found[name] = found.get(name, "") + each["text"]
    return found


def text_in(pdf: bytes) -> str:
    with pdfplumber.open(BytesIO(pdf)) as opened:
        return "".join(each["text"] for each in opened.pages[0].chars)


@pytest.fixture(scope="module")
def sheet() -> StyleSheet:
    """The traditional style sheet: the other one differs in lengths alone."""
    return read_stylesheet(paths.STYLES / "gb9704.toml")


class TestChoice:
    def test_an_installed_face_is_used(self, sheet: StyleSheet, tmp_path: Path) -> None:
        path = install(tmp_path, "simfang.ttf", renamed("fangsong", *FANGSONG))
        face = chosen(sheet, tmp_path).chosen["fangsong"]
        assert (face.file.path, face.is_installed) == (path, True)
        assert face.reason == "本机已装仿宋_GB2312，允许嵌入"

    @pytest.mark.parametrize("role", ROLES)
    def test_a_face_that_is_not_installed_is_replaced(
        self, role: str, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        face = chosen(sheet, tmp_path).chosen[role]
        assert face.file.path == paths.FONTS / f"{role}.ttf"
        assert face.reason.startswith(f"本机没有{sheet.face(role).name}，用随附的")

    def test_a_face_that_must_not_be_embedded_is_replaced(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        install(tmp_path, "simkai.ttf", renamed("kai", "楷体_GB2312", "KaiTi_GB2312", 2))
        face = chosen(sheet, tmp_path).chosen["kai"]
        assert not face.is_installed
        assert face.reason == "本机的楷体_GB2312不允许嵌入 PDF，用随附的楷体代替"

    def test_the_face_in_a_collection_is_used(self, sheet: StyleSheet, tmp_path: Path) -> None:
        tables = [renamed("hei", "某体", "Some"), renamed("song", "宋体", "SimSun")]
        put(tmp_path, "simsun.ttc", collection(tables))
        faces = chosen(sheet, tmp_path)
        assert faces.chosen["song"].file.index == 1
        fonts = fonts_in(write_pdf(document(paragraph("正文")), sheet, faces))
        (number,) = (text for name, text in fonts.items() if name.startswith("SimSun"))
        assert number.split() == ["—", "1", "—"]

    def test_a_font_with_the_right_name_and_the_wrong_letters_is_refused(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        install(tmp_path, "simhei.ttf", renamed("latin", "黑体", "SimHei"))
        face = chosen(sheet, tmp_path).chosen["hei"]
        assert not face.is_installed
        assert face.reason == "本机的黑体缺少“啊”等字形6763个，用随附的黑体代替"

    def test_a_font_whose_hanzi_have_no_ink_is_refused(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        tables = renamed("fangsong", *FANGSONG)
        places = tables[b"loca"]
        tables[b"loca"] = places[:4] * (len(places) // 4)
        install(tmp_path, "simfang.ttf", tables)
        assert not chosen(sheet, tmp_path).chosen["fangsong"].is_installed

    def test_another_accepted_name_comes_after_the_official_one(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        install(tmp_path, "a.ttf", renamed("fangsong", "仿宋", "FangSong"))
        face = chosen(sheet, tmp_path).chosen["fangsong"]
        assert (face.family, face.reason) == ("仿宋", "本机没有仿宋_GB2312，用本机的仿宋代替")
        install(tmp_path, "b.ttf", renamed("fangsong", *FANGSONG))
        assert chosen(sheet, tmp_path).chosen["fangsong"].family == "仿宋_GB2312"

    def test_a_second_file_of_a_face_is_tried_where_the_first_is_damaged(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        tables = renamed("fangsong", *FANGSONG)
        install(tmp_path, "a.ttf", tables | {b"cmap": bytes(len(tables[b"cmap"]))})
        whole = install(tmp_path, "b.ttf", tables)
        assert chosen(sheet, tmp_path).chosen["fangsong"].file.path == whole

    def test_names_are_the_same_whatever_their_case(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        install(tmp_path, "a.ttf", renamed("fangsong", "", "FANGSONG_gb2312"))
        assert chosen(sheet, tmp_path).chosen["fangsong"].is_installed

    def test_a_list_of_characters_without_end_is_not_read(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        group = pack(">HHLLLLLL", 12, 0, 28, 0, 1, 0, 0xFFFFFFFF, 0)
        tables = renamed("fangsong", *FANGSONG)
        tables[b"cmap"] = pack(">HHHHL", 0, 1, 3, 10, 12) + group
        install(tmp_path, "a.ttf", tables)
        face = chosen(sheet, tmp_path).chosen["fangsong"]
        assert face.reason == "本机的仿宋_GB2312文件有误，用随附的仿宋代替"

    def test_a_font_without_a_plain_name_is_refused(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        names = name_table([(FAMILY, CHINESE, "仿宋_GB2312")])
        install(tmp_path, "a.ttf", tables_of("fangsong") | {b"name": names})
        assert "文件有误" in chosen(sheet, tmp_path).chosen["fangsong"].reason

    def test_no_damage_ends_in_anything_but_a_reason(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        chance = random.Random(9704)
        whole = renamed("fangsong", *FANGSONG)
        tags = sorted(set(whole) - {b"glyf"})
        for turn in range(20):
            tag = chance.choice(tags)
            data = bytearray(whole[tag])
            for _ in range(chance.choice((1, 4, 40))):
                data[chance.randrange(len(data))] = chance.randrange(256)
            tables = whole | {tag: bytes(data)}
            install(tmp_path, f"{turn}.ttf", tables)
        assert chosen(sheet, tmp_path).chosen["fangsong"].reason


class TestPrint:
    def test_the_pdf_holds_the_installed_faces(self, sheet: StyleSheet, tmp_path: Path) -> None:
        install(tmp_path, "a.ttf", renamed("title", "方正小标宋简体", "FZXiaoBiaoSong-B05S"))
        install(tmp_path, "b.ttf", renamed("kai", "楷体_GB2312", "KaiTi_GB2312"))
        nodes = (Title(("年度报告",)), Heading(2, (Run("（一）主动公开"),)), paragraph("正文"))
        fonts = fonts_in(write_pdf(document(*nodes), sheet, chosen(sheet, tmp_path)))
        assert fonts["FZXiaoBiaoSong-B05S"] == "年度报告"
        assert fonts["KaiTi_GB2312"] == "（一）主动公开"
        assert fonts["GWFangSong-Regular"] == "正文"

    def test_letters_that_a_face_lacks_come_from_the_bundled_ones(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        install(tmp_path, "a.ttf", renamed("kai", "黑体", "SimHei"))  # of GB 2312 alone
        nodes = (Heading(1, (Run("一、赵喆龑与𬱖"),)),)
        fonts = fonts_in(write_pdf(document(*nodes), sheet, chosen(sheet, tmp_path)))
        assert fonts["SimHei"] == "一、赵与"
        assert fonts["GWHei-Regular"] == "喆𬱖"
        assert "龑" in fonts["GWSong-Regular"]

    def test_files_called_alike_are_told_apart(self, sheet: StyleSheet, tmp_path: Path) -> None:
        install(tmp_path, "hei.ttf", renamed("kai", "黑体", "SimHei"))
        faces = chosen(sheet, tmp_path)
        names = faces.chain("hei")
        assert len(set(names)) == len(names) == 3
        assert {faces.file(name).path.parent for name in names} == {tmp_path, paths.FONTS}
        pages = lay_out(document(Heading(1, (Run("一、赵喆"),))), sheet, faces)
        runs = [item for item in pages[0].items if isinstance(item, GlyphRun)]
        drawn = {run.text: faces.file(run.font).path.parent for run in runs}
        assert (drawn["一、赵"], drawn["喆"]) == (tmp_path, paths.FONTS)


class TestBundled:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """A copy of the bundled fonts."""
        return Path(shutil.copytree(paths.FONTS, tmp_path / "fonts"))

    @pytest.mark.parametrize("role", ROLES)
    @pytest.mark.parametrize("damage", ["missing", "empty", "cut", "overwritten"])
    def test_a_missing_or_damaged_font_is_replaced_and_told(
        self, role: str, damage: str, sheet: StyleSheet, folder: Path
    ) -> None:
        path = folder / f"{role}.ttf"
        data = path.read_bytes()
        path.unlink()
        if damage != "missing":
            half = len(data) // 2
            left = {"empty": b"", "cut": data[:half], "overwritten": data[:half] + bytes(half)}
            path.write_bytes(left[damage])
        faces = bundled_faces(sheet, folder)
        face = faces.chosen[role]
        assert f"随附的 {role} 字体缺失或已损坏，用随附的" in face.reason
        assert face.file.path.name != f"{role}.ttf"
        nodes = (Title(("年度报告",)), Heading(1, (Run("一、总体情况"),)), paragraph("共2件。"))
        assert text_in(write_pdf(document(*nodes), sheet, faces)).startswith(
            "年度报告一、总体情况共2件。"
        )

    def test_without_any_font_nothing_is_printed_and_one_sentence_said(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        with pytest.raises(NoFontError, match="请重新安装"):
            bundled_faces(sheet, tmp_path)

    def test_without_bundled_fonts_the_installed_ones_print(
        self, sheet: StyleSheet, tmp_path: Path
    ) -> None:
        machine, nothing = tmp_path / "machine", tmp_path / "nothing"
        machine.mkdir()
        nothing.mkdir()
        for role, face in sheet.faces.items():
            install(machine, f"{role}.ttf", renamed(role, face.name, face.also[0]))
        files = scan([machine], {}).values()
        faces = choose_faces(sheet, nothing, [face for file in files for face in file.faces])
        assert {face.is_installed for face in faces.chosen.values()} == {True}
        assert write_pdf(document(paragraph("正文")), sheet, faces)


class TestLatin:
    TEXT = "2025年Office办理3.5%件"

    def test_letters_and_digits_are_set_in_their_own_face_where_the_sheet_says_so(
        self, sheet: StyleSheet
    ) -> None:
        own = replace(sheet, latin="latin")
        fonts = fonts_in(
            write_pdf(document(paragraph(self.TEXT)), own, bundled_faces(own, paths.FONTS))
        )
        assert fonts["GWLatin-Regular"].startswith("2025Office3.5%")
        assert fonts["GWFangSong-Regular"] == "年办理件"

    def test_otherwise_the_face_of_the_text_sets_them(self, sheet: StyleSheet) -> None:
        assert sheet.latin == ""
        faces = bundled_faces(sheet, paths.FONTS)
        assert "GWLatin-Regular" not in fonts_in(
            write_pdf(document(paragraph(self.TEXT)), sheet, faces)
        )

    def test_installed_times_new_roman_sets_them(self, sheet: StyleSheet, tmp_path: Path) -> None:
        install(tmp_path, "times.ttf", renamed("latin", "", "Times New Roman"))
        own = replace(sheet, latin="latin")
        fonts = fonts_in(write_pdf(document(paragraph(self.TEXT)), own, chosen(own, tmp_path)))
        assert fonts["TimesNewRoman"].startswith("2025Office3.5%")

    def test_its_digits_are_half_an_em_wide_as_those_of_times_new_roman(
        self, sheet: StyleSheet
    ) -> None:
        own = replace(sheet, latin="latin")
        letters = Lettering(bundled_faces(own, paths.FONTS), "fangsong", 16.0, latin="latin")
        assert [letters[digit].width for digit in "0123456789"] == [8.0] * 10
        # Widths of Times New Roman in 2048ths of the em (Microsoft, times.ttf).
        known = {"A": 1479, "W": 1933, "i": 569, "%": 1706, "-": 682, " ": 512}
        assert {each: letters[each].width * 2048 / 16 for each in known} == pytest.approx(known)

    def test_full_width_digits_and_chinese_marks_stay_in_the_face_of_the_text(
        self, sheet: StyleSheet
    ) -> None:
        own = replace(sheet, latin="latin")
        text = "“公开”——２０２５……〔2024〕"
        fonts = fonts_in(write_pdf(document(paragraph(text)), own, bundled_faces(own, paths.FONTS)))
        assert fonts["GWLatin-Regular"].startswith("2024")


def test_a_face_of_gb2312_is_complete_in_the_official_sense(
    sheet: StyleSheet, tmp_path: Path
) -> None:
    """The hanzi by which a font is judged are those of GB 2312, no more and no fewer."""
    hanzi = [each for each in gb2312() if "\u4e00" <= each <= "\u9fff"]
    assert len(hanzi) == 6763
    install(tmp_path, "a.ttf", renamed("fangsong", *FANGSONG))
    assert chosen(sheet, tmp_path).chosen["fangsong"].is_installed
