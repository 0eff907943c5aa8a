"""Settings as a form, built from their descriptions: a line, a list or a switch each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, assert_never

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from gipdesk.desk.labels import wrapped
from gipdesk.workflow.setting_entries import Kind, Setting
from gipdesk.workflow.settings import Settings

Field: TypeAlias = QLineEdit | QComboBox | QCheckBox


class SettingsForm(QWidget):
    """The fields of some settings."""

    def __init__(
        self, entries: Sequence[Setting], settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self.fields: dict[str, Field] = {}  # by the key of the setting
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(14)
        self._form.setVerticalSpacing(10)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for entry in entries:
            self._add(entry, entry.value(settings))

    def taken(self, settings: Settings) -> Settings:
        """The settings with these as they stand in the form."""
        for entry in self._entries:
            settings = entry.changed(settings, _value(self.fields[entry.key]))
        return settings

    def show_only(self, words: str) -> int:
        """Show the settings with these words; how many there are."""
        count = 0
        for row, entry in enumerate(self._entries):
            is_found = has_words(words, entry.name, entry.words, *entry.choices.values())
            self._form.setRowVisible(row, is_found)
            count += is_found
        return count

    def first_field(self) -> QWidget:
        """Where the keyboard begins: the first setting that is shown."""
        shown = (row for row in range(len(self._entries)) if self._form.isRowVisible(row))
        return self.fields[self._entries[next(shown, 0)].key]

    def _add(self, entry: Setting, value: Any) -> None:
        field = self.fields[entry.key] = _field(entry, value)
        field.setAccessibleDescription(entry.words)
        if not isinstance(field, QCheckBox):
            field.setAccessibleName(entry.name)
        name = "" if isinstance(field, QCheckBox) else entry.name
        if isinstance(field, QLineEdit) or not entry.words:
            self._form.addRow(name, field)
            return
        cell = QWidget()
        lines = QVBoxLayout(cell)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(field)
        lines.addWidget(wrapped(entry.words, "quiet"))
        self._form.addRow(name, cell)


def has_words(words: str, *texts: str) -> bool:
    """Whether words that are looked for stand in one of some texts, in small or capital letters."""
    return any(words.casefold() in text.casefold() for text in texts)


def _field(entry: Setting, value: Any) -> Field:
    match entry.kind:
        case Kind.TEXT:
            line = QLineEdit(value)
            line.setPlaceholderText(entry.words)
            return line
        case Kind.SWITCH:
            switch = QCheckBox(entry.name)
            switch.setChecked(value)
            return switch
        case Kind.CHOICE:
            box = QComboBox()
            for choice, name in entry.choices.items():
                box.addItem(name, choice)
            if value not in entry.choices:  # set by hand in the file
                box.addItem(str(value), value)
            box.setCurrentIndex(next(n for n in range(box.count()) if box.itemData(n) == value))
            return box
        case _:
            assert_never(entry.kind)


def _value(field: Field) -> Any:
    match field:
        case QLineEdit():
            return field.text().strip()
        case QComboBox():
            return field.currentData()
        case QCheckBox():
            return field.isChecked()
        case _:
            assert_never(field)
