"""Every visible word can be translated, and the translations that are there are put in force."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from paraph.domain.messages.acts import WORDS
from paraph.gui.common.translation import install_translations
from tests.conftest import ROOT

GUI = ROOT / "desktop" / "paraph" / "gui"
TRANSLATIONS = ROOT / "resources" / "translations"
# Names, not words: of fonts, keys, formats, D-Bus properties and fields in certificates.
NAMES = {"Paraph", "Fusion", "NFKD", "CN", "COMMON NAME", "common name", "Key", "Kept", "Del"}
NAMES |= {"Brainpool P-256", "Brainpool P-384", "Brainpool P-512", "Ed25519", "Ed448", "Active"}
NAMES |= {"Notify"}  # a method of D-Bus
FORMAT = re.compile(r"F\d+|d MMMM yyyy.*")
NOT_FOR_PEOPLE = {"fonts.py", "style_sheet.py"}
WORDS_OF_PEOPLE = re.compile(r"[A-Z][^\WA-Z_]+(…|\.)?|.*\w \w.*", re.DOTALL)
MARKS = {"tr", "translate", "QT_TRANSLATE_NOOP"}


def unmarked_words(source: Path) -> list[tuple[str, int, str]]:
    """Give what reads like words in a module and is not marked for translation."""
    found: list[tuple[str, int, str]] = []

    def walk(node: ast.AST) -> None:
        if isinstance(node, ast.Call) and called(node) in MARKS:
            return
        if isinstance(node, ast.Raise) or is_docstring(node):
            return
        if isinstance(node, ast.Constant) and is_for_people(node.value):
            found.append((source.name, node.lineno, node.value))
        parts = node.body if isinstance(node, ast.FunctionDef) else ast.iter_child_nodes(node)
        for part in parts:
            walk(part)

    walk(ast.parse(source.read_text("utf-8")))
    return found


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_for_people(value: object) -> bool:
    is_words = isinstance(value, str) and WORDS_OF_PEOPLE.fullmatch(value)
    return bool(is_words) and value not in NAMES and not FORMAT.fullmatch(str(value))


def test_every_visible_word_goes_through_translation():
    sources = [path for path in GUI.rglob("*.py") if path.name not in NOT_FOR_PEOPLE]
    assert len(sources) > 50
    assert [words for source in sources for words in unmarked_words(source)] == []


@pytest.mark.parametrize(
    "line",
    [
        'QLabel("Sign")',
        'button.setToolTip(f"Close the {name}")',
        'label.setText("Yes" if asked else self.tr("No"))',
        'menu.addAction("Save" + name)',
        'self._button("Stop looking", self.tr("Stop"))',
    ],
)
def test_the_check_sees_words_that_are_not_marked(tmp_path, line):
    source = tmp_path / "screen.py"
    source.write_text(line)
    assert unmarked_words(source) != []


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
