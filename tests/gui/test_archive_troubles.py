"""Archived files that are not as they were stand in the list of what is owed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from paraph.domain.archive_index import ArchiveState
from paraph.domain.owed import ArchivedFile, OwedLevel
from paraph.gui.main_window import MainWindow
from paraph.gui.proof import proof_watch
from tests.gui.test_proofs import (  # noqa: F401 - fixtures
    FakeProofs,
    proofs,
    saved,
    strip_words,
    watch,
    window,
)

ENDS = datetime(2034, 5, 1, 12, tzinfo=UTC)


def trouble(state: ArchiveState) -> OwedLevel:
    file = ArchivedFile(
        Path("/akten/roux") / f"{state}.pdf", str(state), ENDS, state=state, since=ENDS
    )
    assert file.trouble is not None
    return file.trouble


TROUBLES = [trouble(state) for state in ArchiveState if state is not ArchiveState.THERE]


def test_each_trouble_has_its_words_and_nothing_is_said_to_be_renewed(window, proofs, qtbot):  # noqa: F811
    proofs.left = TROUBLES
    watch(window).look()
    qtbot.waitUntil(lambda: len(watch(window).debts) == 3)
    assert strip_words(window).startswith("3 proof")
    window.owed.show()
    page = window.owed.page
    assert page is not None
    told = [row.words() for row in page.rows.values()]
    for words, start in zip(
        told,
        ("Another program added to a file", "A file whose long-term proof is kept up was changed",
         "A file whose long-term proof is kept up is not where"),
        strict=True,
    ):  # fmt: skip
        assert words.startswith(start)
        assert "Looked for again within the hour" in words
        assert "renewed (" not in words


def test_one_that_is_found_says_so_and_pays_nothing(window, proofs, qtbot):  # noqa: F811
    missing = TROUBLES[-1]
    proofs.left = [missing]
    watch(window).look()
    qtbot.waitUntil(lambda: len(watch(window).debts) == 1)
    window.owed.show()
    page = window.owed.page
    assert page is not None
    row = page.rows[missing.intent]
    proofs.left = []
    row.again.click()
    qtbot.waitUntil(lambda: row.words() == "In order again.")
    assert proofs.calls[-1][:2] == ([missing.intent], True)


def test_the_archive_is_looked_after_while_nothing_is_owed(
    window: MainWindow,  # noqa: F811
    proofs: FakeProofs,  # noqa: F811
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(proof_watch, "_LOOK_EVERY_MS", 20)
    watch(window).begin()
    proofs.left = [TROUBLES[0]]
    qtbot.waitUntil(lambda: strip_words(window).startswith("1 proof"))
