"""The levels of signatures in words."""

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def level_words(level: str) -> str:
    """Give a signature's level; one that is not known as it is named."""
    return {
        "simple": translate("Requests", "simple"),
        "advanced": translate("Requests", "advanced"),
        "qualified": translate("Requests", "qualified"),
    }.get(level, level)
