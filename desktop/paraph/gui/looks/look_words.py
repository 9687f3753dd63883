"""What the parts of a visible signature are called."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from paraph.domain.stamp.appearance import Part, StampLanguage


def part_words(part: str) -> str:
    """Give the name of a part."""
    translate = QCoreApplication.translate
    return {
        Part.CAPTION: translate("Look", "“Signed electronically by”"),
        Part.NAME: translate("Look", "Name"),
        Part.ROLE: translate("Look", "Role"),
        Part.ORGANISATION: translate("Look", "Organisation"),
        Part.REASON: translate("Look", "Reason"),
        Part.PLACE: translate("Look", "Place"),
        Part.DATE: translate("Look", "Date and time"),
        Part.TEXT: translate("Look", "Own words"),
        Part.LOGO: translate("Look", "Logo"),
        Part.IMAGE: translate("Look", "Signature picture"),
        Part.QR: translate("Look", "QR code"),
    }[Part(part)]


def left_out_words(parts: Sequence[str]) -> str:
    """Say what found no room in the box; empty when all did."""
    if not parts:
        return ""
    names = ", ".join(part_words(part) for part in parts)
    words = QCoreApplication.translate("Look", "No room in this box for: {parts}. Make it larger.")
    return words.format(parts=names)


def language_words(language: StampLanguage) -> str:
    """Give a language's name."""
    translate = QCoreApplication.translate
    return {
        StampLanguage.ENGLISH: translate("Look", "English"),
        StampLanguage.FRENCH: translate("Look", "French"),
        StampLanguage.GERMAN: translate("Look", "German"),
    }[language]


def own_language(locale_name: str) -> StampLanguage:
    """Give the language of a locale such as fr_FR, or English where a stamp has none of it."""
    code = locale_name[:2]
    return next((each for each in StampLanguage if each == code), StampLanguage.ENGLISH)
