"""The style sheets, and the programs that judge what is written."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from gipdesk import paths
from gipdesk.document.stylesheet import StyleSheet, read_stylesheet

JAVA_LIBRARIES = Path("/usr/share/java")
PREFLIGHT = (
    "preflight",
    "pdfbox2",
    "fontbox2",
    "xmpbox",
    "commons-logging",
    "javax.activation",
    "jaxb-api",
)

ToPdf: TypeAlias = Callable[[bytes], Path]


@pytest.fixture(scope="session", params=["gb9704", "gb33476"])
def sheet(request: pytest.FixtureRequest) -> StyleSheet:
    """Each style sheet that is delivered."""
    return read_stylesheet(paths.STYLES / f"{request.param}.toml")


@pytest.fixture
def to_pdf(soffice: str, official_faces: Path, tmp_path: Path) -> ToPdf:
    """Makes a PDF of a .docx with LibreOffice."""

    def convert(docx: bytes) -> Path:
        source = tmp_path / "document.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(official_faces.parent / 'office').as_uri()}"
        target = ("--outdir", str(tmp_path))
        subprocess.run(
            [soffice, profile, "--headless", "--convert-to", "pdf", *target, str(source)],
            env={**os.environ, "FONTCONFIG_FILE": str(official_faces)},
            capture_output=True,
            check=True,
            timeout=120,
        )
        return source.with_suffix(".pdf")

    return convert


@pytest.fixture(scope="session")
def preflight() -> list[str]:
    """The command of PDFBox's check against PDF/A-1b, skipped where Debian's jars are missing."""
    java = shutil.which("java")
    jars = [JAVA_LIBRARIES / f"{name}.jar" for name in PREFLIGHT]
    if java is None or not all(jar.is_file() for jar in jars):
        pytest.skip("Java, libpdfbox2-java, libactivation-java or libjaxb-api-java is missing")
    classes = os.pathsep.join(map(str, jars))
    return [java, "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b"]
