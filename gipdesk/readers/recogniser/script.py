"""Traditional characters of the words of the form, so that its labels are known in either script.

For matching only: what is read stays as it is written.
"""

from __future__ import annotations

_TRADITIONAL = (
    "並亂佈併來侷係個們偉備傢傳僅兒內冊別則劃動務勢匯區協卻卽參員問單嚴國圍園圖團執堅報場壓壞"
    "壯娛婦嬰學實審寫將專對導層屬廠廢廣廳強後徑從復徹應懷戶捲掃掛採換損擊據敗數斷於時暫曆書會"
    "東査條棊業極構樂標樣機檔檢檯欄權歷氾決沒況洩減測滾濟瀏為無熱燙爲獄獎獲現產當發盡監盤眾睏"
    "瞭確碼祇祕稅種稱積穩穫箇節範簡糰糾約納級終組結絡統經綜維網綵緊線編緻縣縮總績織繞繫繳繼續"
    "罰羣聞聯聲職脩腦臺與舉舊華萬葯蓋藥蘇處虛號衆術衛衞衹補製複覆覈見覌規視覽觀訂計訊討訓記訟"
    "訪設許訴註証評詢試話誌認誤說説調談請論證識議護讀變負財貫責貸費資質賭購賽車軟載輯輸輿轉辦"
    "迴這週進過違適選遺還邊郵鄉醫銀錄錯錶鎮鏈長門閉開間閤閱閲關陸陽隊際隱隻離難電響頁頂項順預"
    "領頭頻題額類顯風颱館駁騫體髮魚點齣"
)
TRADITIONAL_NOTE = "来源是繁体字，读入时原样保留，可另行转换为简体字。"

_SIMPLIFIED = (
    "并乱布并来局系个们伟备家传仅儿内册别则划动务势汇区协却即参员问单严国围园图团执坚报场压坏"
    "壮娱妇婴学实审写将专对导层属厂废广厅强后径从复彻应怀户卷扫挂采换损击据败数断于时暂历书会"
    "东查条棋业极构乐标样机档检台栏权历泛决没况泄减测滚济浏为无热烫为狱奖获现产当发尽监盘众困"
    "了确码只秘税种称积稳获个节范简团纠约纳级终组结络统经综维网彩紧线编致县缩总绩织绕系缴继续"
    "罚群闻联声职修脑台与举旧华万药盖药苏处虚号众术卫卫只补制复复核见观规视览观订计讯讨训记讼"
    "访设许诉注证评询试话志认误说说调谈请论证识议护读变负财贯责贷费资质赌购赛车软载辑输舆转办"
    "回这周进过违适选遗还边邮乡医银录错表镇链长门闭开间合阅阅关陆阳队际隐只离难电响页顶项顺预"
    "领头频题额类显风台馆驳骞体发鱼点出"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
_WORDS = {
    "资讯": "信息",
    "规范性档案": "规范性文件",
    "网路": "网络",
}  # of Taiwan, in these characters
_TELLING = frozenset(_TRADITIONAL) - frozenset("強沒於複製係")  # these also stand in names
_FEW = 20  # a name or a quotation may hold some


def simplified(text: str) -> str:
    """Text with the Traditional characters of the form's words in their Simplified shape.

    Every character keeps its place.

    >>> simplified("主動公開政府資訊情況")
    '主动公开政府信息情况'
    """
    plain = text.translate(_TO_SIMPLIFIED)
    if plain != text:
        for taiwan, mainland in _WORDS.items():
            plain = plain.replace(taiwan, mainland)
    return plain


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters."""
    changed = sum(character in _TELLING for character in text)
    return changed > _FEW and changed * 10 > len(text)
