"""The window's language: the files in `resources/translations`, chosen by the person's locale.

English has a file too, with its plural forms only: without it one would read "1 PDF(s)".
"""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from paraph import paths

_CATALOGUE = "paraph"
_FALLBACK = QLocale(QLocale.Language.English)


def install_translations(application: QCoreApplication, locale: QLocale | None = None) -> str:
    """Put the person's language in force and give its code; English where there is no other."""
    wanted = locale or QLocale()
    _install(application, _FALLBACK)
    if wanted.language() in (QLocale.Language.English, QLocale.Language.C):
        return "en"
    if not _install(application, wanted):
        return "en"
    # Qt's own words, such as those of the file dialog, only beside ours: no two languages.
    qt_words = QTranslator(application)
    if qt_words.load(wanted, "qtbase", "_", _qt_folder()):
        application.installTranslator(qt_words)
    return QLocale.languageToCode(wanted.language())


def _install(application: QCoreApplication, locale: QLocale) -> bool:
    translator = QTranslator(application)
    folder = str(paths.resources() / "translations")
    if not translator.load(locale, _CATALOGUE, "_", folder) or translator.isEmpty():
        return False
    application.installTranslator(translator)
    return True


def _qt_folder() -> str:
    return QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
