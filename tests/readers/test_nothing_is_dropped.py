"""Every line of a source is in the report, is a word of the form, or is told to the user.

A line is accounted for when each of its cells stands, spaces and widths aside, in something a
person sees of the reading: sections, tables, details, unplaced and unread text, choices, notes; or
when it is made of words that the form prints itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.recogniser.recognise import Reading
from gipdesk.report.edition import Editions, Form, form_of
from gipdesk.report.folding import fold, match_key
from gipdesk.report.grid import grid_of
from gipdesk.report.report import FreeTable, Paragraph, Picture, Report
from tests.readers.sources import between_bars, one_cell_a_line, tables_of

EDITIONS = Editions(paths.EDITIONS)
EDITION = EDITIONS["2021"]
FORM = form_of(EDITION, tuple(variant.id for variant in EDITION.variants if variant.adds))
NUMERAL = re.compile(r"^(?:[一二三四五六七八九]、|\([一二三四五六七八九]\)|\d{1,2}\.)")
MARKDOWN = re.compile(r"^\s*#{1,6}\s+|^[-:| ]+$")
QUOTES = str.maketrans("“”＂", '"""')
NOISE = st.one_of(
    st.sampled_from(
        [
            "某部门报送了说明。",
            "处室",
            "其他主动公开文件",
            "（六）其他处理",
            "总计",
            "其他",
            "自然人",
            "行政许可",
            "三、收到",
            "规章（含省政府规章）",
            "二、主动公开政府信息情况",
            "四、政府信息公开行政复议、行政诉讼情况",
            "第二十条第（九）项",
            "科室 | 件数 |",
            "| | |",
            "其他主动公开文件 | 901 | 902 | 903 |",
            "（六）其他处理 | 904 | 905 | 906 | 907 | 908 | 909 | 910 |",
            "某类 | 1.属于国家秘密 | 911 | | | | | | 912 | | |",
            "0 0 0",
            "行政处罚 913",
            "某某市司法局",
            "2024年1月16日",
            "打印本页 关闭窗口",
            "浏览次数：914",
            "目录",
            "一、总体情况……3",
            "五、存在的问题和改进的措施",
            "六、其他情况。没有收费。",
            "三、",
            "来源：某某市司法局",
            "（文字描述）",
            "真人娱乐城 彩票 博彩",
            "某某市司法局2022年政府信息公开工作年度报告",
            '按照"公开为常态"的要求,公开916条。',
            "二〇二四年一月十六日",
            "附件1",
            "无",
            "/",
            "915",
        ]
    ),
    st.integers(1000, 9999).map(str),
    # A line of bars alone draws a row of blank cells.
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=12).filter(
        lambda line: bool(line.strip("|｜│┃║ "))
    ),
)


@settings(max_examples=300, deadline=None)
@given(
    st.booleans(), st.lists(st.tuples(st.integers(0, 400), NOISE), max_size=12), st.integers(0, 300)
)
def test_every_line_is_accounted_for(
    read: Callable[[str], Reading], in_bars: bool, noise: list[tuple[int, str]], cut: int
) -> None:
    shape = between_bars if in_bars else one_cell_a_line
    texts = {ref: str(number) for number, ref in enumerate(FORM.kinds, 20_000)}
    lines = [line for line in shape(FORM, tables_of(FORM, texts)).split("\n") if line]
    for place, line in noise:
        lines.insert(place % (len(lines) + 1), line)
    del lines[cut + 20 : cut + 30]
    check_accounted("\n".join(lines), read)


@pytest.mark.needs_shared
def test_every_line_of_real_reports_is_accounted_for(
    shared: Path, read: Callable[[str], Reading]
) -> None:
    for path in [*shared.glob("seeds/*.txt"), *shared.glob("practice/*.txt")]:
        check_accounted(path.read_text("utf-8"), read)


def check_accounted(source: str, read: Callable[[str], Reading]) -> None:
    try:
        reading = read(source)
    except UnreadableSourceError:
        return
    told = list(told_by(reading))
    edition = EDITIONS[reading.report.edition]
    form = form_of(edition, tuple(variant.id for variant in edition.variants if variant.adds))
    printed = "".join(printed_by(form))
    keys = "\n".join(key_of(text) for text in (*told, printed, *captions_of(reading.report, form)))
    numbers = {number for text in told for number in re.findall(r"\d+", fold(text))}
    for line in source.splitlines():
        for cell in re.split("[|｜│┃║]", MARKDOWN.sub("", line)):
            is_whole = key_of(cell) in keys and not key_of(cell).isdecimal()
            words = [cell] if is_whole else cell.split()
            assert not [word for word in words if not is_accounted_for(word, keys, numbers)], cell


def key_of(text: str) -> str:
    """What two texts share that look alike, straight and curly quotes included."""
    return match_key(text.translate(QUOTES))


def is_accounted_for(text: str, keys: str, numbers: set[str]) -> bool:
    """Whether a text is told or printed, its numbering aside; a number as the whole number."""
    key = key_of(text)
    if not key.strip("\"'‘’「」『』"):
        return True  # empty quotes in a header say nothing
    if key.isdecimal():
        return key in numbers
    return key in keys or NUMERAL.sub("", key).rstrip(":。") in keys


def told_by(reading: Reading) -> Iterator[str]:
    """Everything that a person sees of a reading."""
    yield from contents_of(reading.report)
    for place in reading.unread:
        yield place.text
    for uncertain in reading.uncertain:
        yield from uncertain.choices


def contents_of(report: Report) -> Iterator[str]:
    meta = report.meta
    yield from (meta.title, meta.published, meta.document_number, f"发布日期:{meta.published}")
    yield from (each.text for each in report.unplaced)
    yield from report.notes
    for section in report.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Paragraph(_, text):
                    yield text
                case FreeTable(_, rows):
                    yield from (cell for row in rows for cell in row)
                case Picture():
                    raise AssertionError("a text has no pictures")
    for table in report.tables.values():
        for row in table.rows.values():
            yield from (row.label, *(cell.text for cell in row.cells.values()))


def captions_of(report: Report, form: Form) -> Iterator[str]:
    """The lines that the form prints around its tables, with the details of the report."""
    details = msgspec.structs.asdict(report.meta)
    for section in form.sections:
        yield section.attachment
    for table in form.tables.values():
        for line in (table.title, *table.above, *table.below):
            yield line.format(**details)


def printed_by(form: Form) -> Iterator[str]:
    """The words of the form, header words that may be torn apart included."""
    for section in form.sections:
        yield section.heading
    for table in form.tables.values():
        yield from (cell.text for cell in grid_of(table).cells())
    yield "三、"  # a numeral whose heading comes in the next line
