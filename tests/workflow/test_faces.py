"""The fonts an export uses: what is remembered of the machine's, and what the user is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from gipdesk import paths
from gipdesk.document.nodes import Heading, Run
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet
from gipdesk.workflow.faces import FaceLine, faces_for, machine_fonts, preflight, skipped_fonts
from gipdesk.workflow.office import Office
from gipdesk.writers.faces import bundled_faces
from tests.writers.made_fonts import font_file, put, renamed
from tests.writers.samples import document, paragraph

FANGSONG = font_file(renamed("fangsong", "仿宋_GB2312", "FangSong_GB2312"))


@pytest.fixture(scope="module")
def sheet() -> StyleSheet:
    """The traditional style sheet."""
    return read_stylesheet(paths.STYLES / "gb9704.toml")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this user's fonts; nobody else has any."""
    monkeypatch.setenv("GIPDESK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "shared"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    windows = tmp_path / "local" / "Microsoft" / "Windows" / "Fonts"
    folder = windows if os.name == "nt" else tmp_path / "own" / "fonts"
    folder.mkdir(parents=True)
    return folder


def line(lines: tuple[FaceLine, ...], role: str) -> FaceLine:
    (found,) = (each for each in lines if each.role == role)
    return found


class TestMachineFonts:
    def test_what_was_found_is_remembered(self, tmp_path: Path) -> None:
        path = put(tmp_path, "some.ttf", FANGSONG)
        remembered = tmp_path / "data" / "fonts.json"
        found = machine_fonts([tmp_path], remembered)
        status = path.stat()
        path.write_bytes(bytes(len(FANGSONG)))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert machine_fonts([tmp_path], remembered) == found
        assert found[str(path)].faces

    @pytest.mark.parametrize(
        "damage", [b"", b"{", b'{"version":99,"files":{}}', b"\xff\xfe", b"[]"]
    )
    def test_a_damaged_memory_is_made_anew(self, damage: bytes, tmp_path: Path) -> None:
        put(tmp_path, "some.ttf", FANGSONG)
        remembered = tmp_path / "fonts.json"
        found = machine_fonts([tmp_path], remembered)
        whole = remembered.read_bytes()
        remembered.write_bytes(damage)
        assert machine_fonts([tmp_path], remembered) == found
        assert remembered.read_bytes() == whole

    def test_where_nothing_can_be_remembered_the_fonts_are_found_all_the_same(
        self, tmp_path: Path
    ) -> None:
        put(tmp_path, "some.ttf", FANGSONG)
        put(tmp_path, "file", b"")
        assert machine_fonts([tmp_path], tmp_path / "file" / "fonts.json")


class TestFacesFor:
    def test_the_machine_s_face_is_used_unless_the_user_does_not_want_it(
        self, sheet: StyleSheet, office: Office, machine: Path
    ) -> None:
        put(machine, "simfang.ttf", FANGSONG)
        assert faces_for(sheet, office).chosen["fangsong"].is_installed
        face = faces_for(sheet, office, use_installed=False).chosen["fangsong"]
        assert (face.is_installed, face.reason) == (False, "没有使用本机字体，用随附的仿宋代替")

    def test_a_damaged_file_is_skipped_and_told(
        self, sheet: StyleSheet, office: Office, machine: Path
    ) -> None:
        path = put(machine, "simfang.ttf", FANGSONG[:9000])
        assert not faces_for(sheet, office).chosen["fangsong"].is_installed
        assert f"字体文件已损坏或不是字体，已跳过：{path}" in skipped_fonts()


class TestPreflight:
    def test_each_role_is_told_with_its_reason(
        self, sheet: StyleSheet, office: Office, machine: Path
    ) -> None:
        put(machine, "simfang.ttf", FANGSONG)
        put(machine, "simkai.ttf", font_file(renamed("kai", "楷体_GB2312", "KaiTi_GB2312", 2)))
        lines = preflight(faces_for(sheet, office), sheet)
        assert [each.role for each in lines] == ["title", "hei", "kai", "fangsong", "song"]
        assert line(lines, "fangsong").sentence == "仿宋（正文）：本机已装仿宋_GB2312，允许嵌入。"
        assert line(lines, "kai").sentence == (
            "楷体（二级标题）：本机的楷体_GB2312不允许嵌入 PDF，用随附的楷体代替。"
        )
        assert "本机没有方正小标宋简体" in line(lines, "title").sentence

    def test_the_characters_that_come_from_elsewhere_are_told(self, sheet: StyleSheet) -> None:
        paper = document(Heading(2, (Run("（一）赵龑"),)), paragraph("钱喆、孙𬱖"), paragraph("喆"))
        lines = preflight(bundled_faces(sheet, paths.FONTS), sheet, paper)
        assert line(lines, "kai").sentence.endswith("；“龑”由随附的宋体代印。")
        assert line(lines, "fangsong").sentence.endswith("；“喆𬱖”由随附的宋体代印。")
        assert line(lines, "hei").borrowed == ()
        assert line(lines, "song").borrowed == ()

    def test_digits_of_a_face_that_has_none_are_not_listed_one_by_one(
        self, sheet: StyleSheet
    ) -> None:
        paper = document(paragraph("2025年办理1,265件——赵喆"))
        lines = preflight(bundled_faces(sheet, paths.FONTS), sheet, paper)
        assert line(lines, "fangsong").sentence.endswith(
            "；“喆”和数字、字母或标点由随附的宋体代印。"
        )

    def test_a_character_that_no_font_has_is_told(self, sheet: StyleSheet) -> None:
        character = "\U00030edd"  # extension G, beyond GB 18030-2022
        lines = preflight(bundled_faces(sheet, paths.FONTS), sheet, document(paragraph(character)))
        assert line(lines, "fangsong").sentence.endswith(
            f"；“{character}”没有字体可印，将印成方框。"
        )

    def test_the_face_of_letters_is_told_only_where_it_is_used(self, sheet: StyleSheet) -> None:
        own = replace(sheet, latin="latin")
        lines = preflight(bundled_faces(own, paths.FONTS), own, document(paragraph("2025年")))
        assert line(lines, "latin").wanted == "Times New Roman"
        assert line(lines, "fangsong").borrowed == ()
        assert "latin" not in {
            each.role for each in preflight(bundled_faces(sheet, paths.FONTS), sheet)
        }
