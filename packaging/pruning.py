"""What of PyInstaller's finds goes into the bundle: Qt for plain widgets, and no stray libraries.

Works on PyInstaller's tables, lists of (place in the bundle, place on this machine, kind).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import spare_libraries
from PyInstaller.depend.bindepend import get_imports, resolve_library_path

Entry = tuple[str, str, str]

# Other languages, QML, databases, displays of devices without a desktop, Qt's own PDF reader and
# on-screen keyboard, a software OpenGL.
UNUSED_QT = re.compile(
    r"Qt6?/(qml|resources)/"
    r"|translations/(?!qtbase_zh_CN)"
    r"|plugins/(designer|egldeviceintegrations|generic|networkinformation|qmltooling|sqldrivers|tls"
    r"|vectorimageformats|wayland-graphics-integration-server)/"
    r"|platforms/(lib)?q(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|direct2d)"
    r"|(lib)?(qtvirtualkeyboard|qgtk3|q(pdf|tga|wbmp|icns)\.)"
    r"|opengl32sw"
)

# Printing goes to the printers of the machine it runs on, so through that machine's own library
# and all that this one links.
HOST_PLUGIN = "cupsprintersupport"


def binaries_to_ship(found: list[Entry]) -> list[Entry]:
    """Programs' modules, Qt's used plugins, and of shared libraries those that they link."""
    used = [entry for entry in found if not _is_unused_qt(entry)]
    if sys.platform == "win32":
        return used
    return [*_linked(used), *_spare()]


def data_to_ship(found: list[Entry], binaries: list[Entry]) -> list[Entry]:
    """Data without unused Qt, and without symbolic links to libraries that are not shipped."""
    names = {Path(entry[0]).name for entry in binaries}
    used = [entry for entry in found if not _is_unused_qt(entry)]
    return [entry for entry in used if entry[2] != "SYMLINK" or Path(entry[0]).name in names]


def _is_unused_qt(entry: Entry) -> bool:
    return UNUSED_QT.search(entry[0].replace("\\", "/")) is not None


def _linked(binaries: list[Entry]) -> list[Entry]:
    kept = [entry for entry in binaries if not _is_library(entry)]
    walked = [entry[1] for entry in kept if HOST_PLUGIN not in entry[0]]
    linked = {Path(name).name for file in walked for name, _ in get_imports(file)}
    libraries = [entry for entry in binaries if _is_library(entry)]
    return kept + [entry for entry in libraries if Path(entry[0]).name in linked]


def _is_library(entry: Entry) -> bool:
    """Whether an entry is there only because others link it; Python's own is loaded by name."""
    place = Path(entry[0])
    return place.parent.as_posix() in (".", "PySide6/Qt/lib") and "libpython" not in place.name


def _spare() -> list[Entry]:
    """The spare libraries, as far as this machine has them, apart from those always used."""
    found = {name: resolve_library_path(name) for name in spare_libraries.NAMES}
    folder = spare_libraries.FOLDER
    return [(f"{folder}/{name}", path, "BINARY") for name, path in found.items() if path]
