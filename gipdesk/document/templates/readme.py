"""The words that go along with a copied template: every name, every element, how to check."""

from __future__ import annotations

from collections.abc import Iterator

from gipdesk.document.templates.names import NAMES
from gipdesk.document.templates.vocabulary import ELEMENTS, Attribute, AttributeKind

_ABOUT = """\
模板说明

report.xml 是年度报告的模板，approval.xml 是发文稿纸的模板。删去其中一个，就使用自带的那一个。
某一版表样要有不同的模板时，放在以该版编号命名的文件夹里，例如 2019/report.xml。
template.toml 写明模板的名称（name）、适用于哪些版本的表样（editions）、
由哪一版程序复制而来（based_on）。

模板的写法（jinja2）
  {{ title }}                                      印出一项内容
  {% for section in sections %} … {% endfor %}      逐个取出
  {% if signature %} … {% endif %}                  有才印
  {% include "页眉.xml" %}                          用同一文件夹里的另一个文件
  {% from "builtin/report.xml" import grid with context %}
                                                   用自带模板中的一段（宏）

改好以后
  gipdesk template check 文件夹                     列出每一处错误，写明文件、行、列
  gipdesk template preview 文件夹 -o 预览.pdf       用样例报告排一份看看
  gipdesk export 报告.gip -o . --template 文件夹    导出时使用

字体、字号、行距、页边等不在模板里，在版式文件里，见 gipdesk style copy。
"""


def readme() -> str:
    """The whole text, in lines of its own."""
    return "\n".join([_ABOUT, *_names(), "", *_elements(), ""])


def _names() -> Iterator[str]:
    yield "可以使用的名称（[] 表示其中的每一个）"
    for name, meaning in NAMES.items():
        yield f"  {name}　{meaning}"


def _elements() -> Iterator[str]:
    yield "可以写的元素"
    for name, element in ELEMENTS.items():
        yield f"  <{name}>　{element.meaning}"
        if element.inside:
            yield f"      其中可放：{'、'.join(element.inside)}"
        for attribute, form in element.attributes.items():
            yield f"      {attribute}　{form.meaning}（{_kind(form)}）"


def _kind(attribute: Attribute) -> str:
    kind = attribute.kind.value
    if attribute.kind is AttributeKind.WHOLE:
        kind += f"，{attribute.least} 至 {attribute.most}"
    return kind + ("，必须有" if attribute.required else "")
