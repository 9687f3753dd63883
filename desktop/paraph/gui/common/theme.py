"""Puts a theme on: Fusion, one palette and one application style sheet made from the tokens."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from paraph.gui.common.fonts import load_fonts, ui_font
from paraph.gui.common.style_sheet import style_sheet
from paraph.gui.common.tokens import Theme, Tokens, load_tokens

# Named to the application: naming it to `setStyle` loads what only drawing by hand needs.
FUSION = ("-style", "Fusion")
_ROLES = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "canvas",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "onAccent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "onAccent",
    QPalette.ColorRole.PlaceholderText: "textMuted",
    QPalette.ColorRole.ToolTipBase: "surfaceRaised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "borderStrong",
    QPalette.ColorRole.Shadow: "scrim",
}
_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


class ThemeSwitch(QObject):
    """Holds the theme in force; widgets that draw by hand listen to `changed`.

    The application is one that was made with FUSION.
    """

    changed = Signal(object)  # Tokens, after palette and style sheet are in force

    def __init__(self, application: QApplication, theme: Theme | None = None) -> None:
        super().__init__(application)
        self._application = application
        self.tokens = load_tokens(theme or system_theme())
        load_fonts()
        application.setFont(ui_font())
        self._put_on()
        # Icons are drawn for the screens there are.
        application.screenAdded.connect(lambda _: self.changed.emit(self.tokens))

    def use(self, theme: Theme) -> None:
        """Change the whole program to a theme."""
        if theme is self.tokens.theme:
            return
        self.tokens = load_tokens(theme)
        self._put_on()
        self.changed.emit(self.tokens)

    def _put_on(self) -> None:
        # The palette comes first: Fusion takes from it what the style sheet leaves out.
        self._application.setPalette(make_palette(self.tokens))
        self._application.setStyleSheet(style_sheet(self.tokens))


def system_theme() -> Theme:
    """Give the theme the desktop asks for, light where it says nothing."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Theme.DARK if dark else Theme.LIGHT


def make_palette(tokens: Tokens) -> QPalette:
    """Make the palette of a theme, with its disabled text."""
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, tokens.colour(name))
    for role in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens.colour("textDisabled"))
    return palette
