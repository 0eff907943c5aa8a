"""A picture as it stands on paper: as wide, in proportion to the type area, as it is printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gipdesk.desk.labels import named
from gipdesk.writers.typeset.figures import is_enlarged, picture_size

WIDEST: Final = 560  # pixels of the screen that stand for the width of the type area
_TYPE_AREA: Final = (156 / 25.4 * 72, 225 / 25.4 * 72)  # points (GB/T 9704-2012, 5.2.1)


class PictureView(QLabel):
    """A picture, shown as wide as its share of the type area, or as its own size, says."""

    def __init__(self, data: bytes, name: str, share: int | None) -> None:
        super().__init__()
        named(self, "picture")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"图片：{name}")
        self._share = share
        self._whole = QPixmap()
        if not data or not self._whole.loadFromData(data):
            self.setText(f"〔图片：{name}〕")

    def show_share(self, share: int | None) -> None:
        """Show it as wide as this share of the type area, in percent; None for its own size."""
        if share != self._share:
            self._share = share
            self._fit()

    @property
    def printed_share(self) -> float:
        """How much of the type area's width it takes up, in percent."""
        return 100 * self._printed()[0] / _TYPE_AREA[0]

    @property
    def is_enlarged(self) -> bool:
        """Whether it is printed so large that its single pixels show."""
        return is_enlarged(self._pixels, self._printed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the width there is."""
        super().resizeEvent(event)
        self._fit()

    @property
    def _pixels(self) -> tuple[int, int]:
        return max(self._whole.width(), 1), max(self._whole.height(), 1)

    def _printed(self) -> tuple[float, float]:
        """Its width and height on paper, in points."""
        return picture_size(self._pixels, _TYPE_AREA, self._share)

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        scale = min(self.width(), WIDEST) / _TYPE_AREA[0]
        width, height = (max(1, round(side * scale * ratio)) for side in self._printed())
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._whole.scaled(width, height, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)
        self.setFixedHeight(round(height / ratio) + 2)
