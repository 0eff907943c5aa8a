"""A zip file opened within bounds: nothing is unpacked before its size is known to be fair."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Set
from io import BytesIO

from gipdesk.readers.pieces import UnreadableSourceError

MOST_BYTES = 60 * 2**20  # of the file
MOST_MEMBERS = 10_000
MOST_MEMBER_BYTES = 20 * 2**20  # unpacked; the XML of a report has a quarter of a megabyte

_MEMBER_MARK = b"PK\x01\x02"  # begins each entry of the directory, and entries cannot overlap
_LOCAL = struct.Struct("<4s2xHH16xHH")  # what stands before a member, up to its name
_LOCAL_MARK, _LOCKED = b"PK\x03\x04", 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that ISO/IEC 29500-2 allows
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,  # of zipfile, for a version from the future
    RuntimeError,  # of zipfile, for a member under a password
    ValueError,
    OverflowError,
)


class DamagedSourceError(UnreadableSourceError):
    """A file whose container is broken or cut off."""

    def __init__(self) -> None:
        super().__init__("文件已损坏或没有下载完整，请重新取得文件后再导入。")


class TooLargeSourceError(UnreadableSourceError):
    """A file beyond the bounds of what can be a report."""

    def __init__(self) -> None:
        super().__init__("文件解开后过大，不像年度报告，没有读取。")


class LockedSourceError(UnreadableSourceError):
    """A document under a password."""

    def __init__(self) -> None:
        super().__init__("文档设有密码，请用 Word 或 WPS 打开并取消密码保护，再重新导入。")


class Archive:
    """The members of a zip file, by their names in lower case with forward slashes.

    Raises:
        UnreadableSourceError: damaged, or beyond the bounds.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > MOST_BYTES or data.count(_MEMBER_MARK) > MOST_MEMBERS:
            raise TooLargeSourceError
        try:
            members = zipfile.ZipFile(BytesIO(data)).infolist()
        except _DAMAGE as error:
            raise DamagedSourceError from error
        self._data = data
        self._members = {
            member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members
        }

    @property
    def names(self) -> Set[str]:
        """The names of all members."""
        return self._members.keys()

    def read(self, name: str) -> bytes | None:
        """The content of a member; None where there is none. Raises `UnreadableSourceError`."""
        member = self._members.get(name.lower())
        if member is None:
            return None
        if member.compress_type not in _METHODS:
            raise DamagedSourceError
        if member.file_size > MOST_MEMBER_BYTES:
            raise TooLargeSourceError
        try:
            return unpacked(self._data, member)
        except _DAMAGE as error:
            raise DamagedSourceError from error


def unpacked(data: bytes, member: zipfile.ZipInfo) -> bytes:
    """The content of a member of a zip file, never more of it than the directory declares.

    Some ten times as fast as `zipfile` for the small parts of a document.

    Raises:
        zipfile.BadZipFile: damaged, under a password, or packed in another way.
        zlib.error: damaged.
    """
    if not 0 <= member.header_offset <= len(data) - _LOCAL.size:
        raise zipfile.BadZipFile
    mark, flags, method, name_size, extra_size = _LOCAL.unpack_from(data, member.header_offset)
    if mark != _LOCAL_MARK or flags & _LOCKED or method != member.compress_type:
        raise zipfile.BadZipFile
    begin = member.header_offset + _LOCAL.size + name_size + extra_size
    content = data[begin : begin + member.compress_size]
    if method == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(content, member.file_size + 1)
    elif method != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    if len(content) != member.file_size or zlib.crc32(content) != member.CRC:
        raise zipfile.BadZipFile
    return content
