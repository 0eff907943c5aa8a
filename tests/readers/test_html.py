"""Web pages as sites, Word and clipboards give them."""

from __future__ import annotations

import codecs
import time
from collections.abc import Callable
from itertools import cycle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.readers.html import read_html, read_mhtml
from gipdesk.readers.pieces import Piece, SourceText, TableRow, UnreadableSourceError
from gipdesk.readers.reading import read
from gipdesk.report.edition import Editions, Form
from gipdesk.writers.html import write_html
from tests.readers.pages import pieces_expected, word_page
from tests.readers.sources import forms_of, tables_of, year_of, zeros
from tests.writers.samples import document, every_node, official

EDITIONS = Editions(paths.EDITIONS)
FORMS = [form for edition in EDITIONS for form in forms_of(edition)]
SHEET = read_stylesheet(paths.STYLES / "gb9704.toml")
TITLE = "某某市司法局2021年政府信息公开工作年度报告"
TEXT = "本机关全年主动公开政府信息一百二十条，其中政策文件十条，办结依申请公开三件，没有收费。"


def texts(source: SourceText) -> list[str | tuple[str, ...]]:
    """Lines as text, rows as their cells."""
    return [text_of(piece) for piece in source.pieces]


def text_of(piece: Piece) -> str | tuple[str, ...]:
    return piece.cells if isinstance(piece, TableRow) else piece.text


def texts_in(markup: str) -> list[str | tuple[str, ...]]:
    return texts(read_html(markup.encode()))


# Characters ------------------------------------------------------------------------------------


def page(charset: str) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{TEXT}</p></body></html>'


@pytest.mark.parametrize(
    "data",
    [
        page("utf-8").encode(),
        page("").encode(),
        codecs.BOM_UTF8 + page("gb2312").encode(),
        page("gb2312").encode(),
        page("gb2312").encode("gb18030"),
        page("utf-8").encode("gb18030"),
        page("no such").encode("gb18030"),
        page("utf-16").encode("utf-16"),
        codecs.BOM_UTF16_BE + page("").encode("utf-16-be"),
        page("").encode("utf-16-le"),
        page("").encode("utf-16-be"),
    ],
)
def test_a_page_is_decoded_by_what_it_is_not_by_what_it_says(data: bytes) -> None:
    assert texts(read_html(data)) == [TEXT]


@pytest.mark.parametrize("charset", ["big5", "utf-8"])
def test_a_page_in_big5_is_decoded(charset: str) -> None:
    text = "本機關全年主動公開政府資訊一百二十條，其中政策文件十條，辦結三件，沒有收費。"
    markup = page(charset).replace(TEXT, text)
    assert texts(read_html(markup.encode("big5hkscs"))) == [text]


@pytest.mark.parametrize(
    "garbled",
    [
        TEXT.encode().decode("gb18030", "replace").encode(),
        TEXT.encode().decode("cp1252", "replace").encode(),
        TEXT.encode("gb18030").decode("latin-1").encode(),
        TEXT.encode("gb18030").decode("utf-8", "replace").encode(),
    ],
)
def test_mojibake_is_refused_with_a_sentence(garbled: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="乱码"):
        read_html(b"<p>" + garbled + b"</p>")


def test_a_single_broken_character_does_not_spoil_a_page() -> None:
    data = page("utf-8").encode() * 3
    assert "\ufffd" in str(texts(read_html(data.replace("条".encode(), b"\xe6\x9d", 1))))


# Text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>本机关<span>自然</span><span>人</span>3<b>5</b>件</p>", ["本机关自然人35件"]),
        ("<p>政府信息\n    公开\n2021</p>", ["政府信息公开 2021"]),
        ("<p>&nbsp;&nbsp;　全文&nbsp;2021&nbsp;年&#8203;</p>", ["全文 2021 年"]),
        ("<div>甲<p>乙</p>丙</div>丁<br>戊<hr>己", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("<h1>标题</h1><ul><li>甲<li><p>乙</p></ul>", ["标题", "甲", "乙"]),
        ("<dl><dt>甲<dd>乙</dl><blockquote>丙</blockquote>", ["甲", "乙", "丙"]),
        ("<pre>甲\n<b>乙\n丙</b>丁\n</pre>戊", ["甲", "乙", "丙丁", "戊"]),
        ("没有标记的文字", ["没有标记的文字"]),
        ("<p>甲&#1;乙&#xFFFE;</p>", ["甲乙"]),
        ("<ruby>汉<rt>han</rt></ruby>字", ["汉字"]),
    ],
)
def test_text_is_read_as_a_browser_shows_it(
    markup: str, expected: list[str | tuple[str, ...]]
) -> None:
    assert texts_in(markup) == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = '<p>不显示</p>'</script>",
        "<style>p:before { content: '不显示' }</style>",
        "<noscript>不显示</noscript>",
        "<template>不显示</template>",
        "<!-- 不显示 -->",
        "<!--[if gte mso 9]><xml><w:View>不显示</w:View></xml><![endif]-->",
        "<select><option>不显示</option></select>",
        "<button>不显示</button><input value=不显示><textarea>不显示</textarea>",
        "<p hidden>不显示</p>",
        "<p style='COLOR:red; DISPLAY : none'>不显示<b>不显示</b></p>",
        "<span style='visibility:hidden'>不显示</span>",
        "<span style='mso-hide:all'>不显示</span>",
        "<div style='mso-element:comment-list'>不显示</div>",
        "<del>不显示</del>",
        "<s>不显示</s><strike>不<b>显示</b></strike>",
        "<span style='color:red;TEXT-DECORATION:line-through'>不显示</span>",
        "<span style='text-decoration-line: line-through'>不显示</span>",
        "<title>不显示</title>",
        "<svg><text>不显示</text></svg>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert texts_in(f"<p>{TEXT * 6}</p>{hidden}尾") == [TEXT * 6, "尾"]


def test_a_report_that_only_a_script_would_show_is_read_and_told() -> None:
    source = read_html(f"<div style='display:none'><p>{TEXT * 6}</p></div>".encode())
    assert texts(source) == [TEXT * 6]
    assert source.notes == ["网页的正文设为隐藏，已一并读入，请核对。"]


def test_words_lists_keep_the_numbers_that_stand_in_their_markup() -> None:
    markup = "<p><![if !supportLists]><span>1.<span>&nbsp;&nbsp; </span></span><![endif]>甲</p>"
    assert texts_in(markup) == ["1. 甲"]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ol><li>甲<li><p>乙</p></ol>", ["1.甲", "2.乙"]),
        ("<ol start=3 type=a><li>甲<li value=7>乙<li>丙</ol>", ["c.甲", "g.乙", "h.丙"]),
        ("<ol><li>甲<ol><li>乙</ol><li>丙</ol>", ["1.甲", "1.乙", "2.丙"]),
        ("<ol><li>一、甲<li>（二）乙</ol>", ["一、甲", "（二）乙"]),
        ("<ol class=menu><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
        ("<ol type=i><li>甲</ol><li>乙", ["甲", "乙"]),
    ],
)
def test_plain_numbered_lists_show_their_numbers(
    markup: str, expected: list[str | tuple[str, ...]]
) -> None:
    assert texts_in(markup) == expected


def test_a_page_within_a_page_does_not_end_it() -> None:
    inner = "<html><head><title>x</title></head><body><p>甲</p></body></html>"
    assert texts_in(f"<html><body><div>{inner}</div><p>乙</p></body></html>") == ["甲", "乙"]


# Tables ----------------------------------------------------------------------------------------


def test_cells_are_listed_once_where_they_begin() -> None:
    markup = """<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁
    <tr><td rowspan=0 colspan=99999999999999999999>戊<td rowspan=1000000000>己<tr><td>庚</table>"""
    assert texts_in(markup) == [("甲", "乙"), ("丙", "丁"), ("戊", "己"), ("庚",)]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("结果<br>维持", "结果维持"),
        ("<p>结果</p><p>维持</p>", "结果维持"),
        ("结果\n   维持", "结果维持"),
        ("（一）<br>予以公开", "（一）予以公开"),
        ("(一)<br>予以公开", "(一)予以公开"),
        ("“三安全<br>一稳定”", "“三安全一稳定”"),
        ("1<br>2", "1 2"),
        ("<p>1</p><p>2</p>", "1 2"),
        ("1\n2", "1 2"),
        ("<p>１</p><p>２</p>", "１ ２"),
        ("1,<br>234", "1, 234"),
        ("-<br>8", "- 8"),
        ("规章<br>3", "规章 3"),
        ("3<span>5</span>", "35"),
        ("&nbsp;", ""),
        ("　", ""),
        ("<p class=MsoNormal><o:p>&nbsp;</o:p></p>", ""),
        ("\u200b", ""),
        ("<input type=checkbox><img src=a>", ""),
        ("<table><tr><td>0</td></tr></table>", "0"),
    ],
)
def test_a_cell_is_one_text_and_never_makes_one_number_of_two(cell: str, text: str) -> None:
    assert texts_in(f"<table><tr><td>行<td>{cell}</table>") == [("行", text)]


def test_a_row_as_wide_as_its_table_is_text() -> None:
    markup = f"""<table><tr><td colspan=2><p>{TITLE}</p><p>副题</p>
    <tr><td>甲<td>1<tr><th colspan=2>一、总体情况<tr><td>乙<td>2<tr><td>注：无</table>"""
    assert texts_in(markup) == [TITLE, "副题", ("甲", "1"), "一、总体情况", ("乙", "2"), "注：无"]


def test_a_table_that_lays_out_the_page_is_read_as_what_is_in_it() -> None:
    markup = f"""<table><tr><td>首页<td>公开
    <tr><td width=200><ul><li>年报<li>指南</ul>
    <td><h1>{TITLE}</h1><table><tr><td>甲<td>1<tr><td>乙<td>2</table><p>后文</p></table>"""
    source = read_html(markup.encode())
    rows: list[str | tuple[str, ...]] = [("首页", "公开"), "年报", "指南", TITLE]
    assert texts(source) == [*rows, ("甲", "1"), ("乙", "2"), "后文"]
    assert [piece.place for piece in source.pieces] == [
        *("表1第1行", "第1段", "第2段", "第3段"),
        *("表2第1行", "表2第2行", "第4段"),
    ]


def test_a_column_of_running_text_is_no_cell() -> None:
    paragraphs = "".join(f"<p>（{numeral}）{TEXT * 2}</p>" for numeral in "一二三四五六")
    markup = f"<table><tr><td>导航<td>{paragraphs}</table>"
    assert texts_in(markup)[:2] == ["导航", f"（一）{TEXT * 2}"]
    short = f"<table><tr><td>问题<td><p>{TEXT}</p><p>{TEXT}</p></table>"
    assert texts_in(short) == [("问题", TEXT * 2)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<table><td>甲<td>1<tr><td>乙<td>2</table>", [("甲", "1"), ("乙", "2")]),
        ("<table>题<caption>说明</caption><tr><td>甲<td>1</table>", ["题", "说明", ("甲", "1")]),
        ("<tr><td>甲</td><td>1</td></tr>", ["甲", "1"]),
        ("<table><tr></tr><tr><td>甲<td>1</table>尾", [("甲", "1"), "尾"]),
        ("<p>前<table><tr><td>甲<td>1</table>后</p>", ["前", ("甲", "1"), "后"]),
        ("<table><tr><td>甲<div><td>乙</div><td>丙</table>", ["甲", "乙", "丙"]),
        ("<table><tr style='display:none'><td>甲<td>1<tr><td>乙<td>2</table>", [("乙", "2")]),
    ],
)
def test_careless_markup_is_read(markup: str, expected: list[str | tuple[str, ...]]) -> None:
    assert texts_in(markup) == expected


# The page around it ----------------------------------------------------------------------------


def test_the_title_of_the_page_serves_where_its_body_has_none() -> None:
    head = f"<title>{TITLE}_某某市人民政府</title>"
    source = read_html(f"{head}<p>一、总体情况</p>".encode())
    assert [(piece.text, piece.place) for piece in source.pieces] == [
        (TITLE, "网页标题"),
        ("一、总体情况", "第1段"),
    ]
    assert texts_in(f"{head}<h1>{TITLE}</h1>") == [TITLE]
    assert texts_in("<title>政务公开专栏</title><p>一、总体情况</p>") == ["一、总体情况"]
    meta = f"<meta name=ArticleTitle content='{TITLE}'><title>某某网</title>"
    assert texts_in(f"{meta}<p>一、总体情况</p>") == [TITLE, "一、总体情况"]


@pytest.mark.parametrize(
    ("markup", "note"),
    [
        ("<iframe src=a.html></iframe>", "嵌有另外的页面"),
        ("<p><del>删去的话</del></p>", "加删除线"),
        ("<p style='text-decoration: underline line-through'>删去的话</p>", "加删除线"),
        ("<a href=2.html>下一页</a>", "只读了这一页"),
        ("<script>createPageHTML(3, 0, 't2021', 'html');</script>", "只读了这一页"),
    ],
)
def test_what_the_page_leaves_elsewhere_is_told(markup: str, note: str) -> None:
    (told,) = read_html(f"<p>{TEXT}</p>{markup}".encode()).notes
    assert note in told


@pytest.mark.parametrize(
    "markup",
    ["<iframe hidden src=a></iframe>", "<script>createPageHTML(1, 0)</script>", "<i>x</i>"],
)
def test_an_ordinary_page_gives_no_note(markup: str) -> None:
    assert read_html(f"<p>{TEXT}</p>{markup}".encode()).notes == []


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<body><div id=app>载入中</div><script src=a.js></script></body>", "由脚本载入"),
        ("<body><script>document.write('x')</script></body>", "由脚本载入"),
        ("<frameset><frame src=a.html></frameset>", "框架"),
        ("<body><img src=a.png></body>", "只有图片"),
        ("<body><p>&nbsp;</p></body>", "没有文字"),
        (" \n", "空的"),
        ("<!-- x -->", "空的"),
    ],
)
def test_a_page_without_its_report_is_refused_with_a_sentence(markup: str, reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason) as refused:
        read_html(markup.encode())
    assert str(refused.value).endswith("。")


def test_the_clipboard_of_windows_is_read_without_its_header() -> None:
    header = "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\n"
    header += "StartFragment:0000000141\r\nEndFragment:0000000264\r\nSourceURL:http://a.cn/b\r\n"
    cells = "<!--StartFragment--><tr><td>甲</td><td>1</td></tr><!--EndFragment-->"
    markup = f"{header}<html>\r\n<body>\r\n<table>{cells}</table></body></html>"
    assert texts_in(markup) == [("甲", "1")]
    assert texts_in("<!--StartFragment--><p>甲</p><p>乙</p>") == ["甲", "乙"]


def test_a_page_kept_in_one_file_is_read() -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    part = "--b\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n"
    body = codecs.encode(page("gb2312").encode("gb18030"), "base64").decode()
    picture = "--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    data = f"{head}{picture}{part}\r\n{body}\r\n--b--\r\n".encode()
    assert texts(read_mhtml(data)) == [TEXT]
    with pytest.raises(UnreadableSourceError, match="没有网页"):
        read_mhtml(f"{head}{picture}--b--".encode())


# Bounds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (b"<p>" + b"a" * (20 * 1024 * 1024), "上限"),
        (b"<div>" * 3000 + "甲".encode(), "过深"),
        (b"<p>" + b"a" * 6_000_000, "太多"),
        (b"<b></b>" * 150_000, "太多"),
        (b"<p " + b" ".join(b"a%d=1" % number for number in range(50_000)) + b">x", "太多"),
    ],
)
def test_a_page_beyond_measure_is_refused_at_once(markup: bytes, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(UnreadableSourceError, match=reason):
        read_html(markup)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>" * 80 + "甲",
        "<p>甲" * 40_000,
        "<table>" + "<tr><td>1<td>2" * 20_000,
        "<ol>" + "<li>甲" * 20_000,
        "<p>" + " \n" * 500_000 + "甲",
        "<p>甲<b>" + "乙 " * 200_000,
        f"<img src='data:image/png;base64,{'A' * 12_000_000}'>甲",
    ],
    ids=lambda markup: repr(markup[:14]),
)
def test_a_strange_page_takes_time_in_proportion_to_its_length(markup: str) -> None:
    began = time.process_time()
    read_html(markup.encode())
    assert time.process_time() - began < 3


CONTROLS = {chr(code) for code in range(32)}
MARKUP = st.lists(
    st.sampled_from(
        [
            *("<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=3>", "</td>", "<th>"),
            *("<p>", "</p>", "<br>", "<div>", "</div>", "<ol start=9>", "<li>", "<pre>", "</pre>"),
            *("<span>", "</span>", "<del>", "<title>", "<body>", "</html>", "<select>", "<xml>"),
            *(
                "<p style='display:none'>",
                "<![if x]>",
                "<!--",
                "-->",
                "&nbsp;",
                "&#0;",
                "&#x110000;",
            ),
            *("甲", "一、总体情况", "1", " ", "\n", "0", "<", ">", '"', "&", "\x00", "]]>"),
        ]
    )
    | st.text(max_size=4),
    max_size=40,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(MARKUP.map(str.encode) | st.binary(max_size=200))
@example(b"<td></table><table><td><tr><td></div>")
def test_any_bytes_give_pieces_or_a_sentence(data: bytes) -> None:
    for reader in (read_html, read_mhtml):
        try:
            source = reader(data)
        except UnreadableSourceError:
            continue
        assert not any(CONTROLS & set(piece.text) for piece in source.pieces)


# Whole reports ---------------------------------------------------------------------------------


def test_our_own_page_is_read_back_piece_by_piece() -> None:
    blocks = every_node().blocks[:-1]
    assert texts(read_html(write_html(document(*blocks), SHEET))) == [
        "某某市司法局2025年政府信息公开工作年度报告",
        "根据《条例》编制，“公开”——含……共1,265条。",
        "一、总体情况",
        "（一）主动公开",
        "1.门户网站",
        "（1）栏目",
        "（二）依申请公开。全年收到申请若干件。",
        "诉讼〔待填〕件。",
        ("项目", "办理情况"),
        ("件数", "金额"),
        "第二十条第（一）项",
        ("公开", "1.予以公开", "12", "3.50"),
        ("2.部分公开", "", "/"),
        "图1　近五年情况",
        "a<b & c>d",
        "某某市司法局",
        "2026年1月16日",
        "附件1",
    ]


@pytest.mark.parametrize("table_id", ["disclosure", "requests", "proceedings"])
def test_our_own_page_keeps_every_cell_of_an_official_table(table_id: str) -> None:
    table = official(FORMS[0], table_id)
    read_back = [piece.cells for piece in read_html(write_html(document(table), SHEET)).pieces]
    assert read_back == [tuple(cell.text for cell in row) for row in table.rows]


@pytest.mark.parametrize("form", FORMS, ids=repr)
def test_a_page_from_word_gives_every_paragraph_and_row(form: Form) -> None:
    numbers = {ref: str(number) for number, ref in enumerate(form.kinds)}
    tables = tables_of(form, numbers)
    assert texts_in(word_page(form, tables)) == list(pieces_expected(form, tables))


TYPED = st.one_of(
    st.integers(0, 99_999).map(str),
    st.sampled_from(["/", "-", "—", "无", "1,234", "12件", "22（其中修订16件）", "0.038", ""]),
)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(FORMS),
    st.lists(TYPED, min_size=1, max_size=60),
    st.sampled_from([str.encode, lambda markup: markup.encode("gb18030")]),
)
def test_a_page_from_word_is_read_as_typed(
    form: Form, typed: list[str], encode: Callable[[str], bytes]
) -> None:
    texts_typed = dict(zip(form.kinds, cycle(typed), strict=False))
    reading = read(encode(word_page(form, tables_of(form, texts_typed))), EDITIONS)
    assert {ref: cell.text for ref, cell in reading.report.cells()} == texts_typed
    assert (reading.uncertain, reading.unread) == ([], [])
    assert reading.report.variants == form.variants
    assert reading.report.meta.year == year_of(form)


def test_text_around_the_tables_of_a_page_from_word_is_read() -> None:
    form = FORMS[0]
    report = read(word_page(form, tables_of(form, zeros(form))).encode(), EDITIONS).report
    overview, problems = report.section("overview"), report.section("problems")
    assert overview is not None
    assert overview.text == "（一）主动公开\n本机关全年主动公开政府信息120条。"
    assert problems is not None
    assert problems.text == "公开的形式不够多样，下一步改进。"


@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        ("— <span><sdfield type=PAGE format=PAGE>3</sdfield></span> —", []),
        ("第<sdfield type=PAGE>3</sdfield>页 共<sdfield type=DOCSTAT>9</sdfield>页", []),
        ("某某市司法局 <sdfield type=PAGE>3</sdfield>", ["某某市司法局 3"]),
        ("— 3 —", ["— 3 —"]),
    ],
)
def test_page_numbers_as_libreoffice_leaves_them_are_no_text(foot: str, kept: list[str]) -> None:
    assert texts_in(f'<p>没有收费。</p><div title="footer"><p>{foot}</p></div>') == [
        "没有收费。",
        *kept,
    ]
