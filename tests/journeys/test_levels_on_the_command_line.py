"""Signed without a network, proven once it is back: `paraph sign --level`, `sync`, `upgrade`."""

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from paraph.administrator import Rules
from paraph.app import SystemClock
from paraph.domain.errors import StoreBusy
from paraph.engine import ProofEngine
from paraph.filing.lease import sole_lease
from paraph.proving import Proving
from paraph.store.database import open_database
from tests.conftest import SAMPLE
from tests.fakes.key_file import PASSWORD, write_key_file
from tests.judges import poppler_says_valid
from tests.judges_dss import dss_levels
from tests.judges_pdfbox import pdfbox_report
from tests.rigs.bad_tsa import Lie, answering, bad_tsa
from tests.rigs.certomancer_pki import CertomancerPki, certomancer_pki
from tests.rigs.processes import need
from tests.rigs.small_server import Answer, Asked

CUT = ["unshare", "--net"]  # not even loopback is up


@dataclass
class Desk:
    """A profile that trusts the PKI, and a key file of its signer."""

    folder: Path
    pki: CertomancerPki
    said: str = ""
    """What the last command said on standard error."""

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def set(self, **settings: Any) -> None:
        self.home.mkdir(exist_ok=True)
        (self.home / "settings.json").write_text(json.dumps(settings))

    def run(self, *words: object, cut: bool = False, stdin: str = "") -> tuple[int, dict[str, Any]]:
        command = [*(CUT if cut else []), sys.executable, "-m", "paraph", *map(str, words)]
        done = subprocess.run(
            [*command, "--json"],
            input=stdin,
            capture_output=True,
            text=True,
            env={**os.environ, "PARAPH_HOME": str(self.home)},
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        self.said = done.stderr
        return done.returncode, json.loads(done.stdout)

    def sign(
        self, *words: object, label: str = "signer", source: Path = SAMPLE, **how: Any
    ) -> tuple[int, dict[str, Any], Path]:
        key = self.folder / f"{label}.p12"
        if not key.exists():
            write_key_file(key, self.pki.signer(label))
        out = self.folder / "signed.pdf"
        how = {"stdin": PASSWORD + "\n", **how}
        status, told = self.run(
            "sign", source, "-o", out, "--module", key, "--pin-stdin", *words, **how
        )
        return status, told, out

    def levels(self, path: Path) -> list[str]:
        found = dss_levels(path, self.pki.anchors)
        assert all(each.holds for each in found)
        levels = [each.level.removeprefix("PAdES-BASELINE-") for each in found]
        assert pdfbox_report(path, self.pki.anchors).levels == levels
        return levels

    def kinds(self) -> list[str]:
        database = open_database(self.home)
        rows = database.execute("SELECT kind FROM audit_entry ORDER BY seq").fetchall()
        database.close()
        return [kind for (kind,) in rows]


@pytest.fixture(params=["ec", "rsa"])
def desk(request: pytest.FixtureRequest, tmp_path: Path):
    need("unshare")
    with certomancer_pki(request.param) as pki:
        desk = Desk(tmp_path, pki)
        desk.set(private_addresses=True, time_stamping=[pki.tsa_url()])
        anchor = tmp_path / "root.der"
        anchor.write_bytes(pki.root_der)
        status, told = desk.run("trust", "add", anchor)
        assert (status, len(told["certificates"])) == (0, 1)
        yield desk


def test_without_a_network_it_is_signed_and_proven_when_it_is_back(desk: Desk):
    status, told, out = desk.sign("--level", "B-LTA", cut=True)
    (document,) = told["documents"]
    assert status == 0
    assert (document["level"], document["level_asked"]) == ("B-B", "B-LTA")
    assert document["owed"] == ["B-T", "B-LT", "B-LTA"]
    assert poppler_says_valid(out)
    assert desk.levels(out) == ["B"]
    status, told = desk.run("sync", "--once", cut=True)
    assert status == 4, "the first try is remembered"
    assert (told["waiting"], told["upgraded"]) == (1, 0)
    assert told["next_attempt_at"] is not None
    # It is not asked again before its time; the person may.
    status, told = desk.run("upgrade", out)
    assert (status, told["documents"][0]["level"]) == (0, "B-LTA")
    assert desk.levels(out) == ["LTA"]
    assert [p.name for p in desk.folder.iterdir() if p.name.startswith(".")] == []


def test_sync_pays_by_itself_once_the_time_has_come(desk: Desk):
    _, _, out = desk.sign("--level", "B-LTA", cut=True)
    database = open_database(desk.home)
    database.execute("UPDATE owed_level SET next_attempt_utc = '2020-01-01T00:00:00+00:00'")
    database.close()
    status, told = desk.run("sync", "--once")
    assert (status, told["upgraded"], told["waiting"]) == (0, 1, 0)
    assert desk.levels(out) == ["LTA"]
    assert desk.run("sync")[0] == 0
    paid = [kind for kind in desk.kinds() if kind.startswith("level")]
    assert paid[:2] == ["level_owed", "level_delayed"]
    assert paid[2:] == ["level_prepared", "level_paid"] * 3


def test_with_a_network_nothing_is_owed(desk: Desk):
    status, told, out = desk.sign("--level", "B-LTA")
    (document,) = told["documents"]
    assert (status, document["level"], document["owed"]) == (0, "B-LTA", [])
    assert desk.levels(out) == ["LTA"]
    digest = subprocess.run(["sha256sum", out], capture_output=True, text=True).stdout.split()[0]
    assert document["output_sha256"] == digest


def test_a_level_that_is_required_is_tried_before_the_key_is_used(desk: Desk):
    status, told, out = desk.sign("--level", "B-T", "--require-level", cut=True)
    assert (status, told["error"]["code"]) == (4, "level_not_reached")
    assert told["error"]["details"]["why"] == "timestamp_unavailable"
    assert not out.exists()
    assert "signature_requested" not in desk.kinds()
    status, told, out = desk.sign("--level", "B-LTA", "--require-level")
    assert (status, told["documents"][0]["level"]) == (0, "B-LTA")
    assert told["documents"][0]["output"] == str(out)
    assert desk.levels(out) == ["LTA"]
    assert not (desk.home / "kept").exists()


def test_long_term_proof_that_is_not_published_yet_is_refused_where_required(desk: Desk):
    # A list that comes every six hours is older than any stamp that is made now.
    status, told, out = desk.sign("--level", "B-LT", "--require-level", label="signer-crl")
    assert (status, told["error"]["details"]["why"]) == (4, "revocation_too_old")
    assert not out.exists()
    status, told, out = desk.sign("--level", "B-LT", label="signer-crl")
    assert (status, told["documents"][0]["owed"]) == (0, ["B-LT"])
    assert desk.levels(out) == ["T"]
    status, told = desk.run("sync")
    assert (status, told["waiting"]) == (4, 1)


def test_a_file_of_others_stays_and_a_copy_is_raised(desk: Desk):
    _, _, out = desk.sign()
    shutil.rmtree(desk.home)
    desk.set(private_addresses=True, time_stamping=[desk.pki.tsa_url()])
    desk.run("trust", "add", desk.folder / "root.der")
    before = out.read_bytes()
    status, told = desk.run("upgrade", out, "--level", "B-LTA")
    copy = out.with_name("signed-B-LTA.pdf")
    assert (status, told["documents"][0]["output"]) == (0, str(copy))
    assert out.read_bytes() == before
    assert copy.read_bytes().startswith(before), "bytes of others were rewritten"
    assert desk.levels(copy) == ["LTA"]
    # That copy is ours: asked again, its archive timestamp is renewed where it lies.
    size = copy.stat().st_size
    status, told = desk.run("upgrade", copy)
    assert (status, told["documents"][0]["output"]) == (0, str(copy))
    assert copy.stat().st_size > size
    assert desk.levels(copy) == ["LTA"]


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_the_archive_index_finds_what_moved_and_tells_what_changed(desk: Desk):
    _, _, out = desk.sign("--level", "B-LTA")
    quiet = {"moved": [], "extended": [], "changed": [], "missing": [], "unreachable": []}
    assert desk.run("sync")[1]["archive"] == {"files": 1, **quiet}
    moved = desk.folder / "akten" / "signed.pdf"
    moved.parent.mkdir()
    out.rename(moved)
    status, told = desk.run("sync", cut=True)
    found = [{"document": str(moved), "document_before": str(out)}]
    assert (status, told["archive"]["moved"]) == (0, found)
    # Another program, of another profile, signs it too.
    home, second = desk.folder / "theirs", desk.folder / "second.pdf"
    other = Desk(desk.folder, desk.pki)
    desk.home.rename(home)
    other.set(level="B-B")
    assert other.sign(source=moved)[0] == 0
    shutil.rmtree(desk.home)
    home.rename(desk.home)
    out.replace(moved)
    status, told = desk.run("sync")
    assert (status, told["archive"]["extended"]) == (3, [str(moved)])
    (needy,) = told["needs_person"]
    assert needy["error"]["code"] == "archive_file_extended"
    assert needy["deadline"] is not None
    before = moved.read_bytes()
    status, told = desk.run("upgrade", moved)
    assert (status, told["documents"][0]["output"]) == (0, str(moved))
    assert moved.read_bytes().startswith(before)
    assert desk.levels(moved) == ["LTA", "LTA"]
    assert desk.run("sync")[0] == 0
    # Changed: told, and never touched. Put elsewhere by the person: told once where.
    kept = moved.read_bytes()
    moved.write_bytes(SAMPLE.read_bytes())
    status, told = desk.run("sync")
    assert (status, told["archive"]["changed"]) == (3, [str(moved)])
    assert moved.read_bytes() == SAMPLE.read_bytes()
    second.write_bytes(kept)
    status, told = desk.run("upgrade", second)
    (document,) = told["documents"]
    assert (status, document["changed"], document["moved_from"]) == (0, False, str(moved))
    assert second.read_bytes() == kept
    second.unlink()
    status, told = desk.run("sync")
    assert (status, told["archive"]["missing"]) == (3, [str(second)])
    desk.run("upgrade", "--give-up", second)
    assert desk.run("sync")[1]["archive"] == {"files": 0, **quiet}
    told_of = [kind for kind in desk.kinds() if kind.startswith("archive")]
    assert told_of == [
        "archive_file_found",
        "archive_file_extended",
        "archive_file_changed",
        "archive_file_found",
        "archive_file_missing",
    ]


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_level_that_is_there_changes_nothing_and_says_where_the_file_is(desk: Desk):
    _, _, out = desk.sign("--level", "B-T")
    before = out.read_bytes()
    status, told = desk.run("upgrade", out, "--level", "B-T")
    (document,) = told["documents"]
    assert (status, document["changed"], document["output"]) == (0, False, str(out))
    copy = desk.folder / "copy.pdf"
    status, told = desk.run("upgrade", out, "--level", "B-T", "-o", copy)
    (document,) = told["documents"]
    assert (status, document["changed"], document["output"]) == (0, False, str(copy))
    assert (copy.read_bytes(), out.read_bytes()) == (before, before)
    assert desk.run("upgrade", out, "--level", "B-T", "-o", copy)[0] == 3


def locked(folder: Path, password: str) -> Path:
    path = folder / "locked.pdf"
    with pymupdf.open(SAMPLE) as made:
        made.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw=password, owner_pw="o")
    return path


def test_a_locked_file_waits_for_its_password(desk: Desk):
    source = locked(desk.folder, "geheim")
    stdin = f"geheim\n{PASSWORD}\n"
    words = ("--level", "B-LTA", "--password-stdin")
    status, told, out = desk.sign(*words, source=source, stdin=stdin, cut=True)
    assert (status, len(told["documents"][0]["owed"])) == (0, 3)
    database = open_database(desk.home)
    database.execute("UPDATE owed_level SET next_attempt_utc = NULL")
    database.close()
    status, told = desk.run("sync")
    (waiting,) = told["needs_person"]
    assert (status, waiting["error"]["code"]) == (3, "password_required")
    status, told = desk.run("upgrade", out, "--password-stdin", stdin="geheim\n")
    assert (status, told["documents"][0]["level"]) == (0, "B-LTA")
    (signature,) = dss_levels(out, desk.pki.anchors, "geheim")
    assert (signature.holds, signature.level) == (True, "PAdES-BASELINE-LTA")
    assert pdfbox_report(out, desk.pki.anchors, "geheim").levels == ["LTA"]
    assert not any(b"geheim" in f.read_bytes() for f in desk.home.rglob("*") if f.is_file())


def test_the_windows_own_process_pays(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    _, _, out = desk.sign("--level", "B-LTA", cut=True)
    monkeypatch.setenv("PARAPH_HOME", str(desk.home))
    engine = ProofEngine()
    try:
        (debt,) = engine.owed()
        paid = engine.pay([debt.intent], insist=True)
        assert (paid.left, [each.path for each in paid.replaced]) == ((), [out])
        with Proving(desk.home, Rules(), SystemClock(), ()).paying(), pytest.raises(StoreBusy):
            engine.pay()
    finally:
        engine.close()
    assert engine.pid is None
    assert desk.levels(out) == ["LTA"]


def test_sync_that_watches_pays_and_ends_when_it_is_told(desk: Desk):
    _, _, out = desk.sign("--level", "B-LTA", cut=True)
    database = open_database(desk.home)
    database.execute("UPDATE owed_level SET next_attempt_utc = NULL")
    command = [sys.executable, "-m", "paraph", "sync", "--watch", "--json"]
    process = subprocess.Popen(
        command,
        env={**os.environ, "PARAPH_HOME": str(desk.home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        end = time.monotonic() + 60
        while database.execute("SELECT count(*) FROM owed_level").fetchone()[0]:
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.1)
        process.terminate()
        said, _ = process.communicate(timeout=30)
    finally:
        process.kill()
        database.close()
    assert (process.returncode, json.loads(said)["upgraded"]) == (0, 1)
    assert desk.levels(out) == ["LTA"]


def test_a_server_that_fails_after_the_trial_keeps_the_signature_and_says_where(desk: Desk):
    asked: list[Asked] = []

    def once(question: Asked) -> Answer:
        asked.append(question)
        good = answering(desk.pki, Lie())
        return good(question) if len(asked) == 1 else Answer(status=503)

    desk.sign("--level", "B-B", "--force")  # writes the key file
    with bad_tsa(once) as server:
        out = desk.folder / "named.pdf"
        words = ["sign", SAMPLE, "-o", out, "--module", desk.folder / "signer.p12", "--pin-stdin"]
        words += ["--level", "B-T", "--require-level", "--tsa", server.url]
        done = subprocess.run(
            [sys.executable, "-m", "paraph", *map(str, words)],
            input=PASSWORD + "\n",
            capture_output=True,
            text=True,
            env={**os.environ, "PARAPH_HOME": str(desk.home)},
            timeout=120,
        )
    kept = desk.home / "kept" / "named.pdf"
    assert done.returncode == 4, done.stderr
    assert "The timestamp server gave no timestamp." in done.stderr
    assert f"kept: {kept}" in done.stderr
    assert not out.exists()
    assert desk.levels(kept) == ["B"]
    assert desk.run("sync", "--now")[0] == 0
    assert desk.levels(kept) == ["T"]


@pytest.fixture
def book(desk: Desk) -> Path:
    """Two documents in a signature book, and the signer's key file."""
    share = desk.folder / "share"
    share.mkdir()
    desk.set(
        private_addresses=True,
        time_stamping=[desk.pki.tsa_url()],
        own_name="Me Roux",
        book_folder=str(share),
    )
    desk.sign("--level", "B-B")  # writes the key file
    other = desk.folder / "other.pdf"
    shutil.copy(SAMPLE, other)
    words = ("--for", "Me Roux", "--by", "Claire Petit")
    status, told = desk.run("book", "prepare", SAMPLE, other, *words)
    assert status == 0
    return Path(told["book"])


def sign_book(desk: Desk, book: Path, *words: object, **how: Any) -> tuple[int, dict[str, Any]]:
    key = ("--module", desk.folder / "signer.p12", "--pin-stdin")
    return desk.run(
        "book", "sign", book, "--agree", "all", *key, "--require-level", *words,
        **{"stdin": PASSWORD + "\n", **how},
    )  # fmt: skip


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_book_is_not_signed_where_its_level_cannot_be_had(desk: Desk, book: Path):
    status, told = sign_book(desk, book, "--level", "B-T", cut=True)
    assert (status, told["error"]["code"]) == (4, "level_not_reached")
    assert desk.kinds().count("signature_requested") == 1, "but for the one that wrote the key"
    status, told = sign_book(desk, book, "--level", "B-LTA")
    assert (status, told["signed"], told["error"]) == (0, 2, None)
    _, shown = desk.run("book", "show", book)
    assert desk.levels(Path(shown["documents"][1]["output"])) == ["LTA"]


@pytest.fixture
def lacking(desk: Desk, book: Path) -> tuple[Path, dict[str, Any]]:
    """The book after a server that failed for its second document, and what was told of it."""
    asked: list[Asked] = []

    def twice(question: Asked) -> Answer:
        asked.append(question)
        good = answering(desk.pki, Lie())
        return good(question) if len(asked) <= 2 else Answer(status=503)

    settings = json.loads((desk.home / "settings.json").read_text())
    with bad_tsa(twice) as server:
        desk.set(**{**settings, "time_stamping": [server.url]})
        status, told = sign_book(desk, book, "--level", "B-T", "--return")
    desk.set(**settings)
    assert status == 4
    return book, told


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_book_holds_no_copy_without_the_level_that_was_required(
    desk: Desk, lacking: tuple[Path, dict[str, Any]]
):
    book, told = lacking
    error = told["error"]
    assert (error["code"], error["details"]["why"]) == (
        "level_not_reached",
        "timestamp_unavailable",
    )
    assert error["details"]["documents"] == [2]
    assert (told["signed"], told["not_signed"], told["returned_at"]) == (1, 1, None)
    assert told["documents"][1]["error"] == "book_level_owed"
    assert len(list((book / "signed").iterdir())) == 1
    # The signature was made, and is thrown away by nobody.
    (kept,) = (Path(each) for each in error["details"]["kept"])
    assert kept.parent == desk.home / "kept"
    assert poppler_says_valid(kept)
    assert desk.kinds().count("signature_made") == 3, "but for the one that wrote the key"
    # It is neither signed a second time nor returned without the other.
    status, told = desk.run("book", "return", book)
    assert (status, told["error"]["code"]) == (4, "book_level_owed")
    assert told["error"]["details"]["documents"] == [2]
    status, told = sign_book(desk, book, "--level", "B-T")
    assert (status, told["signed"], told["pin_prompts"]) == (4, 1, 0)
    assert desk.kinds().count("signature_requested") == 3
    status, told = desk.run("sync", "--now")
    assert (status, told["upgraded"]) == (0, 1)
    status, told = desk.run("book", "sign", book, "--return")
    assert (status, told["signed"], told["pin_prompts"]) == (0, 2, 0)
    assert told["returned_at"] is not None
    _, shown = desk.run("book", "show", book)
    assert all(desk.levels(Path(each["output"])) == ["T"] for each in shown["documents"])


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_level_that_is_given_up_lets_the_copy_into_the_book(
    desk: Desk, lacking: tuple[Path, dict[str, Any]]
):
    book, told = lacking
    assert desk.run("upgrade", "--give-up", told["error"]["details"]["kept"][0])[0] == 0
    status, told = desk.run("book", "return", book)
    assert (status, told["signed"]) == (0, 2)
    _, shown = desk.run("book", "show", book)
    assert [desk.levels(Path(each["output"])) for each in shown["documents"]] == [["T"], ["B"]]


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_level_that_is_required_of_several_documents_is_tried_once_before_the_key(desk: Desk):
    desk.sign("--level", "B-B")  # writes the key file
    files = [desk.folder / f"{name}.pdf" for name in "abc"]
    for each in files:
        shutil.copy(SAMPLE, each)
    out = desk.folder / "out"
    out.mkdir()
    words = ("sign", *files, "--out-dir", out, "--level", "B-T", "--require-level")
    key = ("--module", desk.folder / "signer.p12", "--pin-stdin")
    status, told = desk.run(*words, *key, cut=True, stdin=PASSWORD + "\n")
    assert (status, told["error"]["code"]) == (4, "level_not_reached")
    assert list(out.iterdir()) == []
    status, told = desk.run(*words, *key, stdin=PASSWORD + "\n")
    assert (status, [each["level"] for each in told["documents"]]) == (0, ["B-T"] * 3)
    assert desk.levels(sorted(out.iterdir())[-1]) == ["T"]


@pytest.mark.parametrize("desk", ["ec"], indirect=True)
def test_a_file_that_is_named_twice_is_raised_once(desk: Desk):
    _, _, out = desk.sign("--level", "B-T")
    link, folder = desk.folder / "link.pdf", desk.folder / "x"
    link.symlink_to(out)
    folder.mkdir()
    paid = desk.kinds().count("level_paid")
    status, told = desk.run("upgrade", out, link, folder / ".." / out.name, out)
    assert (status, [each["output"] for each in told["documents"]]) == (0, [str(out)])
    assert desk.kinds().count("level_paid") == paid + 2, "B-LT, and one archive timestamp"
    assert link.is_symlink()
    status, told = desk.run("upgrade", "--give-up", link, out)
    assert (status, len(told["documents"])) == (0, 1)


def test_a_watch_outlasts_somebody_else_who_pays(desk: Desk):
    _, _, out = desk.sign("--level", "B-LTA", cut=True)
    database = open_database(desk.home)
    database.execute("UPDATE owed_level SET next_attempt_utc = NULL")
    command = [sys.executable, "-m", "paraph", "sync", "--watch", "--json"]
    environment = {**os.environ, "PARAPH_HOME": str(desk.home)}
    pipe = subprocess.PIPE
    process = None
    try:
        with sole_lease(desk.home / "leases", "payer") as is_ours:
            assert is_ours
            process = subprocess.Popen(
                command, env=environment, stdout=pipe, stderr=pipe, text=True
            )
            assert process.stderr is not None
            assert "[proof_busy]" in process.stderr.readline()
        end = time.monotonic() + 60
        while database.execute("SELECT count(*) FROM owed_level").fetchone()[0]:
            assert (time.monotonic() < end, process.poll()) == (True, None)
            time.sleep(0.1)
        process.terminate()
        said, _ = process.communicate(timeout=30)
    finally:
        if process is not None:
            process.kill()
        database.close()
    assert (process.returncode, json.loads(said)["upgraded"]) == (0, 1)
    assert desk.levels(out) == ["LTA"]


def test_settings_that_cannot_be_read_are_told_of_until_there_are_others(desk: Desk):
    (desk.home / "settings.json").write_text('{"level": "B-LTA",}')
    for _ in range(2):
        assert desk.sign("--force")[0] == 0
        assert "settings could not be read" in desk.said
        assert str(desk.home / "settings.damaged") in desk.said
    desk.set(level="B-B")
    assert desk.sign("--force")[0] == 0
    assert "settings" not in desk.said


def test_a_password_in_an_address_is_repeated_nowhere(desk: Desk):
    status, told, out = desk.sign("--level", "B-T", "--tsa", "http://u:geheim@127.0.0.1:1/")
    assert (status, told["error"]["code"]) == (2, "invalid_argument")
    assert "geheim" not in json.dumps(told)
    assert not out.exists()


def test_an_authority_that_nobody_trusts_is_settled_by_a_person(desk: Desk):
    shutil.rmtree(desk.home / "trust")
    status, told, out = desk.sign("--level", "B-T", "--require-level")
    assert (status, told["error"]["details"]["why"]) == (3, "timestamp_untrusted")
    assert desk.sign("--level", "B-T")[0] == 0
    status, told = desk.run("sync")
    (waits,) = told["needs_person"]
    assert (status, waits["error"]["code"]) == (3, "timestamp_untrusted")
    desk.run("trust", "add", desk.folder / "root.der")
    assert desk.run("sync", "--now")[0] == 0
    assert desk.levels(out) == ["T"]


def test_the_doctor_names_the_timestamp_server(desk: Desk):
    assert desk.run("doctor")[1]["tsa"] == [desk.pki.tsa_url()]


def test_trusted_authorities_are_listed_and_removed(desk: Desk):
    _, told = desk.run("trust", "list")
    own = [each for each in told["certificates"] if each["removable"]]
    assert len(own) == 1
    assert desk.run("trust", "remove", own[0]["sha256"])[0] == 0
    assert desk.run("trust", "remove", own[0]["sha256"])[0] == 2
    _, told = desk.run("trust", "list")
    assert not any(each["removable"] for each in told["certificates"])
