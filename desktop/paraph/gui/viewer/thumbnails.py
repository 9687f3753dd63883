"""The list of small pages: shows where one is, goes where one clicks."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from paraph.gui.common.fonts import ui_font
from paraph.gui.common.tokens import Theme, Tokens
from paraph.gui.viewer.image_cache import ImageCache
from paraph.gui.viewer.page_source import PageSource, Priority
from paraph.gui.viewer.placement import Placement

WIDTH_PX = 136
_PICTURE_PX = QSize(92, 126)
_ROW_PX = 160
_BUDGET_BYTES = 4 * 1024 * 1024
_ASKED_AT_ONCE = 30
_MOST_BYTES = 3 * _PICTURE_PX.width() * _PICTURE_PX.height()
_DRAFT_MOST_PX = 250_000
_Index = QModelIndex | QPersistentModelIndex


class ThumbnailModel(QAbstractListModel):
    """One row a page; asks for a page's picture when it is first drawn."""

    taken = Signal(int)  # page index, when the picture asked for has come

    def __init__(self, source: PageSource, device_pixel_ratio: float, parent: QWidget) -> None:
        super().__init__(parent)
        self.source = source
        self.cache: ImageCache[int] = ImageCache(_BUDGET_BYTES)
        self._ratio = device_pixel_ratio
        self._asked: dict[int, None] = {}  # in order; the source forgets old wishes too
        self._failed: set[int] = set()
        source.signals.page_ready.connect(self._take_image)
        source.signals.page_failed.connect(self._failed.add)

    def rowCount(self, parent: _Index | None = None) -> int:
        """Give the number of pages."""
        return 0 if parent is not None and parent.isValid() else len(self.source.geometries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the page's number and its words for screen readers."""
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Page {number}").format(number=index.row() + 1)
        return None

    def paper_size(self, page_index: int) -> tuple[float, float, float]:
        """Give width and height of the small page in pixels, and its pixels to the point."""
        width, height = self.source.geometries[page_index].shown_size
        px_per_pt = min(_PICTURE_PX.width() / width, _PICTURE_PX.height() / height)
        return width * px_per_pt, height * px_per_pt, px_per_pt

    def image(self, page_index: int) -> QImage | None:
        """Give a page's picture, or ask for it."""
        held = self.cache.get(page_index)
        is_small = held is not None and self._is_own(page_index, held[0])
        if not is_small and page_index not in self._asked and page_index not in self._failed:
            self.ask(page_index)
        return held[1] if held is not None else None

    def held(self, page_index: int) -> QImage | None:
        """Give what there is of a page, and ask for nothing."""
        held = self.cache.get(page_index)
        return held[1] if held is not None else None

    def lacks(self, page_index: int) -> bool:
        """Tell whether a page's picture is still to be asked for."""
        known = page_index in self._asked or page_index in self._failed
        return not known and self.cache.get(page_index) is None

    @property
    def has_room(self) -> bool:
        """Tell whether another picture drives none out."""
        return self.cache.held_bytes + _MOST_BYTES <= _BUDGET_BYTES

    def ask(self, page_index: int) -> None:
        """Ask for a page's picture."""
        self._asked[page_index] = None
        if len(self._asked) > _ASKED_AT_ONCE:
            del self._asked[next(iter(self._asked))]
        self.source.request(page_index, self._scale(page_index), Priority.THUMBNAIL)

    def _is_own(self, page_index: int, scale: float) -> bool:
        return abs(scale - self._scale(page_index)) <= 1e-9

    def _scale(self, page_index: int) -> float:
        return self.paper_size(page_index)[2] * self._ratio

    def _take_image(self, page_index: int, scale: float, image: QImage) -> None:
        if not self._is_own(page_index, scale):
            self._keep_draft(page_index, scale, image)
            return
        self._asked.pop(page_index, None)
        self.cache.put(page_index, scale, _thin(image))
        row = self.index(page_index)
        self.dataChanged.emit(row, row)
        self.taken.emit(page_index)

    def _keep_draft(self, page_index: int, scale: float, image: QImage) -> None:
        # What came too late for a fast drag is there for the way back.
        if image.width() * image.height() > _DRAFT_MOST_PX or self.cache.get(page_index):
            return
        small = image.scaled(
            _PICTURE_PX * self._ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.cache.put(page_index, scale, _thin(small))


def _thin(image: QImage) -> QImage:
    """Keep one byte a pixel of a grey page, and the whole of one with colours."""
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if image.allGray() else image


class ThumbnailDelegate(QStyledItemDelegate):
    """Draws the small page, the box on it and the number below."""

    def __init__(self, model: ThumbnailModel, placement: Placement, tokens: Tokens) -> None:
        super().__init__(model)
        self._model = model
        self._placement = placement
        self.tokens = tokens
        self.current_row = -1  # the style option's own state would load what nothing else needs

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Give one height for every row, so that long documents lay out at once."""
        return QSize(WIDTH_PX - 16, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row."""
        page_index = index.row()
        width, height, px_per_pt = self._model.paper_size(page_index)
        cell = QRectF(option.rect)
        paper = QRectF(cell.center().x() - width / 2, cell.top() + 12, width, height)
        is_current = page_index == self.current_row
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(paper, self.tokens.colour("paper"))
        image = self._model.image(page_index)
        if image is not None:
            painter.drawImage(paper, image)
        self._paint_box(painter, page_index, paper, px_per_pt)
        line = "accent" if is_current else "paperEdge"
        painter.setPen(QPen(self.tokens.colour(line), 2 if is_current else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # Where paper is the brightest thing there is, a gap sets the ring apart from it.
        gap = 2 if self.tokens.theme is Theme.LIGHT else 4
        painter.drawRoundedRect(paper.adjusted(-gap, -gap, gap, gap), 4, 4)
        weight = QFont.Weight.DemiBold if is_current else QFont.Weight.Normal
        painter.setFont(ui_font(13, weight))
        painter.setPen(self.tokens.colour("accentText" if is_current else "textSecondary"))
        number = QRectF(cell.left(), paper.bottom() + 4, cell.width(), 18)
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(page_index + 1))
        painter.restore()

    def _paint_box(
        self, painter: QPainter, page_index: int, paper: QRectF, px_per_pt: float
    ) -> None:
        place = self._placement.place
        if place is None or place.page_index != page_index:
            return
        rect = self._placement.rules.shown_rect(place)
        ink = self.tokens.ink("selection")
        painter.setPen(QPen(ink, 1.5))
        ink.setAlpha(50)
        painter.setBrush(ink)
        painter.drawRect(
            QRectF(
                paper.left() + rect.left() * px_per_pt,
                paper.top() + rect.top() * px_per_pt,
                rect.width() * px_per_pt,
                rect.height() * px_per_pt,
            )
        )


class Thumbnails(QListView):
    """The column of small pages."""

    page_chosen = Signal(int)  # page index, when the person picks a page

    def __init__(
        self, source: PageSource, placement: Placement, tokens: Tokens, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("thumbnails")
        self.setAccessibleName(self.tr("Small pages"))
        self.setViewport(QWidget())
        self.setFixedWidth(WIDTH_PX)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.small_pages = ThumbnailModel(source, self.devicePixelRatioF(), self)
        self.setModel(self.small_pages)
        self._delegate = ThumbnailDelegate(self.small_pages, placement, tokens)
        self.setItemDelegate(self._delegate)
        self._follows = False
        self.selectionModel().currentChanged.connect(self._tell)
        placement.changed.connect(self.viewport().update)

    def show_page(self, page_index: int) -> None:
        """Mark the page that is in view."""
        self._follows = True
        self.setCurrentIndex(self.model().index(page_index, 0))
        self._follows = False

    def take_theme(self, tokens: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.tokens = tokens
        self.viewport().update()

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._delegate.current_row = current.row()
        if current.isValid() and not self._follows:
            self.page_chosen.emit(current.row())
