"""The names a template may use, and what they stand for: what `page_data` gives, told in words."""

from __future__ import annotations

import msgspec

# `[]` stands for each thing in a list.
_SECTION = {
    "id": "这一部分的代号，作 anchor 用",
    "heading": "一级标题，带序号；没有标题时为空",
    "blocks": "这一部分的内容，依次排列",
    "blocks[].kind": "种类：heading 小标题、paragraph 段落、table 表格、figure 图片",
    "blocks[].anchor": "在报告中的位置，照抄到 anchor 属性",
    "blocks[].level": "小标题的层次，2 至 4（仅小标题有）",
    "blocks[].runs": "文字，分成字体相同的若干段（仅小标题和段落有）",
    "blocks[].runs[].text": "文字",
    "blocks[].runs[].mark": "plain 普通，lead 与正文接排的小标题",
    "blocks[].media": "图片的名称（仅图片有）",
    "blocks[].caption": "图片的说明（仅图片有）",
    "blocks[].width": "图片的宽度占版心的百分之几；没有选定时为空（仅图片有）",
    "blocks[].kind_of_table": "哪一张表（仅表格有，以下同）",
    "blocks[].columns": "列数",
    "blocks[].header_rows": "表头的行数",
    "blocks[].title": "表格上方的名称，多为空",
    "blocks[].above": "表格上方的各行",
    "blocks[].above[]": "一行中并排的各项",
    "blocks[].above[][]": "一项文字",
    "blocks[].below": "表格下方的各行",
    "blocks[].below[]": "一行中并排的各项",
    "blocks[].below[][]": "一项文字",
    "blocks[].lines": "表格的各行",
    "blocks[].lines[]": "从这一行开始的各格",
    "blocks[].lines[][].role": "corner 表角，header 表头，band 通栏，"
    "label 行名，unit 单位，value 数据",
    "blocks[].lines[][].rows": "占几行",
    "blocks[].lines[][].columns": "占几列",
    "blocks[].lines[][].indent": "缩进几个字",
    "blocks[].lines[][].text": "格中的文字",
    "blocks[].lines[][].number": "文字表示的数；不是数时为空",
    "blocks[].lines[][].sum_of": "由哪些格相加；不是合计时为空",
    "blocks[].lines[][].anchor": "是哪一格",
}

_DETAILS = {
    "title": "标题",
    "agency": "机关",
    "agency_kind": "机关类别：department 部门、government 政府、other 其他",
    "year": "报告年度",
    "document_number": "发文字号",
    "period": "统计期限",
    "published": "发布日期",
    "address": "地址",
    "postcode": "邮编",
    "phone": "电话",
    "fax": "传真",
    "email": "电子邮箱",
    "leader": "单位负责人",
    "reviewer": "审核人",
    "author": "填报人",
    "author_phone": "填报人电话",
    "signed_on": "填报日期",
}

_PARTS = {
    "cover": "版式要求封面",
    "document_number": "版式要求印发文字号",
    "title_lines": "版式规定标题分几行，0 为自动",
    "seal": "用印方式：seal、no_seal、signature_stamp",
    "signing": "签字栏：none 无、block 在日期之下、page 另页",
}

NAMES: dict[str, str] = {
    "title": "标题",
    "title_phrases": "标题中不拆开的各段",
    "title_phrases[]": "一段文字",
    "author": "机关名称",
    "details": "基本信息，没有填写的为空",
    **{f"details.{name}": meaning for name, meaning in _DETAILS.items()},
    "parts": "版式规定随报告印出的部分",
    **{f"parts.{name}": meaning for name, meaning in _PARTS.items()},
    "sections": "正文的各部分，依次排列",
    **{f"sections[].{name}": meaning for name, meaning in _SECTION.items()},
    "signature": "落款；没有成文日期时为空，用前须以 if 判断",
    "signature.agency": "落款的机关",
    "signature.date": "成文日期",
    "is_signed_in_a_table": "表格下方已有单位负责人等签字的一行",
    "attachments": "各个附件，依次排列，写法同 sections",
    "attachments[].name": "附件1 等",
    **{f"attachments[].{name}": meaning for name, meaning in _SECTION.items()},
}


class Shape(msgspec.Struct):
    """What stands behind a name: parts by name, things of a list, or text where both are empty."""

    parts: dict[str, Shape] = {}
    each: Shape | None = None

    def part(self, step: str) -> Shape:
        """The shape one step further, made where there is none yet."""
        if step == "[]":
            self.each = self.each or Shape()
            return self.each
        return self.parts.setdefault(step, Shape())


def shape_of_data() -> Shape:
    """What a template is given, as `NAMES` tells it."""
    whole = Shape()
    for name in NAMES:
        shape = whole
        for step in name.replace("[]", ".[]").split("."):
            shape = shape.part(step)
    return whole
