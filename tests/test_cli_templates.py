"""Templates and style sheets of the user's own, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_cli import SAMPLE, Desk, assert_refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def copied(desk: Desk) -> Desk:
    """A desk with a copied template and an imported report."""
    assert desk.call("template", "copy", "模板").returncode == 0
    assert desk.call("import", SAMPLE, "-o", "a.gip").returncode == 0
    (desk.folder / "data").mkdir(exist_ok=True)
    return desk


def changed(desk: Desk, old: str, new: str) -> str:
    """The template with some words changed; returns the place where they stand."""
    path = desk.folder / "模板/report.xml"
    source = path.read_text("utf-8")
    at = source.index(old)
    path.write_text(source[:at] + new + source[at + len(old) :], "utf-8")
    line_start = source.rfind("\n", 0, at) + 1
    return f"report.xml:{source.count(chr(10), 0, at) + 1}:{at - line_start + 1}"


def test_a_copied_template_is_whole_and_never_written_over(copied: Desk) -> None:
    checked = copied.call("template", "check", "模板")
    assert (checked.returncode, checked.stdout) == (0, "没有发现问题\n")
    for name in ("report.xml", "approval.xml", "template.toml", "README.txt"):
        path = copied.folder / "模板" / name
        before = path.read_bytes()
        assert_refused(copied.call("template", "copy", "模板"))
        assert path.read_bytes() == before


def test_one_file_in_the_way_stops_a_copy_before_anything_is_written(desk: Desk) -> None:
    (desk.folder / "模板").mkdir()
    (desk.folder / "模板/template.toml").write_text("name = '某局'", "utf-8")
    assert_refused(desk.call("template", "copy", "模板"))
    assert desk.files() == {"模板", "模板/template.toml"}


def test_each_mistake_is_one_line_with_its_place(copied: Desk) -> None:
    place = changed(copied, 'level="1"', 'level="9"')
    checked = copied.call("template", "check", "模板")
    assert checked.returncode == 1
    (line,) = checked.stdout.splitlines()
    assert line.startswith(f"{place} ")
    assert "1 至 4" in line


def test_an_edition_it_is_not_made_for_is_told(copied: Desk) -> None:
    manifest = copied.folder / "模板/template.toml"
    manifest.write_text('name = "某局"\neditions = ["2019"]\n', "utf-8")
    assert copied.call("template", "check", "模板").returncode == 0
    checked = copied.call("template", "check", "模板", "--edition", "2021")
    assert checked.returncode == 1
    assert checked.stdout.startswith("template.toml:2 ")
    refused = copied.call("export", "a.gip", "-o", "out", "--to", "txt", "--template", "模板")
    assert_refused(refused)
    assert "不适用于2021年版" in refused.stderr


def test_an_edition_that_does_not_exist_is_told(copied: Desk) -> None:
    (copied.folder / "模板/template.toml").unlink()
    assert_refused(copied.call("template", "check", "模板", "--edition", "1999"))


def test_an_export_uses_the_template(copied: Desk) -> None:
    changed(
        copied,
        "{%- if signature %}",
        "<paragraph><run>此件公开发布</run></paragraph>{%- if signature %}",
    )
    words = ["export", "a.gip", "--to", "txt", "--template", "模板", "-o"]
    assert copied.call(*words, "out").returncode == 0
    (text,) = (copied.folder / "out").glob("*.txt")
    assert "此件公开发布" in text.read_text("utf-8")


def test_a_faulty_template_stops_an_export_and_a_preview(copied: Desk) -> None:
    changed(copied, "<signature ", "<signatur ")
    before = copied.files()
    words = ["--template", "模板", "--to", "txt"]
    assert_refused(copied.call("export", "a.gip", "-o", ".", *words))
    assert_refused(copied.call("template", "preview", "模板", "-o", "p.pdf"))
    assert_refused(copied.call("template", "preview", "没有", "-o", "p.pdf"))
    assert copied.files() == before


def test_a_preview_is_a_pdf_of_the_sample(copied: Desk) -> None:
    import pypdfium2

    for editions, words in ((["2021"], "某某市司法局2025年"), (["2014"], "统计表")):
        manifest = f"editions = {editions}\n".replace("'", '"')
        (copied.folder / "模板/template.toml").write_text(manifest, "utf-8")
        done = copied.call("template", "preview", "模板", "-o", "p.pdf", "--style", "gb33476")
        assert done.returncode == 0, done.stderr
        with pypdfium2.PdfDocument(copied.folder / "p.pdf") as pdf:
            text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert words in "".join(text.split())


def test_styles_are_listed_copied_changed_and_used(copied: Desk) -> None:
    assert copied.call("style", "list").stdout.split("\t")[0] == "gb33476"
    assert copied.call("style", "copy", "gb9704").returncode == 0
    own = copied.folder / "data/styles/gb9704-own.toml"
    text = own.read_text("utf-8")
    own.write_text(text.replace("# lines = 22", "lines = 21", 1), "utf-8")
    assert copied.call("style", "check", "gb9704-own").stdout == "没有发现问题\n"
    assert "gb9704-own" in copied.call("style", "list").stdout
    words = ["export", "a.gip", "-o", "out", "--to", "docx", "--style"]
    assert copied.call(*words, "gb9704-own").returncode == 0
    refused = copied.call(*words, "gb9705")
    assert_refused(refused)
    assert "gb9704-own" in refused.stderr


def test_mistakes_of_a_style_are_told_with_their_lines(desk: Desk) -> None:
    (desk.folder / "某局.toml").write_text(
        'base = "gb9704"\n[page]\nwidth = 0\nlinse = 1\n', "utf-8"
    )
    checked = desk.call("style", "check", "某局.toml")
    assert checked.returncode == 1
    first, second = checked.stdout.splitlines()
    assert first.startswith("某局.toml:3 ")
    assert second.startswith("某局.toml:4 ")


def test_a_style_is_never_written_over(desk: Desk) -> None:
    assert desk.call("style", "copy", "gb9704", "-o", "某局.toml").returncode == 0
    assert_refused(desk.call("style", "copy", "gb9704", "-o", "某局.toml"))
    assert_refused(desk.call("style", "copy", "没有", "-o", "别局.toml"))
    assert desk.files() == {"某局.toml"}


def test_the_saved_paper_is_used_and_words_of_the_command_go_before_it(copied: Desk) -> None:
    (copied.folder / "data/settings.toml").write_text('paper.style = "没有"\n', "utf-8")
    words = ["export", "a.gip", "-o", "out", "--to", "docx", "--force"]
    assert_refused(copied.call(*words))
    assert copied.call(*words, "--style", "gb9704").returncode == 0
    template = str(copied.folder / "没有").replace("\\", "/")
    (copied.folder / "data/settings.toml").write_text(f'paper.template = "{template}"\n', "utf-8")
    assert_refused(copied.call(*words))
    assert copied.call(*words, "--template", "").returncode == 0


def test_a_damaged_paper_is_put_aside_and_told(copied: Desk) -> None:
    (copied.folder / "data/settings.toml").write_bytes(b"\xff")
    done = copied.call("export", "a.gip", "-o", "out", "--to", "txt")
    assert done.returncode == 0
    assert "已损坏" in done.stderr
