"""Whatever keys come in whatever order: the editor shows the report, and undo leads all the way."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gipdesk.desk.session import Session
from gipdesk.desk.text.editor import TextEditor
from gipdesk.desk.text.linked_numbers import numbers_of, switched
from gipdesk.desk.window import Window
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import SetCell
from gipdesk.report.edition import Form
from gipdesk.report.links import UNFILLED, shown_number
from gipdesk.report.report import Cell, Paragraph, copy_of
from tests.app.events import compose, ctrl, press, type_ime
from tests.app.test_text_editing import editor_of, open_section

_STEPS = 70
_WORDS = ["某", "件", "1", "12", "一、", "（一）", "2.", "，", ",", '"', "😀", "𠮷", "。", "\u3000"]
_PASTED = [
    "三、丙\n四、丁\n",
    "1.甲\r\n2.乙",
    "\t收到政府信息公开申请3件。\r\n\r\n",
    "（二）乙",
    "甲\u2028乙",
    "9" * 300,
]
_KEYS = [
    Qt.Key.Key_Return,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
]
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_NATURAL = CellRef("requests", "new", "natural")


class Typist:
    """Does anything at all in the text of one section."""

    def __init__(self, session: Session, editor: TextEditor, seed: int) -> None:
        self._session = session
        self._editor = editor
        self._chance = random.Random(seed)
        self._acts: list[Callable[[], None]] = [
            *[self._type] * 4,
            *[self._press] * 5,
            self._choose,
            self._paste,
            self._cut,
            self._move,
            self._switch_link,
            self._fill_cell,
            self._compose_in_vain,
            lambda: ctrl(Qt.Key.Key_Z),
            lambda: ctrl(Qt.Key.Key_Y),
        ]

    def act(self) -> None:
        """One thing, always in the text: undoing what was done to a cell leads to that cell."""
        self._chance.choice(self._acts)()
        go_to(self._editor)

    def _type(self) -> None:
        type_ime(self._chance.choice(_WORDS), composing=self._chance.choice(["", "shi"]))

    def _press(self) -> None:
        press(self._chance.choice(_KEYS))

    def _choose(self) -> None:
        for _ in range(self._chance.randint(1, 5)):
            press(self._chance.choice([Qt.Key.Key_Left, Qt.Key.Key_Down]), _SHIFT)

    def _paste(self) -> None:
        QGuiApplication.clipboard().setText(self._chance.choice(_PASTED))
        ctrl(Qt.Key.Key_V)

    def _cut(self) -> None:
        press(Qt.Key.Key_Left, _SHIFT)
        ctrl(Qt.Key.Key_X)

    def _move(self) -> None:
        press(self._chance.choice([Qt.Key.Key_Up, Qt.Key.Key_Down]), _ALT, _SHIFT)

    def _compose_in_vain(self) -> None:
        compose("shi")
        compose("")

    def _fill_cell(self) -> None:
        self._session.do(SetCell(_NATURAL, Cell(str(self._chance.randint(0, 30)))))

    def _switch_link(self) -> None:
        section = self._session.report.section("problems")
        assert section is not None
        for paragraph in section.blocks:
            if isinstance(paragraph, Paragraph):
                report, form = self._session.report, self._session.form
                for number in numbers_of(paragraph, report, form):
                    self._session.do(switched(section, paragraph, number))
                    return


def go_to(editor: TextEditor) -> None:
    """Go back to the text, where another place was shown."""
    if not editor.hasFocus():
        window = editor.window()
        assert isinstance(window, Window)
        assert window.desk is not None
        window.desk.show_tab("problems")
        editor.setFocus()


def check(session: Session, editor: TextEditor) -> None:
    """The editor says what the report says, and every linked number what its cells do."""
    section = session.report.section("problems")
    assert section is not None
    paragraphs = [each for each in section.blocks if isinstance(each, Paragraph)]
    assert editor.texts() == ([each.text for each in paragraphs] or [""])
    assert len({each.id for each in paragraphs}) == len(paragraphs)
    values = {ref: session._live.values[ref] for ref in session._live.values}
    for paragraph in paragraphs:
        for link in paragraph.links:
            said = paragraph.text[link.start : link.end]
            assert said == shown_number(link, session.form, values), paragraph
            assert said.isdigit() or said == UNFILLED


@pytest.mark.parametrize("seed", range(4))
def test_the_editor_always_shows_the_report(window: Window, form: Form, seed: int) -> None:
    session = open_section(
        window, form, "problems", "一、收到政府信息公开申请3件。", "（一）甲", "（二）乙", "1.丙"
    )
    columns = ("commercial", "research", "social", "legal", "other")
    for column in columns:
        session.do(SetCell(CellRef("requests", "new", column), Cell("0")))
    editor = editor_of(window)
    editor.setFocus()
    session.undo_stack.clear()
    before = copy_of(session.report)
    typist = Typist(session, editor, seed)
    for _ in range(_STEPS):
        typist.act()
        check(session, editor)
    after, steps = copy_of(session.report), session.undo_stack.index()
    for _ in range(steps):
        ctrl(Qt.Key.Key_Z)
        go_to(editor)
        check(session, editor)
    assert session.report == before
    for _ in range(steps):
        ctrl(Qt.Key.Key_Y)
        go_to(editor)
    assert session.report == after
