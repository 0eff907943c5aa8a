"""Every setting described once: the window, its search, and the list of what an import changes.

The numbers of style sheets are described in `document.stylesheet_entries`, rules by the forms and
by `resources/rules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from gipdesk.checks.practice import Grade
from gipdesk.report.edition import AgencyKind, Severity
from gipdesk.workflow.office import Office
from gipdesk.workflow.settings import Settings

AGENCY, PAPER, RULES, SAVING = "机关信息", "版式", "检查规则", "保存"
GRADES = {
    Grade.ERROR: "错误",
    Grade.WARNING: "提示",
    Grade.INFO: "参考",
    Grade.OFF: "不检查",
}
_PLACE = re.compile(r"\{[^}]*\}")


class Kind(StrEnum):
    """How a setting is written."""

    TEXT = "text"
    CHOICE = "choice"
    SWITCH = "switch"


class Setting(msgspec.Struct, frozen=True):
    """A setting: its place in the file, its page in the window, its name, and what it means."""

    table: str
    key: str
    page: str
    name: str
    words: str = ""
    kind: Kind = Kind.TEXT
    choices: Mapping[Any, str] = {}

    def value(self, settings: Settings) -> Any:
        """What it is set to."""
        return getattr(getattr(settings, self.table), self.key)

    def changed(self, settings: Settings, value: Any) -> Settings:
        """The settings with this one set to a value."""
        table = msgspec.structs.replace(getattr(settings, self.table), **{self.key: value})
        return msgspec.structs.replace(settings, **{self.table: table})

    def shown(self, value: Any) -> str:
        """A value as people say it."""
        if self.kind is Kind.SWITCH:
            return "是" if value else "否"
        return self.choices.get(value, str(value))


SETTINGS = (
    Setting("agency", "name", AGENCY, "机关全称", "新建的报告由此填入，例如：某某市司法局"),
    Setting(
        "agency",
        "kind",
        AGENCY,
        "机关类型",
        "政府的年度报告比部门的多几项内容",
        Kind.CHOICE,
        {
            AgencyKind.DEPARTMENT: "政府部门",
            AgencyKind.GOVERNMENT: "人民政府",
            AgencyKind.OTHER: "其他机关、组织",
        },
    ),
    Setting("agency", "address", AGENCY, "地址", "印在前言的联系方式中"),
    Setting("agency", "postcode", AGENCY, "邮政编码"),
    Setting("agency", "phone", AGENCY, "电话"),
    Setting("agency", "fax", AGENCY, "传真"),
    Setting("agency", "email", AGENCY, "电子邮箱"),
    Setting("agency", "leader", AGENCY, "单位负责人"),
    Setting("agency", "reviewer", AGENCY, "审核人"),
    Setting("agency", "author", AGENCY, "填报人"),
    Setting("agency", "author_phone", AGENCY, "填报人电话"),
    Setting("paper", "style", PAPER, "版式"),
    Setting("paper", "template", PAPER, "模板文件夹", "自己的模板；不填则用程序的模板"),
    Setting(
        "paper",
        "installed_fonts",
        PAPER,
        "使用本机安装的公文字体（允许嵌入的）",
        kind=Kind.SWITCH,
    ),
    Setting("paper", "formulas", PAPER, "表格文件中的合计写成公式", kind=Kind.SWITCH),
    Setting("paper", "signing_copy", PAPER, "PDF 带核验码（送签用）", kind=Kind.SWITCH),
    Setting(
        "saving",
        "autosave_minutes",
        SAVING,
        "自动保存报告文件",
        "每一处改动都随时记入恢复记录，断电也不丢失；这里另外定时写入 .gip 文件本身",
        Kind.CHOICE,
        {0: "不自动保存", 5: "每 5 分钟", 10: "每 10 分钟", 15: "每 15 分钟", 30: "每 30 分钟"},
    ),
)


class RuleLine(msgspec.Struct, frozen=True):
    """A rule as the settings list it."""

    id: str
    words: str
    severity: Severity


def rule_lines(office: Office) -> tuple[RuleLine, ...]:
    """All rules of all forms and all others, each once, those of the newest form first."""
    lines: dict[str, RuleLine] = {}
    for line in _rule_lines(office):
        lines.setdefault(line.id, line)
    return tuple(lines.values())


def _rule_lines(office: Office) -> Iterator[RuleLine]:
    for edition in office.editions:
        for identity in edition.identities:
            yield RuleLine(identity.id, _words(identity.message), identity.severity)
    for rule in office.rules.values():
        yield RuleLine(rule.id, _words(rule.message), rule.severity)


def _words(message: str) -> str:
    """What a rule says, without the places it is filled in with."""
    return _PLACE.sub("…", message)


class Difference(msgspec.Struct, frozen=True):
    """A setting that is not the same in two places."""

    name: str
    before: str
    after: str


def differences(before: Settings, after: Settings) -> Iterator[Difference]:
    """What is another in `after` than in `before`."""
    for setting in SETTINGS:
        old, new = setting.value(before), setting.value(after)
        if old != new:
            yield Difference(setting.name, setting.shown(old), setting.shown(new))
    for rule in sorted({*before.rules, *after.rules}):
        old_grade, new_grade = before.rules.get(rule), after.rules.get(rule)
        if old_grade != new_grade:
            yield Difference(f"规则 {rule}", _grade_in_words(old_grade), _grade_in_words(new_grade))


def _grade_in_words(grade: Grade | None) -> str:
    return GRADES[grade] if grade else "按原级别"
