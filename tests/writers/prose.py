"""Texts made at random, of what reports are made of: always the same ones from the same seed."""

from __future__ import annotations

from random import Random
from typing import Final

_HANZI: Final = "政府信息公开工作年度报告依法主动申请办理结果机关条例部门服务群众监督保障平台建设"
_UNITS: Final = ("条", "件", "次", "人次", "万元", "个", "余件")
_WORDS: Final = ("APP", "WeChat", "PDF", "www.example.gov.cn", "2023-2024", "0000-0000000")


class Writer:
    """Makes up texts."""

    def __init__(self, seed: int) -> None:
        """The same texts for the same seed."""
        self._random = Random(seed)

    def hanzi(self, least: int, most: int) -> str:
        """Some hanzi without any marks."""
        return "".join(self._random.choices(_HANZI, k=self._random.randint(least, most)))

    def prose(self, length: int) -> str:
        """A paragraph of at least so many characters."""
        phrases: list[str] = []
        while sum(map(len, phrases)) < length:
            phrases.append(self._phrase() + self._random.choice("，，，，、；："))
        return "".join(phrases)[:-1] + self._random.choice("。。。！？")

    def paragraphs(self, number: int) -> list[str]:
        """Short and long paragraphs."""
        return [self.prose(self._random.choice((5, 30, 60, 90, 200))) for _ in range(number)]

    def _phrase(self) -> str:
        inner = self._random.choice(
            (
                self._number,
                self._number,
                self._date,
                self._document,
                lambda: self._random.choice(_WORDS),
                lambda: f"“{self.hanzi(2, 6)}”",
                lambda: f"“{self.hanzi(1, 3)}‘{self.hanzi(2, 3)}’”",
                lambda: f"《{self.hanzi(4, 12)}》",
                lambda: f"（{self.hanzi(2, 8)}）",
                lambda: "——",
                lambda: "……",
            )
        )
        return self.hanzi(2, 14) + inner() + self.hanzi(1, 8)

    def _number(self) -> str:
        unit = self._random.choice(_UNITS)
        number = self._random.choice((10, 1000, 100_000, 10**7))
        return self._random.choice(
            (
                f"{self._random.randrange(number)}{unit}",
                f"{self._random.randrange(number):,}{unit}",
                f"{self._random.random() * 100:.2f}万元",
                f"{self._random.random() * 100:.1f}%",
            )
        )

    def _date(self) -> str:
        year, month = self._random.randint(2008, 2030), self._random.randint(1, 12)
        return f"{year}年{month}月{self._random.randint(1, 28)}日"

    def _document(self) -> str:
        year = self._random.randint(2008, 2030)
        return f"{self.hanzi(2, 3)}〔{year}〕{self._random.randint(1, 99)}号"
