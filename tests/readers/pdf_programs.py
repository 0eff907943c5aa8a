"""Programs that print to PDF, where they are installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path


def by_chromium(html: str, folder: Path) -> bytes | None:
    """A page of HTML as a browser prints it."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    source, target = _source(html, folder), folder / "chromium.pdf"
    options = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
    ]
    return _made(program, [*options, f"--print-to-pdf={target}", source.as_uri()], target, {})


def by_wkhtmltopdf(html: str, folder: Path) -> bytes | None:
    """A page of HTML as wkhtmltopdf prints it."""
    target = folder / "wk.pdf"
    arguments = ["--quiet", str(_source(html, folder)), str(target)]
    offscreen = {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(folder)}
    return _made(shutil.which("wkhtmltopdf"), arguments, target, offscreen)


def by_office(source: Path, folder: Path, conf: Path) -> bytes | None:
    """A document as LibreOffice prints it; `conf` tells it the fonts, whatever is installed."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    kind = "pdf:writer_web_pdf_Export" if source.suffix == ".html" else "pdf"
    arguments = [profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    target = folder / f"{source.stem}.pdf"
    return _made(shutil.which("soffice"), arguments, target, {"FONTCONFIG_FILE": str(conf)})


def _source(html: str, folder: Path) -> Path:
    source = folder / "page.html"
    source.write_text(html, encoding="utf-8")
    return source


def _made(
    program: str | None, arguments: list[str], target: Path, environment: dict[str, str]
) -> bytes | None:
    """What a program wrote; None where it is not installed."""
    if program is None:
        return None
    target.unlink(missing_ok=True)
    subprocess.run(
        [program, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        timeout=180,
    )
    return target.read_bytes()
