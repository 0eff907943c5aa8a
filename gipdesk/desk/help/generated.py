"""The chapters that are made from the program's own data, so that they cannot lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Final

import msgspec

from gipdesk.desk.help.book import Chapter, parse_chapter
from gipdesk.desk.help.keys import key_groups, shown_keys
from gipdesk.report.edition import (
    Edition,
    Form,
    Guidance,
    Identity,
    Relation,
    SectionForm,
    Severity,
    Source,
    TableForm,
)
from gipdesk.report.names import column_name, row_name
from gipdesk.workflow.office import Office

SEVERITIES: Final = {
    Severity.ERROR: "错误",
    Severity.WARNING: "提示",
    Severity.INFO: "参考",
}
_SENTENCES = {
    Relation.EQUAL: "{left} 等于 {right}",
    Relation.AT_MOST: "{left} 不大于 {right}",
    Relation.TOGETHER: "{left} 与 {right}，要么都为0，要么都不为0",
    Relation.NEEDS: "{left}不为0的，{right}也不应为0",
}
_LONGEST_SUM = 8  # terms that are named one by one


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a rule means to a person, beyond its message, and what to do."""

    means: str
    todo: str = ""


def read_meanings(path: Path) -> dict[str, Meaning]:
    """What is written about the rules, by id."""
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, Meaning])


# ---------------------------------------------------------------- keys


def keys_chapter() -> Chapter:
    """Every key, by menu and place."""
    parts = [
        "<p>菜单中每条命令的右边也写着它的快捷键。可以打印一页贴在手边：帮助 → 快捷键一览。</p>"
    ]
    for number, group in enumerate(key_groups()):
        rows = "".join(
            f'<tr><td width="42%">{_keys(line.keys)}</td><td>{escape(line.text)}</td></tr>'
            for line in group.lines
        )
        parts.append(f'<h2 id="group-{number}">{escape(group.name)}</h2><table>{rows}</table>')
    return _chapter("keys", "快捷键", parts)


def _keys(keys: tuple[str, ...]) -> str:
    return "　".join(f"<key>{escape(each)}</key>" for each in shown_keys(keys))


# ---------------------------------------------------------------- rules


class _RuleEntry(msgspec.Struct, frozen=True):
    """A rule as the manual tells it, wherever it was defined."""

    id: str
    severity: Severity
    source: Source
    says: tuple[str, ...]  # the identities it stands for, or else its message
    editions: tuple[str, ...] = ()


def rules_chapter(office: Office, meanings: Mapping[str, Meaning]) -> Chapter:
    """Every rule: what it looks at, what to do, and on whose authority."""
    entries = list(_entries(office))
    parts = [
        "<p>程序按下列规则检查。错误应当改正；提示请看一看，属实的可以确认并写明理由。"
        "规则的编号也显示在检查卡片上。</p>"
    ]
    parts += [_rule_text(each, meanings.get(each.id)) for each in entries]
    return _chapter("rules", "检查规则", parts)


def _entries(office: Office) -> Iterator[_RuleEntry]:
    """The rules; one that looks at last year's figures as well is told once."""
    others = {each.id: each for each in _other_entries(office)}
    for entry in _identity_entries(office):
        also = others.pop(entry.id, None)
        yield msgspec.structs.replace(entry, says=entry.says + also.says) if also else entry
    yield from others.values()


def _rule_text(entry: _RuleEntry, meaning: Meaning | None) -> str:
    said = list(entry.says)
    if meaning:
        said = [meaning.means, *([meaning.todo] if meaning.todo else ())]
        said += entry.says if entry.editions else ()
    lines = "".join(f"<p>{escape(each)}</p>" for each in said)
    used = f"适用：{'、'.join(entry.editions)}。" if entry.editions else ""
    mark = SEVERITIES[entry.severity]
    return (
        f'<h3 id="{entry.id}">{entry.id}　{mark}</h3>{lines}'
        f'<p class="source">{used}来源：{escape(_source(entry.source))}。</p>'
    )


def _source(source: Source) -> str:
    return f"{source.document}，{source.place}" if source.place else source.document


def _identity_entries(office: Office) -> Iterator[_RuleEntry]:
    """The rules of arithmetic, latest form first; the same rule of two forms is told once."""
    told: dict[str, _RuleEntry] = {}
    for edition in office.editions:
        for identity in edition.identities:
            told[identity.id] = _merged(told.get(identity.id), edition, identity)
    yield from told.values()


def _merged(held: _RuleEntry | None, edition: Edition, identity: Identity) -> _RuleEntry:
    name, says = f"{edition.id}年版", _in_words(edition, identity)
    if held is None:
        return _RuleEntry(identity.id, identity.severity, identity.source, (says,), (name,))
    lines = held.says if says in held.says else (*held.says, says)
    editions = held.editions if name in held.editions else (*held.editions, name)
    return msgspec.structs.replace(held, says=lines, editions=editions)


def _in_words(edition: Edition, identity: Identity) -> str:
    """An identity as a sentence of row or column names."""
    table = next(each for each in edition.tables if each.id == identity.table)
    left, right = _sum(table, identity, identity.left), _sum(table, identity, identity.right)
    each = {"row": "每一行", "column": "每一列"}[identity.per.value]
    where = f"{table.name.split('　')[0]}{each}：" if len(table.kinds) > len(table.row_ids) else ""
    return where + _SENTENCES[identity.relation].format(left=left or "0", right=right)


def _sum(table: TableForm, identity: Identity, terms: tuple[str, ...]) -> str:
    names = [_term(table, identity, each) for each in terms]
    if len(names) > _LONGEST_SUM:
        return f"“{names[0]}”至“{names[-1]}”共{len(names)}项之和"
    return " ＋ ".join(names)


def _term(table: TableForm, identity: Identity, term: str) -> str:
    if identity.per.value == "column":
        return row_name(table, term)
    row = identity.only[0] if identity.only else table.row_ids[0]
    return column_name(table, row, term)


def _other_entries(office: Office) -> Iterator[_RuleEntry]:
    for rule in sorted(office.rules.values(), key=lambda each: each.id):
        yield _RuleEntry(rule.id, rule.severity, rule.source, (_blanked(rule.message),))


def _blanked(message: str) -> str:
    """A message without its values: `“…”应填…`."""
    parts = message.split("{")
    return parts[0] + "".join("…" + part.partition("}")[2] for part in parts[1:])


# ---------------------------------------------------------------- what to fill in


def filling_chapter(form: Form) -> Chapter:
    """What the notice, the law and practice say about each section, row and column."""
    parts = [
        "<p>写着“官方”的出自通知、条例或者表样；写着“参考”的出自地方要求、已公布报告的做法，"
        "或者未经官方核定的条款对应，只供参考。</p>"
        f'<p class="source">本章按{escape(form.edition.name)}'
        f"（{escape(form.edition.source.document)}）编写。</p>"
    ]
    for section in form.sections:
        parts.extend(_section_parts(form, section))
    return _chapter("filling", "填写说明", parts)


def _section_parts(form: Form, section: SectionForm) -> Iterator[str]:
    names = {"preamble": "前言", "closing": "落款"}
    table = form.tables.get(section.table)
    name = section.heading or names.get(section.id) or (table.name if table else section.id)
    yield f'<h2 id="{section.id}">{escape(name)}</h2>{_hints(section.guidance)}'
    if table:
        yield _table_rows(table)


def _table_rows(table: TableForm) -> str:
    """The rows and columns of a table that something is said about."""
    rows = [
        (f"{table.id}/{row.id}", row_name(table, row.id), row.guidance)
        for block in table.blocks
        for row in block.rows
        if row.guidance
    ]
    columns = {
        column.labels[-1]: column.guidance
        for block in table.blocks
        for column in block.columns
        if column.guidance
    }
    lines = [_table_row(name, hints, anchor) for anchor, name, hints in rows]
    lines += [_table_row(f"{name}（列）", hints) for name, hints in columns.items()]
    return f"<table>{''.join(lines)}</table>" if lines else ""


def _table_row(name: str, hints: Iterable[Guidance], anchor: str = "") -> str:
    given = f' id="{anchor}"' if anchor else ""
    return f'<tr><td width="36%"{given}>{escape(name)}</td><td>{_hints(hints)}</td></tr>'


def _hints(hints: Iterable[Guidance]) -> str:
    return "".join(
        f'<p><span class="{"official" if hint.official else "reference"}">'
        f"{'官方' if hint.official else '参考'}</span>　{escape(hint.text)} "
        f'<span class="source">来源：{escape(hint.source)}</span></p>'
        for hint in hints
    )


def _chapter(chapter_id: str, title: str, parts: Iterable[str]) -> Chapter:
    return parse_chapter(chapter_id, f'<chapter title="{title}">{"".join(parts)}</chapter>')
