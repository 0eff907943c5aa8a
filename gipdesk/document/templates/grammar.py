"""Whether markup keeps to the vocabulary: elements, attributes, values, and text in its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from gipdesk.document.hints import nearest
from gipdesk.document.templates.marks import UNKNOWN
from gipdesk.document.templates.markup import Fault, Found, Markup
from gipdesk.document.templates.vocabulary import ELEMENTS, Attribute, AttributeKind, ElementForm


def faults_of(outside: Found, *, is_whole: bool = True) -> Iterator[Fault]:
    """What is wrong with a text's elements; `outside` holds them.

    Where the markup is not whole, how elements nest tells nothing, and is not looked at.
    """
    if not is_whole:
        yield from _faults_of_names(outside)
        return
    roots = outside.inside
    if not roots:
        yield Fault(0, "没有内容，最外一层应为 <document>")
    for root in roots[1:]:
        yield Fault(root.at, f"<{root.name}> 在 <document> 之外")
    for at, text in outside.texts:
        yield Fault(at, f"“{text[:20]}”在 <document> 之外，印不出来")
    for root in roots[:1]:
        if root.name != "document":
            yield Fault(root.at, f"最外一层应为 <document>，不应为 <{root.name}>")
        yield from _faults_in(root)


def has_faults(text: str) -> bool:
    """Whether anything is wrong with a text's elements."""
    markup = Markup(text)
    return bool(markup.faults) or any(True for _ in faults_of(markup.outside))


def _faults_of_names(outside: Found) -> Iterator[Fault]:
    for element in outside.inside:
        form = ELEMENTS.get(element.name)
        yield from _faults_of_attributes(element, form) if form else [_unknown(element)]
        yield from _faults_of_names(element)


def _unknown(element: Found) -> Fault:
    return Fault(element.at, f"不认识的元素“{element.name}”{nearest(element.name, ELEMENTS)}")


def _faults_in(element: Found) -> Iterator[Fault]:
    form = ELEMENTS.get(element.name)
    if form is None:
        yield _unknown(element)
        return
    yield from _faults_of_attributes(element, form)
    if not form.holds_text:
        for at, text in element.texts:
            yield Fault(
                at, f"“{text[:20]}”直接写在 <{element.name}> 之内，印不出来{_instead(form)}"
            )
    for needed in form.needs:
        if all(each.name != needed for each in element.inside):
            yield Fault(element.at, f"<{element.name}> 之内缺少 <{needed}>")
    for each in element.inside:
        if each.name in ELEMENTS and each.name not in form.inside:
            yield Fault(each.at, f"<{each.name}> 不能放在 <{element.name}> 之内")
        yield from _faults_in(each)


def _instead(form: ElementForm) -> str:
    return f"，应放在 <{form.inside[0]}> 之内" if len(form.inside) == 1 else ""


def _faults_of_attributes(element: Found, form: ElementForm) -> Iterator[Fault]:
    for name, (at, value) in element.attributes.items():
        attribute = form.attributes.get(name)
        if attribute is None:
            hint = nearest(name, form.attributes)
            yield Fault(at, f"<{element.name}> 没有名为“{name}”的属性{hint}")
        elif problem := _problem_of(value, attribute):
            yield Fault(at, f"属性“{name}”不能是“{value[:20]}”，{problem}")
    for name, attribute in form.attributes.items():
        if attribute.required and name not in element.attributes:
            yield Fault(element.at, f"<{element.name}> 缺少属性“{name}”（{attribute.meaning}）")


def _problem_of(value: str, attribute: Attribute) -> str:
    """What is wrong with a value; empty where nothing is, or where the value is not known."""
    if UNKNOWN in value:
        return ""
    match attribute.kind:
        case AttributeKind.CHOICE if value not in attribute.choices:
            return f"应为 {'、'.join(attribute.choices)} 之一{nearest(value, attribute.choices)}"
        case AttributeKind.WHOLE if not _is_within(value, attribute):
            return f"应为 {attribute.least} 至 {attribute.most} 的整数"
        case AttributeKind.NUMBER if value and not _is_number(value):
            return "应为数字"
        case _:
            return ""


def _is_within(value: str, attribute: Attribute) -> bool:
    is_whole = value.isascii() and value.isdigit() and len(value) < len("1000000")
    return is_whole and attribute.least <= int(value) <= attribute.most


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False
