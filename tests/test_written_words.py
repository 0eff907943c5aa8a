"""What stands beside the code: glossary, change log, README."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import CHECKOUT


def test_the_glossary_names_each_term_once_with_chinese_and_source() -> None:
    terms = tomllib.loads((CHECKOUT / "resources/glossary.toml").read_text("utf-8"))["term"]
    assert all(set(term) == {"name", "chinese", "source"} for term in terms)
    names = [term["name"] for term in terms]
    assert len(names) == len(set(names))


def test_the_change_log_is_in_the_agreed_form() -> None:
    text = (CHECKOUT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.M)
    assert headings[0] == "[未发布]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", each) for each in headings[1:])


def test_every_file_the_readmes_show_is_there() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        text = (CHECKOUT / name).read_text("utf-8")
        linked = re.findall(r"\]\(([^)#]+)\)", text)
        assert linked
        assert all((CHECKOUT / path).exists() for path in linked), linked


def test_ci_calls_the_readmes_test_command() -> None:
    command = "python3 packaging/dev.py test"
    assert command in (CHECKOUT / "README.md").read_text("utf-8")
    assert command in (CHECKOUT / ".ci/run").read_text("utf-8")
