"""Where webhooks are delivered: never to this machine or the firm's own, unless started so.

Names are answered by the test instead of the system, so that nothing leaves loopback.
"""

import asyncio
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from paraph.wire.events import WebhookUrl
from paraph_sandbox.delivery import addresses
from paraph_sandbox.delivery.addresses import AddressRefused, check_address
from paraph_sandbox.lifecycle.problems import Problem
from tests.sandbox.conftest import Sandbox, running
from tests.sandbox.receiver import Receiver, receiving
from tests.sandbox.steps import Steps, eventually

PUBLIC = "93.184.216.34"
OWN = [
    "127.0.0.1",
    "127.9.9.9",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "::1",
    "fd12::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::192.168.0.1",
]
NEVER = [
    "0.0.0.0",
    "::",
    "169.254.1.1",
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "fd00:ec2::254",
    "192.0.0.192",
    "198.18.0.1",
    "203.0.113.7",
    "240.0.0.1",
    "::127.0.0.1",
    "fec0::1",
    "2001:db8::1",
    "3fff::1",
    "5f00::1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a9fe:a9fe::",
]


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Steps]:
    """A sandbox that delivers to public addresses alone, as it is started by default."""
    with running(tmp_path_factory.mktemp("closed")) as sandbox:
        yield Steps(sandbox.client, sandbox.key)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Sandbox]:
    with running(tmp_path / "opened", allow_loopback_webhooks=True) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.mark.parametrize("address", [*OWN, *NEVER])
def test_an_address_that_is_not_public_is_refused(address: str):
    with pytest.raises(AddressRefused):
        check_address(address, private_too=False)


@pytest.mark.parametrize("address", OWN)
def test_own_addresses_are_for_who_started_it_so(address: str):
    check_address(address, private_too=True)


@pytest.mark.parametrize("address", NEVER)
def test_some_addresses_are_never_delivered_to(address: str):
    with pytest.raises(AddressRefused):
        check_address(address, private_too=True)


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_a_public_address_is_delivered_to(address: str):
    check_address(address, private_too=False)


@pytest.mark.parametrize("address", [each for each in (*OWN, *NEVER) if "%" not in each])
def test_a_webhook_to_such_an_address_is_not_even_made(closed: Steps, address: str):
    host = f"[{address}]" if ":" in address else address
    body = {"url": f"http://{host}/", "secret": "secret-secret"}
    refused = closed.call("POST", "/webhooks", 422, json=body)
    assert refused["errors"][0]["field"] == "url"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "2130706433", "0x7f.1", "127.1"])
def test_a_name_of_this_machine_is_refused_when_it_is_delivered_to(
    closed: Steps, receiver: Receiver, host: str
):
    port = receiver.address.rpartition(":")[2]
    before = len(receiver.got())
    made = closed.webhook(f"http://{host}:{port}/200/{host}")
    request = closed.running(closed.upload())
    found = eventually(
        lambda: [each for each in closed.deliveries(made["id"]) if each["state"] == "failed"]
    )
    assert [each["failure"] for each in found[0]["attempts"]] == ["refused_address"]
    assert request
    assert len(receiver.got()) == before
    closed.call("DELETE", f"/webhooks/{made['id']}", 204)


def test_an_address_in_octal_is_no_host(closed: Steps):
    body = {"url": "http://0177.0.0.1/", "secret": "secret-secret"}
    assert closed.call("POST", "/webhooks", 422, json=body)["errors"][0]["field"] == "url"


def _answers(monkeypatch: pytest.MonkeyPatch, **names: list[list[str]]) -> list[str]:
    """Answer for `.example` names, each time with the next of their lists; give what was asked."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: int, **how: int) -> list[object]:
        name = host.partition(".example")[0]
        if name not in names:
            return real(host, port, *more, **how)
        asked.append(name)
        each = names[name]
        found = each.pop(0) if len(each) > 1 else each[0]
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    return asked


def _failures(steps: Steps, webhook: str, count: int = 1) -> list[str | None]:
    def look() -> list[str | None]:
        (found,) = steps.deliveries(webhook)
        told = [each["failure"] for each in found["attempts"]]
        return told if len(told) >= count else []

    return eventually(look)


@pytest.mark.parametrize("found", [["127.0.0.1"], [PUBLIC, "127.0.0.1"], ["::1"], ["10.0.0.1"]])
def test_a_name_that_leads_inside_is_refused_whatever_else_it_leads_to(
    closed: Steps, monkeypatch: pytest.MonkeyPatch, found: list[str]
):
    _answers(monkeypatch, inside=[found])
    made = closed.webhook("http://inside.example/")
    closed.running(closed.upload())
    assert _failures(closed, made["id"]) == ["refused_address"]
    closed.call("DELETE", f"/webhooks/{made['id']}", 204)


def test_a_name_is_asked_for_once_and_what_was_judged_is_called(
    opened: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    # The second answer is what a name says that changes between the look and the call.
    asked = _answers(monkeypatch, rebinding=[["127.0.0.1"], ["169.254.169.254"]])
    steps = Steps(opened.client, opened.key)
    port = receiver.address.rpartition(":")[2]
    steps.webhook(f"http://rebinding.example:{port}/200/rebinding")
    steps.running(steps.upload())
    (got,) = eventually(lambda: receiver.got("200/rebinding"))
    assert got.headers["host"] == f"rebinding.example:{port}"
    assert asked == ["rebinding"]


def test_a_name_that_moved_inside_by_the_retry_is_refused_then(
    opened: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    _answers(monkeypatch, moving=[["127.0.0.1"], ["169.254.169.254"]])
    steps = Steps(opened.client, opened.key)
    port = receiver.address.rpartition(":")[2]
    made = steps.webhook(f"http://moving.example:{port}/close/moving")
    steps.running(steps.upload())
    assert _failures(steps, made["id"]) == ["broken_answer"]
    steps.clock(5)
    assert _failures(steps, made["id"], 2) == ["broken_answer", "refused_address"]


def test_a_name_that_nobody_has_is_asked_for_again(
    opened: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    _answers(monkeypatch, late=[[], ["127.0.0.1"]])
    steps = Steps(opened.client, opened.key)
    port = receiver.address.rpartition(":")[2]
    made = steps.webhook(f"http://late.example:{port}/200/late")
    steps.running(steps.upload())
    assert _failures(steps, made["id"]) == ["unknown_host"]
    steps.clock(5)
    assert _failures(steps, made["id"], 2) == ["unknown_host", None]


def test_a_port_where_nobody_listens_is_not_reached(opened: Sandbox):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        steps = Steps(opened.client, opened.key)
        made = steps.webhook(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        steps.running(steps.upload())
        assert _failures(steps, made["id"]) == ["not_reached"]


def test_the_systems_proxy_is_not_asked(
    opened: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    steps = Steps(opened.client, opened.key)
    steps.webhook(receiver.url("200/direct"))
    steps.running(steps.upload())
    assert eventually(lambda: receiver.got("200/direct"))


def test_a_name_that_never_answers_holds_up_nobody_else(
    opened: Sandbox, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
):
    released = threading.Event()
    real = socket.getaddrinfo

    def getaddrinfo(host: str, port: int, *more: int, **how: int) -> list[object]:
        if host.endswith(".example"):
            released.wait(60)
            raise socket.gaierror(socket.EAI_AGAIN, "no answer")
        return real(host, port, *more, **how)

    monkeypatch.setattr(addresses.socket, "getaddrinfo", getaddrinfo)
    steps = Steps(opened.client, opened.key)
    silent = [steps.webhook(f"http://silent{n}.example/") for n in range(40)]
    steps.webhook(receiver.url("200/heard"))
    steps.running(steps.upload())
    assert eventually(lambda: receiver.got("200/heard"))
    assert _failures(steps, silent[0]["id"]) == ["timeout"]
    released.set()


# --- TLS


def _pem(folder: Path, name: str) -> Path:
    """Give a key and a certificate for a name, signed by itself, that may be trusted as a root."""
    place = folder / f"{name}.pem"
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", f"{place}.key", "-out", f"{place}.crt", "-days", "2",
        "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    place.write_text(Path(f"{place}.key").read_text() + Path(f"{place}.crt").read_text())
    return place


def test_tls_names_the_name_and_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pem, asked = _pem(tmp_path, "hooks.example"), tmp_path / "asked"
    monkeypatch.setenv("SSL_CERT_FILE", f"{pem}.crt")
    _answers(monkeypatch, hooks=[["127.0.0.1"]], other=[["127.0.0.1"]])
    with (
        receiving(str(pem), str(asked)) as receiver,
        running(tmp_path / "tls", allow_loopback_webhooks=True) as sandbox,
    ):
        port = receiver.address.rpartition(":")[2]
        steps = Steps(sandbox.client, sandbox.key)
        right = steps.webhook(f"https://hooks.example:{port}/200")
        wrong = steps.webhook(f"https://other.example:{port}/200")
        steps.running(steps.upload())
        assert _failures(steps, right["id"]) == [None]
        assert _failures(steps, wrong["id"]) == ["tls"]
        assert asked.read_text() in ("hooks.example", "other.example")


def test_a_certificate_that_nobody_trusts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pem = _pem(tmp_path, "hooks.example")
    _answers(monkeypatch, hooks=[["127.0.0.1"]])
    with (
        receiving(str(pem), str(tmp_path / "asked")) as receiver,
        running(tmp_path / "tls", allow_loopback_webhooks=True) as sandbox,
    ):
        port = receiver.address.rpartition(":")[2]
        steps = Steps(sandbox.client, sandbox.key)
        made = steps.webhook(f"https://hooks.example:{port}/200")
        steps.running(steps.upload())
        assert _failures(steps, made["id"]) == ["tls"]


# --- what the pattern lets through can be sent


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_every_address_of_the_pattern_is_refused_or_can_be_sent_to(data: st.DataObject):
    from paraph_sandbox.delivery.parcels import Parcel
    from paraph_sandbox.delivery.sending import _request
    from paraph_sandbox.delivery.urls import check_url

    schema = TypeAdapter(WebhookUrl).json_schema()
    url = data.draw(st.from_regex(schema["pattern"].removesuffix("$") + r"\Z"))
    try:
        check_url(url, private_too=True)
    except Problem:
        return
    parcel = Parcel("dlv_1", "wh_1", "evt_1", url, "secret-secret", "whsec_AAAA", b"{}")
    assert _request(parcel, 1).url.raw_host


def test_a_look_up_that_is_given_up_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch):
    released = threading.Event()
    monkeypatch.setattr(addresses, "_asked", lambda host, port: [str(released.wait(30))])

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await addresses.resolve("slow.example", 80)

    asyncio.run(give_up())
    released.set()
    for thread in threading.enumerate():
        if thread.name == "name look-up":
            thread.join(10)
