"""A record that cannot be opened: told over the window, tried again, or the program is ended."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paraph.domain import errors
from paraph.domain.errors import profile as profile_errors
from paraph.gui.actions import GuiUseCases
from paraph.gui.main_window import MainWindow
from paraph.gui.shell.start_trouble import StartTroublePage
from paraph.gui.start_trouble import make_window
from tests.gui.conftest import open_fake, show
from tests.gui.fake_signing import FakeSigning

ON_NETWORK = errors.StoreOnNetwork(folder="/srv/home", kind="nfs4")


class Failing(FakeSigning):
    trouble: errors.ParaphError | None = None
    tries = 0

    def catch_up(self):
        self.tries += 1
        if self.trouble is not None:
            raise self.trouble
        return ()


@pytest.fixture
def acts() -> Failing:
    return Failing()


@pytest.fixture
def window(qtbot, theme, settings, acts) -> MainWindow:
    return show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))


def told(qtbot, window: MainWindow) -> StartTroublePage:
    window.signing.catch_up()
    qtbot.waitUntil(lambda: isinstance(window.sheet.page, StartTroublePage))
    page = window.sheet.page
    assert isinstance(page, StartTroublePage)
    return page


@pytest.mark.parametrize(
    "trouble",
    [
        errors.StoreBusy(why="database is locked"),
        ON_NETWORK,
        profile_errors.StoreDamaged(folder="/home/a"),
        profile_errors.ProfileReadOnly(folder="/home/a"),
        profile_errors.ProfileFull(folder="/home/a"),
    ],
    ids=lambda error: error.code,
)
def test_what_is_wrong_is_said_and_its_status_is_the_programs(qtbot, window, acts, trouble):
    acts.trouble = trouble
    page = told(qtbot, window)
    assert trouble.code in page.details.text()
    assert str(trouble.details.get("folder", "")) in page.details.text()
    assert page.look_only.isVisible()
    page.end.click()
    assert not window.isVisible()
    assert window.exit_status == trouble.exit_status


def test_what_passes_by_itself_is_tried_again(qtbot, window, acts):
    acts.trouble = errors.StoreBusy()
    page = told(qtbot, window)
    acts.trouble = None
    QTest.keyClick(page.retry, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: acts.tries == 2 and not window.signing.lane.busy)
    assert window.sheet.page is None
    assert window.exit_status == 0


def test_esc_lets_documents_be_looked_at(qtbot, window, acts):
    acts.trouble = ON_NETWORK
    page = told(qtbot, window)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert window.sheet.page is None
    assert window.isVisible()


def test_no_card_is_said_to_be_in_trouble_for_it(qtbot, window, acts):
    acts.trouble = ON_NETWORK
    told(qtbot, window)
    assert window.signing.cards is None


def test_without_a_profile_there_is_nothing_to_go_on_with(qtbot, theme):
    error = profile_errors.ProfileReadOnly(folder="/nowhere", why="Not a directory")
    window = make_window(error, theme)
    qtbot.addWidget(window)
    page = window.findChild(StartTroublePage)
    assert page.end.isVisibleTo(window)
    assert not page.retry.isVisibleTo(window)
    assert not page.look_only.isVisibleTo(window)
    assert "/nowhere" in page.details.text()
    with qtbot.waitSignal(page.ended):
        page.esc()
