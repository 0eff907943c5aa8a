"""The editor shows a heading as the page prints it: the same level, the face of the style sheet."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QTextBlock

from gipdesk.desk.text.marks import python_length
from gipdesk.desk.text.printed_faces import family_of
from gipdesk.desk.window import Window
from gipdesk.document.compose import compose
from gipdesk.document.nodes import Heading, Mark
from gipdesk.document.nodes import Paragraph as Printed
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.report.edition import Form
from gipdesk.report.report import Paragraph
from gipdesk.workflow.office import Office
from gipdesk.workflow.paper import Paper
from gipdesk.workflow.settings import Settings, save_settings
from tests.app.events import ctrl, press, type_ime
from tests.app.test_text_editing import editor_of, open_section

_FACES = {"heading2": "kai", "heading3": "hei", "heading4": "song", "lead": "title"}
_MARKS = ["一、", "十二、", "（一）", "(三)", "1.", "２．", "3、", "（1）", "(12)", "", "2023年"]
_WORDS = ["总体", "主动公开", "𠮷😀", "某某，某某", "很长" * 30, "", " 某", "\u2028某"]
_ENDS = ["", "。", "。正文", "：1件；2件。", "；", "。 ", "\u3000", "！某"]


@pytest.fixture
def faces(data_folder: Path, office: Office) -> dict[str, str]:
    """A style sheet of the agency's own, in which each level has a face of its own."""
    path = data_folder / "styles" / "own.toml"
    path.parent.mkdir(parents=True)
    entries = "".join(f'[text.{each}]\nface = "{face}"\n' for each, face in _FACES.items())
    path.write_text(f'base = "gb9704"\n{entries}', encoding="utf-8")
    save_settings(Settings(paper=Paper(style="own")))
    sheet = read_stylesheet(path, office.styles)
    return {meaning: family_of(sheet.face(face)) for meaning, face in _FACES.items()}


def shown(block: QTextBlock) -> list[tuple[str, str]]:
    """The words of a paragraph in a face of their own, and the face."""
    text = block.text().replace("\u2028", "\n")
    ranges = [(each, each.format.fontFamilies()) for each in block.layout().formats()]
    return [
        (text[python_length(text, each.start) :][: python_length(text, each.length)], families[0])
        for each, families in ranges
        if families
    ]


def printed(node: Heading | Printed, faces: dict[str, str]) -> list[tuple[str, str]]:
    """The same of the page."""
    if isinstance(node, Heading):
        return [("".join(run.text for run in node.runs), faces[f"heading{node.level}"])]
    return [(run.text, faces["lead"]) for run in node.runs if run.mark is Mark.LEAD]


def test_each_paragraph_is_shown_at_the_level_it_is_printed_at(
    window: Window, form: Form, office: Office, faces: dict[str, str]
) -> None:
    assert len(set(faces.values())) == len(faces)
    chance = random.Random(9)
    pools = (["", "\u3000\u3000", " "], _MARKS, _WORDS, _ENDS)
    texts = ["".join(chance.choice(pool) for pool in pools) for _ in range(400)]
    session = open_section(window, form, "problems", *(t.replace("\u2028", "\n") for t in texts))
    nodes = {
        block.anchor.partition("#")[2]: block
        for block in compose(session.report, form, office.templates).blocks
        if isinstance(block, Heading | Printed)
    }
    section, levels = session.report.section("problems"), set()
    assert section is not None
    block = editor_of(window).document().begin()
    for paragraph in section.blocks:
        node = nodes.get(paragraph.id)
        assert isinstance(paragraph, Paragraph)
        said = [(words.strip(), face) for words, face in shown(block)]
        assert said == (printed(node, faces) if node else []), paragraph.text
        levels |= {face for _, face in said}
        block = block.next()
    assert levels == set(faces.values())


def test_a_heading_changes_its_face_while_it_is_typed(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "")
    block = editor_of(window).document().begin()
    type_ime("一")
    assert shown(block) == []
    type_ime("、平台")
    (second,) = shown(block)
    assert second[0] == "一、平台"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    assert shown(block) == []


def test_headings_are_no_bolder_than_on_paper(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "（一）主动公开。正文", "1.平台", "正文")
    block = editor_of(window).document().begin()
    assert [words for words, _ in shown(block)] == ["（一）主动公开。"]
    weights = [each.format.fontWeight() for each in block.layout().formats()]
    assert all(each <= QFont.Weight.Normal for each in weights)
    assert shown(block.next()) == []  # the third level prints in the face of the text


def test_a_pasted_heading_looks_as_a_typed_one(window: Window, form: Form) -> None:
    open_section(window, form, "problems", "")
    QGuiApplication.clipboard().setText("一、平台\n正文\n")
    ctrl(Qt.Key.Key_V)
    block = editor_of(window).document().begin()
    assert [words for words, _ in shown(block)] == ["一、平台"]


def test_another_style_sheet_holds_at_once(
    window: Window, form: Form, data_folder: Path, office: Office
) -> None:
    open_section(window, form, "problems", "1.平台")
    block = editor_of(window).document().begin()
    assert shown(block) == []
    (data_folder / "styles").mkdir(parents=True, exist_ok=True)
    own = data_folder / "styles" / "own.toml"
    own.write_text('base = "gb9704"\n[text.heading3]\nface = "hei"\n', encoding="utf-8")
    settings = Settings(paper=Paper(style="own"))
    save_settings(settings)
    window.filing.use_settings(settings)
    hei = read_stylesheet(own, office.styles).face("hei")
    assert shown(block) == [("1.平台", family_of(hei))]
