"""An environment in which a template can do no harm: nothing outside, nothing endless.

jinja2's own sandbox keeps a template from everything but its data. Here its loops are counted as
well, and what would fill the memory at one stroke is refused.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

MOST_STEPS = 2_000_000  # passes through loops; a report of fifty pages needs some ten thousand
MOST_SECONDS = 20.0
MOST_CHARACTERS = 20_000_000
_STEPS_BETWEEN_LOOKS = 1024
_LARGEST_EXPONENT = 100

# Of no use where looks come from the style sheet, and able to make gigabytes of one number.
_MAKING_MUCH = frozenset(
    {"center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"}
)
_MAKING_MUCH_FILTERS = ("center", "indent", "format")


class EndlessError(jinja2.TemplateRuntimeError):
    """A template that does not come to an end."""


class _Allowance:
    """How much a template may still do."""

    def __init__(self) -> None:
        self._steps = MOST_STEPS
        self._end = time.monotonic() + MOST_SECONDS

    def spend(self) -> None:
        """One pass through a loop, or one call of a macro."""
        self._steps -= 1
        if self._steps < 0:
            raise EndlessError(f"循环超过{MOST_STEPS // 10_000}万次，已经停止")
        if self._steps % _STEPS_BETWEEN_LOOKS == 0 and time.monotonic() > self._end:
            raise EndlessError(f"生成内容超过{MOST_SECONDS:.0f}秒，已经停止")


_allowance: ContextVar[_Allowance] = ContextVar("allowance")


@contextmanager
def allowance() -> Iterator[None]:
    """Let templates of a `Sandbox` do as much as one document needs."""
    token = _allowance.set(_Allowance())
    try:
        yield
    finally:
        _allowance.reset(token)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment that counts what its templates do; rendered within an `allowance`."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        del self.globals["lipsum"]
        for name in _MAKING_MUCH_FILTERS:
            del self.filters[name]

    @property
    def step(self) -> None:
        """Compiled into each loop and macro."""
        _allowance.get().spend()

    def joined(self, *parts: Any) -> Markup:
        """What `~` joins."""
        texts = [Markup.escape(part) for part in parts]
        _refuse_more_than(MOST_CHARACTERS, sum(map(len, texts)), "~")
        return Markup("").join(texts)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may use a part of a value."""
        is_much = isinstance(obj, str) and attr in _MAKING_MUCH
        return not is_much and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 -- as jinja2 calls it
        """No safer `format`: it is none of what a template may use."""
        return

    def call_binop(
        self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any
    ) -> Any:
        """Refuse what would fill the memory at one stroke."""
        match operator:
            case "%" if isinstance(left, str):
                raise EndlessError("不能用“%”排印文字")
            case "**":
                _refuse_more_than(_LARGEST_EXPONENT, _size(right), operator)
            case "*":
                _refuse_more_than(MOST_CHARACTERS, _size(left) * _size(right), operator)
            case "+":
                _refuse_more_than(MOST_CHARACTERS, _length(left) + _length(right), operator)
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for each in tree.find_all(nodes.Stmt):
            if isinstance(each, nodes.For | nodes.Macro | nodes.CallBlock):
                step = nodes.ExprStmt(nodes.EnvironmentAttribute("step"), lineno=each.lineno)
                each.body.insert(0, step)
        _Joining().visit(tree)
        return tree


class _Joining(NodeTransformer):
    """Lets `Sandbox.joined` do what `~` does."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        """A call in the place of the operator."""
        self.generic_visit(node)
        joined = nodes.EnvironmentAttribute("joined", lineno=node.lineno)
        return nodes.Call(joined, node.nodes, [], None, None, lineno=node.lineno)


def _refuse_more_than(most: float, size: float, operator: str) -> None:
    if size > most:
        raise EndlessError(f"“{operator}”得到的内容太大，已经停止")


def _size(value: Any) -> float:
    """How much a value multiplies another: a number itself, a text or list its length."""
    return abs(value) if isinstance(value, int | float) else _length(value)


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0
