"""The official table on the screen: typing, moving, copying and the context menu."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from gipdesk.checks.names import cell_name
from gipdesk.desk.appearance import colours
from gipdesk.desk.session import Session
from gipdesk.desk.table import editing, motion
from gipdesk.desk.table.clipboard import Area, block_of, copied, place
from gipdesk.desk.table.delegate import CellDelegate, CellEditor
from gipdesk.desk.table.headers import Corner, FrozenHeader
from gipdesk.desk.table.layout import Measures, measure, natural_width
from gipdesk.desk.table.look import Look
from gipdesk.desk.table.menu import table_menu
from gipdesk.desk.table.model import OfficialTableModel
from gipdesk.document.stylesheet import read_stylesheet
from gipdesk.report.cells import CellRef
from gipdesk.report.changes import Batch
from gipdesk.report.identities import totals_of
from gipdesk.report.values import read_value
