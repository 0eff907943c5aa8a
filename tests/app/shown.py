"""Every window the program can show beside its own, and a way to it; with the longest words.

`made_in_source` reads off the program where windows are made: none may be missing here.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

import gipdesk.desk
from gipdesk.desk import dialogs
from gipdesk.desk.blocks.width_choice import WidthChoice
from gipdesk.desk.failure import FailureHook
from gipdesk.desk.help.key_sheet import KeySheetDialog
from gipdesk.desk.settings import preferences
from gipdesk.desk.window import Window
from gipdesk.files.package import Package, save_package
from gipdesk.report.edition import Form
from gipdesk.report.report import Cell, Paragraph, PastYear, Report, Row
from gipdesk.workflow.new_year import following
from gipdesk.workflow.office import Office
from gipdesk.workflow.setting_entries import AGENCY, PAPER, RULES, SAVING
from tests.app.events import press, wait_active
from tests.app.reports import filled_report, put

LONG_AGENCY: Final = (
    "某某省某某自治州某某自治县" + "某某河流域生态保护和高质量发展" * 2 + "领导小组办公室某某分局"
)
LONG_NAME: Final = f"{LONG_AGENCY}2023年政府信息公开工作年度报告（定稿）（修改后）.gip"
FULL: Final = "999999999999"
OF_QT: Final = (
    "QColorDialog",
    "QFileDialog",
    "QFontDialog",
    "QInputDialog",
    "QMessageBox",
    "QPrintDialog",
    "QPrintPreviewDialog",
    "QProgressDialog",
)
_PASTED: Final = (
    "结果\t自然人\t商业企业\t不予公开\n本机关不掌握相关信息\t3\t1\t0\n没有这一行\t2\t0\t0"
)
_TRADITIONAL: Final = (
    "我局認真貫徹落實政府信息公開條例，為民眾辦事提供網路服務，發布檔案，接受民眾監督。"
)
_PATIENCE_MS: Final = 20_000


class Way(msgspec.Struct, frozen=True):
    """A window: where the program makes it, and how a test comes to it."""

    made_in: str  # module and class or function, below `gipdesk.desk`
    what: str
    open: Callable[[Window, Path], object]
    is_ours: bool = True  # laid out by the program, not by Qt or the system


# ---------------------------------------------------------------- reports to show


def long_report(form: Form) -> Report:
    """An agency with a name of 60 characters; of other years nothing is known."""
    report = filled_report(form)
    report.meta = msgspec.structs.replace(report.meta, agency=LONG_AGENCY)
    return report


def full_report(form: Form) -> Report:
    """Twelve digits in every cell, and the two years before in figures as long."""
    report = long_report(form)
    for ref, _ in list(report.cells()):
        put(report, ref, FULL)
    full = {str(ref): FULL for ref in form.kinds}
    report.previous = (PastYear(2022, "2021", full), PastYear(2021, "2021", full))
    return report


def local_report(form: Form) -> Report:
    """A report with rows that the official form does not have."""
    report = long_report(form)
    rows = report.tables["disclosure"].rows
    for number in range(6):
        cells = {column: Cell("7") for column in rows["normative"].cells}
        rows[f"x-{number}"] = Row(cells, f"地方自设的名称很长很长很长很长很长的第{number}行")
    return report


def _take(window: Window, make: Callable[[Form], Report]) -> None:
    if window.filing.dossier:
        window.filing.dossier.session.undo_stack.setClean()
        window.filing.close()
    window.filing.take(make(_form(window.filing.office)))


def _form(office: Office) -> Form:
    from gipdesk.report.edition import form_of

    return form_of(office.editions["2021"])


# ---------------------------------------------------------------- ways


def _command(name: str, make: Callable[[Form], Report] = long_report) -> Callable[..., object]:
    def run(window: Window, _: Path) -> None:
        _take(window, make)
        window.actions_by_id[name].trigger()

    return run


def _settings(page: str) -> Callable[..., object]:
    def run(window: Window, _: Path) -> None:
        window.preferences.show(page)

    return run


def _from_last_year(window: Window, folder: Path) -> None:
    path = folder / LONG_NAME
    save_package(path, Package(local_report(_form(window.filing.office))), None)
    window.filing.new_from(path)


def _paste(window: Window, _: Path) -> None:
    _take(window, long_report)
    assert window.desk is not None
    window.desk.show_cell(_form(window.filing.office).cell("requests/new.natural"))
    QApplication.clipboard().setText(_PASTED)
    window.activateWindow()
    wait_active(window)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    press(Qt.Key.Key_V, control, shift)


def _zeros(window: Window, _: Path) -> None:
    from gipdesk.desk.table import commands

    _take(window, long_report)
    commands._ask_zeros(window, "这张表", 140)


def _review(window: Window, _: Path) -> None:
    _take(window, long_report)
    assert window.desk is not None
    overview = window.desk.session.report.section("overview")
    assert overview is not None
    overview.blocks[:] = [Paragraph("b90", _TRADITIONAL)]
    window.desk.script.review()


def _fail(window: Window, folder: Path) -> None:
    hook = FailureHook(folder / "errors.log", lambda: None, window)
    hook._failed.emit("ZeroDivisionError: 内部错误")


def _confirm(window: Window, folder: Path) -> None:
    changes = [f"第{number}项设置的名称：（空） → {LONG_AGENCY}" for number in range(20)]
    preferences.confirm(window, folder / "设置.toml", changes)


def _print_keys(window: Window, _: Path) -> None:
    KeySheetDialog(window)._print()


def _insert_picture(window: Window, _: Path) -> None:
    _take(window, long_report)
    assert window.desk is not None
    window.desk.show_tab("overview")
    window.actions_by_id["insert_picture"].trigger()


def _ask_width(window: Window, _: Path) -> None:
    choice = WidthChoice()
    choice.setParent(window)
    choice._ask()


WAYS: Final = (
    Way("new_report_dialog.NewReportDialog", "new", _command("new")),
    Way("years.from_last_year.FromLastYearDialog", "from_last", _from_last_year),
    Way("years.comparison_dialog.ComparisonDialog", "compare", _command("comparison", full_report)),
    Way("years.comparison_dialog.ComparisonDialog", "one_year", _command("comparison")),
    Way("exporting.FormatsDialog", "export", _command("export")),
    Way("exporting.FormatsDialog", "export_local", _command("export", local_report)),
    *(
        Way("settings.window.SettingsWindow", f"settings_{n}", _settings(page))
        for n, page in enumerate((AGENCY, PAPER, RULES, SAVING))
    ),
    Way("help.window.HelpWindow", "manual", _command("manual")),
    Way("help.key_sheet.KeySheetDialog", "keys", _command("key_sheet")),
    Way("table.paste_preview.PastePreview", "paste", _paste),
    Way("script_review.ScriptReview", "script", _review),
    Way("window.Window._show_about", "about", _command("about")),
    Way("failure.FailureHook._tell", "failure", _fail),
    Way("blocks.width_choice.WidthChoice._ask", "width", _ask_width),
    Way("dialogs.ask_unsaved", "unsaved", lambda w, _: dialogs.ask_unsaved(w, LONG_NAME)),
    Way("dialogs.ask_overwrite", "overwrite", lambda w, f: dialogs.ask_overwrite(w, f / LONG_NAME)),
    Way("table.commands._ask_zeros", "zeros", _zeros),
    Way("settings.preferences.confirm", "import_settings", _confirm),
    Way("printing.Printing._ask", "print", _command("print"), is_ours=False),
    Way("help.key_sheet.KeySheetDialog._print", "print_keys", _print_keys, is_ours=False),
    Way("dialogs.ask_open_path", "ask_open", dialogs.ask_open_path, is_ours=False),
    Way("dialogs.ask_last_year_path", "ask_last", dialogs.ask_last_year_path, is_ours=False),
    Way(
        "dialogs.ask_picture_path",
        "ask_picture",
        lambda w, f: dialogs.ask_picture_path(w, f / "图.png"),
        is_ours=False,
    ),
    Way(
        "dialogs.ask_save_path",
        "ask_save",
        lambda w, f: dialogs.ask_save_path(w, f / "报告.gip"),
        is_ours=False,
    ),
    Way(
        "dialogs.ask_pdf_path", "ask_pdf", lambda w, _: dialogs.ask_pdf_path(w, "键"), is_ours=False
    ),
    Way("dialogs.ask_folder", "ask_folder", dialogs.ask_folder, is_ours=False),
    Way(
        "settings.preferences.ask_profile_to_write",
        "ask_profile_to_write",
        lambda w, f: preferences.ask_profile_to_write(w, str(f / "设置.toml")),
        is_ours=False,
    ),
    Way(
        "settings.preferences.ask_profile_to_read",
        "ask_profile_to_read",
        lambda w, _: preferences.ask_profile_to_read(w),
        is_ours=False,
    ),
    Way("blocks.insertions.Insertions.choose_pictures", "pictures", _insert_picture, is_ours=False),
)


def begun_from_last_year(window: Window) -> None:
    """Open a report with all panes: source excepted, it needs a file."""
    office = window.filing.office
    window.filing.take(following(full_report(_form(office)), office, 2024))


# ---------------------------------------------------------------- looking


def look_at(open_it: Callable[[], object], look: Callable[[QDialog], None]) -> None:
    """Open a window, `look` at it and close it, modal or not; raises what `look` raises."""
    seen: list[QDialog] = []
    failures: list[BaseException] = []

    def wait() -> None:
        dialog = _shown_dialog()
        if dialog is None or not dialog.isActiveWindow():
            return
        patience.stop()
        seen.append(dialog)
        try:
            look(dialog)
        except BaseException as failure:  # noqa: BLE001 - raised below, outside Qt's loop
            failures.append(failure)
        if isValid(dialog) and dialog.isVisible():
            dialog.reject()

    patience = QTimer(interval=10)
    patience.timeout.connect(wait)
    patience.start()
    try:
        open_it()
        for _ in range(_PATIENCE_MS // 10):
            if not patience.isActive():
                break
            QTest.qWait(10)
    finally:
        patience.stop()
    assert seen, "nothing was shown"
    if failures:
        raise failures[0]


def _shown_dialog() -> QDialog | None:
    modal = QApplication.activeModalWidget()
    if isinstance(modal, QDialog):
        return modal
    tops = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    return next((each for each in tops if isinstance(each, QDialog)), None)


# ---------------------------------------------------------------- read off the program


def made_in_source() -> set[str]:
    """Each class of a dialog of the program, and each function that makes one of Qt's."""
    folder = Path(gipdesk.desk.__file__).parent
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        module = ".".join(path.relative_to(folder).with_suffix("").parts)
        importlib.import_module(f"gipdesk.desk.{module.removesuffix('.__init__')}")
        tree = ast.parse(path.read_text("utf-8"))
        found.update(f"{module}.{name}" for name in _making_one_of_qt(tree, ""))
    return found | {
        f"{each.__module__.removeprefix('gipdesk.desk.')}.{each.__name__}"
        for each in _kinds_of(QDialog)
        if each.__module__.startswith("gipdesk.desk.") and not each.__subclasses__()
    }


def _kinds_of(base: type[QDialog]) -> Iterator[type[QDialog]]:
    for each in base.__subclasses__():
        yield each
        yield from _kinds_of(each)


def _making_one_of_qt(node: ast.AST, inside: str) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        name = inside
        if isinstance(child, ast.ClassDef | ast.FunctionDef):
            name = f"{inside}.{child.name}".lstrip(".")
        if isinstance(child, ast.Call):
            called = ast.unparse(child.func).split(".")
            is_asked = called[-1].startswith("get") and called[-2:-1] != [] and called[-2] in OF_QT
            if called[-1] in OF_QT or is_asked:
                yield name
        yield from _making_one_of_qt(child, name)
