"""A PKCS#12 file as a key: every kind OpenSSL writes, wrong passwords, files that are none."""

import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from paraph.domain import errors
from paraph.pkcs11.pkcs12_file import Pkcs12Session
from tests.fakes.key_file import PASSWORD
from tests.fakes.key_file import write_key_file as write
from tests.fakes.pki import Identity, identity

DATA = b"signed attributes"


def typed(password: str = PASSWORD) -> bytearray:
    return bytearray(password.encode())


def opened(path: Path, one: Identity, keep_s: float = 0, **more: object) -> Pkcs12Session:
    session = Pkcs12Session(str(path))
    session.open_key(0, "", one.certificate_der, keep_s, bool(more.get("pss")), typed())
    return session


@pytest.mark.parametrize("kind", ["rsa2048", "p256", "p384", "ed25519"])
def test_a_key_of_each_kind_signs(tmp_path: Path, kind: str):
    one = identity(kind)
    session = opened(write(tmp_path / "key.p12", one), one)
    value = session.sign(DATA, "sha512" if kind == "ed25519" else "sha256")
    public = one.key.public_key()
    if kind == "ed25519":
        public.verify(value, DATA)
    elif kind == "rsa2048":
        public.verify(value, DATA, padding.PKCS1v15(), hashes.SHA256())
    else:
        public.verify(value, DATA, ec.ECDSA(hashes.SHA256()))


def test_pss_has_a_salt_as_long_as_the_digest(tmp_path: Path):
    one = identity()
    session = opened(write(tmp_path / "key.p12", one), one, pss=True)
    pad = padding.PSS(padding.MGF1(hashes.SHA384()), 48)
    one.key.public_key().verify(session.sign(DATA, "sha384"), DATA, pad, hashes.SHA384())


@pytest.mark.parametrize("words", [[], ["-legacy"], ["-keypbe", "NONE", "-certpbe", "NONE"]])
def test_what_openssl_writes_is_read(tmp_path: Path, words: list[str]):
    one = identity()
    pem = tmp_path / "both.pem"
    certificate = x509.load_der_x509_certificate(one.certificate_der)
    pem.write_bytes(
        one.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        + certificate.public_bytes(Encoding.PEM)
    )
    out = tmp_path / "key.pfx"
    make = ["openssl", "pkcs12", "-export", "-in", pem, "-out", out, "-passout", "stdin", *words]
    subprocess.run(make, input=PASSWORD.encode(), check=True)
    assert Pkcs12Session(str(out)).reveal(typed()) == (one.certificate_der,)


def test_certificates_show_after_the_password_and_are_remembered(tmp_path: Path):
    one = identity()
    path = write(tmp_path / "clé.p12", one)
    session = Pkcs12Session(str(path))
    (before,) = session.tokens()
    assert (before.certificates, before.in_software, before.label) == ((), True, "clé")
    seen = session.reveal(typed())
    assert seen == (one.certificate_der, one.ca_der)
    for each in (session, Pkcs12Session(str(path), seen)):
        (token,) = each.tokens()
        assert [(c.certificate_der, c.has_key) for c in token.certificates] == [
            (one.certificate_der, True),
            (one.ca_der, False),
        ]


def test_a_wrong_password_is_told_and_counts_nothing(tmp_path: Path):
    one = identity()
    session = Pkcs12Session(str(write(tmp_path / "key.p12", one)))
    for _ in range(5):
        with pytest.raises(errors.PinIncorrect):
            session.open_key(0, "", one.certificate_der, 0, False, typed("wrong"))
    session.open_key(0, "", one.certificate_der, 0, False, typed())
    assert session.sign(DATA, "sha256")


def test_the_password_is_overwritten_whatever_happens(tmp_path: Path):
    one = identity()
    session = Pkcs12Session(str(write(tmp_path / "key.p12", one)))
    for password in (typed(), typed("wrong")):
        length = len(password)
        with suppress(errors.PinIncorrect):
            session.open_key(0, "", one.certificate_der, 0, False, password)
        assert password == bytes(length)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "not_pkcs12"), (b"%PDF-1.7", "not_pkcs12"), (b"\x30\x03\x02\x01\x03", "not_pkcs12")],
)
def test_a_file_that_is_none_is_told(tmp_path: Path, content: bytes, why: str):
    path = tmp_path / "other.p12"
    path.write_bytes(content)
    with pytest.raises(errors.KeyFileUnreadable) as told:
        Pkcs12Session(str(path)).reveal(typed())
    assert told.value.details["why"] == why


def test_a_file_without_a_key_and_one_that_is_cut_are_told(tmp_path: Path):
    one = identity()
    path = write(tmp_path / "key.p12", one, key=False)
    with pytest.raises(errors.KeyFileUnreadable) as told:
        Pkcs12Session(str(path)).reveal(typed())
    assert told.value.details["why"] == "no_key"
    path.write_bytes(write(tmp_path / "whole.p12", one).read_bytes()[:-40])
    with pytest.raises(errors.KeyFileUnreadable):
        Pkcs12Session(str(path)).reveal(typed())


def test_a_kept_key_signs_without_password_until_its_time_is_over(tmp_path: Path, monkeypatch):
    one = identity()
    now = [100.0]
    monkeypatch.setattr("paraph.pkcs11.pkcs12_file.now_s", lambda: now[0])
    session = opened(write(tmp_path / "key.p12", one), one, keep_s=60)
    session.close_key()
    assert session.tokens()[0].unlocked
    now[0] += 59
    session.look_after()
    session.open_key(0, "", one.certificate_der, 60, False, None)
    assert session.sign(DATA, "sha256")
    session.close_key()
    now[0] += 61
    session.look_after()
    assert not session.tokens()[0].unlocked
    with pytest.raises(errors.PinMissing):
        session.open_key(0, "", one.certificate_der, 60, False, None)


def test_a_key_that_is_not_kept_needs_its_password_again(tmp_path: Path):
    one = identity()
    session = opened(write(tmp_path / "key.p12", one), one)
    session.close_key()
    with pytest.raises(errors.PinMissing):
        session.open_key(0, "", one.certificate_der, 0, False, None)
    with pytest.raises(errors.KeyMissing):
        session.sign(DATA, "sha256")


def test_a_file_that_leaves_takes_its_key_along(tmp_path: Path):
    one = identity()
    stick = tmp_path / "stick"
    stick.mkdir()
    path = write(stick / "key.p12", one)
    session = opened(path, one, keep_s=60)
    shutil.rmtree(stick)
    with pytest.raises(errors.TokenRemoved):
        session.sign(DATA, "sha256")
    assert session.tokens() == []
    with pytest.raises(errors.TokenMissing):
        session.open_key(0, "", one.certificate_der, 0, False, typed())


def test_another_certificate_than_the_files_own_is_refused(tmp_path: Path):
    one = identity()
    session = Pkcs12Session(str(write(tmp_path / "key.p12", one)))
    with pytest.raises(errors.KeyMissing):
        session.open_key(0, "", identity("p256").certificate_der, 0, False, typed())
