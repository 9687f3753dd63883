"""kill -9 at any line of a watch, tokens that leave, and shares: each file leaves once."""

import json
import os
import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from paraph.cli import watch as cli_watch
from paraph.domain.errors import DiskFull, PinIncorrect, TokenMissing
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.keys import about_key
from paraph.filing import watched_folder
from paraph.filing.output_file import LocalFiles
from tests.conftest import ROOT
from tests.fakes.tokens import FakeKey, FakeToken
from tests.faults.signing_many import SIGNER
from tests.faults.watching import FILES, names, prepare, watch_of

NAMES = [f"{number}.pdf" for number in range(1, FILES + 1)]
SIGNED = [f"{number}-signed.pdf" for number in range(1, FILES + 1)]


def swept(folder, most: int, how: str = "once", *more: str) -> dict:
    words = [sys.executable, "-m", "tests.faults.watching", folder, most, how, *more]
    done = subprocess.run(
        list(map(str, words)), cwd=ROOT, capture_output=True, text=True, timeout=1800
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def check(answer: dict, parts: int = 1) -> None:
    for found in answer["results"]:
        line = found["line"]
        assert found["made"] == FILES, line
        assert (found["done"], found["originals"]) == (SIGNED, NAMES), line
        assert found["parts"] == [parts], line
        assert (found["failed"], found["left"]) == ([], []), line
    killed = sum(found["killed"] for found in answer["results"])
    assert killed >= len(answer["results"]) * 0.9


def test_a_kill_anywhere_and_each_file_is_signed_and_put_away_once(tmp_path):
    answer = swept(tmp_path, 60)
    assert answer["total"] > 400
    check(answer)


def test_a_kill_while_going_on_after_a_kill(tmp_path):
    check(swept(tmp_path, 60, "twice"))


def test_a_kill_between_initials_and_the_signature_they_belong_to(tmp_path):
    check(swept(tmp_path, 24, "once", "initials"), parts=3)


@pytest.mark.full
def test_a_kill_at_every_third_line_of_a_watch(tmp_path):
    check(swept(tmp_path, 900))


@pytest.mark.full
def test_a_kill_at_every_fourth_line_of_a_watch_with_initials(tmp_path):
    check(swept(tmp_path, 900, "once", "initials"), parts=3)


class Comings:
    """A key whose token is there, leaves and comes back, as a list says."""

    def __init__(self, *tokens) -> None:
        self._tokens, self.opened_times, self.let_go_times = list(tokens), 0, 0

    @contextmanager
    def opened(self):
        self.opened_times += 1
        token = self._tokens.pop(0)
        if isinstance(token, Exception):
            raise token
        yield FakeKey(token, SIGNER.key)

    def about(self, error) -> None:
        about_key(error, KeyKind.TOKEN)

    def let_go(self) -> None:
        self.let_go_times += 1


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(cli_watch, "_POLL_S", 0.01)
    monkeypatch.setattr(cli_watch, "_LONGEST_WAIT_S", 0.02)


def loop_of(place, key, **more):
    stopped = threading.Event()
    watch = watch_of(place, **more)
    watch.stops = stopped.is_set
    return cli_watch._Loop(watch, key, stopped, once=False), stopped


def test_a_token_that_leaves_is_waited_for_and_nothing_is_lost(tmp_path, quick, capsys):
    prepare(tmp_path / "p")
    leaves = FakeToken(removed_at_signature=2)
    key = Comings(leaves, TokenMissing(), TokenMissing(), FakeToken())
    signed = []

    def told(path, outcome) -> None:
        signed.append(path.name)
        if len(signed) == FILES:
            stopped.set()

    loop, stopped = loop_of(tmp_path / "p", key, told=told)
    total, trouble = loop.run()
    assert (total.signed, total.failed, trouble) == (FILES, 0, None)
    assert key.opened_times == 4
    assert names(tmp_path / "p" / "erp" / "done") == SIGNED
    told_words = capsys.readouterr().err
    assert "[token_removed]" in told_words
    assert told_words.count("[no_token]") == 1  # said once, not with every try
    assert told_words.endswith("Signing goes on.\n")


def test_a_pin_that_is_wrong_later_ends_it_and_gives_the_files_back(tmp_path, quick):
    prepare(tmp_path / "p")
    key = Comings(FakeToken(removed_at_signature=1), PinIncorrect())
    loop, _ = loop_of(tmp_path / "p", key)
    total, trouble = loop.run()
    assert trouble is not None
    assert (trouble.code, total.signed) == ("pin_incorrect", 0)
    assert names(tmp_path / "p" / "erp" / "inbox") == NAMES


def test_a_folder_on_another_file_system_and_without_hard_links(tmp_path, monkeypatch):
    place = tmp_path / "p"
    prepare(place)

    def no_links(*_args) -> None:
        raise OSError(1, "Operation not permitted")

    real = os.rename

    def no_rename_over(self, target):
        if "originals" in str(target):
            raise OSError(18, "Invalid cross-device link")
        real(self, target)
        return type(self)(target)

    monkeypatch.setattr(watched_folder.Path, "hardlink_to", no_links)
    monkeypatch.setattr(watched_folder.Path, "rename", no_rename_over)
    watch = watch_of(place)
    while watch.has_work:
        watch.sign_ready(FakeKey(FakeToken(), SIGNER.key))
    assert names(place / "erp" / "done") == SIGNED
    assert names(place / "erp" / "done" / "originals") == NAMES
    assert [e.name for e in (place / "erp" / "inbox").rglob("*") if e.is_file()] == []


def test_names_that_were_there_before_are_kept(tmp_path):
    place = tmp_path / "p"
    prepare(place)
    done = place / "erp" / "done"
    (done / "originals").mkdir(parents=True)
    (done / "1-signed.pdf").write_bytes(b"older")
    (done / "originals" / "1.pdf").write_bytes(b"older original")
    watch = watch_of(place)
    while watch.has_work:
        watch.sign_ready(FakeKey(FakeToken(), SIGNER.key))
    assert (done / "1-signed.pdf").read_bytes() == b"older"
    assert (done / "originals" / "1.pdf").read_bytes() == b"older original"
    assert names(done) == sorted([*SIGNED, "1-signed-2.pdf"])
    assert names(done / "originals") == sorted([*NAMES, "1-2.pdf"])


def test_a_kill_between_the_two_halves_of_a_move_leaves_one_file(tmp_path):
    taken, place = tmp_path / "taken.pdf", tmp_path / "1.pdf"
    taken.write_bytes(b"contract")
    place.hardlink_to(taken)
    assert watched_folder._moved(taken, place)
    assert (taken.exists(), place.read_bytes()) == (False, b"contract")
    taken.write_bytes(b"another")
    assert not watched_folder._moved(taken, place)
    assert (taken.read_bytes(), place.read_bytes()) == (b"another", b"contract")


def test_a_full_disk_is_waited_for_and_nobody_else_is_asked(tmp_path, monkeypatch):
    place = tmp_path / "p"
    prepare(place)
    real, full = LocalFiles.reserve, [True]

    def reserve(self, *arguments, force) -> None:
        if full:
            raise DiskFull
        real(self, *arguments, force=force)

    monkeypatch.setattr(LocalFiles, "reserve", reserve)
    watch, token = watch_of(place), FakeToken()
    done = watch.sign_ready(FakeKey(token, SIGNER.key))
    assert done.stopped_by is not None
    assert (done.stopped_by.code, done.signed, done.failed, token.signatures) == (
        "disk_full", 0, 0, 0
    )  # fmt: skip
    full.clear()
    while watch.has_work:
        watch.sign_ready(FakeKey(token, SIGNER.key))
    assert (names(place / "erp" / "done"), token.signatures) == (SIGNED, FILES)
