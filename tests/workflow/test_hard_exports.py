"""Exports of what is hard to export, and to where it is hard to write.

Either all kinds are written and read back, or one clear sentence says why none is, and what stood
there before stands there still.
"""

from __future__ import annotations

import errno
import json
import os
import sys
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from lxml import html
from PIL import Image

from gipdesk.cli import main
from gipdesk.files.errors import FileError
from gipdesk.files.exports import ExportLog
from gipdesk.files.package import Package, save_package
from gipdesk.report.beginning import new_report
from gipdesk.report.changes import ReplaceBlocks, SetCell, apply
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Meta, Paragraph, Picture, Report
from gipdesk.workflow.exporting import Exporter, Kind, export, target, wanted_files
from gipdesk.workflow.office import Office
from gipdesk.workflow.reading_back import ExportError


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Exports are not noted among the user's own."""
    monkeypatch.setenv("GIPDESK_DATA", str(tmp_path_factory.mktemp("data")))


ON_PAPER = [Kind.DOCX, Kind.PDF, Kind.HTML]


def write(exporter: Exporter, folder: Path, kind: Kind, log: Path | None = None) -> None:
    """Export one kind over whatever is there."""
    export(wanted_files(exporter, folder, [kind]), ExportLog((log or folder) / "log"), force=True)


def report_with(form: Form, *blocks: Paragraph | Picture, agency: str = "某某市司法局") -> Report:
    """A report with these blocks in its last section."""
    report = new_report(form, Meta(agency=agency, year=2025, signed_on="2026年1月16日"))
    section = report.section("other")
    assert section is not None
    apply(report, ReplaceBlocks("other", 0, len(section.blocks), blocks))
    return report


def exported(report: Report, office: Office, media: dict[str, bytes]) -> dict[Kind, bytes]:
    exporter = Exporter(report, office, media)
    return {kind: exporter.data(kind) for kind in Kind}


# Pictures --------------------------------------------------------------------------------------


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    stream = BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def animated() -> bytes:
    frames = [Image.new("P", (40, 30), colour) for colour in (1, 2, 3)]
    return saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def turned() -> bytes:
    """A photo as a telephone held upright takes it: lying, with a note to turn it."""
    exif = Image.Exif()
    exif[274] = 6
    return saved(Image.new("RGB", (60, 40), "white"), "JPEG", exif=exif)


PICTURES: dict[str, Callable[[], bytes]] = {
    "one-pixel.png": lambda: saved(Image.new("RGB", (1, 1)), "PNG"),
    "animated.gif": animated,
    "press.jpg": lambda: saved(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG"),
    "glass.png": lambda: saved(Image.new("RGBA", (60, 40), (255, 0, 0, 0)), "PNG"),
    "deep.png": lambda: saved(Image.new("I;16", (60, 40), 40_000), "PNG"),
    "scan.tif": lambda: saved(Image.new("1", (60, 40), 1), "TIFF"),
    "drawn.bmp": lambda: saved(Image.new("RGB", (60, 40), "white"), "BMP"),
    "web.webp": lambda: saved(Image.new("RGB", (60, 40), "white"), "WEBP"),
    "photo.jpg": lambda: saved(Image.new("RGB", (9000, 100), "white"), "JPEG"),
    "turned.jpg": turned,
}


def pictures_in(kind: Kind, data: bytes) -> list[Image.Image]:
    """The pictures of an export, as another program finds them."""
    match kind:
        case Kind.DOCX:
            with zipfile.ZipFile(BytesIO(data)) as package:
                names = [name for name in package.namelist() if name.startswith("word/media/")]
                return [Image.open(BytesIO(package.read(name))) for name in names]
        case Kind.HTML:
            sources = (image.get("src", "") for image in html.document_fromstring(data).iter("img"))
            return [Image.open(BytesIO(_decoded(source))) for source in sources]
        case _:
            with pypdfium2.PdfDocument(data) as pdf:
                images = [each for page in pdf for each in page.get_objects() if each.type == 3]
                return [each.get_bitmap(render=False).to_pil() for each in images]


def _decoded(source: str) -> bytes:
    kind, _, data = source.partition(";base64,")
    assert kind in ("data:image/png", "data:image/jpeg")
    return b64decode(data)


@pytest.mark.parametrize("name", PICTURES)
def test_every_kind_of_picture_is_shown_by_all_that_show_pictures(
    form: Form, office: Office, name: str
) -> None:
    report = report_with(form, Picture("b1", name, "图1　办理情况"))
    written = exported(report, office, {name: PICTURES[name]()})
    for kind in ON_PAPER:
        (picture,) = pictures_in(kind, written[kind])
        assert picture.mode in ("1", "L", "P", "RGB")
        assert max(picture.size) <= 2400
    assert "图1　办理情况".encode() in written[Kind.TXT]


def colour_of(name: str, form: Form, office: Office) -> list[tuple[int, ...]]:
    """The colour in the middle of a picture, in each kind that shows it."""
    written = exported(report_with(form, Picture("b1", name)), office, {name: PICTURES[name]()})
    shown = [pictures_in(kind, written[kind])[0].convert("RGB") for kind in ON_PAPER]
    pixels = [picture.getpixel((picture.width // 2, picture.height // 2)) for picture in shown]
    assert all(isinstance(pixel, tuple) for pixel in pixels)
    return [pixel for pixel in pixels if isinstance(pixel, tuple)]


def test_glass_is_white_on_paper_and_16_bits_keep_their_grey(form: Form, office: Office) -> None:
    assert set(colour_of("glass.png", form, office)) == {(255, 255, 255)}
    for pixel in colour_of("deep.png", form, office):
        assert pixel == pytest.approx((156, 156, 156), abs=2)  # 40 000 of 65 535


def test_a_photo_stands_upright(form: Form, office: Office) -> None:
    report = report_with(form, Picture("b1", "turned.jpg"))
    written = exported(report, office, {"turned.jpg": turned()})
    assert [pictures_in(kind, written[kind])[0].size for kind in ON_PAPER] == [(40, 60)] * 3


@cache
def bomb() -> bytes:
    """Fifty kilobytes that are 400 million pixels."""
    return saved(Image.new("1", (20_000, 20_000)), "PNG")


BAD_PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "100 MB": (lambda: b"\x89PNG\r\n\x1a\n".ljust(100_000_000, b"\0"), "太大"),
    "a bomb": (bomb, "太大"),
    "cut off": (lambda: saved(Image.effect_noise((200, 200), 50), "PNG")[:-9000], "不完整"),
    "JPEG cut off": (lambda: saved(Image.effect_noise((200, 200), 50), "JPEG")[:-9000], "不完整"),
    "no picture": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "无法识别"),
    "nothing": (lambda: b"", "无法识别"),
}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("name", BAD_PICTURES)
def test_a_picture_that_cannot_be_shown_is_named_and_nothing_is_written(
    form: Form, office: Office, tmp_path: Path, name: str, kind: Kind
) -> None:
    made, why = BAD_PICTURES[name]
    report = report_with(form, Picture("b1", "图.png"))
    path = target(report, tmp_path, kind)
    path.write_bytes(b"old")
    with pytest.raises(ExportError, match=rf"^图片“图\.png”.*{why}.*。$"):
        write(Exporter(report, office, {"图.png": made()}), tmp_path, kind)
    assert path.read_bytes() == b"old"


# Contents --------------------------------------------------------------------------------------


def test_an_agency_of_sixty_characters_is_printed_whole(form: Form, office: Office) -> None:
    agency = "某某省某某市某某经济技术开发区" * 4
    assert len(agency) == 60
    exported(report_with(form, agency=agency), office, {})


def test_numbers_of_twelve_and_eighteen_digits_are_printed_whole(
    form: Form, office: Office
) -> None:
    report = report_with(form)
    apply(report, SetCell(form.cell("requests/granted.natural"), Cell("123456789012")))
    apply(report, SetCell(form.cell("requests/partial.natural"), Cell("123456789012345678")))
    exported(report, office, {})


def test_fifty_pages_of_text_are_printed_whole(form: Form, office: Office) -> None:
    text = "全年主动公开政府信息，办结依申请公开，没有收费。" * 18
    blocks = [Paragraph(f"b{number}", f"{text}第{number}段。") for number in range(70)]
    written = exported(report_with(form, *blocks), office, {})
    with pypdfium2.PdfDocument(written[Kind.PDF]) as pdf:
        assert len(pdf) >= 50


def test_an_empty_report_is_printed(form: Form, office: Office) -> None:
    exported(Report(form.edition.id, Meta(), (), {}, []), office, {})
    exported(new_report(form, Meta()), office, {})


def test_json_is_what_show_prints(
    form: Form, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "报告.gip"
    save_package(source, Package(report_with(form, Paragraph("b1", "没有收费。"))), known=None)
    assert main(["show", str(source), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert main(["export", str(source), "--to", "json", "-o", str(tmp_path)]) == 0
    (written,) = tmp_path.glob("*.json")
    assert json.loads(written.read_text("utf-8")) == shown


@pytest.mark.parametrize("options", [[], ["--formulas"]])
def test_totals_are_formulas_for_who_asks_for_them(
    form: Form, tmp_path: Path, options: list[str]
) -> None:
    report = report_with(form)
    for column in ("natural", "commercial", "research", "social", "legal", "other"):
        apply(report, SetCell(form.cell(f"requests/granted.{column}"), Cell("2")))
    apply(report, SetCell(form.cell("requests/granted.total"), Cell("12")))
    source = tmp_path / "报告.gip"
    save_package(source, Package(report), known=None)
    assert main(["export", str(source), "--to", "xlsx", "-o", str(tmp_path), *options]) == 0
    (written,) = tmp_path.glob("*.xlsx")
    with zipfile.ZipFile(written) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert ("<f>SUM(D6:I6)</f><v>12</v>" in sheet) == bool(options)
    assert ("<f>" in sheet) == bool(options)


# Places ----------------------------------------------------------------------------------------


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    if sys.platform == "win32" or os.geteuid() == 0:
        pytest.skip("whoever runs the tests may write everywhere")
    folder.chmod(0o500)
    try:
        yield
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("kind", Kind)
def test_a_folder_that_may_not_be_written_to_is_named(
    form: Form, office: Office, tmp_path: Path, kind: Kind
) -> None:
    report = report_with(form)
    folder = tmp_path / "exports"
    folder.mkdir()
    path = target(report, folder, kind)
    path.write_bytes(b"old")
    exporter = Exporter(report, office, {})
    with read_only(folder), pytest.raises(FileError, match=r"没有权限.*原有文件没有改动。$"):
        write(exporter, path.parent, kind, tmp_path)
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def refusing(error: int) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise OSError(error, os.strerror(error))

    return refuse


@pytest.mark.parametrize(
    ("operation", "error", "sentence"),
    [
        # What Windows raises where Word has the file open: 32, ERROR_SHARING_VIOLATION.
        ("pathlib.Path.replace", errno.EACCES, "文件正被其他程序占用"),
        ("os.fsync", errno.ENOSPC, "磁盘空间不足"),
        ("os.fsync", errno.EIO, "磁盘读写出错"),
    ],
)
@pytest.mark.parametrize("kind", Kind)
def test_what_the_disk_refuses_is_told_and_the_old_file_is_whole(
    form: Form,
    office: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: Kind,
    operation: str,
    error: int,
    sentence: str,
) -> None:
    report = report_with(form)
    path = target(report, tmp_path, kind)
    path.write_bytes(b"old")
    exporter = Exporter(report, office, {})
    assert exporter.data(kind)
    monkeypatch.setattr(operation, refusing(error))
    with pytest.raises(FileError, match=rf"{sentence}.*原有文件没有改动。$"):
        write(exporter, path.parent, kind, tmp_path)
    assert path.read_bytes() == b"old"
    assert [each for each in tmp_path.iterdir() if each.is_file()] == [path]


def test_where_one_kind_cannot_be_made_none_is_written(
    form: Form, office: Office, tmp_path: Path
) -> None:
    report = report_with(form, Picture("b1", "图.png"))
    targets = {kind: target(report, tmp_path, kind) for kind in Kind}
    exporter = Exporter(report, office, {"图.png": b"no picture"})
    with pytest.raises(ExportError, match="无法识别"):
        export(wanted_files(exporter, tmp_path, targets), ExportLog(tmp_path / "log"))
    assert list(tmp_path.iterdir()) == []
