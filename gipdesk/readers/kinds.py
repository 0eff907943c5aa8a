"""What kind of file some bytes are, by content: an HTML page named .doc is common."""

from __future__ import annotations

import re
from enum import StrEnum

from gipdesk.readers.archive import Archive, LockedSourceError
from gipdesk.readers.compound import Compound
from gipdesk.readers.pieces import UnreadableSourceError


class Kind(StrEnum):
    """A kind of source that can be read."""

    DOCX = "docx"
    SHEET = "sheet"  # .xlsx, .xls
    PDF = "pdf"
    HTML = "html"
    MHT = "mht"  # a web page with its pictures in one file
    OLD_WORD = "old_word"  # .doc, .wps, .rtf
    JSON = "json"  # our own export
    TEXT = "text"


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_EMPTY_ZIP = b"PK\x05\x06"
_PICTURE, _PACKED, _PROGRAM, _FILM = "图片", "压缩包", "可执行程序", "音视频文件"
_REFUSED = {
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"RIFF": "图片或音视频文件",
    b"Rar!": _PACKED,
    b"7z\xbc\xaf": _PACKED,
    b"\x1f\x8b": _PACKED,
    b"BZh": _PACKED,
    b"\xfd7zXZ": _PACKED,
    b"MSCF": _PACKED,
    _EMPTY_ZIP: _PACKED,
    b"\x7fELF": _PROGRAM,
    b"ID3": _FILM,
    b"OggS": _FILM,
    b"\x1aE\xdf\xa3": _FILM,
    b"L\0\0\0\x01\x14\x02\0": "快捷方式",
}
_REFUSED_BINARY = {b"BM": _PICTURE, b"MZ": _PROGRAM}  # a text may begin with these letters
_FILM_MARK = b"ftyp"  # at the fifth byte
_LOCKED_BY_AGENCY = (b"%TSD-Header-###%", b"E-SafeNet")
_LOCKED_BY_WORD = {"EncryptionInfo", "EncryptedPackage"}
_HEAD = 4096  # bytes that show what a file is
_TAGS = re.compile(rb"<(?:!doctype html|html|head|body|table|p|div|meta)[\s>/]", re.IGNORECASE)
_MHTML = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_PAGE_IN_PARTS = re.compile(rb"content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE)
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")
_AS_DOCX = "请用 Word 或 WPS 打开后另存为 .docx，再重新导入"
_AS_XLSX = "请用 Excel 或 WPS 打开后另存为 .xlsx，再重新导入"
_XML_DOCUMENTS = {  # by what stands in the head
    b'progid="Word.Document"': ("Word 的 XML 文档", _AS_DOCX),
    b"<pkg:package": ("Word 的 XML 文档", _AS_DOCX),
    b"<w:wordDocument": ("Word 的 XML 文档", _AS_DOCX),
    b'progid="Excel.Sheet"': ("Excel 的 XML 表格", _AS_XLSX),
    b"<office:document": ("OpenDocument 文档", _AS_DOCX),
}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENTS = {
    b"text": ("OpenDocument 文本（.odt）", _AS_DOCX),
    b"spreadsheet": ("OpenDocument 表格（.ods）", _AS_XLSX),
    b"presentation": ("演示文稿",),
}


class WrongKindError(UnreadableSourceError):
    """A file of a kind that is not read, and what to do instead."""

    def __init__(self, kind: str, advice: str = "请选用报告的文档文件") -> None:
        super().__init__(f"这是{kind}，不能直接读入，{advice}。")


def kind_of(data: bytes) -> Kind:
    """The kind of a file; raises `UnreadableSourceError` for what cannot hold a report."""
    if not data:
        raise UnreadableSourceError("文件是空的，没有可读的内容。")
    _refuse_other_kinds(data)
    if data.startswith(_ZIP):
        return _kind_of_archive(Archive(data))
    if data.startswith(_OLE):
        return _kind_of_compound(Compound(data).names)
    if b"%PDF-" in data[:1024]:  # some web servers put a line before it
        return Kind.PDF
    if data.startswith(b"{\\rtf"):
        return Kind.OLD_WORD
    return _kind_of_text(data[:_HEAD].replace(b"\0", b""))  # of UTF-16 this leaves the tags


def _refuse_other_kinds(data: bytes) -> None:
    for magic, name in _REFUSED.items():
        if data.startswith(magic):
            raise WrongKindError(name)
    for magic, name in _REFUSED_BINARY.items():
        if data.startswith(magic) and b"\0" in data[:_HEAD]:
            raise WrongKindError(name)
    if data[4:8] == _FILM_MARK:
        raise WrongKindError(_FILM)
    if any(mark in data[:512] for mark in _LOCKED_BY_AGENCY):
        raise UnreadableSourceError("文件被本单位的文件加密软件加密，请解密后再导入。")


def _kind_of_archive(archive: Archive) -> Kind:
    folders = {name.split("/")[0] for name in archive.names}
    if "xl" in folders:
        return Kind.SHEET
    if "ppt" in folders:
        raise WrongKindError("演示文稿")
    if folders & {"word", "[content_types].xml"}:
        return Kind.DOCX
    if "report.json" in folders:
        raise WrongKindError("本软件的报告文件（.gip）", "请直接打开")
    if "ofd.xml" in folders:
        raise WrongKindError("OFD 版式文件", "请改用同一报告的 Word 或 PDF 文件")
    kind = (archive.read("mimetype") or b"").strip().removeprefix(_OPEN_DOCUMENT)
    raise WrongKindError(*_OPEN_DOCUMENTS.get(kind, (_PACKED, "请先解压，再选用其中的文档")))


def _kind_of_compound(names: set[str]) -> Kind:
    if names & _LOCKED_BY_WORD:
        raise LockedSourceError
    if "WordDocument" in names:
        return Kind.OLD_WORD
    if names & {"Workbook", "Book"}:
        return Kind.SHEET
    raise WrongKindError("演示文稿" if "PowerPoint Document" in names else "其他软件的文件")


def _kind_of_text(head: bytes) -> Kind:
    for mark, document in _XML_DOCUMENTS.items():
        if mark in head:
            raise WrongKindError(*document)
    if _MHTML.search(head) and not head.lstrip().startswith(b"<"):
        if _PAGE_IN_PARTS.search(head):
            return Kind.MHT
        raise WrongKindError("电子邮件")
    if _JSON.match(head):
        return Kind.JSON
    return Kind.HTML if _TAGS.search(head) else Kind.TEXT
