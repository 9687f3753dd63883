"""The PKI's own keys and certificates: where they lie, how long they stay, who may bring others."""

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from paraph_sandbox.pki.authorities import open_authorities
from paraph_sandbox.pki.opening import Pki
from paraph_sandbox.pki.roles import CAS, Role
from paraph_sandbox.store.unfit_file import UnfitFile
from tests.sandbox.conftest import end_sandbox, start_sandbox
from tests.sandbox.openssl import OpenSsl

_ADDRESS = "http://127.0.0.1:8650"


def _open(folder: Path, keys: Path | None = None, trust: tuple[Path, ...] = ()):
    return open_authorities(folder / "pki", _ADDRESS, keys, trust)


def _write_key(folder: Path, role: str, key) -> None:
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / f"{role}.key.pem").write_bytes(pem)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    folder.mkdir()
    for role in Role:
        _write_key(folder, role, ec.generate_private_key(ec.SECP384R1()))
    return folder


def test_they_are_made_once_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    first = _open(tmp_path)
    files = sorted((tmp_path / "pki").iterdir())
    assert len(files) == 2 * len(Role)
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "pki").stat().st_mode) == 0o700
    again = _open(tmp_path)
    for role in Role:
        assert again.of[role].certificate == first.of[role].certificate


def test_what_was_half_made_when_the_process_was_killed_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "pki.new").mkdir()
    (tmp_path / "pki.new" / "root.key.pem").write_text("half")
    assert set(_open(tmp_path).of) == set(Role)
    assert not (tmp_path / "pki.new").exists()


def test_two_threads_that_come_first_open_one_pki(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    pki = Pki(tmp_path / "pki", _ADDRESS)
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: pki.authorities(), range(16)))
    assert all(each is opened[0] for each in opened)


def test_the_cas_sign_what_they_should_and_not_what_they_should_not(tmp_path: Path) -> None:
    told = _open(tmp_path)
    for role in Role:
        certificate = told.of[role].certificate
        certificate.verify_directly_issued_by(told.of[role.issuer].certificate)
        basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints)
        assert basic.critical
        assert basic.value.ca is (role in CAS)
        answers = (Role.OCSP_ROOT, Role.OCSP_ADVANCED, Role.OCSP_QUALIFIED)
        unasked = any(isinstance(each.value, x509.OCSPNoCheck) for each in certificate.extensions)
        assert unasked is (role in answers)


def test_fixed_keys_are_the_ones_that_sign(tmp_path: Path, keys: Path) -> None:
    told = _open(tmp_path, keys)
    for role in Role:
        assert told.of[role].certificate.public_key() == told.of[role].key.public_key()
        assert isinstance(told.of[role].key.curve, ec.SECP384R1)
    _open(tmp_path, keys)
    other = tmp_path / "other"
    shutil.copytree(keys, other)
    _write_key(other, Role.TSA, ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(UnfitFile, match="another key"):
        _open(tmp_path, other)


def test_rsa_keys_may_be_fixed_too(tmp_path: Path, keys: Path) -> None:
    for role in (Role.ROOT, Role.TSA, Role.OCSP_ADVANCED):
        _write_key(keys, role, rsa.generate_private_key(65537, 2048))
    process, said = start_sandbox(tmp_path / "served", "--keys", str(keys))
    try:
        address = said.split("/v2")[0].split()[-1]
        key = said.split("API key: ")[1].split()[0]
        with httpx2.Client(base_url=address) as client:
            openssl = OpenSsl(tmp_path, client, {"Authorization": f"Bearer {key}"})
            openssl.timestamp("-cert")
            words = ("-queryfile", "query.tsq", "-in", "reply.tsr", "-CAfile", "root.pem")
            assert "Verification: OK" in openssl.must("ts", "-verify", *words)
            openssl.issue()
            openssl.lists()
            words = ("-crl_check_all", "-CAfile", "root.pem", "-CRLfile", "crls.pem")
            openssl.must("verify", *words, "-untrusted", "advanced.pem", "card.pem")
            ask = ("-url", f"{address}/ocsp", "-CAfile", "root.pem")
            words = ("-issuer", "advanced.pem", "-cert", "card.pem")
            assert "card.pem: good" in openssl.must("ocsp", *ask, *words)
    finally:
        end_sandbox(process)


@pytest.mark.parametrize("content", ["", "no key", "missing", "ed25519"])
def test_a_fixed_key_that_cannot_sign_is_named(tmp_path: Path, keys: Path, content: str) -> None:
    place = keys / "tsa.key.pem"
    if content == "missing":
        place.unlink()
    elif content == "ed25519":
        _write_key(keys, Role.TSA, ed25519.Ed25519PrivateKey.generate())
    else:
        place.write_text(content)
    with pytest.raises(UnfitFile, match=r"tsa\.key\.pem"):
        _open(tmp_path, keys)
    assert not (tmp_path / "pki").exists()


def test_a_wrong_root_or_key_is_told_at_the_start(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    command = [sys.executable, "-m", "paraph_sandbox", "serve", "--port", "0"]
    command += ["--data", str(tmp_path / "data"), "--trust", str(wrong)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "wrong.pem holds no certificate in PEM" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_issued_and_answered_outlives_a_kill(tmp_path: Path) -> None:
    process, said = start_sandbox(tmp_path / "served")
    key = {"Authorization": f"Bearer {said.split('API key: ')[1].split()[0]}"}
    try:
        with httpx2.Client(base_url=said.split("/v2")[0].split()[-1]) as client:
            before = OpenSsl(tmp_path, client, key)
            serials = [before.issue(name=f"card{number}") for number in range(3)]
            before.revoke(serials[0])
            before.timestamp("-cert")
    finally:
        process.kill()
        end_sandbox(process)
    process, said = start_sandbox(tmp_path / "served")
    try:
        with httpx2.Client(base_url=said.split("/v2")[0].split()[-1]) as client:
            root = before.get("root.pem")
            after = OpenSsl(tmp_path, client, key)
            assert after.get("root.pem") == root
            words = ("-queryfile", "query.tsq", "-in", "reply.tsr", "-CAfile", "root.pem")
            assert "Verification: OK" in after.must("ts", "-verify", *words)
            ask = ("-url", str(client.base_url.join("/ocsp")))
            cards = [word for number in range(3) for word in ("-cert", f"card{number}.pem")]
            words = (*ask, "-CAfile", "root.pem", "-issuer", "advanced.pem", *cards)
            told = after.must("ocsp", *words)
            assert "card0.pem: revoked" in told
            assert "card1.pem: good" in told
            assert "card2.pem: good" in told
    finally:
        end_sandbox(process)
