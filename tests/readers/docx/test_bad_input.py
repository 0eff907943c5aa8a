"""Broken and hostile documents: a sentence or what can be read, never a traceback."""

from __future__ import annotations

import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipdesk.readers.docx import read_docx
from gipdesk.readers.pieces import UnreadableSourceError
from gipdesk.readers.reading import source_text
from tests.readers.docx.wordml import (
    field,
    item,
    lines,
    numbering,
    p,
    part,
    r,
    tbl,
    tc,
    tr,
    word,
    zipped,
)

BOMB = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "啊"><!ENTITY b "&a;&a;">]><w>&b;</w>'
GOOD = word(p("一、总体情况") + tbl(tr("规章", "1")))


def document(xml: str | bytes) -> bytes:
    return zipped({"word/document.xml": xml})


class TestBadInput:
    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (GOOD[: len(GOOD) // 2], "损坏"),
            (GOOD[:-30], "损坏"),
            (GOOD.replace(b"<w:t", b"<w:x").replace(b"word/document", b"word/documint"), "正文"),
            (zipped({"word/media/image1.png": b""}), "没有正文"),
            (document("<w:document"), "损坏"),
            (document(""), "损坏"),
            (document(b"\xff\xfe\x00"), "损坏"),
            (document("<html/>"), "没有正文"),
            (document(BOMB), "损坏"),
            (document(BOMB.encode("utf-16")), "损坏"),
            (document(BOMB.replace("?>", ' encoding="UTF-7"?>', 1).encode("utf-7")), "损坏"),
            (document("<w>" * 100_000), "损坏"),
            (document("<w>" * 100_000 + "</w>" * 100_000), "损坏"),
            (document(b" " * (30 * 2**20)), "过大"),
            (word(p("")), "没有文字"),
            (word('<w:altChunk w:id="x"/>'), "另存为 .docx"),
            (word(tbl(tr("规章", "1")) * 100_000), "过大"),
            (word("<w:p><w:r><w:t>1</w:t></w:r></w:p>" * 110_000), "过大"),
            (zipped({f"word/{number}": b"" for number in range(10_001)}), "过大"),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_a_sentence(self, data: bytes, reason: str) -> None:
        with pytest.raises(UnreadableSourceError) as refused:
            read_docx(data)
        assert reason in str(refused.value)
        assert str(refused.value).endswith("。")

    def test_a_size_that_is_a_lie_is_found_out(self) -> None:
        packed = bytearray(document(b" " * (30 * 2**20)))
        real = (30 * 2**20).to_bytes(4, "little")
        lie = packed.replace(real, (1000).to_bytes(4, "little"))
        assert lie != packed
        with pytest.raises(UnreadableSourceError, match="损坏"):
            read_docx(bytes(lie))

    def test_a_long_table_is_read(self) -> None:
        assert len(read_docx(word(tbl(*[tr("规章", "1", "2")] * 10_000))).pieces) == 10_000

    def test_deeply_nested_tables_are_read_or_refused(self) -> None:
        def nested(depth: int) -> str:
            return tbl(tr(tc(nested(depth - 1) + p("")), "1")) if depth else p("甲")

        assert lines(nested(60))
        with pytest.raises(UnreadableSourceError):
            lines(nested(120))

    def test_fields_opened_without_end_take_no_time(self) -> None:
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        assert lines(p((begin + r("1")) * 50_000)) == ["1" * 50_000]

    @settings(max_examples=300)
    @given(st.data())
    def test_a_flipped_byte_gives_pieces_or_a_sentence(self, data: st.DataObject) -> None:
        broken = bytearray(RICH)
        for _ in range(data.draw(st.integers(1, 4))):
            at = data.draw(st.integers(0, len(broken) - 1))
            broken[at] = data.draw(st.integers(0, 255))
        assert is_read_or_refused(bytes(broken))

    @settings(max_examples=300)
    @given(st.data())
    def test_misplaced_elements_give_pieces_or_a_sentence(self, data: st.DataObject) -> None:
        xml = st.recursive(
            st.sampled_from(["甲", "1", ""]),
            lambda inner: st.builds(element, NAMED, SAYING, st.lists(inner, max_size=4)),
            max_leaves=25,
        )
        numbers = numbering("chineseCounting", data.draw(st.sampled_from(["%1、", "%9%1%2", "%"])))
        body, footnotes = p("甲") + data.draw(xml), data.draw(xml)
        assert is_read_or_refused(word(body, numbering=numbers, footnotes=footnotes))


def is_read_or_refused(data: bytes) -> bool:
    try:
        return bool(source_text(data).pieces)
    except UnreadableSourceError as refused:
        return str(refused).endswith("。")


def element(name: str, value: str, parts: list[str]) -> str:
    return f"<{name} {value}>{''.join(parts)}</{name}>"


RICH = zipped(  # not compressed, so that flips reach the XML as well
    {
        "word/document.xml": part(
            "document",
            "<w:body>"
            + p(r("甲") + field("PAGEREF x", r("1")))
            + item("乙")
            + tbl(tr(tc("1", "<w:vMerge/>"), "2"))
            + "</w:body>",
        ),
        "word/numbering.xml": part("numbering", numbering("chineseCounting", "%1、")),
    },
    zipfile.ZIP_STORED,
)
_NAMES = """
w:p w:r w:t w:tbl w:tr w:tc w:pPr w:rPr w:tcPr w:trPr w:numPr w:numId w:ilvl w:pStyle w:rStyle
w:gridSpan w:vMerge w:hMerge w:gridBefore w:del w:ins w:moveFrom w:cellDel w:vanish w:hidden
w:sdt w:sdtPr w:showingPlcHdr w:sdtContent w:fldChar w:instrText w:txbxContent w:br w:tab w:sym
w:rt w:tabs w:footnoteReference w:footnote w:altChunk mc:AlternateContent mc:Choice mc:Fallback
w:pPrChange w:body
"""
NAMED = st.sampled_from(_NAMES.split())
SAYING = st.sampled_from(
    [
        *("", 'w:val=""', 'w:val="0"', 'w:val="1"', 'w:val="99999999999"', 'w:val="²"'),
        *('w:val="restart"', 'w:id="1"', 'w:char="FFFFFFFFF"', 'w:char="DC00"'),
        *(f'w:fldCharType="{kind}"' for kind in ("begin", "separate", "end")),
    ]
)
