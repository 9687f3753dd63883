"""The settings: shown, changed by keys, saved at once, and used when signing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from paraph.gui.actions import GuiUseCases
from paraph.gui.common.theme import ThemeSwitch
from paraph.gui.common.tokens import Theme
from paraph.gui.main_window import MainWindow
from paraph.ports.finding import ModuleDescription
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
    assert window.signing.guard.read_settings().output_pattern == "{name} (signiert)"
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


def test_a_driver_added_by_hand_says_what_it_is_and_can_be_removed(
    qtbot, theme, settings, tmp_path, monkeypatch
):
    acts = FakeSigning()
    good, bad = "/opt/maker/good.so", "/opt/maker/bad.so"
    acts.modules[good] = ModuleDescription(good, "Maker's tokens", "Maker", "3.2")
    acts.modules[bad] = ModuleDescription(bad, why_not="module_foreign", needed="Linux x86_64")
    use_cases = GuiUseCases(
        open_fake, acts, save_settings=lambda changed: save_settings(tmp_path, changed)
    )
    window = show(qtbot, MainWindow(use_cases, settings, theme))
    window.show_screen("settings")
    page, rows = window.settings_page, window.settings_page.modules
    page._sections.setCurrentRow(1)
    qtbot.waitUntil(rows.isVisible)
    for path in (good, bad):
        monkeypatch.setattr(
            QFileDialog, "getOpenFileName", lambda *_, chosen=path: (chosen, "drivers")
        )
        QTest.mouseClick(rows.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: rows.says(good) == "It loads: Maker's tokens 3.2, by Maker")
    qtbot.waitUntil(lambda: rows.says(bad).startswith("The card's driver is made for another"))
    assert rows.says(bad).endswith("Linux x86_64")
    assert load_settings(tmp_path).pkcs11_modules == (good, bad)
    assert acts.looks
    (remove,) = (
        each
        for each in rows.findChildren(QPushButton)
        if each.accessibleName() == f"Remove {bad}" and each.isVisible()
    )
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert load_settings(tmp_path).pkcs11_modules == (good,)


@pytest.mark.parametrize("value", ['"/one.so"', "[1]", "null"])
def test_a_list_of_drivers_that_is_none_counts_as_damaged(tmp_path, value):
    (tmp_path / "settings.json").write_text(f'{{"pkcs11_modules": {value}}}', encoding="utf-8")
    assert load_settings(tmp_path) == Settings()
    assert (tmp_path / "settings.damaged").exists()
