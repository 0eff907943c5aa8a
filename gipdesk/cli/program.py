"""The program: which commands there are, and what becomes of a failure."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from gipdesk.cli import exports, fonts, reports, settings, styles, templates, verifying
from gipdesk.cli.commands import FAILED, FINE, Parser, Run
from gipdesk.document.errors import StyleSheetError, TemplateError
from gipdesk.files.errors import FileError
from gipdesk.report.digest import WrongCodeError
from gipdesk.report.edition import UnknownEditionError
from gipdesk.workflow.office import Office, open_office
from gipdesk.workflow.opening import CannotOpenError
from gipdesk.workflow.reading_back import ExportError
from gipdesk.workflow.settings import in_practice, read_settings
from gipdesk.workflow.verifying import CannotVerifyError
from gipdesk.writers.faces import NoFontError
from gipdesk.writers.pictures import PictureError

_COMMANDS = (
    *reports.COMMANDS,
    *exports.COMMANDS,
    *fonts.COMMANDS,
    *verifying.COMMANDS,
    *templates.COMMANDS,
    *styles.COMMANDS,
    *settings.COMMANDS,
)

_FAILURES = (
    CannotOpenError,
    CannotVerifyError,
    ExportError,
    FileError,
    NoFontError,
    StyleSheetError,
    TemplateError,
    UnknownEditionError,
    WrongCodeError,
    PictureError,
)


def main(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit status."""
    parser = Parser(prog="gipdesk", description="政府信息公开工作年度报告编制")
    parser.add_commands(_COMMANDS)
    options = parser.parse_args(arguments)
    run: Run = options.run
    try:
        return run(options, _office())
    except BrokenPipeError:  # whoever read our output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except _FAILURES as failure:
        print(str(failure), file=sys.stderr)
        return FAILED


def _office() -> Office:
    """The office, with the rules as the agency grades them."""
    saved = read_settings()
    if saved.note:
        print(saved.note, file=sys.stderr)
    return in_practice(open_office(), saved.settings)
