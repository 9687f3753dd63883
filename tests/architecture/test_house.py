"""The house's own rules: sizes, words for every error, no reference lost by Qt."""

import importlib
import sys
from pathlib import Path

import pytest

from paraph.domain import errors
from paraph.domain.messages.acts import WORDS
from paraph.domain.messages.books import BOOK_WORDS
from paraph.domain.messages.filing import FILING_WORDS
from paraph.domain.messages.levels import LEVEL_WORDS
from paraph.domain.messages.placing import PLACING_WORDS
from paraph.domain.messages.profile import PROFILE_WORDS
from paraph.domain.messages.service import SERVICE_WORDS

DESKTOP = Path(__file__).parents[2] / "desktop"


def test_no_module_is_over_400_lines():
    sizes = {p: len(p.read_text("utf-8").splitlines()) for p in DESKTOP.rglob("*.py")}
    assert {p: n for p, n in sizes.items() if n > 400} == {}


def test_every_error_code_has_words_and_every_words_a_code():
    importlib.import_module("paraph.domain.errors.books")
    importlib.import_module("paraph.domain.errors.filing")
    importlib.import_module("paraph.domain.errors.levels")
    importlib.import_module("paraph.domain.errors.placing")
    importlib.import_module("paraph.domain.errors.profile")
    importlib.import_module("paraph.domain.errors.service")
    of_accounts = (SERVICE_WORDS, FILING_WORDS)
    tables = (WORDS, LEVEL_WORDS, PLACING_WORDS, BOOK_WORDS, PROFILE_WORDS, *of_accounts)
    assert set(errors.leaves()) == {code for table in tables for code in table}
    assert sum(map(len, tables)) == len(errors.leaves())


def test_words_are_three_sentences_without_pleading():
    for code, words in {
        **WORDS,
        **LEVEL_WORDS,
        **PLACING_WORDS,
        **BOOK_WORDS,
        **PROFILE_WORDS,
        **SERVICE_WORDS,
        **FILING_WORDS,
    }.items():
        for sentence in (words.what, words.safe, words.act):
            assert sentence.endswith("."), (code, sentence)
            assert "!" not in sentence, code
            assert "please" not in sentence.lower(), code


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_qt_does_not_lose_references_to_none(monkeypatch: pytest.MonkeyPatch):
    # PySide6 6.12 on Python 3.11 loses one reference a call, and the process dies of it.
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication.instance() or QApplication([])
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.update()
    assert sys.getrefcount(None) > before - 50
    del widget, app
