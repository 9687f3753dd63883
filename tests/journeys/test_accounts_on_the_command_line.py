"""Accounts by the command line: a real keychain, a real service, a browser that is scripted."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.rigs.gnome_keyring import in_session
from tests.rigs.oidc_provider import oidc_provider
from tests.sandbox.conftest import Served, serving

pytestmark = pytest.mark.journey
PARAPH = (sys.executable, "-m", "paraph", "account")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), "--calls-per-minute", "100000") as found:
        yield found


class Session:
    """A person's session with the program's profile; each call begins it anew."""

    def __init__(self, folder: Path, served: Served) -> None:
        self.folder, self.served, self.number = folder, served, 0
        self.home = folder / "profile"
        self.browser = f"{sys.executable} -m tests.rigs.scripted_browser %s"

    def run(self, *words: object, stdin: str = "", unlocked: bool = True):
        (done,) = self.all(words, stdin=stdin, unlocked=unlocked)
        return done

    def all(self, *calls: tuple[object, ...], stdin: str = "", unlocked: bool = True):
        login, password = next(iter(self.served.logins.items()))
        values = {
            "PARAPH_HOME": str(self.home),
            "BROWSER": self.browser,
            "SCRIPTED_LOGIN": f"{login} {password}",
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
        }
        commands = [(*PARAPH, *words) for words in calls]
        return in_session(
            self.folder, *commands, stdin=stdin, unlocked=unlocked, environment=values
        )

    def json(self, *words: object, **how) -> tuple[int, dict]:
        done = self.run(*words, "--json", **how)
        assert "Traceback" not in done.stderr
        return done.returncode, json.loads(done.stdout)

    def holds(self, secret: str) -> list[str]:
        """List the files of the profile and of the session in which a secret can be read."""
        files = (each for each in self.folder.rglob("*") if each.is_file())
        return [f.name for f in files if f.name != "stdin" and secret.encode() in f.read_bytes()]


@pytest.fixture
def session(tmp_path: Path, served: Served) -> Session:
    return Session(tmp_path / "session", served)


def test_an_api_key_is_added_used_replaced_and_removed(session: Session, served: Served):
    add = ("add", "--name", "Zoë", "--url", f"{served.address}/v2", "--api-key-stdin")
    status, told = session.json(*add, stdin=served.api_key + "\r\n")
    assert (status, told["environment"], told["signed_in"]) == (0, "sandbox", True)
    assert told["url"] == served.address
    assert session.holds(served.api_key) == []
    status, told = session.json("status")
    assert (status, told["signed_in"], told["keychain"]) == (0, True, True)
    status, told = session.json(*add, stdin=served.api_key)
    assert (status, told["error"]["code"]) == (3, "account_exists")
    status, told = session.json("login", "--api-key-stdin", stdin="ak_wrong\n")
    assert (status, told["error"]["code"]) == (3, "sign_in_failed")
    assert session.json("status")[1]["signed_in"] is True
    status, told = session.json("login", "--api-key-stdin", stdin=served.api_key)
    assert (status, told["signed_in"]) == (0, True)
    shown = session.run("list")
    assert "Zoë  [SANDBOX - no legal value]" in shown.stdout
    assert session.json("logout")[1] == {"name": "Zoë", "signed_out": True, "service_told": True}
    status, told = session.json("status")
    assert (status, told["trouble"]["code"], told["has_secret"]) == (3, "sign_in_again", False)
    assert session.json("remove")[0] == 2
    assert session.json("remove", "Zoë")[0] == 0
    assert session.json("list") == (0, {"accounts": []})
    status, told = session.json("status")
    assert (status, told["error"]["code"]) == (3, "no_account")


def test_a_key_that_is_refused_or_missing_adds_nothing(session: Session, served: Served):
    add = ("add", "--name", "x", "--url", served.address, "--api-key-stdin")
    for stdin, status, code in (
        ("ak_wrong\n", 3, "sign_in_failed"),
        ("", 2, "invalid_argument"),
        ("\n", 2, "invalid_argument"),
        ("a b\n", 2, "invalid_argument"),
    ):
        told = session.json(*add, stdin=stdin)
        assert (told[0], told[1]["error"]["code"]) == (status, code)
    assert session.json("list") == (0, {"accounts": []})


@pytest.mark.parametrize(
    "words",
    [
        (), ("--api-key-stdin", "--oauth"), ("--secret-stdin",), ("--oauth",),
        ("--api-key-stdin", "--client-id", "x"), ("--secret-stdin", "--oauth", "--client-id", "x"),
    ],
)  # fmt: skip
def test_exactly_one_way_of_signing_in_is_named(
    session: Session, served: Served, words: tuple[str, ...]
):
    status, told = session.json("add", "--name", "x", "--url", served.address, *words, stdin="k\n")
    assert (status, told["error"]["code"]) == (2, "invalid_argument")


def test_an_address_that_would_show_the_key_is_refused(session: Session):
    add = ("add", "--name", "x", "--url", "http://api.example.com", "--api-key-stdin")
    status, told = session.json(*add, stdin="k\n")
    assert (status, told["error"]["details"]["why"]) == (3, "needs_https")


def test_offline_an_account_is_added_and_told_as_unknown(session: Session):
    add = ("add", "--name", "x", "--url", "https://nobody.invalid", "--api-key-stdin")
    status, told = session.json(*add, stdin="k\n")
    assert (status, told["environment"], told["signed_in"]) == (0, "unknown", None)
    assert told["trouble"]["code"] == "service_unreachable"
    assert session.json("status")[0] == 4


def test_a_person_signs_in_at_the_browser(session: Session, served: Served):
    add = ("add", "--name", "P", "--url", served.address, "--client-id", "paraph-desktop")
    assert session.json(*add, "--oauth")[1]["has_secret"] is False
    done = session.run("login", "--name", "P", "--timeout", "60", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["signed_in"] is True
    assert f"{served.address}/oauth/authorize?" in done.stderr
    assert session.json("status")[1]["signed_in"] is True
    assert session.json("logout")[1]["service_told"] is True
    assert session.json("status")[0] == 3


def test_a_person_signs_in_at_another_server(session: Session):
    with oidc_provider() as issuer:
        add = ("add", "--name", "P", "--url", issuer, "--client-id", "paraph-desktop", "--oauth")
        assert session.json(*add)[0] == 0
        done = session.run("login", "--timeout", "60", "--json")
    # It signs people in, and has no API behind it.
    assert done.returncode in (0, 3, 4), done.stderr
    assert session.json("list")[1]["accounts"][0]["has_secret"] is True


def test_nobody_signs_in_within_the_time(session: Session, served: Served):
    session.browser = "true %s"
    add = ("add", "--name", "P", "--url", served.address, "--client-id", "paraph-desktop")
    session.json(*add, "--oauth")
    status, told = session.json("login", "--timeout", "2")
    assert (status, told["error"]["code"]) == (3, "sign_in_timeout")


def test_a_program_signs_in_with_its_secret(session: Session, served: Served):
    name, secret = served.program
    add = ("add", "--name", "P", "--url", served.address, "--client-id", name, "--secret-stdin")
    status, told = session.json(*add, stdin=secret)
    assert (status, told["signed_in"], told["way"]) == (0, True, "client_credentials")
    assert session.holds(secret) == []
    assert session.json("status")[1]["signed_in"] is True
    status, told = session.json("remove", "--name", "P")
    assert (status, told["service_told"]) == (0, True)


def test_with_a_keychain_that_stays_locked_nothing_is_kept(session: Session, served: Served):
    add = ("add", "--name", "x", "--url", served.address, "--api-key-stdin")
    status, told = session.json(*add, stdin=served.api_key, unlocked=False)
    assert (status, told["signed_in"], told["secret_kept"]) == (0, True, False)
    assert session.holds(served.api_key) == []
    login = ("login", "--api-key-stdin")
    status, told = session.json(*login, stdin=served.api_key, unlocked=False)
    assert (status, told["error"]["code"]) == (3, "no_keychain")
    status, told = session.json(*login, stdin=served.api_key)
    assert (status, told["secret_kept"]) == (0, True)
    status, told = session.json("status", unlocked=False)
    assert (status, told["keychain"], told["trouble"]["code"]) == (3, False, "no_keychain")
    status, told = session.json("status", "--secret-stdin", stdin=served.api_key, unlocked=False)
    assert (status, told["signed_in"], told["secret_kept"]) == (0, True, False)
    assert session.json("status")[1]["signed_in"] is True  # what was lent took no place
