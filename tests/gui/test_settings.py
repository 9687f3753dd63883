"""The settings: shown, changed by keys, saved at once, and used when signing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.main_window import MainWindow
from paraph.settings import Settings, load_settings, save_settings
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning


def test_a_changed_pattern_is_saved_and_names_the_next_copy(qtbot, theme, settings, tmp_path):
    acts = FakeSigning()
    window = MainWindow(
        GuiUseCases(
            open_fake,
            acts,
            load_settings(tmp_path),
            lambda changed: save_settings(tmp_path, changed),
        ),
        settings,
        theme,
    )
    show(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.rail.isVisible() and "settings" in window._made)
    page = window.settings_page
    qtbot.waitUntil(page.isVisible)
    page.pattern.selectAll()
    QTest.keyClicks(page.pattern, "{name} (signiert)")
    QTest.keyClicks(page.reason, "Approved")
    assert load_settings(tmp_path) == Settings("{name} (signiert)", "Approved", "")
    assert window.signing.read_settings().output_pattern == "{name} (signiert)"
    window.show_screen("desk")
    panel = window.signing.open_panel(open_in(window, tmp_path / "a.pdf"))
    assert panel.reason.text() == "Approved"


def test_colours_change_at_once(qtbot, window: MainWindow, theme: ThemeSwitch):
    window.show_screen("settings")
    choice = window.settings_page.theme
    choice.setCurrentIndex(choice.findData(Theme.DARK))
    choice.activated.emit(choice.currentIndex())
    assert theme.tokens.theme is Theme.DARK
    theme.use(Theme.LIGHT)
    assert choice.currentData() is Theme.LIGHT


def test_damaged_settings_are_put_aside_and_lose_nothing(tmp_path):
    (tmp_path / "settings.json").write_text("{broken", encoding="utf-8")
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.damaged").read_text(encoding="utf-8") == "{broken"
