"""Traditional characters of the words of the form, so that its labels are known in either script.

For matching only: what is read stays as it is written.
"""

from __future__ import annotations

_SIMPLIFIED = (
    "专个为举务业于从众会传体关内决况减处复复对属应废开强当径总报护据权条构没济热现监"
    "确稳类纠纳线组织经结络统继续维编缴网罚职舆范获补规计认训议许讼设访诉询请读谈负责购费"
    "转辑过这进错门问闻阅际隐项题额驳发区单参后员围国执审实办制无时标联节评证调资还长间"
    "领团产边层检汇厅县乡镇陆东动数机系与盖并书质"
)
_TRADITIONAL = (
    "專個為舉務業於從眾會傳體關內決況減處復複對屬應廢開強當徑總報護據權條構沒濟熱現監"
    "確穩類糾納線組織經結絡統繼續維編繳網罰職輿範獲補規計認訓議許訟設訪訴詢請讀談負責購費"
    "轉輯過這進錯門問聞閱際隱項題額駁發區單參後員圍國執審實辦製無時標聯節評證調資還長間"
    "領團產邊層檢匯廳縣鄉鎮陸東動數機係與蓋並書質"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_FEW = 20  # a name or a quotation may hold some


def simplified(text: str) -> str:
    """Text with the Traditional characters of the form's words in their Simplified shape.

    >>> simplified("總體情況")
    '总体情况'
    """
    return text.translate(_TO_SIMPLIFIED)


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters."""
    changed = sum(text.count(character) for character in set(_TRADITIONAL) - set("強沒於複製係"))
    return changed > _FEW and changed * 10 > len(text)
