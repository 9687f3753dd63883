"""Colours and sizes of the design, read from `resources/theme/tokens.json`."""

import json
from enum import Enum
from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QColor

from paraph.gui.common.resource_files import resource_path


class Theme(Enum):
    """The three themes; the value is the key in the tokens file."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "highContrast"


class Tokens(NamedTuple):
    """One theme's colours, with the sizes and the paper inks that all themes share."""

    theme: Theme
    colours: dict[str, str]
    inks: dict[str, str]
    sizes: dict[str, int]

    def colour(self, name: str) -> QColor:
        """Give a colour of this theme."""
        return QColor(self.colours[name])

    def ink(self, name: str) -> QColor:
        """Give a colour for drawing on the white page."""
        return QColor(self.inks[name])


@cache
def load_tokens(theme: Theme) -> Tokens:
    """Read the tokens of one theme."""
    raw = json.loads(resource_path("theme", "tokens.json").read_text("utf-8"))
    sizes = {name: value for name, value in raw["size"].items() if isinstance(value, int)}
    return Tokens(theme, raw["colour"][theme.value], raw["colour"]["paperInk"], sizes)
