"""The program with its window: Qt set up for Chinese, the window shown, work offered back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gipdesk import __version__
from gipdesk.desk import appearance
from gipdesk.desk.failure import FailureHook
from gipdesk.desk.icons import icon
from gipdesk.desk.window import TITLE, Window
from gipdesk.workflow.folders import user_data
from gipdesk.workflow.office import Office, open_office


def open_window(arguments: Sequence[str]) -> tuple[QApplication, Window]:
    """The program with its window shown; the arguments are told to Qt."""
    app = application(arguments)
    office = open_office()
    prepare(app, office)
    window = Window(office)
    catch_failures(window)
    window.show()
    return app, window


def application(arguments: Sequence[str] = ()) -> QApplication:
    """Qt, in the style that our style sheet is drawn for.

    Named among the arguments, the style is never an object of Python, which costs 5 ms.
    """
    return QApplication(["gipdesk", "-style", "Fusion", *arguments])


def prepare(app: QApplication, office: Office) -> None:
    """Give Qt its names, its language and its looks."""
    app.setApplicationName("gipdesk")
    app.setApplicationDisplayName(TITLE)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("gipdesk")
    _speak_chinese(app)
    appearance.dress(app, office.fonts)
    app.setWindowIcon(icon("gipdesk"))


def catch_failures(window: Window) -> FailureHook:
    """From now on no failure of the program goes by without a word."""

    def keep_work() -> None:
        if window.filing.dossier:
            window.filing.dossier.keep_journal()

    hook = FailureHook(user_data() / "errors.log", keep_work, window)
    hook.install()
    return hook


def _speak_chinese(app: QApplication) -> None:
    """Qt's own dialogs in Chinese, whatever the system speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)
