"""The main figures of a report beside those of earlier years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from gipdesk.report.edition import CellKind, Form
from gipdesk.report.identities import add_up
from gipdesk.report.past import past_year_of
from gipdesk.report.report import PastYear, Report
from gipdesk.report.values import BLANK, Number, read_value


class Measure(msgspec.Struct, frozen=True):
    """Something that is compared: the sum of some cells, named as in a chart.

    A cell that ends in `*` stands for all of its beginning, in the column of totals.
    """

    id: str
    name: str
    cells: tuple[str, ...]
    is_usual: bool = False  # chosen until a person chooses


MEASURES = (
    Measure("new", "收到申请", ("requests/new.total",), is_usual=True),
    Measure("result_total", "办理申请", ("requests/result_total.total",), is_usual=True),
    Measure("granted", "予以公开", ("requests/granted.total",), is_usual=True),
    Measure("partial", "部分公开", ("requests/partial.total",), is_usual=True),
    Measure("denied", "不予公开", ("requests/denied.*",), is_usual=True),
    Measure("cannot", "无法提供", ("requests/cannot.*",), is_usual=True),
    Measure("noproc", "不予处理", ("requests/noproc.*",)),
    Measure("otherproc", "其他处理", ("requests/otherproc.*",)),
    Measure("carry_out", "结转下年度", ("requests/carry_out.total",)),
    Measure("review", "行政复议", ("proceedings/review.total",), is_usual=True),
    Measure(
        "litigation",
        "行政诉讼",
        ("proceedings/lit_direct.total", "proceedings/lit_after.total"),
        is_usual=True,
    ),
    Measure("norms_made", "制发规范性文件", ("disclosure/normative.made",)),
    Measure("norms_valid", "现行有效规范性文件", ("disclosure/normative.valid",)),
    Measure("licence", "行政许可", ("disclosure/licence.decisions",)),
    Measure("penalty", "行政处罚", ("disclosure/penalty.decisions",)),
    Measure("coercion", "行政强制", ("disclosure/coercion.decisions",)),
)


class Compared(msgspec.Struct, frozen=True):
    """One measure over the years; None where a year's report does not say."""

    measure: Measure
    figures: tuple[Number | None, ...]

    @property
    def change(self) -> str:
        """The last year's difference from the one before: `+3（+25%）`; empty where unknown."""
        if len(self.figures) < 2 or self.figures[-1] is None or self.figures[-2] is None:
            return ""
        before, now = self.figures[-2:]
        difference = now - before  # type: ignore[operator]  # neither is None
        if not before or not difference:
            return _signed(difference)
        return f"{_signed(difference)}（{_signed(round(difference * 100 / before))}%）"


class Comparison(msgspec.Struct, frozen=True):
    """Measures over some years, the earliest first."""

    years: tuple[int, ...]
    rows: tuple[Compared, ...]

    def of(self, measures: Sequence[str]) -> Comparison:
        """Only these measures."""
        return Comparison(
            self.years, tuple(each for each in self.rows if each.measure.id in measures)
        )


def comparison_of(report: Report, form: Form) -> Comparison:
    """A report beside the years it remembers; without a year of its own it stands last.

    Last year is among them also where only earlier ones are known: else those would pass for it.
    """
    own_year = report.meta.year or max((each.year for each in report.previous), default=0) + 1
    known = {each.year: each for each in report.previous}
    if known:
        known.setdefault(own_year - 1, PastYear(own_year - 1, report.edition, {}))
    known[own_year] = past_year_of(report, form, own_year)
    years = [known[year] for year in sorted(known)]
    rows = tuple(
        Compared(measure, tuple(_figure(measure, past.cells) for past in years))
        for measure in MEASURES
    )
    return Comparison(tuple(each.year for each in years), rows)


def _figure(measure: Measure, cells: Mapping[str, str]) -> Number | None:
    names = [name for pattern in measure.cells for name in _matching(pattern, cells)]
    if not names:
        return None
    values = [read_value(cells.get(name, ""), CellKind.COUNT) for name in names]
    return add_up(values or [BLANK]).number


def _matching(pattern: str, cells: Mapping[str, str]) -> list[str]:
    if not pattern.endswith("*"):
        return [pattern]
    beginning = pattern.removesuffix("*")
    return [name for name in cells if name.startswith(beginning) and name.endswith(".total")]


def _signed(number: Number) -> str:
    return f"+{number}" if number > 0 else f"−{abs(number)}" if number < 0 else "持平"
