"""What a text claims about the figures of its report, and what it does not claim."""

from __future__ import annotations

import time
import tomllib
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipdesk import paths
from gipdesk.report.edition import CellKind, Form, form_of
from gipdesk.report.mentions import Kind, cells_of, in_cells_unit, mentions, name_of
from gipdesk.workflow.office import Office

YEAR = 2025
LEXICON = tomllib.loads((paths.RESOURCES / "lexicon.toml").read_text("utf-8"))

SAID = [
    ("全年共收到政府信息公开申请12件。", {"received": 12}),
    ("全年共收到 12 件政府信息公开申请。", {"received": 12}),
    ("我局共受理依申请公开申请１２件", {"received": 12}),
    ("接到公民、法人和其他组织提出的政府信息公开申请1,200件", {"received": 1200}),
    ("2025年收到政府信息公开申请十二件", {"received": 12}),
    ("政府信息公开申请共收到一百零五件。", {"received": 105}),
    ("（二）依申请公开。全年共收到申请3件，均按期答复。", {"received": 3}),
    ("截至2025年12月31日，共收到申请公开政府信息3件。", {"received": 3}),
    (
        "共收到依申请公开信息20条（其中：当面申请2条），结转下年度办理2件。",
        {"received": 20, "carried_out": 2},
    ),
    ("今年以来，收到政府信息公开申请8件。", {"received": 8}),
    ("（二）依申请公开。本年度收到8件，已全部答复。", {"received": 8}),
    ("收到政府信息公开申请5件（含上年结转2件）。", {"received": 5, "carried_in": 2}),
    (
        "收到政府信息公开申请95件，上年结转8件；答复98件，结转下年度继续办理5件。",
        {"received": 95, "carried_in": 8, "answered": 98, "carried_out": 5},
    ),
    ("办结政府信息公开申请7件，另有1件结转下年度。", {"answered": 7, "carried_out": 1}),
    ("因政府信息公开引发行政复议2件、行政诉讼1件。", {"review": 2, "litigation": 1}),
    ("全年因政府信息公开被申请行政复议3件，均维持。", {"review": 3, "review_altered": 0}),
    ("因信息公开被提起行政诉讼2件，全部维持。", {"litigation": 2, "litigation_altered": 0}),
    ("因政府信息公开引发行政复议、行政诉讼案件共3件。", {"proceedings": 3}),
    ("本年度制发行政规范性文件3件，废止1件，现行有效12件。",
     {"norms_made": 3, "norms_repealed": 1, "norms_valid": 12}),
    ("出台3件规范性文件。", {"norms_made": 3}),
    ("作出行政许可决定26件、行政处罚决定4件、行政强制决定1件。",
     {"licences": 26, "penalties": 4, "coercions": 1}),
    ("作出行政许可123件、行政处罚45件、行政强制0件。",
     {"licences": 123, "penalties": 45, "coercions": 0}),
    ("实施行政处罚56起，行政强制3起。", {"penalties": 56, "coercions": 3}),
    ("行政规范性文件发布数量2条，废止数量1条，现行有效数量5条。",
     {"norms_made": 2, "norms_repealed": 1, "norms_valid": 5}),
    ("2025年1月1日至12月31日，收到政府信息公开申请12件。", {"received": 12}),
    ("截至12月底，收到政府信息公开申请2件。", {"received": 2}),
    ("（二）依申请公开。收到政府信息公开申请5件。全市收到行政复议申请120件。", {"received": 5}),
    ("全年行政事业性收费金额为2.5万元。", {"fees": Decimal("2.5")}),
    ("发出收费通知2件，收取信息处理费380元。", {"fee_notices": 2, "fees_received": 380}),
    ("我廳收到依申請公開事項的申請1件", {"received": 1}),
]  # fmt: skip

NOTHING_SAID = [
    "2024年收到政府信息公开申请5件。",
    "上年收到政府信息公开申请5件。",
    "比上年多收到政府信息公开申请3件。",
    "收到政府信息公开申请数量同比增长20%。",
    "收到政府信息公开申请近100件。",
    "收到政府信息公开申请10余件。",
    "收到政府信息公开申请20件以上。",
    "收到政府信息公开申请是上年的1.5倍。",
    "2026年，我局将受理政府信息公开申请5件。",
    "按照《关于收到政府信息公开申请12件的通报》要求整改。",
    "依据《政府信息公开条例》（国务院令第711号）、国办公开办函〔2021〕30号编制，电话12345678。",
    "2025年12月31日收到政府信息公开申请答复书。",
    "依申请公开工作规范有序，收到群众来信12件、投诉5件。",
    "收到法律援助申请12件，公证申请3件。",
    "通过网络收到政府信息公开申请3件。",
    "其中收到自然人政府信息公开申请3件。",
    "收到企业政府信息公开申请3件。",
    "收到上级转办的政府信息公开申请2件。",
    "全年办理行政复议案件56件，应诉行政诉讼案件3件。",
    "政务公开：公开行政复议决定书12件。",
    "受理政府信息公开类行政复议案件5件。",
    "因政府信息公开被提起行政诉讼，一审行政诉讼2件。",
    "公开行政许可信息276条、行政处罚信息3条。",
    "在网站发布规范性文件12件，解读规范性文件3件。",
    "清理规范性文件12件，备案审查规范性文件3件。",
    "制定规范性文件工作制度3项。",
    "（二）依申请公开。全年办理行政复议案件12件，行政诉讼3件。",
    "作为复议机关收到政府信息公开行政复议申请12件。",
    "指导各单位制定规范性文件12件，督促废止规范性文件2件。",
    "减免行政事业性收费3.5万元，信息处理费标准为10元。",
    "今年1至6月收到政府信息公开申请5件。",
    "2025年1月收到政府信息公开申请2件。",
    "自2025年1月1日至2025年6月30日收到政府信息公开申请2件。",
    "主动公开行政许可12件、行政处罚5件、行政强制3件。",
    "自《条例》施行以来，收到政府信息公开申请120件。",
]

DENIED = [
    ("没有因政府信息公开被申请行政复议或提起行政诉讼的案件。", Kind.PROCEEDINGS),
    ("未收到政府信息公开申请。", Kind.RECEIVED),
    ("本年度没有收到要求公开政府信息的申请，", Kind.RECEIVED),
    ("全年未收到公民、法人和其他组织的依申请公开申请", Kind.RECEIVED),
    ("全年无依申请公开件。", Kind.RECEIVED),
    ("未发生因政府信息公开引发的行政复议、行政诉讼案件。", Kind.PROCEEDINGS),
    ("没有出现行政复议和行政诉讼的情况", Kind.PROCEEDINGS),
    ("无行政诉讼。", Kind.LITIGATION),
    ("未被申请行政复议。", Kind.REVIEW),
    ("未制定规范性文件。", Kind.NORMS_MADE),
    ("全年未收取信息处理费。", Kind.FEES_RECEIVED),
    ("本机关无收取信息处理费用情况。", Kind.FEES_RECEIVED),
    ("本年度未产生信息处理费。", Kind.FEES_RECEIVED),
    ("全年未收取行政事业性收费。", Kind.FEES),
]

NOT_DENIED = [
    "未收到申请人补正材料的，视为放弃。",
    "无正当理由大量反复申请。",
    "若未收到政府信息公开申请，",
    "未收到网络提交的政府信息公开申请。",
    "无行政复议被纠错案件。",
    "未经复议直接起诉。",
    "无法提供政府信息公开申请。",
    "2024年未收到政府信息公开申请。",
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_a_number_is_read_with_what_it_claims(text: str, said: dict[str, int]) -> None:
    assert {each.kind.value: each.number for each in mentions(text, YEAR)} == said


@pytest.mark.parametrize("text", NOTHING_SAID)
def test_what_is_not_about_the_whole_year_is_no_claim(text: str) -> None:
    assert mentions(text, YEAR) == ()


@pytest.mark.parametrize(("text", "kind"), DENIED)
def test_words_can_say_that_there_is_none(text: str, kind: Kind) -> None:
    (found,) = mentions(text, YEAR)
    assert (found.kind, found.number, found.is_number) == (kind, 0, False)
    assert text[found.start : found.end].strip("，。 ") in text


@pytest.mark.parametrize("text", NOT_DENIED)
def test_a_negation_of_something_else_denies_nothing(text: str) -> None:
    assert mentions(text, YEAR) == ()


def test_a_claim_in_a_list_begins_at_its_own_words() -> None:
    text = "作出行政许可123件、行政处罚45件。"
    first, second = mentions(text, YEAR)
    assert text[first.claim_start : first.claim_end] == "作出行政许可123件"
    assert text[second.claim_start : second.claim_end] == "行政处罚45件"


def test_the_places_are_those_of_the_text_as_typed() -> None:
    text = "《某某办法》施行。全年 共收到政府信息公开申请 １，２００ 件。"
    (found,) = mentions(text, YEAR)
    assert text[found.start : found.end] == "１，２００"
    assert text[found.claim_start : found.claim_end] == "收到政府信息公开申请 １，２００ 件"


def test_without_a_year_any_named_year_counts() -> None:
    assert [each.number for each in mentions("2024年收到政府信息公开申请5件。")] == [5]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_cells_in_some_form_and_a_name(kind: Kind, office: Office) -> None:
    forms = [
        form_of(edition, tuple(each.id for each in edition.variants if each.adds))
        for edition in office.editions
    ]
    with_cells = [form for form in forms if cells_of(kind, form)]
    assert with_cells
    assert all("·" in name_of(kind, form) for form in with_cells)


def test_a_form_without_the_cell_gives_none(office: Office) -> None:
    assert cells_of(Kind.NORMS_VALID, form_of(office.editions["2019"])) == ()
    assert cells_of(Kind.FEES_RECEIVED, form_of(office.editions["2021"])) == ()


def test_a_name_says_table_row_and_column(form: Form) -> None:
    assert name_of(Kind.RECEIVED, form) == "表三·新收·总计"


def test_an_amount_is_compared_in_the_unit_of_its_cell() -> None:
    (found,) = mentions("行政事业性收费380元。", YEAR)
    assert in_cells_unit(found, CellKind.AMOUNT_WAN) == Decimal("0.038")


def test_every_class_of_words_has_a_source_and_is_used() -> None:
    used = {
        part.removesuffix("?")
        for claim in LEXICON["claim"]
        for part in " ".join([*claim.get("says", ()), *claim.get("denies", ())]).split()
    }
    for claim in LEXICON["claim"]:
        used |= {claim.get(key, "") for key in ("needs", "denies_needs", "not_after", "allows")}
        used |= set(claim.get("unless", ()))
    used |= {"compared", "planned", "long_ago", "so_far", "ends"}
    names = [words["name"] for words in LEXICON["words"]]
    assert len(names) == len(set(names))
    assert set(names) <= used
    assert all(words["source"] and words["words"] for words in LEXICON["words"])


words = [word for group in LEXICON["words"] for word in group["words"]]
texts = st.lists(
    st.sampled_from([*words, "12", "３", "件", "元", "，", "。", "《", "》", " ", "2024年", "𬱖"])
    | st.text(max_size=3)
).map("".join)


@given(texts)
def test_any_text_can_be_read(text: str) -> None:
    for found in mentions(text, YEAR):
        assert 0 <= found.claim_start <= found.start < found.end <= found.claim_end <= len(text)
        assert found.number >= 0


@given(texts, texts)
def test_numbers_of_a_text_do_not_overlap(one: str, other: str) -> None:
    numbers = [each for each in mentions(f"{one}。{other}", YEAR) if each.is_number]
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@pytest.mark.parametrize(
    "piece",
    ["收到", "收到政府信息公开申请", "未发生因政府信息公开", "共共计总计", "行政复议、行政诉讼",
     "1,111", "(", "制发的了", "九百", "其中"],
)  # fmt: skip
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    def seconds(times: int) -> float:
        text = piece * times
        mentions.cache_clear()
        begin = time.perf_counter()
        mentions(text, YEAR)
        return time.perf_counter() - begin

    seconds(50)
    short, long = min(seconds(200) for _ in range(3)), seconds(3200)
    assert long < 16 * 8 * short + 0.05
