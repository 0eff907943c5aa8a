"""Builds the redistributable fonts of `resources/fonts/` and their list `fonts.toml`.

The sources come from npm and Debian packages through their ordinary clients (`npm pack`,
`apt-get download` on Debian 12, `dpkg-deb`), pinned by hash. fontTools (extra `fonts`) makes every
face a TrueType font that reportlab embeds and Qt loads, under a name of its own. Equal sources and
an equal fontTools give equal bytes. Needed only to renew the fonts: what it builds is committed.

    python packaging/build_fonts.py [--cache build/fonts]
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "resources" / "fonts"

EM_DASH = 0x2014
HORIZONTAL_BAR = 0x2015
IMAGE_SIGN, IMAGE_SIGN_GLYPH = 0x2252, "uni2252"
EM_MIDDLE = 380  # of a hanzi's square, in thousandths of the em above the baseline
CURVE_ERROR = 2  # thousandths of the em; what it changes cannot be seen in print

# Of the source's names these stay: copyright, version, trademark, makers, links, licence.
KEPT_NAMES = frozenset({0, 5, 7, 8, 9, 11, 12, 13, 14})
# Type set line by line uses no layout features; the list must not depend on what a tool knows.
DROPPED_TABLES = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "VORG", "vhea", "vmtx"]

Repertoire = Literal["all", "standard", "gb2312", "latin"]


class Package(msgspec.Struct, frozen=True):
    """One package of a registry, with the file that holds it and that file's SHA-256."""

    registry: Literal["npm", "Debian"]
    name: str
    version: str
    file: str
    sha256: str


class Face(msgspec.Struct, frozen=True):
    """One font to build: its role in the style sheet and where it comes from."""

    role: str
    label: str  # the role's Chinese name
    family: str
    package: Package
    source: str  # path inside the package
    repertoire: Repertoire
    licence: str  # file beside the fonts


NOTO_SERIF = Package(
    registry="npm",
    name="@expo-google-fonts/noto-serif-sc",
    version="0.4.3",
    file="expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    sha256="ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
NOTO_SANS = Package(
    registry="npm",
    name="@expo-google-fonts/noto-sans-sc",
    version="0.4.3",
    file="expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    sha256="0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
FANDOL = Package(
    registry="Debian",
    name="texlive-lang-chinese",
    version="2022.20230122-1",
    file="texlive-lang-chinese_2022.20230122-1_all.deb",
    sha256="9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
LIBERATION = Package(
    registry="Debian",
    name="fonts-liberation2",
    version="2.1.5-1",
    file="fonts-liberation2_2.1.5-1_all.deb",
    sha256="35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda",
)
UNIHAN = Package(
    registry="Debian",
    name="unicode-data",
    version="15.0.0-1",
    file="unicode-data_15.0.0-1_all.deb",
    sha256="5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
PACKAGES = (NOTO_SERIF, NOTO_SANS, FANDOL, LIBERATION, UNIHAN)

FANDOL_FONTS = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
LIBERATION_FONTS = "usr/share/fonts/truetype/liberation2"
LIBERATION_LICENCE = "usr/share/doc/fonts-liberation2/copyright"
UNIHAN_MAPPINGS = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"

FACES = (
    Face(
        role="song",
        label="宋体",
        family="GW Song",
        package=NOTO_SERIF,
        source="package/400Regular/NotoSerifSC_400Regular.ttf",
        repertoire="all",
        licence="OFL-NotoSerifSC.txt",
    ),
    Face(
        role="title",
        label="小标宋",
        family="GW Title",
        package=NOTO_SERIF,
        source="package/600SemiBold/NotoSerifSC_600SemiBold.ttf",
        repertoire="standard",
        licence="OFL-NotoSerifSC.txt",
    ),
    Face(
        role="hei",
        label="黑体",
        family="GW Hei",
        package=NOTO_SANS,
        source="package/400Regular/NotoSansSC_400Regular.ttf",
        repertoire="standard",
        licence="OFL-NotoSansSC.txt",
    ),
    Face(
        role="fangsong",
        label="仿宋",
        family="GW FangSong",
        package=FANDOL,
        source=f"{FANDOL_FONTS}/FandolFang-Regular.otf",
        repertoire="gb2312",
        licence="FANDOL-COPYING.txt",
    ),
    Face(
        role="kai",
        label="楷体",
        family="GW Kai",
        package=FANDOL,
        source=f"{FANDOL_FONTS}/FandolKai-Regular.otf",
        repertoire="gb2312",
        licence="FANDOL-COPYING.txt",
    ),
    Face(
        role="latin",
        label="西文",
        family="GW Latin",
        package=LIBERATION,
        source=f"{LIBERATION_FONTS}/LiberationSerif-Regular.ttf",
        repertoire="latin",
        licence="OFL-LiberationSerif.txt",
    ),
)

LATIN_BLOCKS = (range(0x0020, 0x0250), range(0x2010, 0x2040))  # letters of Europe, punctuation

SYMBOL_BLOCKS = (
    range(0x0020, 0x0460),  # Latin, Greek, Cyrillic
    range(0x2010, 0x2060),  # general punctuation
    range(0x20A0, 0x2700),  # letter-like, arrows, mathematics, enclosed, shapes
    range(0x3000, 0x3130),  # CJK punctuation, kana, bopomofo
    range(0x3200, 0x3400),  # enclosed CJK, units
    range(0xFF00, 0xFFF0),  # full-width forms
)
# What the Fandol faces draw well besides hanzi. Their dashes, 《》 and 〔〕 are heavier than the
# text, and the dots of …… are uneven. Without ˇ and ˉ fontconfig, and Qt with it, would not count
# a font as Chinese.
FANDOL_MARKS = " 　、。〃々〇‘’“”！（），．：；？ˇˉ"

SPACE = 256  # thousandths of the em: the width of Noto Serif's, whose Latin stands beside Fandol

FANDOL_CHANGES = """\
Changes to the Fandol fonts

fangsong.ttf and kai.ttf are modified versions of FandolFang-Regular.otf and FandolKai-Regular.otf,
version 1.3, Copyright 2012-2013 the Fandol team, as packaged by Debian in {package} {version}
(also on CTAN under fonts/fandol).

Changed in 2026:
- only the hanzi of GB 2312 and the common Chinese punctuation marks are kept;
- the space is as wide as that of the Latin letters beside it, which come from another font;
- cubic outlines became quadratic ones, at most 2/1000 em apart;
- the fonts are named GW FangSong and GW Kai; the embedding bits allow installable embedding;
- layout tables were left out.

The modified fonts stay under the GNU General Public License, version 3, with the font exception,
both in FANDOL-COPYING.txt; the exception is extended to the modified fonts. They come without any
warranty. The program that makes them from the originals is packaging/build_fonts.py in gipdesk's
source.
"""


class SourceChangedError(Exception):
    """A downloaded package is not the one this program was written for."""

    def __init__(self, package: Package, sha256: str) -> None:
        super().__init__(f"{package.file}: SHA-256 is {sha256}, expected {package.sha256}")


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def download(package: Package, cache: Path) -> Path:
    """The package's file in `cache`, fetched unless it is there already.

    Raises:
        SourceChangedError: if its hash is not the pinned one.
    """
    archive = cache / package.file
    if not archive.exists():
        if package.registry == "npm":
            command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
        else:
            command = ["apt-get", "download", f"{package.name}={package.version}"]
        subprocess.run(command, cwd=cache, check=True)
    sha256 = sha256_of(archive)
    if sha256 != package.sha256:
        raise SourceChangedError(package, sha256)
    print(f"{package.file}: hash as pinned")
    return archive


def unpack(package: Package, cache: Path) -> Path:
    """The folder with the package's files."""
    archive = download(package, cache)
    folder = cache / archive.stem
    if folder.exists():
        return folder
    partial = cache / f"{archive.stem}.partial"
    if package.registry == "npm":
        with tarfile.open(archive) as tar:
            tar.extractall(partial, filter="data")
    else:
        subprocess.run(["dpkg-deb", "-x", str(archive), str(partial)], check=True)
    partial.rename(folder)
    return folder


def gb2312_hanzi() -> Iterator[int]:
    """The 6,763 hanzi of GB 2312, rows 16 to 87."""
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from map(ord, bytes((high, low)).decode("gb2312", errors="ignore"))


def general_standard(unihan: Path) -> Iterator[int]:
    """The 8,105 code points of 通用规范汉字表 (2013), from Unihan's kTGH."""
    with bz2.open(unihan / UNIHAN_MAPPINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            code_point, _, field = line.partition("\tkTGH\t")
            if field:
                yield int(code_point.removeprefix("U+"), 16)


def repertoire(face: Face, font: TTFont, unihan: Path) -> set[int]:
    """The code points the built font shall have; what it lacks comes from the song face.

    The Fandol faces give only hanzi of GB 2312 and marks: their Latin is too heavy for the text,
    and some of their traditional characters are drawn as simplified ones.
    """
    drawn = set(font.getBestCmap())
    if face.repertoire == "all":
        return drawn
    if face.repertoire == "latin":
        return drawn & {code for block in LATIN_BLOCKS for code in block}
    if face.repertoire == "gb2312":
        return drawn & {*gb2312_hanzi(), *map(ord, FANDOL_MARKS)}
    symbols = (code for block in SYMBOL_BLOCKS for code in block)
    return drawn & {*symbols, *gb2312_hanzi(), *general_standard(unihan)}


def join_dashes(font: TTFont) -> None:
    """Gives U+2014 and U+2015 one bar from edge to edge of the em, so that —— is one stroke.

    Noto's default U+2014 is the Western one, short and with side bearings.
    """
    bar = font.getBestCmap()[HORIZONTAL_BAR]
    glyph = font["glyf"][bar]
    for index, (x, y) in enumerate(glyph.coordinates):
        glyph.coordinates[index] = (0 if x < font["head"].unitsPerEm / 2 else 1000, y)
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][bar] = (1000, 0)
    for table in font["cmap"].tables:
        if EM_DASH in table.cmap:
            table.cmap[EM_DASH] = bar


def draw_image_sign(font: TTFont) -> None:
    """Gives the font ≒, which GB 18030 has and Noto has not: ＝ between two dots."""
    drawn, glyphs = font.getGlyphSet(), font.getBestCmap()
    dot = font["glyf"][glyphs[ord(".")]]
    room = 1000 - dot.xMax - dot.xMin
    pen = TTGlyphPen(None)
    drawn[glyphs[ord("＝")]].draw(pen)
    for across, middle in ((-250, EM_MIDDLE + 260), (250, EM_MIDDLE - 260)):
        place = (1, 0, 0, 1, room / 2 + across, middle - (dot.yMin + dot.yMax) / 2)
        drawn[glyphs[ord(".")]].draw(TransformPen(pen, place))
    font["glyf"][IMAGE_SIGN_GLYPH] = glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][IMAGE_SIGN_GLYPH] = (1000, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[IMAGE_SIGN] = IMAGE_SIGN_GLYPH


def subset(font: TTFont, code_points: set[int], *, hinted: bool) -> None:
    """Leaves only these characters' glyphs, and no layout tables.

    Instructions for coarse screens go where they are long: each part of a font that a PDF holds
    would carry all of them.
    """
    options = Options()
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.layout_features = []
    options.name_IDs = sorted(KEPT_NAMES)
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = hinted
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=code_points)
    subsetter.subset(font)


def to_quadratic(font: TTFont) -> None:
    """Turns cubic (CFF) outlines into quadratic (glyf) ones: reportlab embeds no others."""
    order = font.getGlyphOrder()
    drawn = font.getGlyphSet()
    glyf = font["glyf"] = newTable("glyf")
    font["loca"] = newTable("loca")
    glyf.glyphOrder = order
    glyf.glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyf[name] = glyph = pen.glyph()
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)
    del font["CFF "]
    declare_true_type(font)


def declare_true_type(font: TTFont) -> None:
    """Sets what a font without instructions says of itself; fontTools counts the glyphs' limits."""
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for limit in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{limit}", 0)
    maxp.maxSizeOfInstructions = maxp.maxComponentElements = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


def rename(font: TTFont, face: Face) -> None:
    """Names the family so that it clashes with no installed font; copyright and licence stay."""
    names = font["name"]
    names.names = [
        record for record in names.names if record.platformID == 3 and record.toUnicode()
    ]
    post_script = f"{face.family.replace(' ', '')}-Regular"
    made = {
        1: face.family,
        2: "Regular",
        3: f"{post_script};{face.package.name};{face.package.version}",
        4: face.family,
        6: post_script,
        10: f"Modified from {Path(face.source).stem} for gipdesk; see {face.licence}.",
    }
    if face.package is FANDOL:
        made[13] = f"GNU GPL version 3 with the font embedding exception; see {face.licence}."
    for name_id, text in made.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].fsType = 0  # installable embedding, which both licences grant


def build(face: Face, folders: dict[Package, Path]) -> Path:
    """Builds one font and returns its file."""
    target = OUTPUT / f"{face.role}.ttf"
    source = folders[face.package] / face.source
    with TTFont(source, recalcTimestamp=False, recalcBBoxes=True) as font:
        if face.package in {NOTO_SERIF, NOTO_SANS}:
            join_dashes(font)
        if face.repertoire == "all":
            draw_image_sign(font)
        code_points = repertoire(face, font, folders[UNIHAN])
        subset(font, code_points, hinted=face.package is not LIBERATION)
        if "CFF " in font:
            to_quadratic(font)
            font["hmtx"][font.getBestCmap()[ord(" ")]] = (SPACE, 0)
        rename(font, face)
        font.save(target)
    size = target.stat().st_size / 1e6
    print(f"{target.name}: {len(code_points)} characters, {size:.1f} MB, {sha256_of(target)}")
    return target


def write_licences(folders: dict[Package, Path]) -> None:
    """Puts the packages' licence texts, unchanged, and the note of changes beside the fonts."""
    for package, name in ((NOTO_SERIF, "OFL-NotoSerifSC.txt"), (NOTO_SANS, "OFL-NotoSansSC.txt")):
        text = (folders[package] / "package" / "LICENSE_FONT").read_bytes()
        (OUTPUT / name).write_bytes(text)
    copying = gzip.decompress((folders[FANDOL] / FANDOL_LICENCE).read_bytes())
    (OUTPUT / "FANDOL-COPYING.txt").write_bytes(copying)
    liberation = (folders[LIBERATION] / LIBERATION_LICENCE).read_bytes()
    (OUTPUT / "OFL-LiberationSerif.txt").write_bytes(liberation)
    changes = FANDOL_CHANGES.format(package=FANDOL.name, version=FANDOL.version)
    (OUTPUT / "FANDOL-CHANGES.txt").write_text(changes, encoding="utf-8")


def listing(face: Face, built: Path) -> str:
    """The font's entry in fonts.toml."""
    entry = {
        "role": face.role,
        "label": face.label,
        "file": built.name,
        "family": face.family,
        "licence": face.licence,
        "package": f"{face.package.registry}: {face.package.name}",
        "version": face.package.version,
        "sha256": sha256_of(built),
    }
    return "\n".join(["[[font]]", *(f'{key} = "{value}"' for key, value in entry.items()), ""])


def main() -> int:
    """Builds all fonts, their licences and their list."""
    parser = argparse.ArgumentParser(description="Build resources/fonts from pinned packages.")
    parser.add_argument("--cache", type=Path, default=ROOT / "build" / "fonts", metavar="FOLDER")
    cache: Path = parser.parse_args().cache
    cache.mkdir(parents=True, exist_ok=True)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    folders = {package: unpack(package, cache) for package in PACKAGES}
    write_licences(folders)
    entries = [listing(face, build(face, folders)) for face in FACES]
    head = "# The bundled fonts; written by packaging/build_fonts.py\n\n"
    (OUTPUT / "fonts.toml").write_text(head + "\n".join(entries), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
