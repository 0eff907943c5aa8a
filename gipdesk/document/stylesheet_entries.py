"""Every entry of a style sheet: its name in Chinese, its unit, and what it may be.

Style sheets are judged by this table, commented by it when they are copied, and a dialog of
settings can be drawn from it. A `*` in a key stands for a meaning of text, a face or a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

MM, POINTS, CHARACTERS, BODY_LINES = "毫米", "磅", "字", "行"


class EntryKind(StrEnum):
    """What an entry holds."""

    NUMBER = "数字"
    WHOLE = "整数"
    TEXT = "文字"
    TEXTS = "一列文字"
    SWITCH = "true 或 false"
    CHOICE = "限定的词"
    FACE = "字体的代号"
    NUMBER_FORM = "页码的写法"
    COLOUR = "颜色"
    RATIOS = "一列正数"


class Entry(msgspec.Struct, frozen=True):
    """One entry. `choices` are the words it may be, with their meaning."""

    name: str
    kind: EntryKind = EntryKind.NUMBER
    unit: str = ""
    least: float = 0
    most: float = 0
    choices: dict[str, str] = {}
    may_lack: bool = False

    @property
    def words(self) -> str:
        """Name, bounds and choices, for people."""
        words = "，".join(f"{word} {meaning}" for word, meaning in self.choices.items())
        if self.kind in (EntryKind.NUMBER, EntryKind.WHOLE):
            words = f"{self.least:g} 至 {self.most:g} {self.unit}"
        return f"{self.name}：{words}" if words else self.name


def _mm(name: str, least: float, most: float, *, may_lack: bool = False) -> Entry:
    return Entry(name, EntryKind.NUMBER, MM, least, most, may_lack=may_lack)


def _points(name: str, least: float, most: float, *, may_lack: bool = False) -> Entry:
    return Entry(name, EntryKind.NUMBER, POINTS, least, most, may_lack=may_lack)


def _whole(name: str, least: int, most: int, unit: str, *, may_lack: bool = False) -> Entry:
    return Entry(name, EntryKind.WHOLE, unit, least, most, may_lack=may_lack)


def _choice(name: str, *, may_lack: bool = True, **choices: str) -> Entry:
    return Entry(name, EntryKind.CHOICE, choices=choices, may_lack=may_lack)


def _switch(name: str) -> Entry:
    return Entry(name, EntryKind.SWITCH, may_lack=True)


_FACE = Entry("字体", EntryKind.FACE)
_SIZE = _points("字号", 4, 72)
_BUNDLED = dict(title="小标宋", hei="黑体", kai="楷体", fangsong="仿宋", song="宋体", latin="西文")

ENTRIES: dict[str, Entry] = {
    "name": Entry("版式的名称", EntryKind.TEXT),
    "source": Entry("依据", EntryKind.TEXT),
    "latin": Entry("数字、字母另用的字体，空为不另用", EntryKind.FACE, may_lack=True),
    "word_lines": _switch("Word 文件的行尾与 PDF 一致（个别行微调字距）"),
    "page.width": _mm("纸宽", 80, 500),
    "page.height": _mm("纸高", 80, 700),
    "page.top": _mm("上页边距（天头）", 0, 150),
    "page.bottom": _mm("下页边距", 0, 150),
    "page.left": _mm("左页边距（订口）", 0, 150),
    "page.right": _mm("右页边距", 0, 150),
    "page.footer": _mm("页脚距纸下边", 0, 150),
    "page.line_pitch": _points("正文行距", 8, 100),
    "page.lines": _whole("每页行数", 1, 100, BODY_LINES),
    "page.characters": _whole("每行字数", 1, 100, CHARACTERS),
    "faces.*.name": Entry("字体名称", EntryKind.TEXT),
    "faces.*.bundled": _choice("代用字体（本机没有时用随附的）", may_lack=False, **_BUNDLED),
    "faces.*.also": Entry("同一字体的其他名称", EntryKind.TEXTS, may_lack=True),
    "text.*.face": _FACE,
    "text.*.size": _SIZE,
    "text.*.line_pitch": _points("行距", 4, 200, may_lack=True),
    "text.*.align": _choice("对齐", left="左", center="居中", right="右", justify="两端"),
    "text.*.first_line_indent": Entry(
        "首行缩进", EntryKind.NUMBER, CHARACTERS, 0, 20, may_lack=True
    ),
    "text.*.space_before": Entry("段前空", EntryKind.NUMBER, BODY_LINES, 0, 20, may_lack=True),
    "text.*.space_after": Entry("段后空", EntryKind.NUMBER, BODY_LINES, 0, 20, may_lack=True),
    "text.*.keep_with_next": _switch("分页（true 为与下一段同页）"),
    "table.face": Entry("表格的字体", EntryKind.FACE),
    "table.size": _points("表格的字号", 4, 72),
    "table.leading": Entry("表格每行字的高度，字号的倍数", EntryKind.NUMBER, "倍", 0.8, 4),
    "table.padding_x": _mm("表格格内左右留空", 0, 20),
    "table.padding_y": _mm("表格格内上下留空", 0, 20),
    "table.row_height": _mm("表格行高，至少", 0, 100),
    "table.rule": _points("表线粗细", 0.1, 6),
    "table.band_fill": Entry("通栏的底色", EntryKind.COLOUR),
    "table.space_before": _points("表前空", 0, 100),
    "table.space_after": _points("表后空", 0, 100),
    "table.continued": Entry("续表的字样", EntryKind.TEXT),
    "table.widths.*": Entry("各列宽度之比", EntryKind.RATIOS, may_lack=True),
    "table.rows.*.height": _mm("行高，至少", 0, 100),
    "table.rows.*.padding_y": _mm("格内上下留空", 0, 20),
    "table.rows.*.size": _points("字号", 4, 72, may_lack=True),
    "parts.cover": _switch("印封面"),
    "parts.document_number": _switch("有发文字号时印出"),
    "parts.title_lines": _whole("标题行数，0 为自动", 0, 5, BODY_LINES, may_lack=True),
    "parts.seal": _choice(
        "用印",
        no_seal="不加盖印章",
        seal="加盖印章",
        signature_stamp="加盖签发人签名章",
    ),
    "parts.signing": _choice("签字栏", none="无", block="在日期之下", page="另页"),
    "page_number.face": Entry("页码的字体", EntryKind.FACE),
    "page_number.size": _points("页码的字号", 4, 72),
    "page_number.form": Entry("页码的写法，{n} 为页码，{total} 为总页数", EntryKind.NUMBER_FORM),
    "page_number.below": _mm("页码在版心之下", 0, 100),
    "page_number.indent": Entry("页码离版心边缘", EntryKind.NUMBER, CHARACTERS, 0, 20),
    "page_number.place": _choice(
        "页码的位置", outer="单页右、双页左", center="居中", left="左", right="右"
    ),
}

# What may stand for `*`. A sheet may add faces and tables of its own, but no meanings of text.
TEXTS = {
    "title": "标题",
    "heading1": "一级标题（一、）",
    "heading2": "二级标题（（一））",
    "heading3": "三级标题（1.）",
    "heading4": "四级标题（（1））",
    "body": "正文",
    "lead": "与正文接排的小标题",
    "caption": "图片说明",
    "attachment": "附件号",
    "table_title": "表格名称",
    "above_table": "表格上方的一行",
    "below_table": "表格下方的一行",
    "signature": "落款",
    "document_number": "发文字号",
    "cover_title": "封面标题",
    "cover_line": "封面上的机关和日期",
}
FACES = {
    "title": "小标宋",
    "hei": "黑体",
    "kai": "楷体",
    "fangsong": "仿宋",
    "song": "宋体",
    "latin": "西文",
}
TABLES = {
    "disclosure": "主动公开表",
    "requests": "依申请公开表",
    "proceedings": "复议诉讼表",
    "statistics": "统计表（2014年版）",
    "fees": "收费表",
    "signing": "签字栏",
    "approval": "发文稿纸",
    "free": "报告自带的表",
}
MEANINGS = {"text": TEXTS, "faces": FACES, "table": TABLES}

Path = tuple[str, ...]


def described(path: Path) -> Entry | None:
    """The entry of a path such as `("text", "body", "size")`, its name telling what of."""
    entry = ENTRIES.get(".".join(path))
    if entry is not None:
        return entry
    for at in range(1, len(path)):
        entry = ENTRIES.get(".".join((*path[:at], "*", *path[at + 1 :])))
        if entry is not None and (path[0] != "text" or path[at] in TEXTS):
            of = MEANINGS[path[0]].get(path[at], path[at])
            return msgspec.structs.replace(entry, name=f"{of}的{entry.name}")
    return None


def below(path: Path) -> tuple[str, ...]:
    """The names that may follow a path; empty where it is an entry, or none at all."""
    found: dict[str, None] = {}
    for key in ENTRIES:
        steps = key.split(".")
        if len(steps) > len(path) and all(map(_stands_for, steps, path)):
            step = steps[len(path)]
            found |= dict.fromkeys(MEANINGS[steps[0]] if step == "*" else (step,))
    return tuple(found)


def paths() -> Iterator[Path]:
    """The paths of all entries, for every meaning, face and table known here."""
    for key in ENTRIES:
        steps = tuple(key.split("."))
        names = MEANINGS[steps[0]] if "*" in steps else ("",)
        yield from (tuple(name if step == "*" else step for step in steps) for name in names)


def _stands_for(step: str, name: str) -> bool:
    return step in ("*", name)
