"""Every visible word can be translated, and the translations that are there are put in force."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from paraph.domain.messages import WORDS
from paraph.gui.common.translation import install_translations
from tests.conftest import ROOT

GUI = ROOT / "desktop" / "paraph" / "gui"
TRANSLATIONS = ROOT / "resources" / "translations"
# What shows its first or second argument to the person.
SHOWS = {
    *("setText", "setToolTip", "setWindowTitle", "setAccessibleName", "setAccessibleDescription"),
    *("setPlaceholderText", "setStatusTip", "setTabText", "setTabToolTip", "setTitle", "addMenu"),
    *("addAction", "addTab", "QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QAction"),
    *("QMenu", "QGroupBox", "setWhatsThis", "setInformativeText", "drawText", "setPrefix"),
    *("setSuffix", "addItem", "question", "warning", "information", "getOpenFileNames"),
}
NAMES = {"Paraph", "PDF"}
KEYS = re.compile(r" ?\(?(Ctrl|Shift|Alt|Esc|F\d+)\+?\)?")


def literals_shown(source: Path) -> list[tuple[str, int, str]]:
    """Give the literals that reach the person without being marked for translation."""
    tree = ast.parse(source.read_text("utf-8"))
    return [
        (source.name, call.lineno, text)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) in SHOWS
        for argument in call.args
        for text in plain_words(argument)
    ]


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def plain_words(argument: ast.expr) -> list[str]:
    if isinstance(argument, ast.Constant):
        parts = [argument.value]
    elif isinstance(argument, ast.JoinedStr):
        parts = [part.value for part in argument.values if isinstance(part, ast.Constant)]
    elif isinstance(argument, ast.IfExp):
        return plain_words(argument.body) + plain_words(argument.orelse)
    elif isinstance(argument, ast.BinOp):
        return plain_words(argument.left) + plain_words(argument.right)
    else:
        return []
    words = [part for part in parts if isinstance(part, str) and not KEYS.fullmatch(part)]
    return [word for word in words if word not in NAMES and any(c.isalpha() for c in word)]


def test_every_visible_word_goes_through_translation():
    found = [literal for source in GUI.rglob("*.py") for literal in literals_shown(source)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'QLabel("Sign")',
        'button.setToolTip(f"Close {name}")',
        'label.setText("Yes" if asked else self.tr("No"))',
        'menu.addAction("Save" + name)',
    ],
)
def test_the_check_sees_words_that_are_not_marked(tmp_path, line):
    source = tmp_path / "screen.py"
    source.write_text(line)
    assert literals_shown(source) != []


def test_messages_of_every_error_are_in_the_catalogues():
    for catalogue in (TRANSLATIONS / "paraph_de.ts", TRANSLATIONS / "paraph_fr.ts"):
        tree = ET.parse(catalogue)
        contexts = {c.findtext("name"): c for c in tree.iter("context")}
        known = {each.text for each in contexts["Messages"].iter("source")}
        sentences = {s for words in WORDS.values() for s in (words.what, words.safe, words.act)}
        missing = sentences - known - {""}
        assert missing == set(), "run packaging/update_translations.py"


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_compiled_translations_are_those_of_the_catalogues(tmp_path, language):
    compiled = tmp_path / "compiled.qm"
    tool = Path(sys.executable).parent / "pyside6-lrelease"
    catalogue = TRANSLATIONS / f"paraph_{language}.ts"
    subprocess.run([tool, "-silent", catalogue, "-qm", compiled], check=True)
    assert compiled.read_bytes() == (TRANSLATIONS / f"paraph_{language}.qm").read_bytes()


def test_english_plurals_are_written():
    tree = ET.parse(TRANSLATIONS / "paraph_en.ts")
    messages = list(tree.iter("message"))
    assert messages
    for message in messages:
        forms = [form.text for form in message.iter("numerusform")]
        assert len(forms) == 2, message.findtext("source")
        assert all(forms), message.findtext("source")
        assert not any("(s)" in str(form) for form in forms)


@pytest.fixture
def fresh(qapp):
    """Take away what a test installs."""
    before = set(qapp.findChildren(QTranslator))
    yield qapp
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)


@pytest.mark.parametrize("name", ["en_GB", "C", "sv_SE", "de_DE"])
def test_english_counts_rightly_whatever_the_locale(fresh, name):
    install_translations(fresh, QLocale(name))
    said = [QCoreApplication.translate("SignFlow", "%n page(s)", "", count) for count in (1, 3)]
    assert said == ["1 page", "3 pages"]


def test_language_without_words_of_ours_stays_english_throughout(fresh):
    assert install_translations(fresh, QLocale("sv_SE")) == "en"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
