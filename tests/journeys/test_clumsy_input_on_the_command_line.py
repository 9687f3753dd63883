"""What people and scripts get wrong: told at once, in one shape, and nothing is queued of it."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pymupdf
import pytest

from tests.conftest import SAMPLE
from tests.rigs.keyless_desk import KeylessDesk
from tests.rigs.served_desk import ServedDesk
from tests.sandbox.conftest import Served, serving

pytestmark = pytest.mark.journey
WHO = "anne@client.example;Anne;Martin"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--calls-per-minute", "100000") as found:
        yield found


@pytest.fixture
def desk(tmp_path, served, capsys, monkeypatch) -> ServedDesk:
    return ServedDesk(tmp_path / "home", served, capsys, monkeypatch)


@pytest.fixture
def keyless(tmp_path: Path, served: Served) -> KeylessDesk:
    return KeylessDesk(tmp_path / "keyless", served)


def refused(desk: ServedDesk, *words: object, status: int = 2, file: Path = SAMPLE) -> dict:
    told = desk.json("request", "create", file, "--name", "N", *words, status=status)
    assert desk.json("queue", "list") == {"entries": []}
    return told["error"]


@pytest.mark.parametrize(
    "email",
    [
        "anne", "anne@", "@x.example", "a b@x.example", "anne@x@y", "<anne@x.example>",
        "anne@x..example", ".a@x.example", "a.@x.example", "anne@-x.example", "anne@x-.example",
        "anne@x.example\u202e", "an\u200bne@x.example", "a,b@x.example", "a@" + "x" * 260,
    ],
)  # fmt: skip
def test_an_address_that_no_mail_reaches_is_refused(desk, email):
    assert refused(desk, "--signatory", f"{email};A;B")["code"] == "invalid_argument"


@pytest.mark.parametrize("email", ["anne@localhost", "ä@ö.example", "o'neil+x@a-b.example"])
def test_an_address_that_is_rare_is_taken(desk, email):
    assert desk.json("request", "create", SAMPLE, "--name", "N", "--signatory", f"{email};A;B")


@pytest.mark.parametrize(
    "place",
    [
        "field=99,72,72", "field=1,-500,72", "field=1,500,72", "field=1,72,800", "field=1,nan,72",
        "field=nan,72,72",
        "field=inf,72,72",
        "field=1,72,72,nan,9",
        "field=1,72,inf", "field=1,1e400,72", "field=1,72,72;anchor=Client", "field=1,72,72;"
        "field=2,72,72",
    ],
)  # fmt: skip
def test_a_field_that_is_on_no_page_is_refused_without_the_service(desk, place):
    error = refused(desk, "--signatory", f"{WHO};{place}")
    assert error["code"] == "invalid_argument"
    assert error["details"]["why"]


def test_a_field_in_the_corner_is_on_the_page(desk):
    with pymupdf.open(SAMPLE) as document:
        width, height = document[0].cropbox.width, document[0].cropbox.height
    corner = f"{WHO};field=1,{width - 180},{height - 60}"
    desk.json("request", "create", SAMPLE, "--name", "N", "--signatory", corner)
    assert desk.json("sync")["rejected"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--signatory", WHO, "--signatory", WHO.upper()),
        ("--signatory", WHO, "--expires", "2020-01-01"),
        ("--signatory", WHO, "--expires", "0001-01-01"),
        ("--signatory", WHO, "--expires", "2026-13-01"),
        ("--signatory", WHO, "--client", "a\nb"),
        ("--signatory", WHO, "--matter", "\u202egpj.exe"),
    ],
)
def test_what_the_service_would_refuse_is_refused_before_it_is_queued(desk, words):
    assert refused(desk, *words)["code"] == "invalid_argument"


def test_documents_that_no_service_reads_are_told_for_what_they_are(desk, tmp_path):
    made = {name: tmp_path / f"{name}.pdf" for name in ("cut", "locked", "empty", "pipe", "folder")}
    made["cut"].write_bytes(SAMPLE.read_bytes()[:3000])
    with pymupdf.open(SAMPLE) as document:
        document.save(made["locked"], encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="u")
    made["empty"].touch()
    os.mkfifo(made["pipe"])
    made["folder"].mkdir()
    codes = {
        name: refused(desk, "--signatory", WHO, status=3, file=file)["code"]
        for name, file in made.items()
    }
    assert codes == {
        "cut": "document_damaged", "locked": "document_locked", "empty": "not_a_pdf",
        "pipe": "document_missing", "folder": "document_missing",
    }  # fmt: skip


def test_what_was_typed_is_told_without_acting_on_the_terminal(desk):
    words = ("request", "create", SAMPLE, "--name", "a\x1b[31m\u202eb\nc", "--signatory", WHO)
    _, _, told = desk.run(*words)
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert r"value: a\x1b[31m\u202eb\nc" in told


def test_a_state_that_there_is_not_is_no_empty_list(desk):
    assert desk.json("request", "list", "--status", "canceled")["total"] == 0
    told = desk.json("request", "list", "--status", "cancelled", status=2)
    assert "canceled" in told["error"]["details"]["why"]


def test_each_account_is_told_of_and_the_worst_ends_it(desk):
    url = ("--url", "https://nobody.invalid", "--api-key-stdin")
    desk.json("account", "add", "--name", "Zweite", *url, stdin="k\n")
    told = desk.json("account", "status", status=4)
    assert [each["name"] for each in told["accounts"]] == ["Office", "Zweite"]
    assert [each["signed_in"] for each in told["accounts"]] == [True, None]
    assert "name" not in told  # of one account alone it stands at the top
    assert desk.json("account", "status", "--name", "office")["signed_in"] is True
    told = desk.json("account", "add", "--name", "OFFICE", *url, stdin="k\n", status=3)
    assert told["error"]["code"] == "account_exists"


@pytest.mark.parametrize(
    ("given", "why"), [(b"\xff\xfe\n", "no text"), (b"k" * 70_000, "does not end"), (b"", "line")]
)
def test_what_is_no_line_of_text_is_no_secret(keyless, given, why):
    words = ("account", "add", "--name", "A", "--url", keyless.served.address, "--api-key-stdin")
    strict = {**keyless.environment, "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8:strict"}
    done = subprocess.run(
        keyless.command(*words, "--json"), input=given, capture_output=True, timeout=120,
        env=strict, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "invalid_argument"
    assert why in error["details"]["why"]


def test_streams_that_are_closed_and_the_plainest_locale_are_no_trouble(keyless):
    add = keyless.command("account", "add", "--name", "Zoë 🖋", "--url", keyless.served.address)
    script = '"$@" --api-key-stdin --json <&-'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *add], capture_output=True, text=True, timeout=120,
        env=keyless.environment, check=False,
    )  # fmt: skip
    assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (2, "invalid_argument")
    plain = {**keyless.environment, "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run(
        [*add, "--api-key-stdin", "--json"], input=keyless.served.api_key.encode(), timeout=120,
        capture_output=True, env=plain, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["name"] == "Zoë 🖋"
    listed = subprocess.run(
        ["sh", "-c", '"$@" | head -c 1', "sh", *keyless.command("account", "list")],
        capture_output=True, timeout=120, env=keyless.environment, check=False,
    )  # fmt: skip
    assert (listed.stdout, listed.stderr) == (b"Z", b"")


def test_the_keyboard_ends_a_sync_and_a_sign_in_and_nothing_is_lost(keyless):
    keyless.add("Person", "--client-id", keyless.served.client_id, "--oauth")
    keyless.create("Person")
    silent = {**keyless.environment, "BROWSER": "true %s"}
    with subprocess.Popen(
        keyless.command("sync", "--login", "--json"), env=silent, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as waiting:  # fmt: skip
        assert waiting.stderr is not None
        assert waiting.stdout is not None
        assert "Sign in at the browser" in waiting.stderr.readline()
        waiting.stderr.readline()
        waiting.send_signal(signal.SIGINT)
        told = json.loads(waiting.stdout.read())
        assert "Traceback" not in waiting.stderr.read()
    assert (waiting.returncode, told["error"]["code"]) == (130, "stopped")
    assert [e["state"] for e in keyless.json("queue", "list")["entries"]] == ["pending"] * 2
    done = keyless.run("sync", "--login", "--json")
    assert json.loads(done.stdout)["acknowledged"] == 2


def test_what_was_sent_is_not_taken_back_and_not_sent_again(desk):
    desk.json("request", "create", SAMPLE, "--name", "N", "--signatory", WHO)
    desk.json("sync")
    sent = desk.json("queue", "list")["entries"][0]
    assert sent["state"] == "done"
    told = desk.json("queue", "cancel", sent["id"], status=5)
    assert told["error"]["code"] == "entry_not_cancelable"
    assert desk.json("queue", "retry", sent["id"], status=5)["error"]["code"] == "act_forbidden"
    assert desk.json("queue", "cancel", "none", status=3)["error"]["code"] == "entry_unknown"
