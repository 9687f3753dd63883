"""`paraph demo`: its certificate is the sandbox's, which tells it the time and ends with it."""

import json
import os
import re
import signal
import socket
import sqlite3
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.x509 import load_der_x509_certificate

from paraph.pkcs11.demo_token import PIN, TOKEN_LABEL, make_demo_token
from paraph.settings import Settings, load_settings
from tests.conftest import SAMPLE
from tests.journeys.demo_run import DemoRun, Done, until
from tests.judges import openssl_cms, pdfsig, poppler_says_valid
from tests.judges_dss import dss_levels

pytestmark = pytest.mark.journey
OUTPUT = "fee-agreement-signed.pdf"
ADVANCED = "Paraph sandbox CA for advanced signatures"
OWN = "Paraph demo CA (no legal value)"


@pytest.fixture
def demo(tmp_path, monkeypatch) -> DemoRun:
    monkeypatch.delenv("SOFTHSM2_CONF", raising=False)
    return DemoRun(tmp_path / "dé mo Ω", tmp_path / "home")


def said(demo: DemoRun) -> str:
    return f"Signed: {demo.folder / OUTPUT}\nChecked: valid\n"


def went(demo: DemoRun, done: Done) -> bool:
    """Tell whether the whole journey was made and told, and nothing else."""
    assert (done.returncode, done.stderr) == (0, ""), (done.stdout, done.stderr)
    steps = [line for line in done.stdout.splitlines() if line.startswith("✓ ")]
    assert len(steps) == 9, done.stdout
    return done.stdout.endswith(said(demo))


def inbox(demo: DemoRun) -> list[str]:
    """List what waits for the holder, as another command of the demo's profile sees it."""
    told = demo.paraph("request", "list", "--box", "inbox", "--json")
    assert told.returncode == 0, told.stderr
    return [each["request"] for each in json.loads(told.stdout)["requests"]]


def filed(demo: DemoRun) -> list[Path]:
    return sorted((demo.folder / "filed").rglob("*.pdf"))


def owed(demo: DemoRun) -> int | None:
    """Pay what can be paid now; gives how many files still owe, None where another process pays."""
    told = json.loads(demo.paraph("sync", "--now", "--json").stdout)
    # Without a keychain the account's key is the window's alone: that needs a person here.
    assert {each.get("error", {}).get("code") for each in told.get("needs_person", [])} <= {
        "no_keychain", "sign_in_again",
    }  # fmt: skip
    return told.get("waiting")


def issuer(demo: DemoRun) -> str:
    certificate = load_der_x509_certificate((demo.folder / "signer.der").read_bytes())
    return str(certificate.issuer.rfc4514_string())


def holds(demo: DemoRun, tmp_path: Path) -> bool:
    signed = demo.folder / OUTPUT
    (found,) = dss_levels(signed, [demo.root_der])
    assert (found.level, found.is_trusted) == ("PAdES-BASELINE-B", True)
    assert openssl_cms(signed, demo.root_der, tmp_path, cades=True) == ""
    return found.holds and poppler_says_valid(signed)


def test_headless_signs_with_the_sandboxs_certificate_and_leaves_no_sandbox(demo, tmp_path):
    assert went(demo, demo.headless())
    assert ADVANCED in issuer(demo)
    assert holds(demo, tmp_path)
    assert demo.sandbox_processes() == []
    # A second time with the same token, certificate and address, which stands in the certificate.
    before = demo.notes, (demo.folder / "signer.der").read_bytes()
    assert f"{demo.address}/ocsp".encode() in before[1]
    assert went(demo, demo.headless())
    assert (demo.notes, (demo.folder / "signer.der").read_bytes()) == before
    assert holds(demo, tmp_path)


def test_the_journey_ends_in_the_clients_file_and_counts_one_of_each(demo):
    done = demo.start("--headless", "--json")
    out, errors = done.communicate(timeout=300)
    assert (done.returncode, errors) == (0, "")
    told = json.loads(out)
    assert told["made"] == {"document": 1, "signature_request": 1, "signature": 1}
    assert told["output"] == str(demo.folder / OUTPUT)
    assert told["output_sha256"] == sha256((demo.folder / OUTPUT).read_bytes()).hexdigest()
    assert told["verdict"] == "valid"
    kept = told["filed"]
    assert [str(each) for each in filed(demo)] == sorted([kept["signed"], kept["audit_trail"]])
    for name in ("signed", "audit_trail"):
        held = sha256(Path(kept[name]).read_bytes()).hexdigest()
        assert held == kept[f"{name}_sha256"]
    signed = pdfsig(Path(kept["signed"]))
    assert signed.count("Signature is Valid") == 2
    # What the token signed without a network is the beginning of what lies in the client's file.
    by_token = (demo.folder / OUTPUT).read_bytes()
    assert Path(kept["signed"]).read_bytes().startswith(by_token)
    kinds = [(each["kind"], each["act"]) for each in told["record"]]
    assert kinds.index(("act_queued", "sign")) < kinds.index(("act_sending", "upload"))
    assert kinds[-1] == ("results_filed", None)
    assert told["steps"][0]["title"] == "The network is off"


def test_the_inbox_has_one_request_until_it_has_ended(demo):
    with demo.window():
        (asked,) = until("a request in the inbox", lambda: inbox(demo))
        assert filed(demo) == []
    # Signed while nothing answers; the next start sends it, and files what comes of it.
    words = ("request", "sign", asked, "--token", TOKEN_LABEL, "--pin-stdin", "--json")
    signed = demo.paraph(*words, stdin=f"{PIN}\n")
    assert signed.returncode == 0, signed.stdout
    with demo.window():
        until("both files", lambda: len(filed(demo)) == 2)
        until("nothing in the inbox", lambda: inbox(demo) == [])
    trail, agreement = filed(demo)
    assert "audit trail" in trail.name
    assert pdfsig(agreement).count("Signature is Valid") == 2
    with demo.window():
        (another,) = until("another request", lambda: inbox(demo))
    assert another != asked
    with demo.window():
        until("the sandbox", demo.answers)
        assert inbox(demo) == [another]


def test_what_is_trusted_and_set_for_the_demo_is_so_in_its_folder_alone(demo):
    assert demo.headless().returncode == 0
    settings = load_settings(demo.folder)
    assert [each.url for each in settings.time_stamping] == [f"{demo.address}/tsa"]
    assert settings.private_addresses
    (anchor,) = (demo.folder / "trust").iterdir()
    assert anchor.read_bytes() == demo.root_der
    assert (demo.folder / "paraph.db").exists()
    assert not (demo.home / "paraph.db").exists()
    assert not (demo.home / "trust").exists()
    assert load_settings(demo.home) == Settings()
    assert not list(demo.home.rglob("*.pdf"))


def test_no_key_of_the_api_and_no_password_is_kept_in_the_demos_folder(demo):
    with demo.window() as process:
        words = Path(f"/proc/{process.pid}/cmdline").read_bytes()
        (served, *_) = demo.sandbox_processes()
        words += Path(f"/proc/{served}/cmdline").read_bytes()
        words += Path(f"/proc/{served}/environ").read_bytes()
    files = [file for file in demo.folder.rglob("*") if file.is_file()]
    kept = b"".join(file.read_bytes() for file in files) + words
    assert b"127.0.0.1" in kept
    assert not re.search(rb"ak_[A-Za-z0-9_-]{16}", kept)
    assert not re.search(rb"password: \S", kept)
    assert (demo.folder / "sandbox").stat().st_mode & 0o077 == 0


def test_all_levels_can_be_had_while_the_window_is_open_and_are_owed_after_it(demo, tmp_path):
    with demo.window() as process:
        told = demo.paraph("doctor")
        assert f"{demo.address}/tsa" in told.stdout, told.stderr
        now = demo.sign(tmp_path / "now.pdf", "--level", "B-LTA")
        assert (now["level"], now["owed"]) == ("B-LTA", [])
        assert demo.sandbox_processes()
        os.kill(process.pid, signal.SIGKILL)
        until("the sandbox's end", lambda: not demo.sandbox_processes())
    (found,) = dss_levels(tmp_path / "now.pdf", [demo.root_der])
    assert (found.level, found.holds, found.is_trusted) == ("PAdES-BASELINE-LTA", True, True)

    later = demo.sign(tmp_path / "later.pdf", "--level", "B-LTA")
    assert (later["level"], later["owed"]) == ("B-B", ["B-T", "B-LT", "B-LTA"])
    assert owed(demo) == 1
    with demo.window():
        # The window pays by itself, too: then one of the two is told that the other does.
        until("the payment", lambda: owed(demo) == 0)
    (found,) = dss_levels(tmp_path / "later.pdf", [demo.root_der])
    assert (found.level, found.holds, found.is_trusted) == ("PAdES-BASELINE-LTA", True, True)


def test_a_port_that_is_taken_is_told_and_signing_goes_on(demo, tmp_path):
    assert demo.headless().returncode == 0
    port = int(str(demo.notes["port"]))
    with socket.socket() as other:
        # What was closed a moment ago does not hold the port.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        done = demo.headless()
    assert (done.returncode, done.stdout) == (0, said(demo))
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"There is no sandbox: its port {port} is taken, by ")
    assert line.endswith("signing works, timestamps are owed.")
    assert holds(demo, tmp_path)
    again = demo.headless()
    assert (again.returncode, again.stderr) == (0, "")
    assert demo.notes["port"] == port


def test_two_demos_of_one_folder_share_the_sandbox_of_the_first(demo, tmp_path):
    with demo.window():
        done = demo.headless()
        assert (done.returncode, done.stdout) == (0, said(demo))
        assert "is taken" in done.stderr
        assert demo.answers()
        assert demo.sign(tmp_path / "lta.pdf", "--level", "B-LTA")["owed"] == []


def spoil_the_folder(demo: DemoRun) -> str:
    (demo.folder / "sandbox").write_text("a file")
    return "File exists"


def spoil_the_database(demo: DemoRun) -> str:
    (demo.folder / "sandbox").mkdir()
    database = sqlite3.connect(demo.folder / "sandbox" / "sandbox.sqlite")
    database.execute("CREATE TABLE accounts (id)")
    database.close()
    return "There is no sandbox: "


@pytest.mark.parametrize("spoil", [spoil_the_folder, spoil_the_database])
def test_a_sandbox_that_cannot_start_is_told_and_the_demo_has_its_own_certificate(
    demo, tmp_path, spoil
):
    demo.folder.mkdir()
    told = spoil(demo)
    done = demo.headless()
    assert (done.returncode, done.stdout) == (0, said(demo))
    (line,) = done.stderr.splitlines()
    assert told in line
    assert OWN in issuer(demo)
    assert holds(demo, tmp_path)
    assert demo.sandbox_processes() == []
    assert load_settings(demo.folder) == Settings()


def test_a_folder_of_the_time_before_the_sandbox_gets_its_certificate(demo, tmp_path):
    made = make_demo_token(demo.folder, SAMPLE)
    earlier = demo.sign(tmp_path / "earlier.pdf")
    assert OWN in issuer(demo)
    assert went(demo, demo.headless())
    assert ADVANCED in issuer(demo)
    assert holds(demo, tmp_path)
    # One certificate can sign, and what the earlier one signed is still trusted in the demo.
    now = demo.sign(tmp_path / "now.pdf")
    assert now["certificate_sha256"] != earlier["certificate_sha256"]
    kept = make_demo_token(demo.folder, SAMPLE)
    assert kept.anchors_der == (demo.root_der, made.ca_der)


@pytest.mark.parametrize(
    "seen",
    [
        pytest.param("tokens", marks=pytest.mark.full),
        "sandbox/sandbox.sqlite",
        pytest.param("sandbox/demo.json", marks=pytest.mark.full),
        "trust",
        "ca.der",
        pytest.param("ready", marks=pytest.mark.full),
    ],
)
def test_a_first_run_that_is_killed_is_made_good_by_the_next(demo, tmp_path, seen):
    process = demo.start("--headless")
    until(seen, (demo.folder / seen).exists)
    process.kill()
    process.communicate()
    until("the sandbox's end", lambda: not demo.sandbox_processes())
    assert went(demo, demo.headless())
    assert ADVANCED in issuer(demo)
    assert holds(demo, tmp_path)
    now = demo.sign(tmp_path / "now.pdf")
    assert now["error"] is None
