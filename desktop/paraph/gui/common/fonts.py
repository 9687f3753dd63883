"""Inter as static files: its variable file gives one width for all weights under Qt 6.11.

Uncompressed: unpacking them took a tenth of the start.
"""

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from paraph.gui.common.resource_files import ResourceMissing, resource_path

FAMILY = "Inter"
FALLBACK = ("Noto Sans", "Noto Sans CJK", "Noto Sans Arabic", "DejaVu Sans")
_FILES = ("Regular", "Medium", "SemiBold")


@cache
def load_fonts() -> None:
    """Register the shipped weights under one family name, once for the process."""
    for weight in _FILES:
        path = resource_path("fonts", f"Inter-{weight}.ttf")
        if QFontDatabase.addApplicationFont(str(path)) == -1:
            raise ResourceMissing(f"{path} is not a font")


def ui_font(size_px: int = 14, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Make the window's font at a size in pixels."""
    font = QFont([FAMILY, *FALLBACK])
    font.setPixelSize(size_px)
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
