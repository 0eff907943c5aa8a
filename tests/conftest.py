"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from gipdesk import paths
from gipdesk.report.edition import Form, form_of
from gipdesk.workflow.office import Office, open_office

# A loaded machine is no reason to fail: what counts is what comes out, not when. On CI the examples
# are the same for the same tests, so that a run says something of the change it judges.
settings.register_profile("gipdesk", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("gipdesk")

FONTS_CONF = Path(__file__).with_name("fonts.conf")
CHECKOUT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def office() -> Office:
    """The forms, rules, templates and fonts as delivered."""
    return open_office()


@pytest.fixture(scope="session")
def form(office: Office) -> Form:
    """The form in force since 2021, without variants."""
    return form_of(office.editions["2021"])


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real reports beside the checkout; skipped where there is none."""
    folder = CHECKOUT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("no shared folder beside the checkout")
    return folder


def _outside_program(name: str) -> str:
    """The path of a program that judges our output; on CI it must be there."""
    path = shutil.which(name)
    if path:
        return path
    if os.environ.get("CI") == "true":
        pytest.fail(f"{name} is not installed, and this is CI")
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice."""
    return _outside_program("soffice")


@pytest.fixture(scope="session")
def pdftotext() -> str:
    """Poppler's text extractor."""
    return _outside_program("pdftotext")


@pytest.fixture(scope="session")
def pdftoppm() -> str:
    """Poppler's page painter."""
    return _outside_program("pdftoppm")


@pytest.fixture(scope="session")
def official_faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fontconfig file that knows our faces by the official names."""
    folder = tmp_path_factory.mktemp("fontconfig")
    text = FONTS_CONF.read_text(encoding="utf-8")
    text = text.replace("@FONTS@", str(paths.FONTS)).replace("@CACHE@", str(folder / "cache"))
    conf = folder / "fonts.conf"
    conf.write_text(text, encoding="utf-8")
    return conf
