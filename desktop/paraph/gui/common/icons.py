"""Tabler outline icons in the theme's colour, drawn per device pixel ratio and kept."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from paraph.gui.common.resource_files import resource_path

_GAP_PX = 5
BUTTON_ICON = QSize(18 + _GAP_PX, 18)
SMALL_BUTTON_ICON = QSize(16 + _GAP_PX, 16)


def icon(name: str, colour: str, size_px: int = 18, selected_colour: str | None = None) -> QIcon:
    """Make an icon; `selected_colour` shows on checked buttons."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(_draw(name, colour, size_px, ratio))
        if selected_colour is not None:
            pixmap = _draw(name, selected_colour, size_px, ratio)
            made.addPixmap(pixmap, QIcon.Mode.Normal, QIcon.State.On)
    return made


def button_icon(
    name: str, colour: str, selected_colour: str | None = None, size_px: int = 18
) -> QIcon:
    """Make an icon with room at its right: Fusion sets a button's words too close to it."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(_widened(_draw(name, colour, size_px, ratio)))
        if selected_colour is not None:
            selected = _widened(_draw(name, selected_colour, size_px, ratio))
            made.addPixmap(selected, QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, colour: str, size_px: int = 18) -> QPixmap:
    """Draw an icon for a label on the primary screen."""
    screen = QGuiApplication.primaryScreen()
    return _draw(name, colour, size_px, screen.devicePixelRatio() if screen else 1.0)


def _ratios() -> set[float]:
    return {screen.devicePixelRatio() for screen in QGuiApplication.screens()} or {1.0}


def _widened(drawn: QPixmap) -> QPixmap:
    ratio = drawn.devicePixelRatio()
    wide = QPixmap(drawn.width() + round(_GAP_PX * ratio), drawn.height())
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wide


@cache
def _draw(name: str, colour: str, size_px: int, ratio: float) -> QPixmap:
    svg = resource_path("icons", f"{name}.svg").read_text("utf-8")
    # Below 17 px a stroke of 1.75 breaks up.
    stroke = "2" if size_px < 17 else "1.75"
    svg = svg.replace("currentColor", colour).replace(
        'stroke-width="2"', f'stroke-width="{stroke}"'
    )
    drawn = QPixmap(round(size_px * ratio), round(size_px * ratio))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(drawn.rect()))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn
