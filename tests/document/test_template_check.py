"""Templates of the user's own: every mistake is told with file, line and column."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest

from gipdesk.document.compose import compose, page_data
from gipdesk.document.errors import Mistake, TemplateError
from gipdesk.document.nodes import Table, Title
from gipdesk.document.templates.engine import render
from gipdesk.document.templates.manifest import read_manifest
from gipdesk.document.templates.names import NAMES
from gipdesk.document.templates.readme import readme
from gipdesk.document.templates.vocabulary import ELEMENTS
from gipdesk.report.edition import Form
from gipdesk.workflow.office import Office
from gipdesk.workflow.samples import full_report, samples
from gipdesk.workflow.template_trial import check_template
from gipdesk.workflow.templates import copy_template, template_folders

TEMPLATE = """\
<document title="{{ title }}" author="{{ author }}">
{%- if title %}<title>{% for phrase in title_phrases -%}
<phrase>{{ phrase }}</phrase>{% endfor %}</title>{% endif %}
<!--here-->
</document>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "模板").mkdir()
    return tmp_path / "模板"


def place_of(marked: str) -> tuple[int, int]:
    """Line and column of the mark `▶`, counted from 1."""
    at = marked.index("▶")
    return marked.count("\n", 0, at) + 1, at - marked.rfind("\n", 0, at)


def checked(folder: Path, office: Office, source: str, edition: str = "2021") -> list[Mistake]:
    (folder / "report.xml").write_text(source.replace("▶", ""), "utf-8")
    found = check_template(folder, office, edition)
    return [mistake for mistake in found if not mistake.problem.startswith("缺少")]


def test_the_templates_as_delivered_have_no_mistake(folder: Path, office: Office) -> None:
    copied = copy_template(folder, office)
    assert {path.name for path in copied} == {
        "report.xml",
        "approval.xml",
        "template.toml",
        "README.txt",
    }
    assert check_template(folder, office) == []


def test_the_templates_as_delivered_are_made_for_every_edition(office: Office) -> None:
    assert set(read_manifest(office.templates).editions) == {each.id for each in office.editions}


# `▶` stands before the mistake; what is told there holds the words.
MISTAKES = [
    # names
    ("{{ ▶titel }}", "是不是“title”"),
    ("{% if ▶signatur %}{% endif %}", "是不是“signature”"),
    ("{{ details.▶leadr }}", "是不是“leader”"),
    ("{% for s in sections %}{% for b in s.▶block %}{% endfor %}{% endfor %}", "是不是“blocks”"),
    ("{% for s in sections %}\n{% if s.▶headings %}{% endif %}{% endfor %}", "是不是“heading”"),
    ("{% set s = sections[0] %}{% if s.▶hedding %}{% endif %}", "是不是“heading”"),
    ("{% macro a(s) %}{% if s.▶idd %}{% endif %}{% endmacro %}{{ a(sections[0]) }}", "“id”"),
    ("{% for s in sections %}{% if loop.▶frist %}{% endif %}{% endfor %}", "是不是“first”"),
    ("{% if sections.▶heading %}{% endif %}", "一列"),
    ("{% if title.▶text %}{% endif %}", "没有下一层"),
    ("{% if title.▶__class__ %}{% endif %}", "__class__"),
    # elements and attributes
    ("▶<pargraph><run>甲</run></pargraph>", "是不是“paragraph”"),
    ('▶<heading level="1"><run>甲</run>', "没有收尾"),
    ("<paragraph>▶<run>甲</paragraph>", "没有收尾"),
    ("<paragraph><run>甲</run></paragraph>▶</paragraph>", "多出了"),
    ('<heading ▶level="9"><run>甲</run></heading>', "1 至 4"),
    ('<heading ▶level="一"><run>甲</run></heading>', "1 至 4"),
    ("▶<heading><run>甲</run></heading>", "level"),
    ('<paragraph ▶ancor="x"><run>甲</run></paragraph>', "是不是“anchor”"),
    ('<paragraph><run ▶mark="bold">甲</run></paragraph>', "lead"),
    ("<paragraph>▶甲</paragraph>", "印不出来"),
    ("▶甲乙", "印不出来"),
    ("<paragraph>▶<row/></paragraph>", "不能放在"),
    ('▶<table columns="1"><row><cell>甲</cell></row></table>', "kind"),
    ('<table kind="free" columns="1"><row><cell ▶role="lable">甲</cell></row></table>', "“label”"),
    ('<table kind="free" columns="1"><row><cell ▶number="甲">1</cell></row></table>', "数字"),
    ('▶<table kind="free" columns="2"><row><cell>甲</cell></row></table>', "拼满 2 列"),
    ("<paragraph><run>▶&nbsp;</run></paragraph>", "&amp;"),
    ("<paragraph><run>1 ▶< 2</run></paragraph>", "&lt;"),
    ('<paragraph anchor="a" ▶anchor="b"><run>甲</run></paragraph>', "两次"),
    ("<paragraph ▶anchor=a><run>甲</run></paragraph>", "属性"),
    ("▶<signature/>", "agency"),
    ('▶<cover agency="" date=""/>', "<title>"),
    # the language of templates
    ("▶{% if title %}甲", "没有收尾"),
    ("{% if title %}{% endif %}▶{% endif %}", "多出了"),
    ("▶{% for s in sections %}{% if s.heading %}{% endif %}", "没有收尾"),
    ("{% ▶frobnicate %}", "不认识的指令"),
    ('{% include "▶../outside.xml" %}', "文件夹之内"),
    ('{% import "▶nowhere.xml" as a %}', "没有找到"),
]


@pytest.mark.parametrize(("planted", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_line_and_column(
    folder: Path, office: Office, planted: str, words: str
) -> None:
    source = TEMPLATE.replace("<!--here-->", f"  {planted}")
    line, column = place_of(source)
    found = checked(folder, office, source)
    told = [each for each in found if (each.line, each.column) == (line, column)]
    assert told, found
    assert words in "".join(each.problem for each in told)
    assert {each.file for each in found} == {"report.xml"}


# What jinja2 tells of a whole line only.
ON_A_LINE = [
    ("{{ title | nosuchfilter }}", "过滤器"),
    ("{% if title is nosuchtest %}{% endif %}", "判断"),
    ("{{ title", "没有收尾"),
    ("{{ 1 / 0 }}", "除数为零"),
    ("{{ title + 1 }}", "运算"),
    ("{{ signature.date }}", "if 判断"),
    ("{{ sections.append(1) }}", "不允许"),
    ("{% for i in range(10**9) %}{% endfor %}", "range"),
    ("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "循环"),
    ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "没有尽头"),
    ('{% include "report.xml" %}', "没有尽头"),
    ("{{ 'x' * 10**6 * 10**6 }}", "太大"),
    ("{{ 'x' * 10**6 * 10**3 }}", "太大"),
    ("{{ [1] * 10**9 }}", "太大"),
    ("{{ 9 ** 999999999 }}", "太大"),
    (
        "{% set n = namespace(t='x') %}"
        "{% for i in range(99) %}{% set n.t = n.t ~ n.t %}{% endfor %}",
        "太大",
    ),
    (
        "{% set n = namespace(t='x') %}"
        "{% for i in range(99) %}{% set n.t = n.t + n.t %}{% endfor %}",
        "太大",
    ),
    ("{{ 'x' | center(10**9) }}", "过滤器"),
    ("{{ 'x'.center(10**9) }}", "不允许"),
    ("{{ '{:999999999}'.format(1) }}", "不允许"),
    ("{{ '%999999999d' % 1 }}", "%"),
]


@pytest.mark.parametrize(("planted", "words"), ON_A_LINE)
def test_what_cannot_be_run_is_told_with_its_line(
    folder: Path, office: Office, planted: str, words: str
) -> None:
    source = TEMPLATE.replace("<!--here-->", f"\n▶{planted}")
    found = checked(folder, office, source)
    line, _ = place_of(source)
    assert any(each.line == line and re.search(words, each.problem) for each in found), found


def test_gigabytes_are_not_made(folder: Path, office: Office) -> None:
    piece = "{% for i in range(90000) %}" + "<page-break/>" * 500 + "{% endfor %}"
    (mistake,) = checked(folder, office, TEMPLATE.replace("<!--here-->", piece))
    assert "万字" in mistake.problem


def test_brackets_without_end_are_told(folder: Path, office: Office) -> None:
    piece = "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"
    assert checked(folder, office, TEMPLATE.replace("<!--here-->", piece))


def test_a_link_out_of_the_folder_is_refused(folder: Path, office: Office, tmp_path: Path) -> None:
    (tmp_path / "outside.xml").write_text("<page-break/>", "utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside.xml")
    source = TEMPLATE.replace("<!--here-->", '{% include "▶link.txt" %}')
    (mistake,) = checked(folder, office, source)
    assert (mistake.line, mistake.column) == place_of(source)
    assert "文件夹之内" in mistake.problem


def test_texts_are_joined_and_escaped(folder: Path) -> None:
    (folder / "report.xml").write_text("{{ '<' ~ a ~ 3 }}|{{ a + '>' }}|{{ 2 * 3 }}", "utf-8")
    assert render((folder,), "report.xml", {"a": "&"}) == "&lt;&amp;3|&amp;&gt;|6"


def test_all_mistakes_are_told_at_once(folder: Path, office: Office) -> None:
    planted = '{{ titel }}\n<heading level="9"/>\n<pargraph/>\n{{ autor }}'
    found = checked(folder, office, TEMPLATE.replace("<!--here-->", planted))
    assert {each.line for each in found} >= {3, 4, 5, 6}


def test_a_mistake_in_a_file_taken_in_is_told_of_that_file(folder: Path, office: Office) -> None:
    (folder / "页眉.xml").write_text('\n<heading level="7"><run>甲</run></heading>\n', "utf-8")
    found = checked(folder, office, TEMPLATE.replace("<!--here-->", '{% include "页眉.xml" %}'))
    assert [(each.file, each.line, each.column) for each in found] == [("页眉.xml", 2, 10)]


def test_a_built_in_macro_can_be_taken_from_its_file(folder: Path, office: Office) -> None:
    planted = """{% from "builtin/report.xml" import contents with context %}
{% for section in sections %}{{ contents(section) }}{% endfor %}
{% if signature %}
<signature agency="{{ signature.agency }}" date="{{ signature.date }}"/>{% endif %}
{% if details.document_number %}
<document-number>{{ details.document_number }}</document-number>{% endif %}
{% for section in attachments %}
<attachment name="{{ section.name }}"/>{{ contents(section) }}{% endfor %}"""
    source = TEMPLATE.replace("<!--here-->", planted)
    (folder / "report.xml").write_text(source, "utf-8")
    assert check_template(folder, office) == []


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        ("{{ grid(block) }}", "缺少表：三、收到和处理政府信息公开申请情况"),
        ("{{ titled() }}", "缺少标题"),
        ("<signature agency", "缺少落款"),
        ('<heading level="1"', "缺少小标题：一、总体情况"),
        ("<paragraph anchor", "缺少段落：全年公开政府信息326条。"),
        ("<figure media", "缺少图片：图1"),
        ("<document-number>", "缺少发文字号"),
    ],
)
def test_what_a_template_leaves_out_is_told(
    folder: Path, office: Office, lost: str, told: str
) -> None:
    lines = (office.templates / "report.xml").read_text("utf-8").split("\n")
    source = "\n".join(line for line in lines if not line.strip().startswith(lost))
    (folder / "report.xml").write_text(source, "utf-8")
    found = check_template(folder, office, "2021")
    assert told in [each.problem for each in found]
    root = source.split("\n").index('<document title="{{ title }}" author="{{ author }}">') + 1
    assert {(each.file, each.line, each.column) for each in found} == {("report.xml", root, 1)}


def test_a_row_that_is_left_out_is_told_of_its_table(folder: Path, office: Office) -> None:
    source = (office.templates / "report.xml").read_text("utf-8")
    cut = source.replace("in table.lines %}", "in table.lines[:-1] %}")
    (folder / "report.xml").write_text(cut, "utf-8")
    problems = [each.problem for each in check_template(folder, office, "2021")]
    assert "表“三、收到和处理政府信息公开申请情况”缺少8格" in problems


def shapes(value: Any, name: str = "") -> set[str]:
    """The names of all that a template is given, `[]` for the things of a list."""
    is_inner = not name or (name.endswith("[]") and isinstance(value, dict | list))
    found = set() if is_inner else {name}
    if isinstance(value, dict):
        for key, part in value.items():
            found |= shapes(part, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for part in value:
            found |= shapes(part, f"{name}[]")
    return found


def test_the_names_told_are_the_names_given(office: Office) -> None:
    given: set[str] = set()
    for edition in office.editions:
        for sample in samples(office, edition.id):
            given |= shapes(page_data(sample.report, sample.form, sample.parts))
    assert set(NAMES) >= given
    unseen = {name for name in set(NAMES) - given if not name.endswith("[]")}
    assert all(name.startswith("attachments[].") for name in unseen), unseen


def test_the_readme_explains_every_name_element_and_attribute() -> None:
    text = readme()
    for name in NAMES:
        assert f"  {name}　" in text
    for name, element in ELEMENTS.items():
        assert f"  <{name}>　" in text
        for attribute in element.attributes:
            assert f"      {attribute}　" in text


@pytest.mark.parametrize("seed", range(12))
def test_a_closing_tag_deleted_at_random_is_told_at_its_element(
    folder: Path, office: Office, seed: int
) -> None:
    source = (office.templates / "report.xml").read_text("utf-8")
    tag = random.Random(seed).choice(list(re.finditer(r"</([a-z-]+)>", source)))
    openings = [each.start() for each in re.finditer(rf"<{tag[1]}[ >]", source[: tag.start()])]
    line = source.count("\n", 0, openings[-1]) + 1
    found = checked(folder, office, source[: tag.start()] + source[tag.end() :], "")
    assert any(each.line == line and tag[1] in each.problem for each in found), (tag, found)


@pytest.mark.parametrize("seed", range(12))
def test_a_name_misspelt_at_random_is_told_at_its_line(
    folder: Path, office: Office, seed: int
) -> None:
    source = (office.templates / "report.xml").read_text("utf-8")
    names = list(re.finditer(r"(?<=[a-z]\.)([a-z_]{3,})(?= |\))", source))
    name = random.Random(seed).choice(names)
    misspelt = f"{name[1][0]}{name[1][2]}{name[1][1]}{name[1][3:]}x"
    line, column = place_of(f"{source[: name.start()]}▶{source[name.start() :]}")
    found = checked(folder, office, source[: name.start()] + misspelt + source[name.end() :])
    assert Mistake("report.xml", "", line, column) in [
        Mistake(each.file, "", each.line, each.column) for each in found
    ]


# Folders and their template.toml


def test_a_folder_without_a_template_is_told(folder: Path, office: Office) -> None:
    (empty,) = check_template(folder, office)
    (folder / "别的.txt").write_text("甲", "utf-8")
    (other,) = check_template(folder, office)
    (missing,) = check_template(folder / "无", office)
    (file,) = check_template(folder / "别的.txt", office)
    assert "空的" in empty.problem
    assert "没有 report.xml" in other.problem
    assert "没有找到" in missing.problem
    assert "这是文件" in file.problem


def test_a_file_that_is_not_utf8_is_told_with_its_line(folder: Path, office: Office) -> None:
    (folder / "report.xml").write_bytes("<document>\n甲</document>".encode("gbk"))
    (mistake,) = check_template(folder, office)
    assert (mistake.file, mistake.line) == ("report.xml", 2)
    assert "UTF-8" in mistake.problem


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ('name = "甲"\n▶editions = ["1999"]', "1999"),
        ('▶edition = ["2021"]', "editions"),
        ('name = "甲"\n▶editions = "2021"', "一列"),
        ("\n▶name = 3", "文字"),
        ("name = 甲▶", "写法"),
    ],
)
def test_a_mistake_in_the_manifest_is_told(
    folder: Path, office: Office, manifest: str, words: str
) -> None:
    (folder / "report.xml").write_text(TEMPLATE, "utf-8")
    (folder / "template.toml").write_text(manifest.replace("▶", ""), "utf-8")
    (mistake,) = check_template(folder, office)
    assert (mistake.file, mistake.line) == ("template.toml", place_of(manifest)[0])
    assert words in mistake.problem


def test_a_template_for_another_edition_is_refused_with_a_reason(
    folder: Path, office: Office
) -> None:
    (folder / "report.xml").write_text(TEMPLATE, "utf-8")
    (folder / "template.toml").write_text('editions = ["2019"]\n', "utf-8")
    assert template_folders(str(folder), office, "2019")[0] == folder
    with pytest.raises(TemplateError, match="适用于2019年版表样，不适用于2021年版") as caught:
        template_folders(str(folder), office, "2021")
    assert (caught.value.file, caught.value.line) == ("template.toml", 1)
    (mistake,) = check_template(folder, office, "2021")
    assert mistake == caught.value.mistake


# The same when a report is composed


def test_an_own_template_hides_the_built_in_one_and_that_of_its_edition_hides_it(
    folder: Path, office: Office, form: Form
) -> None:
    report = full_report(form)
    (folder / "report.xml").write_text(TEMPLATE, "utf-8")
    (title,) = compose(report, form, (folder, office.templates)).blocks
    assert isinstance(title, Title)
    (folder / "2021").mkdir()
    table = '<table kind="free" columns="1"><row><cell>甲</cell></row></table>'
    of_edition = f'<document title="甲">{table}</document>'
    (folder / "2021/report.xml").write_text(of_edition, "utf-8")
    (block,) = compose(report, form, (folder, office.templates)).blocks
    assert isinstance(block, Table)


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        ('<heading ▶level="9"><run>甲</run></heading>', "1 至 4"),
        ("<paragraph>▶甲</paragraph>", "印不出来"),
        ('<paragraph ▶ancor="x"/>', "anchor"),
        ("<paragraph>▶<run>甲</paragraph>", "没有收尾"),
    ],
)
def test_an_export_tells_the_place_of_the_first_mistake(
    folder: Path, office: Office, form: Form, planted: str, words: str
) -> None:
    source = TEMPLATE.replace("<!--here-->", planted)
    (folder / "report.xml").write_text(source.replace("▶", ""), "utf-8")
    with pytest.raises(TemplateError, match=words) as caught:
        compose(full_report(form), form, (folder, office.templates))
    assert (caught.value.line, caught.value.column) == place_of(source)


def test_an_export_ends_where_a_template_does_not(folder: Path, office: Office, form: Form) -> None:
    loop = "\n▶{% for i in range(99999) %}{% for j in range(99999) %}甲{% endfor %}{% endfor %}"
    source = TEMPLATE.replace("<!--here-->", loop)
    (folder / "report.xml").write_text(source.replace("▶", ""), "utf-8")
    with pytest.raises(TemplateError, match="已经停止") as caught:
        compose(full_report(form), form, (folder, office.templates))
    assert caught.value.line == place_of(source)[0]


def test_a_template_that_was_changed_is_read_again(folder: Path) -> None:
    for text in ("甲", "乙乙"):
        (folder / "report.xml").write_text(text, "utf-8")
        assert render((folder,), "report.xml", {}) == text


WIDTH = '{% if block.width %} width="{{ block.width }}"{% endif %}'


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "图片没有按选定的宽度印出：图1"),
        (' width="half"', "half"),
        (' width="500"', "500"),
    ],
)
def test_a_template_that_gives_pictures_another_width_is_told(
    folder: Path, office: Office, written: str, told: str
) -> None:
    source = (office.templates / "report.xml").read_text("utf-8")
    assert WIDTH in source
    (folder / "report.xml").write_text(source.replace(WIDTH, written), "utf-8")
    found = check_template(folder, office, "2021")
    assert any(told in each.problem for each in found)
