"""What can go wrong with files; each text is one sentence for the user and says what is safe."""

from __future__ import annotations

import errno
from pathlib import Path

_REASONS = {
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EACCES: "没有权限，或者文件正被其他程序占用",
    errno.EPERM: "没有权限，或者文件正被其他程序占用",
    errno.EBUSY: "文件正被其他程序占用",
    errno.EROFS: "磁盘是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOENT: "文件或者所在的文件夹不存在",
    errno.EEXIST: "这个位置已有同名文件",
    errno.ENOTDIR: "所在的文件夹不存在",
    errno.EISDIR: "这个位置已有文件夹或者设备，不是普通文件",
    errno.EIO: "磁盘读写出错",
}


class FileError(Exception):
    """Something is wrong with a file; `path` is the file."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(text)
        self.path = path


class CannotReadError(FileError):
    """A file cannot be read."""

    def __init__(self, path: Path, failure: OSError) -> None:
        super().__init__(path, f"无法读取“{path}”：{_reason(failure)}。")


class CannotWriteError(FileError):
    """A file cannot be written; what stood there before is untouched."""

    def __init__(self, path: Path, failure: OSError) -> None:
        super().__init__(path, f"无法写入“{path}”：{_reason(failure)}。原有文件没有改动。")


class DamagedFileError(FileError):
    """A file is no report of gipdesk, or not a whole one."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, f"“{path}”不是完好的 gipdesk 报告文件：{why}。文件没有改动。")


class NewerFormatError(FileError):
    """A file was saved by a newer gipdesk, in a format this one does not know."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            path,
            f"“{path}”由更新版本的 gipdesk 保存（文件格式 {found}，本程序最高支持 {known}），"
            "请升级程序后再编辑。文件没有改动。",
        )


class ChangedOutsideError(FileError):
    """A report was changed on disk after it was opened here."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"“{path}”打开以后又被其他程序改动，因此没有覆盖。可以另存为新文件，两份都保留。"
        )


class AlreadyExistsError(FileError):
    """A new report would overwrite a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"“{path}”已经存在，因此没有覆盖。请换一个文件名。")


class ExportChangedError(FileError):
    """An export would overwrite a file that may hold somebody's corrections."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, f"“{path}”不是本程序上次导出的内容，可能有人修改过，因此没有覆盖。")


def _reason(failure: OSError) -> str:
    return _REASONS.get(failure.errno or 0) or failure.strerror or str(failure)
