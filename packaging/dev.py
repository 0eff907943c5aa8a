"""Set up, run and test gipdesk from a bare checkout.

    python3 packaging/dev.py run      open the window on the sample report
    python3 packaging/dev.py test     lint, types, then every test; more arguments go to pytest
    python3 packaging/dev.py setup    only the set-up

Needs Python 3.11 or newer and nothing else: what is missing (virtual environment, exact
dependencies, and on Debian the system's packages) is installed on the way. Safe to run again.
Written for Windows as well, untested there.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever starts this may have an older one
    sys.exit("gipdesk needs Python 3.11 or newer.")

import debian
from environment import NEWEST, OLDEST, ROOT, SAMPLE, Environment, prepare

OUT = ROOT / "out"
CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
)
ON_ALL_CORES = ("-n", "auto", "--dist", "loadfile")


def main() -> int:
    """Do what the command line asks; return the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py", description="Set up, run and test gipdesk.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("setup", help="only the set-up")
    commands.add_parser("run", help="open the window on the sample report")
    test = commands.add_parser("test", help="lint, types and tests; more arguments go to pytest")
    test.add_argument("--oldest", action="store_true", help="tests with the oldest dependencies")
    asked, rest = parser.parse_known_args()
    if asked.command == "test":
        return run_tests(OLDEST if asked.oldest else NEWEST, rest)
    if rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    return run_sample() if asked.command == "run" else set_up()


def set_up() -> int:
    """Install all that `run` and `test` need."""
    _provide(debian.QT_LIBRARIES)
    _provide(debian.TEST_TOOLS)
    prepare(NEWEST)
    return 0


def run_tests(environment: Environment, arguments: list[str]) -> int:
    """Lint and types first, then pytest without a screen; stop at the first that fails.

    The oldest dependencies are there to run with, not to be type-checked against.
    """
    _provide(debian.QT_LIBRARIES)
    if _provide(debian.TEST_TOOLS) and os.environ.get("CI") == "true":
        return 1  # elsewhere the tests that need them are skipped, and named at the end
    prepare(environment)
    if environment is NEWEST:
        for check in CHECKS:
            print("·", *check, flush=True)
            if status := environment.run(*check):
                return status
    pytest = ("python", "-m", "pytest", *ON_ALL_CORES, *arguments)
    return environment.run(*pytest, QT_QPA_PLATFORM="offscreen")


def run_sample() -> int:
    """Open the window on the sample; without a display do the same work to files."""
    _provide(debian.QT_LIBRARIES)
    prepare(NEWEST)
    OUT.mkdir(exist_ok=True)
    report = OUT / "sample.gip"
    if _has_display():
        if not report.exists():  # an earlier run may have edited it
            NEWEST.run("gipdesk", "import", SAMPLE, "-o", report)
        return NEWEST.run("gipdesk", report)
    print("No display here: the sample is checked, exported and pictured instead.", flush=True)
    report.unlink(missing_ok=True)
    if status := NEWEST.run("gipdesk", "import", SAMPLE, "-o", report):
        return status
    return _work_without_display(report)


def _work_without_display(report: Path) -> int:
    picture = OUT / "window.png"
    found = NEWEST.run("gipdesk", "check", report)
    if found > 1:  # 1 says that there are findings: the sample has some to show
        return found
    export = ("export", report, "-o", OUT, "--to", "docx", "--to", "pdf", "--force")
    if status := NEWEST.run("gipdesk", *export):
        return status
    draw = ("-m", "gipdesk.desk.picture", report, picture)
    if status := NEWEST.run("python", *draw, QT_QPA_PLATFORM="offscreen"):
        return status
    print("Written:")
    for path in (*sorted(OUT.glob("*.docx")), *sorted(OUT.glob("*.pdf")), picture):
        print(f"  {path}")
    return 0


def _has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _provide(needs: debian.Needs) -> list[str]:
    """Install what is missing; say and return what still is, by name."""
    missing = debian.provide(needs)
    if missing:
        print(f"Not on this machine: {', '.join(missing)}.", flush=True)
    return missing


if __name__ == "__main__":
    sys.exit(main())
