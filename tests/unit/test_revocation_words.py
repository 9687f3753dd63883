"""What OCSP answers and lists may say, and who may say it (RFC 6960, 4.2.2; RFC 5280, 6.3)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from asn1crypto import core as asn1_core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from paraph.domain.errors.levels import (
    CertificateRevoked,
    IssuerUntrusted,
    RevocationTooOld,
    RevocationUnavailable,
)
from paraph.pades.levels.chains import Certificates, parsed_certificates
from paraph.pades.levels.crl import crl_words
from paraph.pades.levels.evidence import Gatherer, Need, Store
from paraph.pades.levels.ocsp import ocsp_request, ocsp_words
from paraph.ports.time_stamping import Fetched

NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
POINT = "http://crl.example/ca.crl"


@cache
def key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def name_of(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def certificate(
    subject: str,
    issuer: str,
    *extensions: x509.ExtensionType,
    serial: int = 7,
    ca: bool = False,
    key_of: str = "",
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(name_of(issuer))
        .public_key(key(key_of or subject).public_key())
        .serial_number(serial)
        .not_valid_before(NOW - timedelta(days=100))
        .not_valid_after(NOW + timedelta(days=100))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    for each in extensions:
        builder = builder.add_extension(each, critical=False)
    return builder.sign(key(issuer), hashes.SHA256())


ROOT = certificate("root", "root", ca=True)
CA = certificate("ca", "root", serial=2, ca=True)
POINTS = x509.CRLDistributionPoints(
    [x509.DistributionPoint([x509.UniformResourceIdentifier(POINT)], None, None, None)]
)
SIGNER = certificate("signer", "ca", POINTS)
OTHER = certificate("other", "ca", serial=8)
OCSP_SIGNING = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING])
RESPONDER = certificate("responder", "ca", OCSP_SIGNING, x509.OCSPNoCheck(), serial=9)


def plain(one: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))


def known(*more: x509.Certificate) -> Certificates:
    made = Certificates([ROOT.public_bytes(Encoding.DER)], None)
    made.add([plain(CA), *map(plain, more)])
    return made


def answer(
    by: str = "ca",
    responder: x509.Certificate = CA,
    about: x509.Certificate = SIGNER,
    status: ocsp.OCSPCertStatus = ocsp.OCSPCertStatus.GOOD,
    at: datetime = NOW,
    digest: hashes.HashAlgorithm = hashes.SHA256(),  # noqa: B008
) -> bytes:
    is_revoked = status is ocsp.OCSPCertStatus.REVOKED
    builder = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            about,
            CA,
            hashes.SHA1(),
            status,
            at,
            at + HOUR,
            at - HOUR if is_revoked else None,
            x509.ReasonFlags.superseded if is_revoked else None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, responder)
    )
    if responder is not CA:
        builder = builder.certificates([responder])
    return builder.sign(key(by), digest).public_bytes(Encoding.DER)


def words(der: bytes, *more: x509.Certificate) -> list[str]:
    return [each.status for each in ocsp_words(der, plain(SIGNER), plain(CA), known(*more))]


def test_an_answer_of_the_issuer_or_of_one_it_named_counts():
    assert words(answer()) == ["good"]
    assert words(answer("responder", RESPONDER)) == ["good"]
    assert words(answer(status=ocsp.OCSPCertStatus.UNKNOWN)) == ["unknown"]
    assert words(answer(status=ocsp.OCSPCertStatus.REVOKED)) == ["revoked"]


def test_an_answer_of_anybody_else_does_not():
    without_purpose = certificate("responder", "ca", serial=9)
    by_another = certificate("responder", "root", OCSP_SIGNING, serial=9)
    assert words(answer("responder", without_purpose)) == []
    assert words(answer("responder", by_another), ROOT) == []
    signed = answer()
    assert words(signed[:-1] + bytes([signed[-1] ^ 1])) == []


def test_an_answer_about_another_by_a_broken_digest_or_of_another_form_does_not():
    assert words(answer(about=OTHER)) == []
    refusal = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    assert words(refusal.public_bytes(Encoding.DER)) == []
    for der in (b"", b"\x30\x03", b"<html>", answer()[:-40]):
        assert words(der) == []


def test_the_request_names_the_certificate_and_repeats_itself():
    asked = ocsp.load_der_ocsp_request(ocsp_request(plain(SIGNER), plain(CA)))
    assert asked.serial_number == SIGNER.serial_number
    assert asked.issuer_key_hash == ocsp.load_der_ocsp_response(answer()).issuer_key_hash
    assert ocsp_request(plain(SIGNER), plain(CA)) == ocsp_request(plain(SIGNER), plain(CA))


def revocations(
    *extensions: tuple[x509.ExtensionType, bool],
    by: str = "ca",
    issuer: str = "ca",
    revoked: Sequence[x509.RevokedCertificate] = (),
    at: datetime = NOW,
) -> bytes:
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(name_of(issuer))
        .last_update(at)
        .next_update(at + HOUR)
    )
    for each, critical in extensions:
        builder = builder.add_extension(each, critical)
    for one in revoked:
        builder = builder.add_revoked_certificate(one)
    return builder.sign(key(by), hashes.SHA256()).public_bytes(Encoding.DER)


def entry(serial: int, *extensions: x509.ExtensionType) -> x509.RevokedCertificate:
    builder = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - HOUR)
    for each in extensions:
        builder = builder.add_extension(each, critical=False)
    return builder.build()


def scope(**given: object) -> tuple[x509.ExtensionType, bool]:
    usual = {
        "full_name": None,
        "relative_name": None,
        "only_contains_user_certs": False,
        "only_contains_ca_certs": False,
        "only_some_reasons": None,
        "indirect_crl": False,
        "only_contains_attribute_certs": False,
    }
    return x509.IssuingDistributionPoint(**(usual | given)), True  # type: ignore[arg-type]


def listed(
    der: bytes, *more: x509.Certificate, about: x509.Certificate = SIGNER
) -> list[tuple[str, str | None]]:
    found = crl_words(der, plain(about), plain(CA), known(*more))
    return [(each.status, each.reason) for each in found]


def test_a_list_says_who_was_revoked():
    reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
    assert listed(revocations()) == [("good", None)]
    assert listed(revocations(revoked=[entry(8)])) == [("good", None)]
    assert listed(revocations(revoked=[entry(7)])) == [("revoked", None)]
    assert listed(revocations(revoked=[entry(7, reason)])) == [("revoked", "key_compromise")]


def test_a_list_counts_for_those_whom_it_speaks_of():
    here, there = (
        [x509.UniformResourceIdentifier(url)] for url in (POINT, "http://crl.example/other.crl")
    )
    assert listed(revocations(scope(full_name=here)))
    assert listed(revocations(scope(only_contains_user_certs=True)))
    for given in (
        {"full_name": there},
        {"only_contains_ca_certs": True},
        {"only_contains_attribute_certs": True},
        {"only_some_reasons": frozenset([x509.ReasonFlags.key_compromise])},
    ):
        assert listed(revocations(scope(**given))) == [], given


def test_a_list_by_another_a_delta_or_with_an_unknown_critical_extension_does_not_count():
    unknown = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")
    assert listed(revocations(by="other")) == []
    assert listed(revocations(issuer="other", by="other"), OTHER) == []
    assert listed(revocations((x509.DeltaCRLIndicator(1), False))) == []
    assert listed(revocations((unknown, True))) == []
    assert listed(revocations((unknown, False))) == [("good", None)]
    assert listed(b"<html>") == []


def test_a_list_by_one_whom_the_certificate_names_counts():
    lister = certificate("lister", "root", serial=11)
    named = x509.CRLDistributionPoints(
        [x509.DistributionPoint(None, None, None, [x509.DirectoryName(name_of("lister"))])]
    )
    about = certificate("signer", "ca", named)
    own = x509.CertificateIssuer([x509.DirectoryName(name_of("ca"))])
    indirect = scope(indirect_crl=True)
    good = revocations(indirect, by="lister", issuer="lister", revoked=[entry(7)])
    bad = revocations(indirect, by="lister", issuer="lister", revoked=[entry(7, own)])
    assert listed(good, lister, about=about) == [("good", None)]
    assert listed(bad, lister, about=about) == [("revoked", None)]
    assert listed(bad, about=about) == []
    assert listed(bad, lister) == []


# ---- what is enough --------------------------------------------------------------------------


def gather(*ocsps: bytes, crls: Sequence[bytes] = (), **need: object) -> Store:
    ca_word = (
        ocsp.OCSPResponseBuilder()
        .add_response(
            CA, ROOT, hashes.SHA1(), ocsp.OCSPCertStatus.GOOD, NOW, NOW + HOUR, None, None
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, ROOT)
        .sign(key("root"), hashes.SHA256())
        .public_bytes(Encoding.DER)
    )
    held = Store(ocsps=(*ocsps, ca_word), crls=tuple(crls))
    usual = {"certificate": plain(SIGNER), "moment": NOW, "fresh_after": NOW}
    wanted = Need(**(usual | need))  # type: ignore[arg-type]
    return Gatherer(known(), held, None, NOW).gather([wanted])


def test_all_that_is_needed_is_given_and_nothing_beside_it():
    other = answer(about=OTHER)
    found = gather(other, answer("responder", RESPONDER))
    assert found.certificates == tuple(
        each.public_bytes(Encoding.DER) for each in (SIGNER, CA, ROOT, RESPONDER)
    )
    assert other not in found.ocsps
    assert len(found.ocsps) == 2


def test_a_responder_without_nocheck_needs_a_word_of_its_own():
    checked = certificate("responder", "ca", OCSP_SIGNING, serial=9)
    with pytest.raises(RevocationUnavailable):
        gather(answer("responder", checked))
    listing = revocations()
    assert listing in gather(answer("responder", checked), crls=[listing]).crls


def test_a_word_older_than_the_timestamp_is_too_old():
    with pytest.raises(RevocationTooOld) as told:
        gather(answer(at=NOW - timedelta(seconds=1)))
    assert datetime.fromisoformat(str(told.value.details["not_before"])) > NOW
    assert gather(answer(at=NOW), fresh_after=NOW + timedelta(milliseconds=900))


def test_a_word_that_had_ended_by_then_says_nothing():
    with pytest.raises(RevocationUnavailable):
        gather(answer(at=NOW - 2 * HOUR), fresh_after=None)


def test_an_unknown_certificate_says_nothing():
    with pytest.raises(RevocationUnavailable):
        gather(answer(status=ocsp.OCSPCertStatus.UNKNOWN))


def test_a_revocation_counts_from_its_time_on():
    revoked = answer(status=ocsp.OCSPCertStatus.REVOKED)
    with pytest.raises(CertificateRevoked):
        gather(revoked)
    with pytest.raises(CertificateRevoked):
        gather(answer(), revoked)
    assert gather(revoked, moment=NOW - 2 * HOUR, fresh_after=NOW - 2 * HOUR)


def test_an_authority_revoked_for_cause_loses_all_that_it_stamped():
    cause = x509.CRLReason(x509.ReasonFlags.key_compromise)
    given = {"moment": NOW - 2 * HOUR, "fresh_after": None, "is_tsa": True}
    assert gather(answer(status=ocsp.OCSPCertStatus.REVOKED), **given)  # superseded
    with pytest.raises(CertificateRevoked):
        gather(crls=[revocations(revoked=[entry(7, cause)])], **given)
    with pytest.raises(CertificateRevoked):
        gather(crls=[revocations(revoked=[entry(7)])], **given)


def test_an_ended_certificate_is_told_of_only_by_who_says_to_remember():
    # After a certificate's end issuers may forget that it was revoked.
    early = NOW + timedelta(days=101)
    later = answer(at=early)
    assert SIGNER.not_valid_after_utc < early
    with pytest.raises(RevocationUnavailable):
        gather(later)
    since = asn1_core.GeneralizedTime(NOW - timedelta(days=1000)).dump()
    remembers = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.60"), since)
    assert gather(crls=[revocations((remembers, False), at=early)])
    too_late = asn1_core.GeneralizedTime(early).dump()
    forgets = x509.UnrecognizedExtension(x509.ObjectIdentifier("2.5.29.60"), too_late)
    with pytest.raises(RevocationUnavailable):
        gather(crls=[revocations((forgets, False), at=early)])


def test_a_certificate_below_one_that_is_no_ca_leads_nowhere():
    # Every signature in the chain verifies; RFC 5280, 6.1.4 k forbids it.
    below = certificate("signer", "other")
    chains = known(OTHER)
    assert len(chains.chain(plain(below))) == 4
    with pytest.raises(IssuerUntrusted):
        Gatherer(chains, Store(), None, NOW).gather([Need(plain(below), NOW)])


@pytest.mark.parametrize("oid", ["2.5.29.56", "0.4.0.194121.2.1"])
def test_a_certificate_that_is_never_revoked_needs_no_word(oid):
    said = x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), b"\x05\x00")
    short = certificate("signer", "ca", said)
    assert len(gather(certificate=plain(short)).ocsps) == 1


# ---- chains ----------------------------------------------------------------------------------


class Endless:
    """Whatever is asked, one more certificate that names one more address."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def issuers(self, url: str) -> Fetched:
        self.asked.append(url)
        number = len(self.asked)
        return Fetched(linked(f"ca {number}", f"ca {number + 1}").public_bytes(Encoding.DER))

    def ocsp(self, *_asked: object) -> Fetched:
        raise AssertionError("nobody asks about a certificate that leads nowhere")

    crl = ocsp


def linked(subject: str, issuer: str) -> x509.Certificate:
    url = f"http://ca.example/{issuer.replace(' ', '-')}"
    return certificate(subject, issuer, access(url), ca=True)


def access(*urls: str) -> x509.AuthorityInformationAccess:
    method = AuthorityInformationAccessOID.CA_ISSUERS
    where = map(x509.UniformResourceIdentifier, urls)
    return x509.AuthorityInformationAccess([x509.AccessDescription(method, one) for one in where])


def test_fetching_issuers_has_an_end():
    fetcher = Endless()
    chains = Certificates([ROOT.public_bytes(Encoding.DER)], fetcher)
    need = Need(plain(linked("signer", "ca 1")), NOW, NOW)
    with pytest.raises(IssuerUntrusted):
        Gatherer(chains, Store(), fetcher, NOW).gather([need])
    assert 5 < len(fetcher.asked) <= 20


class Spreading(Endless):
    """Whatever is asked, one more issuer of the same name that names four more addresses."""

    def issuers(self, url: str) -> Fetched:
        self.asked.append(url)
        number = len(self.asked)
        wider = [f"http://ca.example/{number}-{each}" for each in range(4)]
        one = certificate("ca 1", "ca 1", access(*wider), serial=number, ca=True)
        return Fetched(one.public_bytes(Encoding.DER))


def test_fetching_issuers_does_not_spread():
    fetcher = Spreading()
    chains = Certificates([ROOT.public_bytes(Encoding.DER)], fetcher)
    with pytest.raises(IssuerUntrusted):
        chains.chain(plain(linked("signer", "ca 1")))
    assert len(fetcher.asked) == 20


def test_a_bag_of_issuers_that_issue_each_other_ends_soon():
    bag = [certificate("ca 1", "ca 1", serial=100 + each, ca=True) for each in range(300)]
    bag += [certificate("ca 1", "ca 1", serial=each, key_of="other") for each in range(1, 20)]
    chains = Certificates([ROOT.public_bytes(Encoding.DER)], Endless())
    chains.add(map(plain, bag))
    with pytest.raises(IssuerUntrusted):
        chains.chain(plain(linked("signer", "ca 1")))
    assert len(chains._issued) <= 2000


def test_only_web_addresses_are_fetched():
    elsewhere = access("file:///etc/passwd", "ldap://ca.example/cn=ca")
    fetcher = Endless()
    chains = Certificates([ROOT.public_bytes(Encoding.DER)], fetcher)
    with pytest.raises(IssuerUntrusted):
        chains.chain(plain(certificate("s", "unknown", elsewhere)))
    assert fetcher.asked == []


def test_a_name_alone_makes_nobody_an_issuer():
    false = certificate("ca", "root", serial=2, ca=True)
    forged = (
        x509.CertificateBuilder()
        .subject_name(name_of("signer"))
        .issuer_name(name_of("ca"))
        .public_key(key("signer").public_key())
        .serial_number(7)
        .not_valid_before(NOW - HOUR)
        .not_valid_after(NOW + HOUR)
        .sign(key("other"), hashes.SHA256())
    )
    chains = known(false)
    with pytest.raises(IssuerUntrusted):
        chains.chain(plain(forged))
    assert [each.subject for each in chains.chain(plain(SIGNER))] == [
        plain(each).subject for each in (SIGNER, CA, ROOT)
    ]


def test_a_certificate_comes_as_itself_or_in_a_cms_der_or_pem():
    from cryptography.hazmat.primitives.serialization import pkcs7

    both = [CA, ROOT]
    for form in (Encoding.DER, Encoding.PEM):
        assert [each.dump() for each in parsed_certificates(CA.public_bytes(form))] == [
            CA.public_bytes(Encoding.DER)
        ]
        packed = pkcs7.serialize_certificates(both, form)
        assert len(parsed_certificates(packed)) == 2
    assert parsed_certificates(b"<html>") == []
    assert parsed_certificates(b"") == []
