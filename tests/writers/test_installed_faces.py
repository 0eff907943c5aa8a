"""The machine's fonts: found, named in every language, damaged ones skipped, nothing read twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gipdesk import paths
from gipdesk.writers.installed_faces import InstalledFace, font_folders, scan
from tests.writers.made_fonts import (
    ENGLISH,
    FAMILY,
    FULL_NAME,
    bold,
    collection,
    font_file,
    name_table,
    put,
    renamed,
    tables_of,
)

LATIN = font_file(renamed("latin", "", "Some Face"))


def faces_in(folder: Path) -> list[InstalledFace]:
    return [face for file in scan([folder], {}).values() for face in file.faces]


def names_in(folder: Path) -> list[set[str]]:
    return [set(face.names) for face in faces_in(folder)]


def trouble_with(path: Path) -> str:
    return scan([path.parent], {})[str(path)].trouble


class TestNames:
    def test_a_font_is_known_by_its_chinese_and_its_english_name(self, tmp_path: Path) -> None:
        put(tmp_path, "simfang.ttf", font_file(renamed("latin", "仿宋_GB2312", "FangSong_GB2312")))
        assert names_in(tmp_path) == [{"仿宋_GB2312", "FangSong_GB2312"}]

    def test_each_font_of_a_collection_has_its_names(self, tmp_path: Path) -> None:
        fonts = [renamed("latin", "宋体", "SimSun"), renamed("latin", "新宋体", "NSimSun")]
        put(tmp_path, "simsun.TTC", collection(fonts))
        assert [(face.index, set(face.names)) for face in faces_in(tmp_path)] == [
            (0, {"宋体", "SimSun"}),
            (1, {"新宋体", "NSimSun"}),
        ]

    def test_a_bold_face_is_not_found_by_the_name_of_its_family(self, tmp_path: Path) -> None:
        tables = bold(renamed("latin", "", "Times New Roman"))
        names = [(FAMILY, ENGLISH, "Times New Roman"), (FULL_NAME, ENGLISH, "Times New Roman Bold")]
        put(tmp_path, "timesbd.ttf", font_file(tables | {b"name": name_table(names)}))
        assert names_in(tmp_path) == [{"Times New Roman Bold"}]

    def test_a_large_family_gives_its_name_to_the_regular_weight_alone(
        self, tmp_path: Path
    ) -> None:
        for style in ("Regular", "SemiBold"):
            full = f"Some Serif {style}"
            names = [(16, ENGLISH, "Some Serif"), (17, ENGLISH, style), (FULL_NAME, ENGLISH, full)]
            tables = tables_of("latin") | {b"name": name_table(names)}
            put(tmp_path, f"{style}.ttf", font_file(tables))
        assert names_in(tmp_path) == [{"Some Serif", "Some Serif Regular"}, {"Some Serif SemiBold"}]

    def test_an_old_macintosh_name_is_read_too(self, tmp_path: Path) -> None:
        coded = "华文仿宋".encode("gb18030")
        record = b"".join(n.to_bytes(2, "big") for n in (1, 25, 33, FAMILY, len(coded), 0))
        table = b"\0\0\0\1\0\x12" + record + coded
        put(tmp_path, "stfang.ttf", font_file(tables_of("latin") | {b"name": table}))
        assert names_in(tmp_path) == [{"华文仿宋"}]

    def test_a_subfolder_is_searched(self, tmp_path: Path) -> None:
        (tmp_path / "truetype").mkdir()
        put(tmp_path / "truetype", "some.ttf", LATIN)
        assert names_in(tmp_path) == [{"Some Face"}]


class TestPermission:
    @pytest.mark.parametrize(
        ("permissions", "allowed"),
        [(0, True), (4, True), (8, True), (2, False), (0x100, False), (0x200, False)],
    )
    def test_a_font_is_embedded_as_far_as_its_maker_allows(
        self, permissions: int, allowed: bool, tmp_path: Path
    ) -> None:
        put(tmp_path, "some.ttf", font_file(renamed("latin", "", "Some Face", permissions)))
        (face,) = faces_in(tmp_path)
        assert face.obstacle == ("" if allowed else "不允许嵌入 PDF")

    def test_postscript_outlines_and_variable_fonts_are_no_use_in_a_pdf(
        self, tmp_path: Path
    ) -> None:
        tables = tables_of("latin")
        put(tmp_path, "a.ttf", font_file(tables | {b"fvar": bytes(16)}))
        del tables[b"glyf"]
        put(tmp_path, "b.otf", font_file(tables | {b"CFF ": bytes(16)}, form=b"OTTO"))
        variable, postscript = faces_in(tmp_path)
        assert "可变字体" in variable.obstacle
        assert "PostScript" in postscript.obstacle


class TestTrouble:
    @pytest.mark.parametrize(
        "data",
        [
            b"not a font at all",
            LATIN[:7],
            LATIN[:200],
            LATIN[:-5000],
            b"ttcf" + bytes(8),
            b"ttcf\0\1\0\0\xff\xff\xff\xff" + bytes(400),
            LATIN[:4] + b"\xff\xff" + LATIN[6:],
            font_file({b"glyf": b""}),
            font_file({b"glyf": b"", b"name": b"\0\0\xff\xff\0\6"}),
        ],
    )
    def test_what_is_no_whole_font_is_told(self, data: bytes, tmp_path: Path) -> None:
        assert trouble_with(put(tmp_path, "some.ttf", data)) == "已损坏或不是字体"

    def test_an_empty_file_is_told(self, tmp_path: Path) -> None:
        assert trouble_with(put(tmp_path, "some.ttf", b"")) == "是空文件"

    def test_a_huge_file_is_not_read(self, tmp_path: Path) -> None:
        path = put(tmp_path, "some.ttf", LATIN)
        os.truncate(path, 500_000_000)
        assert trouble_with(path) == "超过 120 MB"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes among files")
    def test_what_is_no_file_is_not_opened(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "some.ttf")
        assert trouble_with(tmp_path / "some.ttf") == "不是普通文件"

    def test_a_link_to_nowhere_and_a_missing_folder_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "some.ttf").symlink_to(tmp_path / "nowhere")
        assert scan([tmp_path, tmp_path / "missing"], {}) == {}


class TestMemory:
    def test_what_is_known_of_an_unchanged_file_is_not_read_again(self, tmp_path: Path) -> None:
        path = put(tmp_path, "some.ttf", LATIN)
        known = scan([tmp_path], {})
        status = path.stat()
        path.write_bytes(bytes(len(LATIN)))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert scan([tmp_path], known) == known

    def test_a_changed_file_is_read_again_and_a_removed_one_forgotten(self, tmp_path: Path) -> None:
        path, gone = put(tmp_path, "some.ttf", LATIN), put(tmp_path, "gone.ttf", LATIN)
        known = scan([tmp_path], {})
        gone.unlink()
        path.write_bytes(font_file(renamed("latin", "", "Another Face")))
        (file,) = scan([tmp_path], known).values()
        assert file.faces[0].names == ("Another Face",)


class TestFolders:
    def test_windows_keeps_fonts_for_all_and_for_one(self) -> None:
        environment = {"WINDIR": "W", "LOCALAPPDATA": "L"}
        assert font_folders(environment, Path("home"), windows=True) == [
            Path("W/Fonts"),
            Path("L/Microsoft/Windows/Fonts"),
        ]

    def test_linux_keeps_fonts_where_its_folders_of_data_are(self) -> None:
        environment = {"XDG_DATA_HOME": "/own", "XDG_DATA_DIRS": "/a:/usr/share"}
        assert font_folders(environment, Path("/home/x"), windows=False) == [
            Path("/own/fonts"),
            Path("/home/x/.fonts"),
            Path("/a/fonts"),
            Path("/usr/share/fonts"),
            Path("/usr/local/share/fonts"),
        ]

    def test_the_bundled_fonts_are_fonts_to_this_reader_as_well(self) -> None:
        files = scan([paths.FONTS], {})
        assert {face.obstacle for file in files.values() for face in file.faces} == {""}
        assert {file.trouble for file in files.values()} == {""}
        assert {names for file in files.values() for names in file.faces[0].names} >= {"GW Song"}
