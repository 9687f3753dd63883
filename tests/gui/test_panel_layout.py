"""The sign panel with its parts open and full: no word is cut, nothing scrolls sideways."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.placement_template import Template
from paraph.domain.placing.signature_field import Box, Place
from paraph.gui.common.tokens import Theme
from tests.gui.test_extras import panel, shelf, window

__all__ = ["panel", "shelf", "window"]

PLACE = Place(2, Box(72, 200, 222, 260))
NAMES = ("Client", "The other side's lawyer, Wilhelmine von Stetten-Rosenberg", "W" * 80)
CONTROLS = (QAbstractButton, QComboBox, QLineEdit)


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK])
def drawn(request, theme):
    theme.use(request.param)
    yield
    theme.use(Theme.LIGHT)


@pytest.fixture(params=["anchor", "more", "template", "initials"])
def opened(request, qtbot, window, tab, panel, shelf, drawn) -> Callable[[int, int], QWidget]:
    """Fill a part with all its controls and long words; gives what the panel scrolls."""
    state, placement = tab.view.extras, tab.view.placement
    shelf.write(Template("Honorarvereinbarung mit Vollmacht, zweite Seite", field="Own"))
    for name in NAMES:
        placement.put(2, placement.rules.shown_rect(PLACE), "")
        state.prepare_box(name, locks=True)
    state.set_initials(InitialsRule("1,9"))
    state.set_certification(Certification.NO_CHANGES)

    def of_size(width: int, height: int) -> QWidget:
        window.resize(width, height)
        panel.extras.show_part(request.param)
        placement.put(2, placement.rules.shown_rect(PLACE), "")
        if request.param == "anchor":
            QTest.keyClicks(panel.extras.anchor.text, "fait a")
            qtbot.waitUntil(lambda: panel.extras.anchor.rows.count() == 3)
        preview = panel.looks.preview._picture
        qtbot.waitUntil(lambda: not preview.pixmap().isNull())
        qtbot.wait(20)
        return panel.findChild(QScrollArea, "panelScroll").widget()

    return of_size


def rect_in(inner: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(inner, QPoint(0, 0)), part.size())


def is_cut(part: QWidget) -> bool:
    if isinstance(part, QLabel) and part.wordWrap():
        return part.height() < part.heightForWidth(part.width())
    has_words = isinstance(part, QLabel | QAbstractButton) and bool(part.text())
    return has_words and part.width() < part.sizeHint().width()


@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_nothing_of_an_open_part_is_cut(opened, size):
    inner = opened(*size)
    assert inner.width() <= inner.parentWidget().width()
    parts = [
        each
        for kind in (QLabel, *CONTROLS)
        for each in inner.findChildren(kind)
        if each.isVisible()
    ]
    outside = [each for each in parts if not inner.rect().contains(rect_in(inner, each))]
    assert [*map(repr, outside)] == []
    assert [each.text() for each in parts if is_cut(each)] == []


def test_the_keyboard_goes_down_the_panel_and_leaves_nothing_out(opened):
    inner = opened(1440, 900)
    reached: list[QWidget] = []
    for _ in range(80):
        focused = QApplication.focusWidget()
        assert focused is not None
        if inner.isAncestorOf(focused) and focused not in reached:
            reached.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    wanted = {each for kind in CONTROLS for each in inner.findChildren(kind)}
    wanted = {each for each in wanted if each.isVisible() and each.isEnabled()}
    assert {each.accessibleName() or repr(each) for each in wanted - set(reached)} == set()
    # The walk began in the part that was opened: from its first control on it goes down once.
    rects = [rect_in(inner, each) for each in reached]
    steps_up = [
        (reached[n].accessibleName(), reached[n + 1].accessibleName())
        for n, (here, following) in enumerate(pairwise(rects))
        if following.bottom() < here.top()
    ]
    assert len(steps_up) <= 1, steps_up
