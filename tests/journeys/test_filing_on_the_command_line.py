"""What happens at the service comes here and is filed, against the sandbox, by the command line."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from paraph.app import SystemClock
from paraph.domain.keys.secret import Secret
from paraph.keychain.service_passwords import KeychainServicePasswords
from paraph_sandbox.delivery.signatures import guide_signature, standard_signature
from tests.conftest import SAMPLE
from tests.rigs import webdav
from tests.rigs.keyless_desk import KeylessDesk
from tests.rigs.served_desk import ServedDesk
from tests.sandbox.conftest import Served, serving
from tests.sandbox.receiver import Got, Receiver, receiving
from tests.sandbox.steps import eventually

pytestmark = pytest.mark.journey
PERSON = "anne.martin@client.example;Anne;Martin;field=1,72,120"
MINE = "camille.roux@firm.example;Camille;Roux;local;field=3,72,262,204,90"


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    # One for each test: a new profile takes over all that its account has.
    options = ("--calls-per-minute", "1000000", "--allow-loopback-webhooks")
    with serving(tmp_path / "data", *options) as found:
        yield found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "clients").mkdir()
    return tmp_path / "clients"


@pytest.fixture
def desk(tmp_path, served, capsys, monkeypatch, root) -> ServedDesk:
    made = ServedDesk(tmp_path / "home", served, capsys, monkeypatch)
    made.json("filing", "--place", root)
    return made


def running(desk: ServedDesk, name: str = "Fee agreement", person: str = PERSON) -> str:
    """Have a request sent; gives the service's id."""
    told = desk.json(
        "request", "create", SAMPLE, "--name", name, "--matter", "2026-0147", "--client",
        "Müller & Cie", "--signatory", person, "--activate",
    )  # fmt: skip
    desk.json("sync")
    return str(desk.json("request", "show", told["request"])["remote_id"])


def simulate(desk: ServedDesk, request: str, action: str = "sign") -> None:
    made = desk.call("GET", f"/signature-requests/{request}")
    body = {"action": action, "signatory": made["signatories"][0]["id"]}
    desk.call("POST", f"/sandbox/signature-requests/{request}/simulate", body)


def below(root: Path) -> dict[str, str]:
    files = [each for each in root.rglob("*") if each.is_file()]
    return {
        each.relative_to(root).as_posix(): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in files
    }


def test_a_completed_request_is_filed_once_with_its_trail(desk, root):
    request = running(desk)
    simulate(desk, request)
    done = desk.json("sync")
    assert (done["applied"], done["duplicates"], done["filed"]) == (3, 0, 1)
    trail = desk.call("GET", f"/signature-requests/{request}")["audit_trail_id"]
    told = desk.call("GET", f"/audit-trails/{trail}")
    filed = below(root)
    assert sorted(filed.values()) == sorted([told["signed_sha256"], told["trail_sha256"]])
    names = sorted(filed)
    assert [name.partition(" ")[0] for name in names] == ["Müller", "Müller"]
    assert names[0].endswith("Fee agreement - audit trail.pdf")
    shown = desk.json("request", "show", request)
    assert shown["filing"]["state"] == "filed"
    assert Path(shown["filing"]["place"]).read_bytes().startswith(SAMPLE.read_bytes())
    again = desk.json("sync")
    assert (again["pulled"], again["filed"]) == (0, 0)
    assert below(root) == filed


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        ("GET /v2/events", "truncate"),
        ("GET /v2/signature-requests/{request_id}/document/signed", "truncate"),
        ("*", "lose_response"),
        ("*", "captive_portal"),
        ("*", "reset"),
    ],
)
def test_answers_that_are_lost_or_damaged_file_it_once_all_the_same(desk, root, route, kind):
    request = running(desk)
    simulate(desk, request)
    desk.fault(route, kind, times=3)
    for _ in range(8):
        status, out, err = desk.run("sync", "--now")
        assert status in (0, 3, 4), (out, err)
        if len(below(root)) == 2 and status == 0:
            break
    assert len(below(root)) == 2
    assert desk.json("request", "show", request)["filing"]["state"] == "filed"


def test_events_that_come_twice_change_nothing(desk, tmp_path):
    running(desk)
    (event,) = desk.call("GET", "/events")["data"][-1:]
    body = tmp_path / "payload"
    body.write_bytes(json.dumps(event).encode())
    secret, standard = "whsec_your_hmac_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    words = ("--payload", body, "--headers", tmp_path / "headers")
    headers(tmp_path / "headers", body.read_bytes(), secret, standard)
    told = desk.json("webhook", "apply", *words, status=3)
    assert told["error"]["code"] == "webhook_secret_unusable"
    lines = f"{secret}\n{standard}\n"
    both = ("--secret-stdin", "--standard-secret-stdin")
    assert desk.json("webhook", "secret", *both, stdin=lines) == {"kept": True}
    assert desk.json("webhook", "apply", *words) == {"result": "duplicate"}
    body.write_bytes(body.read_bytes() + b" ")
    told = desk.json("webhook", "apply", *words, status=5)
    assert told["error"]["code"] == "webhook_refused"


def test_a_webhook_brings_an_event_before_the_feed_does(desk, tmp_path):
    request = running(desk)
    simulate(desk, request, "decline")
    events = [e for e in desk.call("GET", "/events")["data"] if e["type"] == "signatory.declined"]
    body = tmp_path / "payload"
    body.write_bytes(json.dumps(events[-1]).encode())
    secret, standard = "whsec_your_hmac_secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers(tmp_path / "headers", body.read_bytes(), secret, standard)
    both = ("--secret-stdin", "--standard-secret-stdin")
    desk.json("webhook", "secret", *both, stdin=f"{secret}\n{standard}\n")
    words = ("--payload", body, "--headers", tmp_path / "headers")
    assert desk.json("webhook", "apply", *words) == {"result": "applied"}
    assert desk.json("request", "show", request)["status"] == "declined"
    done = desk.json("sync")
    assert done["duplicates"] == 1


@pytest.mark.parametrize("kind", ["duplicate_webhook", "out_of_order"])
def test_what_the_sandbox_delivers_twice_or_out_of_order_is_applied_once(desk, tmp_path, kind):
    with receiving() as receiver:
        hook = desk.call(
            "POST", "/webhooks",
            {"url": receiver.url("200/hook"), "secret": "whsec_your_hmac_secret"},
        )  # fmt: skip
        desk.fault(f"POST /v2/webhooks/{hook['id']}", kind, times=1)
        lines = f"whsec_your_hmac_secret\n{hook['standard_secret']}\n"
        both = ("--secret-stdin", "--standard-secret-stdin")
        desk.json("webhook", "secret", *both, stdin=lines)
        request = running(desk)
        simulate(desk, request)
        count = 5 if kind == "duplicate_webhook" else 4
        got = eventually(lambda: _hurry(desk, receiver, count))
    desk.monkeypatch.setattr(SystemClock, "now", lambda _: at(got[0]))
    became = [taken(desk, tmp_path, each) for each in got]
    assert became.count("duplicate") == count - 4 + 1  # its activation was fetched before
    assert desk.json("request", "show", request)["status"] == "completed"
    assert desk.json("sync")["applied"] == 0


def _hurry(desk: ServedDesk, receiver: Receiver, count: int) -> list[Got]:
    """Let the time of deliveries that wait come; gives what came once there are enough."""
    got = receiver.got("200/hook")
    if len(got) < count:
        desk.call("POST", "/sandbox/clock", {"advance_s": 5})
    return got if len(got) >= count else []


def at(got: Got) -> datetime:
    return datetime.fromtimestamp(int(got.headers["webhook-timestamp"]), UTC)


def taken(desk: ServedDesk, folder: Path, got: Got) -> str:
    (folder / "payload").write_bytes(got.body)
    lines = (f"{name}: {value}\n" for name, value in got.headers.items())
    (folder / "headers").write_text("".join(lines))
    words = ("--payload", folder / "payload", "--headers", folder / "headers")
    return str(desk.json("webhook", "apply", *words)["result"])


def headers(path: Path, body: bytes, secret: str, standard: str) -> None:
    at = int(datetime.now(UTC).timestamp())
    path.write_text(
        f"X-Certyneo-Signature: {guide_signature(secret, body)}\r\nwebhook-id: m\r\n"
        f"webhook-timestamp: {at}\r\n"
        f"webhook-signature: {standard_signature(standard, 'm', at, body)}\r\n"
    )


def test_a_request_of_a_colleague_is_fetched_to_be_signed_offline(desk):
    document = running(desk, person=MINE)
    shown = desk.json("request", "show", document)
    sha256 = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
    assert shown["document_here"] == sha256
    assert (desk.home / "spool" / sha256).exists()


def test_events_that_are_gone_after_a_long_absence_are_made_up_for(desk, root):
    request = running(desk)
    simulate(desk, request)
    desk.call("POST", "/sandbox/clock", {"advance_s": 40 * 86400})
    another = running(desk, "Another")
    assert desk.json("request", "show", request)["status"] == "completed"
    assert desk.json("request", "show", another)["status"] == "in_progress"
    assert len(below(root)) == 2


def test_a_folder_that_is_away_is_owed_and_filed_when_it_is_back(desk, root):
    request = running(desk)
    simulate(desk, request)
    away = root.rename(root.with_name("away"))
    done = desk.json("sync", status=3)
    assert [e["error"]["code"] for e in done["needs_person"]] == ["filing_folder_missing"]
    assert desk.json("sync", status=3)["filed"] == 0
    desk.call("DELETE", f"/signature-requests/{request}/personal-data")
    away.rename(root)
    assert desk.json("sync", "--now")["filed"] == 1
    # Under the title that it had, which the service has deleted since.
    assert len(below(root)) == 2
    assert all(" Fee agreement" in name for name in below(root))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_read_only_is_told(desk, root):
    simulate(desk, running(desk))
    root.chmod(0o500)
    done = desk.json("sync", status=3)
    root.chmod(0o700)
    assert [e["error"]["code"] for e in done["needs_person"]] == ["folder_read_only"]
    assert desk.json("sync", "--now")["filed"] == 1


def test_results_that_were_deleted_are_told_and_not_filed(desk, root):
    request = running(desk)
    simulate(desk, request)
    desk.call("DELETE", f"/signature-requests/{request}/personal-data")
    done = desk.json("sync", status=3)
    assert [e["error"]["code"] for e in done["needs_person"]] == ["result_gone"]
    assert below(root) == {}


def test_results_are_put_into_a_webdav_server(desk, tmp_path, monkeypatch):
    found = {}
    monkeypatch.setattr(
        KeychainServicePasswords,
        "find",
        lambda _self, service, user: found.get((service, user)),
    )
    with webdav.serving(tmp_path / "dav") as server:
        desk.json("filing", "--place", server.url.replace("//", f"//{webdav.USER}@"))
        simulate(desk, running(desk))
        done = desk.json("sync", status=3)
        assert [e["error"]["code"] for e in done["needs_person"]] == ["filing_account_refused"]
        found[server.url, webdav.USER] = Secret(webdav.PASSWORD)
        assert desk.json("sync", "--now")["filed"] == 1
        assert len(below(tmp_path / "dav")) == 2


def test_results_are_given_out_and_a_paper_is_put_beside_them(desk, root, tmp_path):
    other = "bo@client.example;Bo;Li;role=cc"
    told = desk.json(
        "request", "create", SAMPLE, "--name", "Lease", "--signatory", PERSON,
        "--signatory", other, "--activate",
    )  # fmt: skip
    desk.json("sync")
    ours = told["request"]
    out = tmp_path / "out"
    out.mkdir()
    first = desk.json("request", "download", ours, "--dir", out)
    assert first["files"] == [str(out / "Lease.pdf")]
    assert (out / "Lease.pdf").read_bytes() == SAMPLE.read_bytes()
    simulate(desk, desk.json("request", "show", ours)["remote_id"])
    desk.json("sync")
    files = desk.json("request", "download", ours, "--dir", out)["files"]
    assert [Path(each).name for each in files] == [
        "Lease (2).pdf", "Lease (2) - audit trail.pdf",
    ]  # fmt: skip
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    told = desk.json("request", "paper", ours, scan, "--signatory", 1, status=3)
    assert told["error"]["code"] == "signatory_unknown"
    assert desk.json("request", "paper", ours, scan, "--signatory", 2)["filed"]
    assert any(name.endswith("Lease - signed on paper 2.pdf") for name in below(root))


def test_a_pattern_and_a_place_are_set_or_refused(desk, tmp_path):
    wanted = "{year}/{client}/{name}"
    assert desk.json("filing", "--pattern", wanted)["pattern"] == wanted
    told = desk.json("filing", "--pattern", "{kunde}/{name}", status=3)
    assert told["error"]["code"] == "filing_pattern_refused"
    told = desk.json("filing", "--place", tmp_path / "none", status=3)
    assert told["error"]["code"] == "filing_folder_missing"
    told = desk.json("filing", "--place", "http://dav.firm.example/", status=3)
    assert told["error"]["code"] == "filing_address_refused"
    assert desk.json("filing")["pattern"] == wanted
    assert desk.json("filing", "--place", "")["place"] is None


def test_a_place_is_asked_before_anything_is_to_be_filed(desk, tmp_path):
    assert desk.json("filing", "--check")["answers"] is True
    with webdav.serving(tmp_path / "dav", digest=True) as server:
        place = server.url.replace("//", f"//{webdav.USER}@")
        give = ("filing", "--place", place, "--password-stdin", "--check")
        told = desk.json(*give, stdin=f"{webdav.PASSWORD}\n")
        assert told["answers"] is True
        told = desk.json(*give, stdin="wrong\n", status=3)
        assert told["error"]["code"] == "filing_account_refused"
        assert "wrong" not in str(told)
    assert desk.json("filing", "--check", status=4)["error"]["code"] == "filing_unreachable"
    desk.json("filing", "--place", "")
    assert desk.json("filing", "--check", status=2)["error"]["code"] == "invalid_argument"


def test_two_desks_that_file_the_same_request_at_once_file_it_once(served, tmp_path, root):
    desks = [KeylessDesk(tmp_path / name, served) for name in ("one", "other")]
    give = ("sync", "--secret-stdin")
    for each in desks:
        each.add("Office", "--api-key-stdin", "--filing", str(root), stdin=served.api_key)
        each.json(*give, stdin=served.api_key)
    ours = desks[0].create("Office", "--activate")["request"]
    desks[0].json(*give, stdin=served.api_key)
    (made,) = httpx2.get(f"{served.address}/v2/signature-requests", headers=served.key).json()[
        "data"
    ]
    body = {"action": "sign", "signatory": made["signatories"][0]["id"]}
    simulated = f"{served.address}/v2/sandbox/signature-requests/{made['id']}/simulate"
    assert httpx2.post(simulated, json=body, headers=served.key).status_code < 300
    running = [
        subprocess.Popen(
            each.command(*give, "--json"), env=each.environment, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, text=True,
        )
        for each in desks
    ]  # fmt: skip
    for process in running:
        process.communicate(served.api_key + "\n", timeout=120)
        assert process.returncode == 0
    names = sorted(below(root))
    assert len(names) == 2, names
    assert names[0].replace(" - audit trail", "") == names[1]
    for each, request in zip(desks, (ours, made["id"]), strict=True):
        assert each.json("request", "show", request)["filing"]["state"] == "filed"
