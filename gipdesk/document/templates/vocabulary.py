"""The elements a template may write, their attributes, and what each of them means."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from gipdesk.document.nodes import CellRole, Mark, SealForm
from gipdesk.report.report import FULL_WIDTH, NARROWEST

_MOST_COLUMNS, _MOST_ROWS = 200, 10_000  # more is no table that fits on paper


class AttributeKind(StrEnum):
    """How the value of an attribute is written."""

    TEXT = "文字"
    WHOLE = "整数"
    NUMBER = "数字，可以空着"
    CHOICE = "限定的词"


class Attribute(msgspec.Struct, frozen=True):
    """One attribute; `least` and `most` bound whole numbers."""

    meaning: str
    kind: AttributeKind = AttributeKind.TEXT
    required: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()


class ElementForm(msgspec.Struct, frozen=True):
    """What an element may hold: other elements, or text."""

    meaning: str
    attributes: dict[str, Attribute] = {}
    inside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # of those inside
    holds_text: bool = False


def _whole(meaning: str, least: int, most: int, *, required: bool = False) -> Attribute:
    return Attribute(meaning, AttributeKind.WHOLE, required, least, most)


def _choice(meaning: str, choices: type[StrEnum]) -> Attribute:
    return Attribute(meaning, AttributeKind.CHOICE, choices=tuple(each.value for each in choices))


_ANCHOR = Attribute("对应报告中的位置，供核对和点击定位，照抄数据中的 anchor")
_AGENCY = Attribute("机关名称", required=True)
_DATE = Attribute("成文日期", required=True)
_BLOCKS = (
    "cover",
    "title",
    "document-number",
    "heading",
    "paragraph",
    "table",
    "figure",
    "attachment",
    "signature",
    "page-break",
)

ELEMENTS: dict[str, ElementForm] = {
    "document": ElementForm(
        "整个文件，最外一层",
        {"title": Attribute("文件属性中的标题"), "author": Attribute("文件属性中的作者，即机关")},
        _BLOCKS,
    ),
    "cover": ElementForm(
        "封面，单独一页",
        {"agency": _AGENCY, "date": _DATE, "anchor": _ANCHOR},
        ("title",),
        ("title",),
    ),
    "title": ElementForm("标题", {"anchor": _ANCHOR}, ("phrase",), ("phrase",)),
    "phrase": ElementForm("标题中不拆开的一段", holds_text=True),
    "document-number": ElementForm("发文字号", {"anchor": _ANCHOR}, holds_text=True),
    "heading": ElementForm(
        "小标题",
        {"level": _whole("层次，1 至 4", 1, 4, required=True), "anchor": _ANCHOR},
        ("run",),
    ),
    "paragraph": ElementForm("正文的一段", {"anchor": _ANCHOR}, ("run",)),
    "run": ElementForm(
        "一段之中字体相同的文字",
        {"mark": _choice("plain 普通，lead 与正文接排的小标题，unfilled 待填", Mark)},
        holds_text=True,
    ),
    "table": ElementForm(
        "表格",
        {
            "kind": Attribute("哪一张表，决定各列的宽度；报告自带的表为 free", required=True),
            "columns": _whole("列数", 1, _MOST_COLUMNS, required=True),
            "header-rows": _whole("表头的行数，换页时重复", 0, _MOST_ROWS),
            "title": Attribute("表格上方的名称"),
            "anchor": _ANCHOR,
        },
        ("above", "below", "row"),
    ),
    "above": ElementForm("表格上方的一行", inside=("part",)),
    "below": ElementForm("表格下方的一行", inside=("part",)),
    "part": ElementForm("一行中并排的一项", holds_text=True),
    "row": ElementForm("表格的一行，只写从这一行开始的格", inside=("cell",)),
    "cell": ElementForm(
        "一格",
        {
            "role": _choice(
                "corner 表角，header 表头，band 通栏，label 行名，unit 单位，value 数据", CellRole
            ),
            "rows": _whole("占几行", 1, _MOST_ROWS),
            "columns": _whole("占几列", 1, _MOST_COLUMNS),
            "indent": _whole("缩进几个字", 0, 50),
            "number": Attribute("格中文字表示的数", AttributeKind.NUMBER),
            "sum-of": Attribute("合计格由哪些格相加，以空格分开，照抄数据中的 sum_of"),
            "anchor": _ANCHOR,
        },
        holds_text=True,
    ),
    "figure": ElementForm(
        "图片",
        {
            "media": Attribute("图片的名称，照抄数据中的 media", required=True),
            "caption": Attribute("图片下方的说明"),
            "width": _whole("宽度占版心的百分之几；不写的，按原图大小", NARROWEST, FULL_WIDTH),
            "anchor": _ANCHOR,
        },
    ),
    "attachment": ElementForm(
        "以下为附件，另起一页", {"name": Attribute("附件1 等", required=True), "anchor": _ANCHOR}
    ),
    "signature": ElementForm(
        "落款",
        {
            "agency": _AGENCY,
            "date": _DATE,
            "form": _choice(
                "seal 加盖印章，no_seal 不加盖印章，signature_stamp 加盖签发人签名章", SealForm
            ),
            "anchor": _ANCHOR,
        },
    ),
    "page-break": ElementForm("以下另起一页"),
}
