"""The licence texts that must travel with a bundle, gathered from what is in it.

Wheels bring theirs in their metadata. Those of Qt for Python only name LGPL-3, so its text lies in
licence-texts/. Libraries taken from Debian have theirs under /usr/share/doc.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import Distribution
from pathlib import Path

from environment import PACKAGING, ROOT

TEXT_NAME = re.compile(r"licen[cs]e|copying|copyright|notice|authors", re.IGNORECASE)
LGPL_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt")  # the first adds to the second
DEBIAN_DOCUMENTS = Path("/usr/share/doc")


def closure(name: str, installed: Iterable[Distribution]) -> list[Distribution]:
    """A distribution and all that it needs, of those installed; extras left aside."""
    known = {_plain(each.metadata["Name"]): each for each in installed}
    found: dict[str, Distribution] = {}
    waiting = [_plain(name)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in known:  # not known: not for this system
            continue
        found[name] = known[name]
        waiting += [
            _plain(re.split(r"[^\w.-]", line, maxsplit=1)[0])
            for line in known[name].requires or []
            if "extra ==" not in line
        ]
    return list(found.values())


def gather(distributions: Iterable[Distribution], folder: Path) -> list[str]:
    """Write every licence text into a folder per distribution; return who brings none."""
    for name in ("LICENSE", "NOTICE"):
        if (ROOT / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return [each.metadata["Name"] for each in distributions if not _gather_one(each, folder)]


def gather_debian(libraries: Iterable[Path], folder: Path) -> list[str]:
    """Write the copyright files of the Debian packages that these came from.

    Returns the names of libraries of no package, or of one without a copyright file.
    """
    unknown = []
    for library in libraries:
        text = _debian_copyright(library.name)
        if text is None:
            unknown.append(library.name)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, folder / f"{text.parent.name}.txt")
    return unknown


def _gather_one(distribution: Distribution, folder: Path) -> bool:
    own = folder / distribution.metadata["Name"]
    texts = [
        file
        for file in distribution.files or []
        if ".dist-info" in file.parts[0] and TEXT_NAME.search(file.as_posix())
    ]
    for file in texts:
        target = own.joinpath(*file.parts[1:])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_binary())
    if not texts and "LGPL-3" in (distribution.metadata["License"] or ""):
        own.mkdir(parents=True, exist_ok=True)
        for name in LGPL_TEXTS:
            shutil.copyfile(PACKAGING / "licence-texts" / name, own / name)
    return own.is_dir()


def _debian_copyright(library: str) -> Path | None:
    if shutil.which("dpkg-query") is None:
        return None
    ask = ["dpkg-query", "--search", f"*/{library}"]
    answer = subprocess.run(ask, check=False, capture_output=True, encoding="utf-8").stdout
    packages = {line.split(":")[0] for line in answer.splitlines()}
    texts = [DEBIAN_DOCUMENTS / package / "copyright" for package in sorted(packages)]
    return next((text for text in texts if text.is_file()), None)


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
