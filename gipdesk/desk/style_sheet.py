"""The style sheet of the window; the names in braces are the colours of `appearance`."""

from __future__ import annotations

STYLE_SHEET = """
QMainWindow, QDialog {{ background: {window}; }}
QToolTip {{ color: {text}; background: {base}; border: 1px solid {line}; padding: 4px; }}
QMenuBar {{ background: {window}; }}
QToolBar {{ background: {base}; border: none; border-bottom: 1px solid {line};
    padding: 3px; spacing: 1px; }}
QToolBar QToolButton {{ padding: 3px 7px; margin: 0; border: 1px solid transparent;
    border-radius: 4px; }}
QToolBar QToolButton:hover, QToolBar QToolButton:focus {{ background: {chosen}; }}
QToolBar QToolButton:checked {{ background: {chosen}; border-color: {line}; }}
QToolBar QToolButton:focus {{ border-color: {accent}; }}
QToolButton#step {{ padding: 2px 6px; border: 1px solid transparent; border-radius: 4px; }}
QToolButton#step:hover, QToolButton#step:focus {{ background: {chosen}; }}
QToolButton#step:checked {{ background: {chosen}; border-color: {line}; color: {accent}; }}
QToolButton#step:focus {{ border-color: {accent}; }}
QStatusBar {{ background: {base}; border-top: 1px solid {line}; color: {quiet}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {quiet}; padding: 0 6px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QScrollArea#plain {{ background: transparent; border: none; }}
QScrollArea#page, QWidget#pageBody {{ background: {base}; border: none; }}
QListView#tabs {{ background: {window}; border: none; outline: none; padding: 6px 0; }}
QLabel#heading {{ font-size: 15pt; font-weight: 600; }}
QLabel#subheading {{ font-size: 11pt; font-weight: 600; color: {accent}; }}
QLabel#quiet {{ color: {quiet}; }}
QLabel#tableTitle {{ font-size: 12pt; font-weight: 600; padding: 4px; }}
QLineEdit, QComboBox, QTextEdit#narrative, QDateEdit {{ background: {base}; color: {text};
    border: 1px solid {line}; border-radius: 4px; padding: 4px 7px;
    selection-background-color: {accent}; selection-color: {base}; }}
QTextEdit#narrative {{ padding: 1px 10px 9px 10px; }}
QLineEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: 2px solid {accent};
    padding: 3px 6px; }}
QTextEdit#narrative:focus {{ border: 2px solid {accent}; padding: 0 9px 8px 9px; }}
QLineEdit[found="found"], QLineEdit[found="current"] {{ background: {found}; }}
QLineEdit[found="current"] {{ border: 2px solid {accent}; padding: 3px 6px; }}
QLineEdit:read-only {{ background: {alternate}; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url({icons}/chevron.svg); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {base}; border: 1px solid {line};
    selection-background-color: {chosen}; selection-color: {text}; }}
QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QPushButton {{ background: {base}; color: {text}; border: 1px solid {line}; border-radius: 4px;
    padding: 5px 14px; }}
QPushButton:hover {{ border-color: {accent}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 13px; }}
QPushButton:pressed {{ background: {chosen}; }}
QPushButton:default, QPushButton#primary {{ background: {accent}; color: {base};
    border-color: {accent}; }}
QPushButton:default:focus, QPushButton#primary:focus {{ border: 3px double {base};
    padding: 3px 12px; }}
QPushButton:disabled {{ color: {quiet}; background: {alternate}; border-color: {line}; }}
QPushButton#link {{ background: transparent; border: none; color: {accent}; padding: 2px 0;
    text-align: left; }}
QPushButton#link:hover, QPushButton#link:focus {{ text-decoration: underline; }}
QPushButton#link:focus, QPushButton#quietLink:focus, QPushButton#quietMenu:focus {{ border: none;
    padding: 2px 0; }}
QPushButton#quietMenu:focus {{ padding-right: 15px; }}
QPushButton#quietLink {{ background: transparent; border: none; color: {quiet}; padding: 2px 0; }}
QPushButton#quietMenu {{ background: transparent; border: none; color: {quiet};
    padding: 2px 15px 2px 0; }}
QPushButton#quietMenu::menu-indicator {{ image: url({icons}/chevron.svg); width: 12px;
    height: 12px; subcontrol-origin: padding; subcontrol-position: right center; }}
QPushButton#quietLink:hover, QPushButton#quietLink:focus, QPushButton#quietMenu:hover,
QPushButton#quietMenu:focus {{ color: {accent}; text-decoration: underline; }}
QPushButton#numberOffer {{ color: {accent}; border-color: {accent}; padding: 2px 9px; }}
QPushButton#fix {{ color: {accent}; padding: 3px 10px; text-align: left; }}
QPushButton#fix:focus {{ padding: 2px 9px; }}
QPushButton#filter {{ background: transparent; border: 1px solid transparent;
    border-radius: 4px; color: {quiet}; padding: 3px 6px; }}
QPushButton#filter:hover, QPushButton#filter:focus {{ background: {chosen}; color: {text}; }}
QPushButton#filter:checked {{ background: {chosen}; border-color: {accent}; color: {text}; }}
QPushButton#filter:focus {{ border: 2px solid {accent}; padding: 2px 5px; }}
QPushButton#badge {{ border-radius: 11px; padding: 3px 14px; font-weight: 600; }}
QPushButton#badge:focus {{ border-width: 2px; padding: 2px 13px; }}
QPushButton#badge[standing="errors"] {{ color: {error}; border-color: {error}; }}
QPushButton#badge[standing="warnings"] {{ color: {warning}; border-color: {warning}; }}
QPushButton#badge[standing="done"] {{ color: {done}; border-color: {done}; }}
QTabWidget#side::pane {{ border: none; border-top: 1px solid {line}; }}
QTabWidget#side::tab-bar {{ left: 5px; }}
QTabWidget#side QTabBar::tab {{ padding: 7px 5px; border: none; background: transparent;
    color: {quiet}; }}
QTabWidget#side QTabBar::tab:selected {{ color: {accent}; border-bottom: 2px solid {accent}; }}
QTabWidget#side QTabBar::tab:focus {{ color: {accent}; border: 2px solid {accent};
    border-radius: 4px; padding: 5px 3px 7px 3px; }}
QDialog QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QDialog QTabBar::tab {{ padding: 6px 14px; border: none; background: transparent;
    color: {quiet}; }}
QDialog QTabBar::tab:selected {{ color: {accent}; border-bottom: 2px solid {accent}; }}
QDialog QTabBar::tab:focus {{ border: 2px solid {accent}; border-radius: 4px;
    padding: 4px 12px 6px 12px; }}
QListWidget#pages {{ background: {base}; border: 1px solid {line}; border-radius: 6px;
    outline: none; }}
QListWidget#pages:focus {{ border: 2px solid {accent}; }}
QListWidget#pages::item {{ padding: 8px 10px; }}
QListWidget#pages::item:selected {{ background: {chosen}; color: {text}; }}
QTableView#entries {{ background: {base}; alternate-background-color: {alternate};
    border: 1px solid {line}; border-radius: 4px; }}
QTableView#entries:focus {{ border: 2px solid {accent}; }}
QTableView#entries::item {{ padding: 3px 4px; }}
QTableView#entries::item:selected {{ background: {chosen}; color: {text}; }}
QTableView#entries QHeaderView::section {{ text-align: left; padding: 4px 8px; }}
QScrollArea#cards, QWidget#cardList {{ background: {window}; border: none; }}
QFrame#card {{ background: {base}; border: 1px solid {line}; border-radius: 6px; }}
QFrame#card[chosen="true"] {{ border-color: {accent}; background: {chosen}; }}
QFrame#card:focus {{ border: 2px solid {accent}; }}
QLabel#group {{ color: {quiet}; font-weight: 600; padding: 6px 2px 0 2px; }}
QLabel#official, QLabel#reference {{ border-radius: 3px; padding: 1px 6px; font-size: 9pt; }}
QLabel#official {{ background: {accent}; color: {base}; }}
QLabel#reference {{ border: 1px dashed {quiet}; color: {quiet}; }}
QCheckBox, QRadioButton {{ border: 1px solid transparent; border-radius: 3px; padding: 1px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QCheckBox::indicator, QRadioButton::indicator, QTableWidget#comparison::indicator {{
    border: 1px solid {quiet}; border-radius: 2px; background: {base}; width: 12px; height: 12px; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:checked, QTableWidget#comparison::indicator:checked {{
    border-color: {accent}; background: {accent}; image: url({icons}/tick-{tick}.svg); }}
QRadioButton::indicator:checked {{ border: 4px solid {accent}; width: 6px; height: 6px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    border-color: {line}; background: {alternate}; }}
QTableWidget#comparison {{ border-radius: 4px; outline: none; }}
QTableWidget#comparison::item {{ padding: 0 6px; }}
QFrame#notice {{ background: {notice}; border: none; border-bottom: 1px solid {line}; }}
QFrame#findBar {{ background: {window}; border: none; border-top: 1px solid {line}; }}
QTableWidget#freeTable {{ border-right: none; border-bottom: none; border-radius: 0; outline: none;
    selection-background-color: {chosen}; selection-color: {text}; }}
QTableWidget#freeTable::item {{ padding: 3px 6px; }}
QTableWidget#freeTable::item:focus {{ border: 1px solid {accent}; }}
QLineEdit#cell {{ border: 2px solid {accent}; border-radius: 0; padding: 0 4px; }}
QFrame#missing {{ background: {alternate}; border: 1px dashed {line}; border-radius: 6px; }}
QPlainTextEdit#source {{ background: {base}; color: {text}; border: 1px solid transparent;
    selection-background-color: {accent}; selection-color: {base}; }}
QPlainTextEdit#source:focus {{ border: 2px solid {accent}; }}
QLabel#sourceName {{ color: {quiet}; font-weight: 600; padding: 5px 12px;
    border-top: 1px solid {line}; border-bottom: 1px solid {line}; }}
QScrollArea#sheets, QLabel#sheet {{ background: {alternate}; border: none; }}
QFrame#tour {{ background: {base}; border: 1px solid {accent}; border-radius: 8px; }}
QTextBrowser#manual {{ background: {base}; color: {text}; border: 1px solid transparent;
    selection-background-color: {accent}; selection-color: {base}; }}
QTextBrowser#manual:focus {{ border: 2px solid {accent}; }}
QTreeWidget#contents, QListWidget#contents {{ background: transparent;
    border: 1px solid transparent; border-radius: 4px;
    outline: none; }}
QTreeWidget#contents:focus, QListWidget#contents:focus {{ border: 2px solid {accent}; }}
QTreeWidget#contents::item {{ padding: 5px 4px; }}
QListWidget#contents::item {{ padding: 7px 6px; border-bottom: 1px solid {line}; }}
QTreeWidget#contents::item:selected, QListWidget#contents::item:selected {{
    background: {chosen}; color: {text}; }}
QProgressBar {{ background: {alternate}; border: none; border-radius: 3px; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QTableWidget {{ background: {base}; gridline-color: {line}; border: 1px solid {line}; }}
QTableWidget:focus {{ border: 2px solid {accent}; }}
QHeaderView::section {{ background: {alternate}; border: none; padding: 4px; }}
QListWidget#recent {{ background: {base}; border: 1px solid {line}; border-radius: 6px;
    outline: none; }}
QListWidget#recent:focus {{ border: 2px solid {accent}; }}
QListWidget#recent::item {{ padding: 7px 10px; }}
QListWidget#recent::item:selected {{ background: {chosen}; color: {text}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {line}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {quiet}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
