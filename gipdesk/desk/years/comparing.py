"""The comparison's way into the window: opened beside it, its picture put into the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gipdesk.desk import dialogs

if TYPE_CHECKING:
    from gipdesk.desk.dossier import Dossier
    from gipdesk.desk.filing import Filing
    from gipdesk.desk.years.comparison_dialog import ComparisonDialog

_NAME = "年度对比.png"


class Comparing(QObject):
    """At most one comparison is open, of the report that is open."""

    picture_put = Signal(str)  # section

    def __init__(self, filing: Filing, window: QWidget) -> None:
        super().__init__(window)
        self.dialog: ComparisonDialog | None = None
        self._filing = filing
        self._window = window
        filing.closed.connect(self.close)

    def show(self, dossier: Dossier) -> None:
        """Open the comparison of a report, or bring it to the front."""
        from gipdesk.desk.years.comparison_dialog import ComparisonDialog

        dossier.session.commit_open_editors()
        if self.dialog is None:
            self.dialog = ComparisonDialog(dossier.session, self._window)
            self.dialog.years_wanted.connect(self._add_year)
            self.dialog.picture_wanted.connect(self._put_picture)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def close(self) -> None:
        """Close the comparison with its report."""
        if self.dialog:
            self.dialog.hide()
            self.dialog.deleteLater()
            self.dialog = None

    def _add_year(self) -> None:
        if self.dialog:
            path = dialogs.ask_last_year_path(self.dialog, self._filing.folder())
            if path:
                self._filing.remember_year_of(path)

    def _put_picture(self, section: str, caption: str, data: bytes) -> None:
        from gipdesk.desk.blocks.pictures import prepared
        from gipdesk.desk.years.comparison_dialog import picture_put

        dossier = self._filing.dossier
        if dossier:
            new = prepared(_NAME, data)
            dossier.add_media(new.media, new.data)
            change = picture_put(dossier.session.report, section, new.media, caption)
            dossier.session.do(change, "插入对比图")
            self.picture_put.emit(section)
