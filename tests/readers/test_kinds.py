"""Files are judged by what they hold, never by a name."""

from __future__ import annotations

import base64
import codecs
import struct
from io import BytesIO
from pathlib import Path

import docx
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gipdesk.readers.archive import DamagedSourceError
from gipdesk.readers.compound import Compound
from gipdesk.readers.kinds import Kind, kind_of
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.reading import source_text
from tests.readers.docx.wordml import zipped

PAGE = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><p>一、总体情况</p></html>'
NONE, END = 0xFFFFFFFF, 0xFFFFFFFE
SECTOR, ENTRY = 512, 128
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


def compound(*names: str, embedded: tuple[str, ...] = (), stream: bytes = b"") -> bytes:
    """An OLE file with these streams at the top, and some in a storage; all have one content."""
    entries = [entry("Root Entry", 5, child=1)]
    top = [*names, "ObjectPool"] if embedded else list(names)
    count = -(-(1 + len(top) + len(embedded)) * ENTRY // SECTOR)  # of the directory's sectors
    for number, name in enumerate(top, 1):
        is_storage = name == "ObjectPool"
        right = number + 1 if number < len(top) else NONE
        child = len(top) + 1 if is_storage else NONE
        entries.append(entry(name, 1 if is_storage else 2, right, child, len(stream), count + 1))
    for number, name in enumerate(embedded, len(top) + 1):
        right = number + 1 if number < len(top) + len(embedded) else NONE
        entries.append(entry(name, 2, right, NONE, len(stream), count + 1))
    directory = b"".join(entries).ljust(count * SECTOR, b"\0")
    last = count - len(stream) // -SECTOR
    chain = [*range(2, count + 1), END, *range(count + 2, last + 1), END][:last]
    table = struct.pack("<128I", 0xFFFFFFFD, *chain, *[NONE] * (127 - last))
    header = struct.pack(
        *("<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, END, 0, END, 0),
    )
    return header + struct.pack("<109I", 0, *[NONE] * 108) + table + directory + stream


def entry(
    name: str, kind: int, right: int = NONE, child: int = NONE, size: int = 0, start: int = END
) -> bytes:
    encoded = name.encode("utf-16-le")
    names = (encoded, len(encoded) + 2, kind, 1, NONE, right, child)
    return struct.pack("<64sHBBIII36xIQ", *names, start, size)


def saved_docx() -> bytes:
    saved = BytesIO()
    docx.Document().save(saved)
    return saved.getvalue()


def saved_xlsx() -> bytes:
    saved = BytesIO()
    with xlsxwriter.Workbook(saved) as book:
        book.add_worksheet()
    return saved.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (saved_docx(), Kind.DOCX),
        (zipped({"Word\\Document.xml": ""}), Kind.DOCX),
        (saved_xlsx(), Kind.SHEET),
        (compound("1Table", "WordDocument"), Kind.OLD_WORD),
        (compound("WordDocument", embedded=("Workbook",)), Kind.OLD_WORD),
        (compound("Workbook"), Kind.SHEET),
        (compound("Book", embedded=("WordDocument",)), Kind.SHEET),
        (b"{\\rtf1\\ansi", Kind.OLD_WORD),
        (b"%PDF-1.4", Kind.PDF),
        (b"\r\n%PDF-1.4", Kind.PDF),
        (PAGE.encode(), Kind.HTML),
        (PAGE.encode("gb18030"), Kind.HTML),
        (PAGE.encode("utf-16"), Kind.HTML),
        (PAGE.encode("utf-16-be"), Kind.HTML),
        (codecs.BOM_UTF8 + b"<!DOCTYPE html><p>", Kind.HTML),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", Kind.MHT),
        ("一、总体情况\n".encode(), Kind.TEXT),
        ("一、总体情况\n".encode("utf-16"), Kind.TEXT),
        ("| 规章<br>数 | 1 |\n".encode(), Kind.TEXT),
        (b"BMW 3, MZ", Kind.TEXT),
    ],
)
def test_a_kind_is_known_by_its_content(data: bytes, kind: Kind) -> None:
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空的"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"BM\x10\0\0\0", "图片"),
        (b"RIFF\0\0\0\0WEBP", "图片"),
        (b"\0\0\0\x20ftypisom", "音视频"),
        (b"ID3\x03", "音视频"),
        (b"MZ\x90\0\x03", "可执行程序"),
        (b"\x7fELF\x02", "可执行程序"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (b"PK\x05\x06" + b"\0" * 18, "压缩包"),
        (zipped({"年报.docx": "", "年报.pdf": ""}), "先解压"),
        (zipped({"ppt/presentation.xml": "", "[Content_Types].xml": ""}), "演示文稿"),
        (zipped({"mimetype": f"{OPEN_DOCUMENT}text", "content.xml": ""}), "另存为 .docx"),
        (zipped({"mimetype": f"{OPEN_DOCUMENT}spreadsheet"}), "另存为 .xlsx"),
        (zipped({"OFD.xml": "", "Doc_0/Document.xml": ""}), "OFD"),
        (zipped({"report.json": "{}"}), "直接打开"),
        (b"PK\x03\x04rest", "损坏"),
        (b"\xd0\xcf\x11\xe0", "损坏"),
        (compound("WordDocument")[:900], "损坏"),
        (compound("EncryptionInfo", "EncryptedPackage"), "密码"),
        (compound("PowerPoint Document"), "演示文稿"),
        (compound("__properties_version1.0"), "其他软件的文件"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', "另存为 .docx"),
        (b'<?xml version="1.0"?><pkg:package xmlns:pkg="x">', "另存为 .docx"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "另存为 .xlsx"),
        (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\n", "电子邮件"),
        (b"%TSD-Header-###%\0\0", "加密软件"),
        (b"\0\x01\x02\x03" * 2000, "不是文本文件"),
    ],
)
def test_what_holds_no_report_is_named_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=r"。$") as refused:
        source_text(data)
    assert reason in str(refused.value)


def test_only_what_stands_at_the_top_of_a_compound_file_is_told() -> None:
    opened = Compound(compound("甲", "乙", embedded=("丙", "丁")))
    assert opened.names == {"甲", "乙", "ObjectPool"}


def test_a_stream_is_read_whole() -> None:
    opened = Compound(compound("甲", stream=b"ab" * 2500))
    opened.refuse_unsound()
    assert opened.stream("甲") == b"ab" * 2500
    assert opened.stream("乙") == b""
    assert opened.paths == [("甲",)]


TABLE = SECTOR  # where the table of sectors stands in these files
FOUR = compound("甲", stream=bytes(4 * 4096))


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (TABLE + 4 * 3, 2),  # a chain that bites its tail
        (TABLE + 4 * 3, 1),  # that goes on in the directory
        (TABLE + 4 * 3, 9999),  # that leaves the file
        (TABLE + 4 * 3, NONE),  # that stops without an end
        (76 + 4, 9999),  # a table behind the end of the file
        (68, 2),  # a table that goes on outside of the header
        (2 * SECTOR + 2 * ENTRY + 66, 2),  # an entry that nothing leads to
    ],
)
def test_what_would_mislead_another_program_is_refused(at: int, number: int) -> None:
    unsound = FOUR[:at] + number.to_bytes(4, "little") + FOUR[at + 4 :]
    with pytest.raises(UnreadableSourceError):
        Compound(unsound).refuse_unsound()


@pytest.mark.parametrize(
    ("at", "number"),
    [
        (44, 2**31),  # sectors of the table
        (64, 2**31),  # sectors of the table of small sectors
        (2 * SECTOR + ENTRY + 120, 2**31),  # bytes of the stream
        (2 * SECTOR + 76, 0),  # the root within itself
    ],
)
def test_a_file_that_says_to_hold_more_than_it_has_is_damaged(at: int, number: int) -> None:
    with pytest.raises(DamagedSourceError):
        Compound(FOUR[:at] + number.to_bytes(4, "little") + FOUR[at + 4 :])


@given(st.data())
def test_a_broken_compound_file_is_refused_or_read(data: st.DataObject) -> None:
    broken = bytearray(compound("WordDocument", "1Table", embedded=("Workbook",)))
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(30, 1600))] = data.draw(st.integers(0, 255))
    assert is_known_or_refused(bytes(broken))


def is_known_or_refused(data: bytes) -> bool:
    try:
        return kind_of(data) in Kind
    except UnreadableSourceError as refused:
        return str(refused).endswith("。")


def test_a_page_that_word_saved_as_one_file_is_read() -> None:
    page = "<html><body><p>一、总体情况</p><p>全年公开信息3条。</p></body></html>"
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        f"{base64.b64encode(page.encode()).decode()}\r\n--x--\r\n"
    ).encode()
    assert kind_of(archive) is Kind.MHT
    assert [piece.text for piece in source_text(archive).pieces] == [
        *("一、总体情况", "全年公开信息3条。")
    ]


def test_every_source_of_the_shared_folder_is_of_its_kind(shared: Path) -> None:
    for path in (shared / "practice").iterdir():
        expected = {".docx": Kind.DOCX, ".pdf": Kind.PDF, ".txt": Kind.TEXT}.get(path.suffix)
        assert expected is None or kind_of(path.read_bytes()) is expected
