"""The running text of Word documents: what is printed once all changes are accepted."""

from __future__ import annotations

import pytest

from gipdesk.readers.docx import read_docx
from gipdesk.readers.pieces import Line, TableRow
from tests.readers.docx.wordml import field, lines, notes, numbering, p, r, tbl, tc, texts, tr, word

CHANGED = "来源带有修订标记，已按接受全部修订读入，请核对。"
HIDDEN = "来源中有隐藏文字，没有读入。"
STRUCK = "来源中有加删除线的文字，没有读入，请核对。"


class TestText:
    def test_lines_and_rows_come_in_order_with_their_places(self) -> None:
        table = tbl(tr("规章", "1"), tr("", ""))
        assert read_docx(word(p("甲") + p("") + table + p("　") + p("乙") + table)).pieces == [
            Line("甲", "第1段"),
            TableRow(("规章", "1"), "表1第1行"),
            TableRow(("", ""), "表1第2行"),
            Line("乙", "第2段"),
            TableRow(("规章", "1"), "表2第1行"),
            TableRow(("", ""), "表2第2行"),
        ]

    def test_a_word_torn_into_runs_is_one_word(self) -> None:
        assert lines(p(r("1") + r("2") + r("条") + "<w:bookmarkStart/>" + r("。"))) == ["12条。"]

    def test_breaks_part_lines_and_tabs_part_words(self) -> None:
        body = f"{r('某局')}<w:r><w:br/></w:r>{r('年度报告')}<w:r><w:tab/></w:r>{r('3')}"
        source = read_docx(word(p(body, '<w:tabs><w:tab w:val="left"/></w:tabs>')))
        assert source.pieces == [Line("某局", "第1段"), Line("年度报告 3", "第1段")]

    def test_signs_that_are_elements_are_read(self) -> None:
        signs = (
            '<w:r><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
        )
        assert lines(p(r("甲") + signs + r("乙"))) == ["甲-☑乙"]

    def test_pronunciation_is_no_text(self) -> None:
        ruby = (
            f"<w:r><w:ruby><w:rt>{r('lù')}</w:rt><w:rubyBase>{r('六')}</w:rubyBase></w:ruby></w:r>"
        )
        assert lines(p(ruby + r("安"))) == ["六安"]

    @pytest.mark.parametrize(
        ("formula", "text"),
        [
            ("<m:r><m:t>12</m:t></m:r>", "12"),
            ("<m:sSup><m:e><m:r><m:t>12</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup>"
             "</m:sSup>", "12³"),
            ("<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den>"
             "</m:f>", "1/2"),
        ],
    )  # fmt: skip
    def test_the_text_of_a_formula_is_read(self, formula: str, text: str) -> None:
        cell = tc(p(f"<m:oMathPara><m:oMath>{formula}</m:oMath></m:oMathPara>"))
        assert lines(tbl(tr("规章", cell))) == [("规章", text)]

    @pytest.mark.parametrize("wrapper", ["w:hyperlink", "w:smartTag", "w:fldSimple", "w:ins"])
    def test_runs_are_read_through_what_wraps_them(self, wrapper: str) -> None:
        assert lines(p(r("甲") + f"<{wrapper}>{r('乙')}</{wrapper}>" + r("丙"))) == ["甲乙丙"]

    def test_content_controls_are_read_around_anything(self) -> None:
        def control(content: str) -> str:
            return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

        row = control(tr("甲", control(tc("乙")), tc(control(p(control(r("丙")))))))
        assert lines(control(p("零")) + control(tbl(row))) == ["零", ("甲", "乙", "丙")]

    def test_the_prompt_of_an_empty_control_is_no_value(self) -> None:
        prompt = (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{p('单击此处输入文字。')}</w:sdtContent></w:sdt>"
        )
        assert lines(tbl(tr("规章", tc(prompt)))) == [("规章", "")]

    def test_a_text_box_is_read_once_behind_its_paragraph(self) -> None:
        box = f"<w:txbxContent>{p('框内')}{tbl(tr('甲', '1'))}</w:txbxContent>"
        shape = (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx>'
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>"
        )
        assert lines(p(shape + r("框外")) + p("下段")) == ["框外", "框内", ("甲", "1"), "下段"]

    def test_footnotes_stand_at_the_end(self) -> None:
        body = p(r("甲") + '<w:r><w:footnoteReference w:id="7"/></w:r>') + p("乙")
        footnotes = (
            f'<w:footnote w:id="0" w:type="separator">{p("——")}</w:footnote>'
            f'<w:footnote w:id="7">{p("含依法未公开的。")}</w:footnote>'
            f'<w:footnote w:id="8">{p("没有引用的。")}</w:footnote>'
        )
        assert read_docx(word(body, footnotes=footnotes)).pieces == [
            Line("甲", "第1段"),
            Line("乙", "第2段"),
            Line("含依法未公开的。", "脚注1"),
        ]


class TestLooks:
    @pytest.mark.parametrize(
        ("looks", "text", "expected"),
        [
            ('<w:vertAlign w:val="superscript"/>', "2", "130²件"),
            ('<w:vertAlign w:val="superscript"/>', "[12]", "130¹²件"),
            ('<w:vertAlign w:val="superscript"/>', "注", "130 注件"),
            ('<w:vertAlign w:val="subscript"/>', "2", "130₂件"),
            ('<w:vertAlign w:val="baseline"/>', "2", "1302件"),
            ('<w:position w:val="8"/><w:sz w:val="12"/>', "2", "130²件"),
            ('<w:position w:val="-4"/><w:sz w:val="12"/>', "2", "130₂件"),
            ('<w:position w:val="8"/>', "2", "1302件"),
            ('<w:position w:val="x"/><w:sz w:val="12"/>', "2", "1302件"),
            ('<w:rStyle w:val="z"/>', "2", "130²件"),
            ('<w:rStyle w:val="z"/><w:vertAlign w:val="baseline"/>', "2", "1302件"),
        ],
    )
    def test_a_note_mark_adds_no_digit_to_a_number(
        self, looks: str, text: str, expected: str
    ) -> None:
        align = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        style = f'<w:style w:type="character" w:styleId="z">{align}</w:style>'
        assert lines(p(r("130") + r(text, looks) + r("件")), styles=style) == [expected]

    def test_a_paragraph_that_is_raised_as_a_whole_is_no_mark(self) -> None:
        raised = r("12", '<w:vertAlign w:val="superscript"/>')
        assert lines(tbl(tr("规章", tc(p(raised + r(" ")))))) == [("规章", "12")]

    @pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="z"/>'])
    def test_struck_text_is_left_out_and_told(self, look: str) -> None:
        style = '<w:style w:type="character" w:styleId="z"><w:rPr><w:strike/></w:rPr></w:style>'
        source = read_docx(word(tbl(tr("规章", tc(p(r("66", look) + r("5"))))), styles=style))
        assert texts(source) == [("规章", "5")]
        assert source.notes == [STRUCK]

    def test_text_that_is_not_struck_after_all_is_read(self) -> None:
        style = '<w:style w:type="paragraph" w:styleId="z"><w:rPr><w:strike/></w:rPr></w:style>'
        runs = r("旧") + r("新", '<w:strike w:val="0"/>')
        assert lines(p(runs, '<w:pStyle w:val="z"/>'), styles=style) == ["新"]
        assert notes(p(r("新", '<w:strike w:val="false"/>'))) == []


class TestChanges:
    def test_tracked_changes_are_taken_as_accepted_and_told_once(self) -> None:
        body = p(
            r("本年新收")
            + f"<w:del><w:r><w:delText>3</w:delText></w:r></w:del><w:ins>{r('5')}</w:ins>"
            + f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('件')}</w:moveTo>"
        )
        assert lines(body * 2) == ["本年新收5件"] * 2
        assert notes(body) == [CHANGED]

    def test_deleted_rows_cells_and_paragraphs_are_gone(self) -> None:
        deleted = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>{r('旧段')}</w:del></w:p>"
        rows = (
            tr("旧", "1", looks="<w:del/>"),
            tr("新", "2", tc("3", "<w:cellDel/>"), looks="<w:ins/>"),
        )
        assert lines(deleted + p("新段") + tbl(*rows)) == ["新段", ("新", "2")]
        assert notes(deleted + p("新段")) == [CHANGED]

    def test_paragraphs_whose_end_was_deleted_are_one(self) -> None:
        cut = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
        body = cut.format(r("政府")) + cut.format(r("信息")) + p("公开")
        assert lines(body) == ["政府信息公开"]
        assert lines(cut.format(r("甲")) + tbl(tr("乙", "1"))) == ["甲", ("乙", "1")]

    def test_a_change_of_looks_alone_is_not_told(self) -> None:
        old = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
        body = p("总体情况", old)
        assert lines(body, numbering=numbering("decimal", "%1.")) == ["总体情况"]
        assert notes(body) == []

    def test_hidden_text_is_left_out_and_told(self) -> None:
        body = p(r("甲") + r("密", "<w:vanish/>") + r("乙", '<w:vanish w:val="0"/>'))
        assert lines(body) == ["甲乙"]
        assert notes(body) == [HIDDEN]
        assert notes(p(r("甲") + r(" ", "<w:vanish/>"))) == []

    def test_hidden_rows_and_styles_are_left_out(self) -> None:
        style = '<w:style w:type="paragraph" w:styleId="z"><w:rPr><w:vanish/></w:rPr></w:style>'
        table = tbl(tr("甲", "1"), tr("乙", "2", looks="<w:hidden/>"))
        source = read_docx(word(p("窗体顶端", '<w:pStyle w:val="z"/>') + table, styles=style))
        assert texts(source) == [("甲", "1")]
        assert source.notes == [HIDDEN]


class TestFields:
    def test_the_result_of_a_field_is_read_not_its_code(self) -> None:
        assert lines(p(r("共") + field(" =SUM(ABOVE) ", r("12")) + r("件"))) == ["共12件"]

    def test_a_field_inside_a_code_is_no_text(self) -> None:
        inner = field("PAGE", r("1"))
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
        outer = mark("begin") + inner + mark("separate") + r("甲") + mark("end")
        assert lines(p(outer)) == ["甲"]

    def test_a_table_of_contents_gives_headings_without_page_numbers(self) -> None:
        entry = r("一、总体情况") + "<w:r><w:tab/></w:r>" + field("PAGEREF _Toc1 \\h", r("3"))
        assert lines(p(field("TOC \\o", entry))) == ["一、总体情况"]

    def test_a_field_without_an_end_hides_nothing(self) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        assert lines(p(begin + r("甲")) + p("乙")) == ["甲", "乙"]
