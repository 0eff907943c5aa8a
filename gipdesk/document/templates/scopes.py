"""Names in a template, followed through its loops, assignments and macros without running it."""

from __future__ import annotations

import re

from jinja2 import nodes

from gipdesk.document.errors import Mistake
from gipdesk.document.hints import nearest
from gipdesk.document.templates.names import Shape, shape_of_data

_LOOP = (
    "index index0 revindex revindex0 first last length cycle depth depth0 previtem nextitem changed"
)
_OF_LISTS = frozenset(dir(list)) | frozenset(dir(tuple))
_OF_TEXTS = frozenset(dir(str))
_SHAPELESS = None  # what may be anything

_Scope = dict[str, Shape | None]


class NameCheck:
    """The names of one file that nothing stands behind, as `mistakes`."""

    def __init__(
        self, tree: nodes.Template, file: str, source: str, others: frozenset[str]
    ) -> None:
        self.mistakes: dict[Mistake, None] = {}
        self._file = file
        self._lines = source.split("\n")
        self._macros = {macro.name: macro for macro in tree.find_all(nodes.Macro)}
        self._followed: list[tuple[str, tuple[int, ...]]] = []
        scope: _Scope = dict.fromkeys(others)
        scope |= dict.fromkeys(self._macros)
        scope |= shape_of_data().parts
        self._global = scope
        self._follow_all(tree.body, scope)
        called = {name for name, _ in self._followed}
        for name, macro in self._macros.items():
            if name not in called:
                self._follow_macro(macro, [])

    def _follow_all(self, body: list[nodes.Node], scope: _Scope) -> None:
        for node in body:
            self._follow(node, scope)

    def _follow(self, node: nodes.Node, scope: _Scope) -> None:
        """Follow a statement; what it assigns is in the scope from then on."""
        match node:
            case nodes.For():
                self._follow_loop(node, scope)
            case nodes.Macro():
                scope[node.name] = _SHAPELESS  # followed where it is called
            case nodes.Assign():
                self._bind(node.target, self._shape(node.node, scope), scope)
            case nodes.AssignBlock() | nodes.With() | nodes.CallBlock() | nodes.Scope():
                self._follow_inner(node, scope)
            case nodes.Import():
                scope[node.target] = _SHAPELESS
            case nodes.FromImport():
                names = (each if isinstance(each, str) else each[1] for each in node.names)
                scope.update(dict.fromkeys(names, _SHAPELESS))
            case nodes.Expr():
                self._shape(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self._follow(child, scope)

    def _follow_loop(self, node: nodes.For, scope: _Scope) -> None:
        shape = self._shape(node.iter, scope)
        inner: _Scope = {**scope, "loop": Shape(dict.fromkeys(_LOOP.split(), Shape()))}
        self._bind(node.target, shape.each if shape else _SHAPELESS, inner)
        if node.test is not None:
            self._shape(node.test, inner)
        self._follow_all(node.body, inner)
        self._follow_all(node.else_, dict(scope))

    def _follow_inner(self, node: nodes.Node, scope: _Scope) -> None:
        """A statement with names of its own."""
        inner = dict(scope)
        if isinstance(node, nodes.With):
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._shape(value, scope), inner)
        if isinstance(node, nodes.CallBlock):
            self._shape(node.call, scope)
            inner |= {each.name: _SHAPELESS for each in node.args}
        if isinstance(node, nodes.AssignBlock):
            self._bind(node.target, Shape(), scope)
        body: list[nodes.Node] = getattr(node, "body", [])
        self._follow_all(body, inner)

    def _follow_macro(self, macro: nodes.Macro, given: list[Shape | None]) -> None:
        key = (macro.name, tuple(map(id, given)))
        if key in self._followed:
            return
        self._followed.append(key)
        unknown = [_SHAPELESS] * (len(macro.args) - len(given))
        shapes = [*given, *unknown]
        inner = dict(self._global)
        inner |= dict.fromkeys(("caller", "varargs", "kwargs"), _SHAPELESS)
        inner |= {each.name: shape for each, shape in zip(macro.args, shapes, strict=False)}
        self._follow_all(macro.body, inner)

    def _bind(self, target: nodes.Node, shape: Shape | None, scope: _Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        for each in target.find_all(nodes.Name):
            if each is not target:
                scope[each.name] = _SHAPELESS

    def _shape(self, node: nodes.Node, scope: _Scope) -> Shape | None:
        """The shape of an expression; what is wrong within it is told."""
        match node:
            case nodes.Name():
                return self._shape_of_name(node, scope)
            case nodes.Getattr():
                return self._part(self._shape(node.node, scope), node.attr, node)
            case nodes.Getitem(arg=nodes.Const(value=str() as name)):
                return self._part(self._shape(node.node, scope), name, node)
            case nodes.Getitem():
                self._shape(node.arg, scope)
                whole = self._shape(node.node, scope)
                return whole.each if whole and not isinstance(node.arg, nodes.Slice) else whole
            case nodes.Call(node=nodes.Name(name=name)) if name in self._macros:
                given = [self._shape(each, scope) for each in node.args]
                for each in node.kwargs:
                    self._shape(each.value, scope)
                self._follow_macro(self._macros[name], [] if node.kwargs else given)
                return _SHAPELESS
            case nodes.Test(name="defined" | "undefined"):
                return _SHAPELESS  # asking is no mistake
            case _:
                for child in node.iter_child_nodes():
                    self._shape(child, scope)
                return self._unchanged(node, scope)

    def _unchanged(self, node: nodes.Node, scope: _Scope) -> Shape | None:
        """The shape of what passes a list through: `sections|list`, `sections|selectattr(…)`."""
        through = ("list", "reverse", "sort", "selectattr", "rejectattr", "unique")
        if isinstance(node, nodes.Filter) and node.node is not None and node.name in through:
            return self._shape(node.node, scope)
        return _SHAPELESS

    def _shape_of_name(self, node: nodes.Name, scope: _Scope) -> Shape | None:
        if node.name in scope:
            return scope[node.name]
        self._tell(node, node.name, f"没有名为“{node.name}”的内容{nearest(node.name, scope)}")
        return _SHAPELESS

    def _part(self, whole: Shape | None, name: str, node: nodes.Expr) -> Shape | None:
        if whole is None:
            return _SHAPELESS
        if whole.parts:
            if name in whole.parts:
                return whole.parts[name]
            known = nearest(name, whole.parts) or f"，可用的有：{'、'.join(whole.parts)}"
            self._tell(node, name, f"这里没有“{name}”{known}")
        elif name not in (_OF_LISTS if whole.each else _OF_TEXTS) or name.startswith("_"):
            self._tell(node, name, f"这里没有“{name}”，这项内容{_what(whole)}")
        return _SHAPELESS

    def _tell(self, node: nodes.Node, name: str, problem: str) -> None:
        line = self._lines[node.lineno - 1] if node.lineno <= len(self._lines) else ""
        before = r"\.\s*" if isinstance(node, nodes.Getattr) else r"(?<![\w.])"
        found = re.search(rf"{before}({re.escape(name)})(?!\w)", line) or re.search(
            f"({re.escape(name)})", line
        )
        column = found.start(1) + 1 if found else None
        self.mistakes[Mistake(self._file, problem, node.lineno, column)] = None


def _what(shape: Shape) -> str:
    return "是一列，要用 for 逐个取出" if shape.each else "是文字或者数，没有下一层"
