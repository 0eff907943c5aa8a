"""The .gip: all of a report and nothing else, read with care and never over someone's changes."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.files.atomic import backup_path, fingerprint
from gipdesk.files.errors import (
    AlreadyExistsError,
    CannotReadError,
    CannotWriteError,
    ChangedOutsideError,
    DamagedFileError,
    NewerFormatError,
)
from gipdesk.files.migrate import FORMAT
from gipdesk.files.package import (
    MOST_SOURCE_BYTES,
    Package,
    SourceFile,
    decode,
    encode,
    read_package,
    save_package,
)
from gipdesk.report.report import Paragraph, Picture, Report, Unplaced
from tests.files.samples import packages, small_report

PATH = Path("某某市司法局2025年报告.gip")


@pytest.fixture
def package() -> Package:
    return Package(small_report())


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _document(**changed: Any) -> bytes:
    """The report.json of a small report, some of its fields changed."""
    fields = {"gipdesk": FORMAT, **msgspec.to_builtins(small_report()), **changed}
    return json.dumps({key: value for key, value in fields.items() if value != "absent"}).encode()


@given(packages)
def test_every_package_is_read_back_as_it_was_written(package: Package) -> None:
    data = encode(package)
    read = decode(data, PATH)
    assert read == package
    assert msgspec.json.encode(read.report) == msgspec.json.encode(package.report)
    assert encode(read) == data


def test_report_json_is_readable_without_gipdesk(package: Package) -> None:
    package.report.provenance["requests/new.natural"] = "去年.docx，表 3"
    package.report.unplaced.append(Unplaced("附件清单", "第 9 段"))
    with zipfile.ZipFile(BytesIO(encode(package))) as archive:
        text = archive.read("report.json").decode("utf-8")
    document = json.loads(text)
    assert document["gipdesk"] == 1
    assert document["meta"]["agency"] == "某某市司法局"
    assert document["tables"]["requests"]["rows"]["new"]["cells"]["natural"] == {"text": "1"}
    assert document["provenance"] == {"requests/new.natural": "去年.docx，表 3"}
    assert document["unplaced"] == [{"text": "附件清单", "source": "第 9 段"}]
    assert "某某市司法局" in text


def test_source_media_and_history_stand_in_folders_of_their_own(package: Package) -> None:
    package.source = SourceFile("去年.docx", b"docx")
    package.media["1.png"] = b"png"
    package.history["1.json"] = b"{}"
    package.others["later.bin"] = b"kept"
    with zipfile.ZipFile(BytesIO(encode(package))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "report.json",
            "source/去年.docx",
            "media/1.png",
            "history/1.json",
            "later.bin",
        ]  # fmt: skip - in order


def test_a_half_character_never_prevents_saving(package: Package) -> None:
    package.report.sections[0].blocks[0] = Paragraph("b1", "甲\ud83d乙")
    package.source = SourceFile("\udcc4\udce3.docx", b"docx")
    read = decode(encode(package), PATH)
    assert read.report.sections[0].text == "甲\ufffd乙"
    assert read.source == SourceFile("\ufffd\ufffd.docx", b"docx")


def test_a_source_of_twenty_megabytes_fits_and_no_larger_one() -> None:
    assert SourceFile("a.pdf", bytes(20 * 2**20)).fits
    assert not SourceFile("a.pdf", bytes(MOST_SOURCE_BYTES + 1)).fits


def test_the_name_of_a_source_leads_out_of_no_folder() -> None:
    for name in ("source/../../etc/passwd", "source/..\\..\\passwd", "source/a/passwd"):
        read = decode(_zip({"report.json": _document(), name: b"x"}), PATH)
        assert read.source == SourceFile("passwd", b"x")
    read = decode(_zip({"report.json": _document(), "source/..": b"x"}), PATH)
    assert read.source == SourceFile("source", b"x")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "不是压缩包"),
        (b"PK\x03\x04", "不是压缩包"),
        (_zip({"word/document.xml": b"<w/>"}), "没有 report.json"),
        (_zip({"report.json": b""}), "无法读取"),
        (_zip({"report.json": b'{"gipdesk": 1,'}), "无法读取"),
        (_zip({"report.json": b"[1]"}), "无法读取"),
        (_zip({"report.json": b"[" * 100_000}), "无法读取"),
        (_zip({"report.json": b'{"gipdesk": 1, "a": "\xff"}'}), "无法读取"),
        (_zip({"report.json": _document(gipdesk="absent")}), "无法读取"),
        (_zip({"report.json": _document(gipdesk="1")}), "无法读取"),
        (_zip({"report.json": _document(gipdesk=0)}), "无法读取"),
        (_zip({"report.json": _document(meta="absent")}), "不合格式.*meta"),
        (_zip({"report.json": _document(sections=[{"id": 3}])}), r"不合格式.*sections\[0\]"),
        (_zip({"report.json": _document()}, zipfile.ZIP_BZIP2), "压缩方式不明"),
        (_zip({"report.json": _document()} | {f"media/{n}": b"" for n in range(2000)}), "过多"),
    ],
)
def test_what_is_no_whole_report_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(DamagedFileError, match=why) as caught:
        decode(data, PATH)
    assert str(caught.value).startswith(f"“{PATH}”不是完好的 gipdesk 报告文件：")
    assert str(caught.value).endswith("文件没有改动。")


def test_a_member_that_unpacks_to_too_much_is_refused_before_it_does() -> None:
    bomb = _zip({"report.json": _document(), "media/1.png": bytes(210 * 2**20)})
    assert len(bomb) < 2**20
    with pytest.raises(DamagedFileError, match="过大"):
        decode(bomb, PATH)


def test_a_member_that_lies_about_its_size_is_refused() -> None:
    data = _zip({"report.json": _document(), "media/1.png": bytes(10_000_000)})
    honest = (10_000_000).to_bytes(4, "little")
    assert data.count(honest) == 2  # beside the member, and in the directory
    with pytest.raises(DamagedFileError, match="已损坏"):
        decode(data.replace(honest, (10).to_bytes(4, "little")), PATH)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("report.json", _document())
        archive.writestr("report.json", _document())
    with pytest.raises(DamagedFileError, match="重名"):
        decode(buffer.getvalue(), PATH)


@given(st.data())
def test_damage_anywhere_is_told_or_harmless_and_never_a_crash(data: st.DataObject) -> None:
    whole = encode(Package(small_report(), SourceFile("去年.docx", b"docx" * 9)))
    at = data.draw(st.integers(0, len(whole) - 1))
    instead = data.draw(st.binary(max_size=4))
    until = at + data.draw(st.integers(0, len(whole) - at))
    try:
        read = decode(whole[:at] + instead + whole[until:], PATH)
    except (DamagedFileError, NewerFormatError):
        return
    assert isinstance(read.report, Report)


def test_a_newer_file_is_read_as_far_as_it_is_understood_but_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.gip"
    path.write_bytes(_zip({"report.json": _document(gipdesk=FORMAT + 1, seals=[1])}))
    before = path.read_bytes()
    package, known = read_package(path)
    assert package.is_newer
    assert package.report == small_report()
    with pytest.raises(NewerFormatError, match=f"文件格式 {FORMAT + 1}，本程序最高支持 {FORMAT}"):
        save_package(path, package, known)
    assert path.read_bytes() == before


def test_a_newer_file_that_is_not_understood_is_refused_as_such() -> None:
    with pytest.raises(NewerFormatError, match="更新版本"):
        decode(_zip({"report.json": _document(gipdesk=FORMAT + 1, sections={})}), PATH)


def test_saving_and_reading_agree_on_the_fingerprint(tmp_path: Path, package: Package) -> None:
    path = tmp_path / "a.gip"
    saved = save_package(path, package, None)
    assert read_package(path) == (package, saved)
    assert fingerprint(path) == saved
    package.report.meta.year = 2024
    again = save_package(path, package, saved)
    assert again != saved
    assert fingerprint(backup_path(path)) == saved


def test_only_pictures_that_the_report_shows_are_saved_and_the_others_stay_for_undo(
    tmp_path: Path, package: Package
) -> None:
    package.media |= {"used.png": b"used", "removed.png": b"removed"}
    package.report.sections[0].blocks.append(Picture("b2", "used.png"))
    save_package(tmp_path / "a.gip", package, None)
    assert read_package(tmp_path / "a.gip")[0].media == {"used.png": b"used"}
    assert package.media == {"used.png": b"used", "removed.png": b"removed"}


@pytest.mark.parametrize("width", [0, 9, 101, -50, 10**9])
def test_a_nonsense_width_of_a_picture_is_told_in_chinese(width: int) -> None:
    picture = {"type": "picture", "id": "b2", "media": "a.png", "width": width}
    section = {"id": "overview", "heading": "总体情况", "blocks": [picture]}
    data = _zip({"report.json": _document(sections=[section])})
    with pytest.raises(DamagedFileError, match=f"图片的宽度应为.*10 至 100，不是 {width}"):
        decode(data, PATH)


def test_a_report_changed_outside_is_not_overwritten(tmp_path: Path, package: Package) -> None:
    path = tmp_path / "a.gip"
    known = save_package(path, package, None)
    theirs = encode(Package(Report("2021", package.report.meta, (), {}, [])))
    path.write_bytes(theirs)
    with pytest.raises(ChangedOutsideError, match="没有覆盖"):
        save_package(path, package, known)
    assert path.read_bytes() == theirs
    assert not backup_path(path).exists()


def test_a_new_report_overwrites_no_file(tmp_path: Path, package: Package) -> None:
    (tmp_path / "a.gip").write_bytes(b"something")
    with pytest.raises(AlreadyExistsError, match="已经存在"):
        save_package(tmp_path / "a.gip", package, None)
    assert (tmp_path / "a.gip").read_bytes() == b"something"


def test_a_report_deleted_outside_is_written_again(tmp_path: Path, package: Package) -> None:
    path = tmp_path / "a.gip"
    known = save_package(path, package, None)
    path.unlink()
    assert save_package(path, package, known) == known
    assert read_package(path)[0] == package


def test_saving_into_a_missing_folder_is_refused(tmp_path: Path, package: Package) -> None:
    with pytest.raises(CannotWriteError, match="不存在"):
        save_package(tmp_path / "没有" / "a.gip", package, None)


def test_reading_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "a.gip", tmp_path):
        with pytest.raises(CannotReadError, match="无法读取") as caught:
            read_package(path)
        assert caught.value.path == path


def test_a_file_of_absurd_size_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gip"
    with path.open("wb") as file:
        file.truncate(201 * 2**20)
    with pytest.raises(DamagedFileError, match="文件过大"):
        read_package(path)
