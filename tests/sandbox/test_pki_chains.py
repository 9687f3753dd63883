"""Which signers are accepted: by the chain, the time, the purpose, the level and revocation."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from paraph.wire.names import SignatureLevel
from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki import issued, profiles
from paraph_sandbox.pki.anchors import unfit_signer
from paraph_sandbox.pki.authorities import Authorities, open_authorities, signed
from paraph_sandbox.pki.leaves import Signatory, issue_for_signatory
from paraph_sandbox.pki.roles import Role, issuing
from paraph_sandbox.pki.unfit import Unfit
from tests.sandbox.conftest import Sandbox

SIMPLE, ADVANCED, QUALIFIED = SignatureLevel
_DAY = timedelta(days=1)


@pytest.fixture
def authorities(sandbox: Sandbox) -> Authorities:
    return sandbox.services.pki.authorities()


def _issued(sandbox: Sandbox, level: SignatureLevel) -> asn1_x509.Certificate:
    person = Signatory("sig_1", "Claire", "Fontaine", "claire@cabinet.fr")
    told = issue_for_signatory(sandbox.services.pki.authorities(), person, level)
    owner = issued.Owner(sandbox.account, person.id)
    with sandbox.services.database.write() as tx:
        issued.enter(tx, told.certificate.dump(), issuing(level), owner)
    return told.certificate


def _why(sandbox, authorities, certificate, level, at=None, others=()) -> Unfit | None:
    moment = at or machine_time()
    unfit = unfit_signer(authorities, (certificate, others), level, moment)
    with sandbox.services.database.read() as tx:
        is_revoked = unfit is None and issued.is_revoked(authorities, tx, certificate, moment)
    return Unfit.REVOKED if is_revoked else unfit


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _usage(*names: str) -> profiles.Extension:
    told = {name: name in names for name in profiles._USAGES}
    return profiles.Extension(x509.KeyUsage(**told), critical=True)


def _leaf(authorities: Authorities, *extensions: profiles.Extension) -> asn1_x509.Certificate:
    """Make a leaf of the advanced CA with any extensions."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Odd")])
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    made = profiles.builder(name, key, machine_time(), _DAY)
    issuer = authorities.of[Role.ADVANCED].key
    return _asn1(signed(made, Role.ADVANCED, issuer, extensions))


@pytest.mark.parametrize(
    ("has", "asked", "why"),
    [
        (ADVANCED, SIMPLE, None),
        (ADVANCED, ADVANCED, None),
        (ADVANCED, QUALIFIED, Unfit.NOT_QUALIFIED),
        (QUALIFIED, SIMPLE, None),
        (QUALIFIED, ADVANCED, None),
        (QUALIFIED, QUALIFIED, None),
        (SIMPLE, SIMPLE, None),
        (SIMPLE, QUALIFIED, Unfit.NOT_QUALIFIED),
    ],
)
def test_a_signer_is_accepted_for_his_level_and_those_below(
    sandbox: Sandbox, authorities: Authorities, has, asked, why
) -> None:
    assert _why(sandbox, authorities, _issued(sandbox, has), asked) is why


@pytest.mark.parametrize("level", SignatureLevel)
def test_a_signer_is_accepted_while_his_certificate_lasts(
    sandbox: Sandbox, authorities: Authorities, level: SignatureLevel
) -> None:
    certificate = _issued(sandbox, QUALIFIED)
    now = machine_time()
    assert _why(sandbox, authorities, certificate, level, now + 2 * _DAY) is Unfit.EXPIRED
    assert _why(sandbox, authorities, certificate, level, now - _DAY) is Unfit.NOT_YET_VALID


@pytest.mark.parametrize("level", SignatureLevel)
def test_a_revoked_signer_is_refused_from_then_on(
    sandbox: Sandbox, authorities: Authorities, level: SignatureLevel
) -> None:
    certificate, now = _issued(sandbox, QUALIFIED), machine_time()
    serial = issued.serial_text(certificate.serial_number)
    with sandbox.services.database.write() as tx:
        issued.revoke(tx, serial, "key_compromise", now)
    assert _why(sandbox, authorities, certificate, level, now) is Unfit.REVOKED
    before = now - timedelta(seconds=30)
    assert _why(sandbox, authorities, certificate, level, before) is None


def test_a_stranger_is_accepted_for_simple_signatures_alone(
    sandbox: Sandbox, authorities: Authorities, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    other = open_authorities(tmp_path / "other" / "pki", "http://127.0.0.1:1", None, ())
    told = issue_for_signatory(other, Signatory("sig_2", "Eve", "X", "eve@x.fr"), QUALIFIED)
    # Its issuers have the very names of ours, and other keys.
    for level, why in ((SIMPLE, None), (ADVANCED, True), (QUALIFIED, True)):
        unfit = _why(sandbox, authorities, told.certificate, level, others=told.chain)
        assert unfit in (Unfit.NOT_TRUSTED, Unfit.BROKEN_CHAIN) if why else unfit is None


def test_an_admitted_root_lets_its_cards_in(sandbox: Sandbox, tmp_path: Path) -> None:
    key, issuer_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root = _foreign("Foreign root", "Foreign root", issuer_key, issuer_key, _ca())
    leaf = _foreign("Card", "Foreign root", key, issuer_key, _usage("content_commitment"))
    anchor = tmp_path / "root.pem"
    anchor.write_bytes(root.public_bytes(Encoding.PEM))
    told = (tmp_path / "pki-2", "http://127.0.0.1:1", None)
    admitting, strict = open_authorities(*told, (anchor,)), open_authorities(*told, ())
    assert _why(sandbox, admitting, _asn1(leaf), ADVANCED) is None
    assert _why(sandbox, admitting, _asn1(leaf), QUALIFIED) is Unfit.NOT_QUALIFIED
    unfit = _why(sandbox, strict, _asn1(leaf), ADVANCED, others=[_asn1(root)])
    assert unfit is Unfit.NOT_TRUSTED
    late = machine_time() + 30 * _DAY
    assert _why(sandbox, admitting, _asn1(leaf), ADVANCED, late) is Unfit.EXPIRED


def _ca() -> profiles.Extension:
    return profiles.Extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)


def _foreign(name, issuer, key, issuer_key, extension) -> x509.Certificate:
    names = [
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, each)]) for each in (name, issuer)
    ]
    made = profiles.builder(names[0], key.public_key(), machine_time(), _DAY)
    made = made.issuer_name(names[1]).add_extension(extension.value, critical=True)
    return made.sign(issuer_key, SHA256())


def test_a_certificate_that_is_not_for_signing_is_refused(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    signs, commits = _usage("digital_signature"), _usage("content_commitment")
    server = profiles.Extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.SERVER_AUTH]))
    mail = profiles.Extension(x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.EMAIL_PROTECTION]))
    for extensions, why in (
        ((), Unfit.NOT_FOR_SIGNING),
        ((_usage("key_encipherment"),), Unfit.NOT_FOR_SIGNING),
        ((commits, _ca()), Unfit.NOT_FOR_SIGNING),
        ((commits, server), Unfit.NOT_FOR_SIGNING),
        ((commits, mail), None),
        ((commits,), None),
        ((signs,), None),
    ):
        certificate = _leaf(authorities, *extensions)
        assert _why(sandbox, authorities, certificate, ADVANCED) is why
        assert _why(sandbox, authorities, certificate, SIMPLE) is why


def test_a_qualified_signature_needs_a_key_that_commits(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    states = profiles.Extension(profiles.qualified_signature())
    signs = _leaf(authorities, _usage("digital_signature"), states)
    assert _why(sandbox, authorities, signs, QUALIFIED) is Unfit.NOT_FOR_SIGNING
    commits = _leaf(authorities, _usage("content_commitment"), states)
    assert _why(sandbox, authorities, commits, QUALIFIED) is None


def test_statements_that_cannot_be_read_state_nothing(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    oid = x509.ObjectIdentifier("1.3.6.1.5.5.7.1.3")
    der = profiles.qualified_signature().value
    # Without QcSSCD; with QcType for seals.
    for odd in (b"", b"\0", der[:-1], b"\x30\x00", der.replace(b"\x46\x01\x04", b"\x46\x01\x07"),
                der.replace(b"\x46\x01\x06\x01", b"\x46\x01\x06\x02")):  # fmt: skip
        states = profiles.Extension(x509.UnrecognizedExtension(oid, odd))
        certificate = _leaf(authorities, _usage("content_commitment"), states)
        assert _why(sandbox, authorities, certificate, QUALIFIED) is Unfit.NOT_QUALIFIED


def test_the_pkis_own_certificates_sign_no_documents(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    for role in Role:
        certificate = authorities.of[role].asn1_certificate()
        assert _why(sandbox, authorities, certificate, ADVANCED) is Unfit.NOT_FOR_SIGNING


def test_a_certificate_whose_signature_was_changed_is_refused(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    der = bytearray(_issued(sandbox, QUALIFIED).dump())
    der[-1] ^= 1
    certificate = asn1_x509.Certificate.load(bytes(der))
    assert _why(sandbox, authorities, certificate, ADVANCED) is Unfit.BROKEN_CHAIN


def test_others_that_are_no_certificates_do_no_harm(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    certificate = _issued(sandbox, ADVANCED)
    der, chance = certificate.dump(), random.Random(5280)
    for _ in range(60):
        place = chance.randrange(4, len(der))
        torn = der[:place] + chance.randbytes(1) + der[place + 1 :]
        others = [certificate, asn1_x509.Certificate.load(torn)]
        unfit = _why(sandbox, authorities, certificate, ADVANCED, others=others)
        assert unfit in (None, Unfit.UNREADABLE), place


def test_a_certificate_that_was_tampered_with_is_refused(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    der, chance = _issued(sandbox, ADVANCED).dump(), random.Random(2026)
    for _ in range(60):
        place = chance.randrange(4, len(der))
        torn = der[:place] + bytes([der[place] ^ chance.randrange(1, 256)]) + der[place + 1 :]
        certificate = asn1_x509.Certificate.load(torn)
        assert _why(sandbox, authorities, certificate, ADVANCED) is not None, place


@pytest.mark.parametrize("serial", [-5, 0])
def test_a_serial_number_that_is_not_positive_is_refused(
    sandbox: Sandbox, authorities: Authorities, serial: int
) -> None:
    certificate = _issued(sandbox, ADVANCED)
    certificate["tbs_certificate"]["serial_number"] = serial
    odd = asn1_x509.Certificate.load(certificate.dump(force=True))
    assert _why(sandbox, authorities, odd, SIMPLE) is Unfit.UNREADABLE


def test_an_extension_that_stands_twice_is_refused(
    sandbox: Sandbox, authorities: Authorities
) -> None:
    certificate = _issued(sandbox, ADVANCED)
    extensions = certificate["tbs_certificate"]["extensions"]
    extensions.append(extensions[0].copy())
    odd = asn1_x509.Certificate.load(certificate.dump(force=True))
    assert _why(sandbox, authorities, odd, SIMPLE) is Unfit.UNREADABLE
