"""The web page as a browser shows and prints it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pdfplumber
import pytest
from lxml import html

from gipdesk import paths
from gipdesk.document.nodes import Attachment, Block, Figure, Heading, Run, Table
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.report.edition import form_of
from gipdesk.workflow.office import Office
from gipdesk.writers.html import write_html
from tests.writers.samples import document, every_node, official, paragraph, png

SHEET = read_stylesheet(paths.STYLES / "gb9704.toml")
MM = 72 / 25.4

# Runs Chromium with some options on a page; returns what it says.
Browser: TypeAlias = Callable[[bytes, list[str]], str]


@pytest.fixture
def browser(official_faces: Path, tmp_path: Path) -> Browser:
    """Chromium without a window, with our own faces; skipped where it is missing."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "msedge"))), None)
    if program is None:
        pytest.skip("no Chromium is installed")

    def run(page: bytes, options: list[str]) -> str:
        source = tmp_path / "page.html"
        source.write_bytes(page)
        always = ["--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000"]
        profile = f"--user-data-dir={official_faces.parent / 'chromium'}"
        return subprocess.run(
            [program, *always, profile, *options, source.as_uri()],
            env={**os.environ, "FONTCONFIG_FILE": str(official_faces)},
            capture_output=True,
            check=True,
            timeout=120,
            text=True,
        ).stdout

    return run


def printed(browser: Browser, tmp_path: Path, *blocks: Block) -> list[Any]:
    """The pages that come out of the printer."""
    target = tmp_path / "page.pdf"
    page = write_html(document(*blocks), SHEET)
    browser(page, ["--no-pdf-header-footer", f"--print-to-pdf={target}"])
    with pdfplumber.open(BytesIO(target.read_bytes())) as pdf:
        return pdf.pages


def lines(page: Any) -> list[str]:
    return [re.sub(r"\s", "", line["text"]) for line in page.extract_text_lines()]


def sevens_of(table: Table) -> int:
    return sum(cell.text.count("7") for row in table.rows for cell in row)


def sevens(page: Any) -> int:
    """How many of them stand on a page."""
    return sum(sign["text"] == "7" for sign in page.chars)


def width_needed(browser: Browser, page: bytes, width: int) -> int:
    """How wide the page is on a screen of a width; more means that all of it scrolls sideways."""
    frame = f'<iframe width="{width}" height="800" srcdoc="{escape(page.decode())}"></iframe>'
    measure = "document.body.dataset.width = frame.contentDocument.documentElement.scrollWidth"
    script = f"const frame = document.querySelector('iframe'); frame.onload = () => {{{measure}}}"
    dumped = browser(f"<body>{frame}<script>{script}</script>".encode(), ["--dump-dom"])
    root: Any = html.document_fromstring(dumped)
    return int(root.find("body").get("data-width"))


@pytest.mark.parametrize("width", [320, 390, 1366])
def test_only_tables_scroll_sideways(browser: Browser, office: Office, width: int) -> None:
    form = form_of(office.editions["2021"])
    tables = [official(form, name) for name in ("requests", "proceedings")]
    page = write_html(document(*every_node().blocks, *tables), SHEET)
    assert width_needed(browser, page, width) <= width


def test_a_table_of_several_pages_repeats_its_head_and_tears_no_row(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    table = official(form_of(office.editions["2014"]), "statistics")
    pages = printed(browser, tmp_path, Attachment("附件1"), table)
    assert [page.extract_text().count("统计指标") for page in pages] == [1, 1]
    assert sum(map(sevens, pages)) == sum(
        cell.text.count("7") for row in table.rows for cell in row
    )


def test_pages_have_the_margins_the_lines_and_the_numbers_of_the_style_sheet(
    browser: Browser, tmp_path: Path
) -> None:
    pages = printed(browser, tmp_path, paragraph("公" * 28 * 60))
    assert [lines(page)[-1] for page in pages] == ["—1—", "—2—", "—3—"]
    for page in pages:
        assert (page.width, page.height) == pytest.approx((210 * MM, 297 * MM), abs=1)
    signs = [sign for sign in pages[1].chars if sign["text"] == "公"]
    assert len(signs) == 22 * 28
    assert min(sign["x0"] for sign in signs) == pytest.approx(28 * MM, abs=2)
    assert max(sign["x1"] for sign in signs) == pytest.approx((210 - 26) * MM, abs=2)
    odd, even = ([sign for sign in page.chars if sign["text"] == "—"] for page in pages[:2])
    assert odd[-1]["x1"] == pytest.approx((210 - 26) * MM - 14, abs=2)
    assert even[0]["x0"] == pytest.approx(28 * MM + 14, abs=2)


def test_a_heading_is_not_left_at_the_foot_of_a_page(browser: Browser, tmp_path: Path) -> None:
    above = [paragraph("公") for _ in range(20)]
    heading = Heading(1, (Run("一、总体情况"),))
    subheading = Heading(2, (Run("（一）主动公开"),))
    pages = printed(browser, tmp_path, *above, heading, subheading, paragraph("开" * 60))
    assert "一、总体情况" not in lines(pages[0])
    assert lines(pages[1])[:2] == ["一、总体情况", "（一）主动公开"]


def test_the_table_of_requests_stands_on_one_page(
    browser: Browser, office: Office, tmp_path: Path
) -> None:
    table = official(form_of(office.editions["2021"]), "requests")
    above = [paragraph("公") for _ in range(10)]
    pages = printed(browser, tmp_path, *above, Heading(1, (Run("三、申请"),)), table)
    assert ["三、申请" in lines(page) for page in pages] == [False, True]
    assert sevens(pages[1]) == sevens_of(table)


def test_a_picture_is_as_wide_as_was_chosen_and_keeps_its_proportions(
    browser: Browser, tmp_path: Path
) -> None:
    wide, tall = png(1200, 500), png(600, 1600)
    pages = printed(
        browser,
        tmp_path,
        Figure("a.png", wide, width=50),
        Figure("a.png", wide),
        Figure("b.png", tall, width=100),
    )
    sizes = [(each["width"] / MM, each["height"] / MM) for page in pages for each in page.images]
    half, whole, page = sizes
    assert half == pytest.approx((78, 78 * 500 / 1200), abs=0.5)
    assert whole == pytest.approx((156, 156 * 500 / 1200), abs=0.5)
    assert page[1] < 225
    assert page[0] == pytest.approx(page[1] * 600 / 1600, abs=0.5)
