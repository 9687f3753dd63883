"""The sandbox as a child, and certificates from it: what goes wrong is told, and never waited for
without end."""

import signal
import socket
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from paraph.domain.keys.secret import Secret
from paraph.remote import sandbox_child
from paraph.remote.sandbox_certificates import issue_certificate
from paraph.remote.sandbox_child import SandboxChild, SandboxTrouble
from tests.fakes.pki import key_of


class Told:
    """What is told when there is no sandbox any more."""

    def __init__(self) -> None:
        self.whys: list[str] = []
        self._came = threading.Event()

    def __call__(self, why: str) -> None:
        self.whys.append(why)
        self._came.set()

    def only(self) -> str:
        assert self._came.wait(30)
        (why,) = self.whys
        return why


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def child(tmp_path: Path, told: Told) -> Iterator[SandboxChild]:
    child = SandboxChild(tmp_path / "sandbox", 0, told)
    yield child
    child.close()


@pytest.fixture
def request_pem() -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Camille Roux")])
    request = x509.CertificateSigningRequestBuilder().subject_name(name)
    return request.sign(key_of("p256"), SHA256()).public_bytes(Encoding.PEM).decode()


def answer_of(child: SandboxChild) -> tuple[str, Secret]:
    address, key = child.address(), child.api_key()
    assert address is not None
    assert key is not None
    return address, key


def test_it_answers_gives_a_key_and_ends_without_a_word(child, told):
    address, key = answer_of(child)
    headers = {"Authorization": f"Bearer {key.reveal()}"}
    assert httpx2.get(f"{address}/v2/documents", headers=headers).status_code == 200
    child.close()
    assert child.address() is None
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(address)
    assert told.whys == []


def test_data_that_are_not_new_give_another_key_which_works_too(child, tmp_path, told):
    first_address, first = answer_of(child)
    child.close()
    port = int(first_address.rpartition(":")[2])
    again = SandboxChild(tmp_path / "sandbox", port, told)
    try:
        address, key = answer_of(again)
        assert (address, key == first) == (first_address, False)
        headers = {"Authorization": f"Bearer {key.reveal()}"}
        url = f"{address}/v2/signature-requests"
        # The demo's account works with it, as with the one of new data.
        assert httpx2.get(f"{address}/v2/documents", headers=headers).status_code == 200
        assert httpx2.post(url, headers=headers, json={}).status_code == 422
    finally:
        again.close()


def test_one_that_ends_by_itself_is_told_of_once(child, told):
    address, _ = answer_of(child)
    child._process.kill()
    assert told.only() == "it ended with status -9"
    assert child.address() is None
    assert address


def test_one_that_does_not_begin_to_answer_is_ended(child, told, monkeypatch):
    monkeypatch.setattr(sandbox_child, "_START_TIMEOUT_S", 0.01)
    assert child.address() is None
    assert "did not answer within" in told.only()
    assert child.api_key() is None


def test_one_that_hears_nothing_is_ended_all_the_same(child, told, monkeypatch):
    monkeypatch.setattr(sandbox_child, "_END_TIMEOUT_S", 0.2)
    answer_of(child)
    child._process.send_signal(signal.SIGSTOP)
    child.close()
    assert child._process.returncode == -signal.SIGKILL
    assert told.whys == []


def test_a_port_that_is_taken_starts_nothing(tmp_path, told):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SandboxTrouble, match=f"its port {port} is taken"):
            SandboxChild(tmp_path / "sandbox", port, told)
    assert not (tmp_path / "sandbox").exists()


def test_where_it_is_not_installed_there_is_none(tmp_path, told, monkeypatch):
    monkeypatch.setattr(sandbox_child, "_MODULE", "paraph_sandbox_that_nobody_has")
    with pytest.raises(SandboxTrouble, match="it is not installed"):
        SandboxChild(tmp_path / "sandbox", 0, told)


def test_where_a_library_of_its_own_is_missing_it_says_so(tmp_path, told, monkeypatch):
    broken = tmp_path / "broken"
    (broken / "fastapi").mkdir(parents=True)
    (broken / "fastapi" / "__init__.py").write_text("raise ImportError('no fastapi here')")
    monkeypatch.setenv("PYTHONPATH", str(broken), prepend=":")
    child = SandboxChild(tmp_path / "sandbox", 0, told)
    assert child.address() is None
    assert told.only() == "ImportError: no fastapi here"
    child.close()


def test_a_certificate_comes_with_its_issuers_root_last(child, request_pem):
    address, key = answer_of(child)
    issued = issue_certificate(address, key, request_pem)
    ders = (issued.certificate_der, *issued.issuers_der)
    chain = [x509.load_der_x509_certificate(der) for der in ders]
    assert len(chain) == 3
    for lower, upper in pairwise(chain):
        lower.verify_directly_issued_by(upper)
    assert chain[-1].subject == chain[-1].issuer
    assert chain[0].subject.rfc4514_string() == "CN=Camille Roux,C=FR"


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"kind": "status", "status": 503}, r"it issued no certificate \(status 503\)"),
        ({"kind": "reset"}, r"it issued no certificate \(damaged|not_reached\)"),
        ({"kind": "truncate"}, "it issued no certificate|cannot be read"),
        ({"kind": "captive_portal"}, r"it issued no certificate \(status 200\)"),
    ],
)
def test_a_sandbox_that_misbehaves_is_told_of(child, request_pem, fault, why):
    address, key = answer_of(child)
    headers = {"Authorization": f"Bearer {key.reveal()}"}
    body = {"route": "POST /v2/sandbox/certificates", **fault}
    planted = httpx2.post(f"{address}/v2/sandbox/faults", json=body, headers=headers)
    assert planted.status_code == 201, planted.text
    with pytest.raises(SandboxTrouble, match=why):
        issue_certificate(address, key, request_pem)
    assert issue_certificate(address, key, request_pem).issuers_der


def test_a_key_that_is_refused_and_one_who_is_gone_are_told_of(child, request_pem):
    address, key = answer_of(child)
    with pytest.raises(SandboxTrouble, match=r"\(status 401\)") as refused:
        issue_certificate(address, Secret("ak_wrong"), request_pem)
    assert "ak_wrong" not in str(refused.value)
    child.close()
    with pytest.raises(SandboxTrouble, match=r"\(not_reached\)"):
        issue_certificate(address, key, request_pem)
