"""Desks without any keychain: what a run is given is used, and written nowhere."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.keyless_desk import KeylessDesk
from tests.sandbox.conftest import Served, serving

pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--calls-per-minute", "100000") as found:
        yield found


@pytest.fixture
def desk(tmp_path: Path, served: Served) -> KeylessDesk:
    return KeylessDesk(tmp_path, served)


def test_an_api_key_is_given_to_each_run(desk: KeylessDesk):
    told = desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    assert (told["secret_kept"], told["signed_in"]) == (False, True)
    desk.create("Office")
    told = desk.json("sync", status=3)
    assert [each["error"]["code"] for each in told["needs_person"]] == ["no_keychain"]
    assert "--secret-stdin" in told["needs_person"][0]["error"]["hint"]
    assert desk.json("account", "status", status=3)["trouble"]["code"] == "no_keychain"
    told = desk.json("sync", "--secret-stdin", stdin=desk.served.api_key + "\r\n")
    assert (told["acknowledged"], told["waiting"], told["needs_person"]) == (2, 0, [])
    told = desk.json("account", "status", "--secret-stdin", stdin=desk.served.api_key)
    assert (told["signed_in"], told["keychain"]) == (True, False)
    (made,) = desk.json("request", "list")["requests"]
    get = ("request", "download", made["request"], "--dir", desk.home.parent)
    assert desk.json(*get, status=3)["error"]["code"] == "sign_in_again"
    assert len(desk.json(*get, "--secret-stdin", stdin=desk.served.api_key)["files"]) == 1


def test_a_wrong_or_missing_line_sends_nothing_and_is_told(desk: KeylessDesk):
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    desk.create("Office")
    for stdin in ("", "\n", "a b\n"):
        told = desk.json("sync", "--secret-stdin", stdin=stdin, status=2)
        assert told["error"]["code"] == "invalid_argument"
    told = desk.json("sync", "--secret-stdin", stdin="ak_wrong\n", status=3)
    assert [each["error"]["code"] for each in told["needs_person"]] == ["sign_in_again"]
    told = desk.json("sync", "--secret-stdin", stdin=desk.served.api_key)
    assert (told["acknowledged"], told["waiting"]) == (2, 0)


def test_the_lines_come_in_the_order_of_the_accounts(desk: KeylessDesk):
    program, secret = desk.served.program
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    desk.add("Program", "--client-id", program, "--secret-stdin", stdin=secret)
    desk.add("Person", "--client-id", desk.served.client_id, "--oauth")
    for name in ("Office", "Program", "Person"):
        desk.create(name)
    lines = f"{secret}\n{desk.served.api_key}\n"
    told = desk.json("sync", "--secret-stdin", stdin=lines, status=2)
    assert told["error"]["details"]["argument"] == "--secret-stdin"
    both = ("--account", "Program", "--account", "office")
    told = desk.json("sync", *both, "--secret-stdin", stdin=lines)
    assert (told["acknowledged"], told["waiting"]) == (4, 0)
    waiting = desk.json("queue", "list")["entries"]
    assert [each["state"] for each in waiting if each["state"] != "done"] == ["pending"] * 2
    done = desk.run("account", "login", "--name", "Person", "--json")
    assert json.loads(done.stdout)["error"]["code"] == "no_keychain"
    assert "oauth" not in done.stderr  # nobody is sent to the browser in vain
    every = ("--account", "Person", *both)  # who signs in at the browser has no line
    done = desk.run("sync", "--login", "--secret-stdin", *every, "--json", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert f"{desk.served.address}/oauth/authorize?" in done.stderr
    assert json.loads(done.stdout)["acknowledged"] == 2
    assert desk.json("sync", "--login", "--account", "Office", status=2)


def test_a_watch_knows_what_it_was_given_as_long_as_it_runs(desk: KeylessDesk):
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    desk.create("Office")
    command = desk.command("sync", "--watch", "--secret-stdin", "--json")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=desk.environment
    ) as watch:
        assert watch.stdin is not None
        assert watch.stdout is not None
        watch.stdin.write(desk.served.api_key + "\n")
        watch.stdin.close()
        try:
            _until_sent(desk, 2)
            desk.create("Office")  # a later round has the key, too
            _until_sent(desk, 4)
        finally:
            watch.send_signal(signal.SIGINT)
            told = json.loads(watch.stdout.read())
    assert (watch.returncode, told["acknowledged"], told["needs_person"]) == (0, 4, [])
    assert desk.holding(desk.served.api_key) == []


def test_a_secret_is_piped_as_systemd_hands_out_credentials(desk: KeylessDesk, tmp_path: Path):
    credentials = tmp_path / "credentials"
    credentials.mkdir(mode=0o700)
    (credentials / "paraph").write_text(desk.served.api_key)  # no end of line
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    desk.create("Office")
    script = f'"{sys.executable}" -m paraph sync --secret-stdin < "$CREDENTIALS_DIRECTORY/paraph"'
    values = {**desk.environment, "CREDENTIALS_DIRECTORY": str(credentials)}
    done = subprocess.run(["sh", "-c", script], env=values, timeout=120, check=False)
    assert done.returncode == 0
    assert {each["state"] for each in desk.json("queue", "list")["entries"]} == {"done"}


def test_webhook_secrets_are_given_to_each_run(desk: KeylessDesk, tmp_path: Path):
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    told = desk.json("webhook", "secret", "--secret-stdin", stdin="hook\n", status=3)
    assert told["error"]["code"] == "no_keychain"
    (tmp_path / "body").write_text("{}")
    (tmp_path / "headers").write_text("X-Signature: nothing\n")
    files = ("--payload", tmp_path / "body", "--headers", tmp_path / "headers")
    lines = f"{desk.served.api_key}\n{'hook' * 8}\n"
    apply = ("webhook", "apply", *files)
    assert desk.json(*apply, status=3)["error"]["code"] == "webhook_secret_unusable"
    given = ("--secret-stdin", "--webhook-secret-stdin")
    told = desk.json(*apply, *given, stdin=lines, status=5)
    assert told["error"]["code"] == "webhook_refused"  # it was looked at


def test_a_place_for_results_is_set_and_its_password_given_to_each_run(desk: KeylessDesk):
    desk.add("Office", "--api-key-stdin", stdin=desk.served.api_key)
    place = ("filing", "--place", "https://me@dav.example/files")
    told = desk.json(*place, "--password-stdin", stdin="secret\n")
    assert (told["place"], told["password_kept"]) == ("https://me@dav.example/files", False)
    told = desk.json("filing", "--password-stdin", stdin="secret\n", status=3)
    assert told["error"]["code"] == "no_keychain"
    lines = f"{desk.served.api_key}\nsecret\n"
    assert desk.json("sync", "--secret-stdin", "--filing-password-stdin", stdin=lines)
    told = desk.json("sync", "--filing-password-stdin", stdin="", status=2)
    assert told["error"]["code"] == "invalid_argument"
    assert desk.holding("secret\n") == []


def _until_sent(desk: KeylessDesk, count: int) -> None:
    for _ in range(200):
        states = [each["state"] for each in desk.json("queue", "list")["entries"]]
        if states == ["done"] * count:
            return
    raise AssertionError(states)
