"""The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8).

Each piece of content bears a mark, unique on its page. The elements list the marks that belong to
them, in reading order, and the parent tree leads back from each page's marks to their elements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from gipdesk.writers.archive.objects import Document, Written, object_number, pdf_string
from gipdesk.writers.typeset.elements import Cell, Element

# Left, lower, right and upper edge in points from the sheet's lower left corner.
Box: TypeAlias = tuple[float, float, float, float]

# A title is no type of PDF before 2.0.
_ROLE_MAP: Final = "<< /Title /H1 >>"


class _Mark(NamedTuple):
    page: int
    number: int


class _Node:
    """An element of the tree, what it holds on the pages and what elements it has."""

    def __init__(self, document: Document, element: Element | None) -> None:
        self.element = element
        self.object = Written(document)
        self.marks: list[_Mark] = []
        self.children: list[_Node] = []
        self.box: Box | None = None


class StructureTree:
    """The elements of one document, entered while its pages are painted."""

    def __init__(self, document: Document) -> None:
        """The empty tree of a file."""
        self._document = document
        self._top = _Node(document, None)
        self._nodes: dict[Element, _Node] = {}
        self._pages: list[list[_Node]] = []  # the owner of each mark

    def begin_page(self) -> int:
        """Go on with the next page; returns its key in the parent tree."""
        self._pages.append([])
        return len(self._pages) - 1

    def enter(self, element: Element) -> None:
        """Make an element known that may be empty."""
        self._node(element)

    def mark(self, element: Element, box: Box | None = None) -> int:
        """The mark of a piece of content on the present page that belongs to an element."""
        node, owners = self._node(element), self._pages[-1]
        node.marks.append(_Mark(len(self._pages), len(owners)))
        node.box = box
        owners.append(node)
        return len(owners) - 1

    def write(self) -> Written:
        """Write all elements; returns the root of the tree."""
        root, parents = Written(self._document), Written(self._document)
        for node, parent in _with_parents(self._top, root):
            node.object.write(self._dictionary(node, parent))
        owners = " ".join(
            f"{key} [{' '.join(node.object.reference for node in nodes)}]"
            for key, nodes in enumerate(self._pages)
        )
        parents.write(f"<< /Nums [{owners}] >>")
        root.write(
            f"<< /Type /StructTreeRoot /K {self._top.object.reference} /RoleMap {_ROLE_MAP}"
            f" /ParentTree {parents.reference} /ParentTreeNextKey {len(self._pages)}"
            f"{self._names()} >>"
        )
        return root

    def _node(self, element: Element) -> _Node:
        node = self._nodes.get(element)
        if node is None:
            node = self._nodes[element] = _Node(self._document, element)
            parent = self._node(element.parent) if element.parent else self._top
            parent.children.append(node)
        return node

    def _dictionary(self, node: _Node, parent: Written) -> str:
        role = node.element.role if node.element else "Document"
        entries = f"<< /Type /StructElem /S /{role} /P {parent.reference}"
        page = node.marks[0].page if node.marks else None
        if page:
            entries += f" /Pg {self._page(page)}"
        kids = [self._mark(mark, page) for mark in node.marks]
        kids += [child.object.reference for child in node.children]
        held = "" if not kids else f" /K {kids[0]}" if len(kids) == 1 else f" /K [{' '.join(kids)}]"
        return f"{entries}{''.join(self._attributes(node))}{held} >>"

    def _mark(self, mark: _Mark, page: int | None) -> str:
        if mark.page == page:
            return str(mark.number)
        return f"<< /Type /MCR /Pg {self._page(mark.page)} /MCID {mark.number} >>"

    def _page(self, number: int) -> str:
        return f"{object_number(self._document, f'Page{number}')} 0 R"

    def _attributes(self, node: _Node) -> Iterator[str]:
        element = node.element
        if element and element.alternative:
            yield f" /Alt {pdf_string(element.alternative, self._document)}"
        if element and element.cell:
            yield from _cell_attributes(element.cell)
        if node.box:
            edges = " ".join(f"{edge:.3f}" for edge in node.box)
            yield f" /A << /O /Layout /Placement /Block /BBox [{edges}] >>"

    def _names(self) -> str:
        """The name tree that leads to the header cells which others name."""
        named = {
            element.cell.name: node.object.reference
            for element, node in self._nodes.items()
            if element.cell and element.cell.name
        }
        if not named:
            return ""
        names = " ".join(f"({name}) {named[name]}" for name in sorted(named))
        return f" /IDTree << /Names [{names}] >>"


def _with_parents(node: _Node, parent: Written) -> Iterator[tuple[_Node, Written]]:
    """All nodes with what stands above them; the children of each are put in order."""
    node.children.sort(key=lambda child: child.element.order if child.element else 0)
    yield node, parent
    for child in node.children:
        yield from _with_parents(child, node.object)


def _cell_attributes(cell: Cell) -> Iterator[str]:
    attributes = {
        "RowSpan": str(cell.row_span) if cell.row_span > 1 else "",
        "ColSpan": str(cell.column_span) if cell.column_span > 1 else "",
        "Scope": f"/{cell.scope}" if cell.scope else "",
        "Headers": f"[{' '.join(f'({name})' for name in cell.headers)}]" if cell.headers else "",
    }
    written = " ".join(f"/{name} {value}" for name, value in attributes.items() if value)
    if cell.name:
        yield f" /ID ({cell.name})"
    if written:
        yield f" /A << /O /Table {written} >>"
