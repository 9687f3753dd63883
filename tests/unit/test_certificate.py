"""Which certificates may sign, by the certificates themselves: usage, purpose, key, days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from paraph.domain import errors
from paraph.domain.keys.certificate import (
    Caution,
    Purpose,
    SigningBar,
    SigningWarning,
    cautions,
    purpose_of,
    refuse_bar,
    signing_bar,
)
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from tests.fakes.certificates import certificate, with_pss_key

NOW = datetime(2026, 11, 25, tzinfo=UTC)
POLICY = load_algorithm_policy()
FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
GOOD = read_certificate(certificate())


def bar_of(der: bytes, now: datetime = NOW, *, has_key: bool = True) -> SigningBar | None:
    return signing_bar(read_certificate(der), now, POLICY, has_key=has_key)


def warnings_of(der: bytes, now: datetime = NOW) -> list[SigningWarning]:
    return [each.warning for each in cautions(read_certificate(der), now, POLICY)]


NEVER = SigningBar.KEY_USAGE
# key usage, extended key usage, purpose, bar, warnings
TABLE = [
    ("NR", None, Purpose.SIGNATURE, None, []),
    ("NR DS", None, Purpose.SIGNATURE, None, []),
    ("NR DS KE", "client_auth email", Purpose.SIGNATURE, None, []),
    ("NR", "email", Purpose.SIGNATURE, None, []),
    ("NR", "own", Purpose.SIGNATURE, None, []),
    ("NR KA", None, Purpose.SIGNATURE, None, []),
    ("NR DS", "any", Purpose.SIGNATURE, None, []),
    ("NR", "document_signing", Purpose.SIGNATURE, None, []),
    # Both extensions have to allow it (RFC 5280, 4.2.1.12).
    ("NR", "client_auth", Purpose.LOGIN, NEVER, []),
    ("NR DS", "client_auth smartcard_logon", Purpose.LOGIN, NEVER, []),
    ("NR", "time_stamping", Purpose.OTHER, NEVER, []),
    ("NR DS", "ocsp_signing", Purpose.OTHER, NEVER, []),
    ("DS", None, Purpose.UNSTATED, None, [SigningWarning.PURPOSE_UNSTATED]),
    ("DS KE", None, Purpose.UNSTATED, None, [SigningWarning.PURPOSE_UNSTATED]),
    (None, None, Purpose.UNSTATED, None, [SigningWarning.PURPOSE_UNSTATED]),
    ("DS", "document_signing", Purpose.DOCUMENTS, None, [SigningWarning.NO_COMMITMENT]),
    ("DS", "document_signing email", Purpose.DOCUMENTS, None, [SigningWarning.NO_COMMITMENT]),
    ("DS", "email", Purpose.EMAIL, None, [SigningWarning.MADE_FOR_EMAIL]),
    ("DS KE", "client_auth email", Purpose.EMAIL, None, [SigningWarning.MADE_FOR_EMAIL]),
    ("DS", "any", Purpose.ANYTHING, None, [SigningWarning.MADE_FOR_ANYTHING]),
    ("DS", "client_auth any", Purpose.ANYTHING, None, [SigningWarning.MADE_FOR_ANYTHING]),
    (None, "email", Purpose.EMAIL, None, [SigningWarning.MADE_FOR_EMAIL]),
    ("DS", "client_auth", Purpose.LOGIN, NEVER, []),
    ("DS", "smartcard_logon", Purpose.LOGIN, NEVER, []),
    ("DS", "client_auth smartcard_logon pkinit", Purpose.LOGIN, NEVER, []),
    ("DS", "piv_card", Purpose.LOGIN, NEVER, []),
    ("DS", "client_auth own", Purpose.LOGIN, NEVER, []),
    ("DS", "own", Purpose.OTHER, NEVER, []),
    ("DS", "server_auth", Purpose.OTHER, NEVER, []),
    ("DS", "server_auth client_auth", Purpose.OTHER, NEVER, []),
    ("DS", "code_signing", Purpose.OTHER, NEVER, []),
    ("DS", "time_stamping", Purpose.OTHER, NEVER, []),
    ("DS KA", None, Purpose.ENCRYPTION, NEVER, []),
    ("DS KA", "client_auth email", Purpose.LOGIN, NEVER, []),
    ("KA", None, Purpose.ENCRYPTION, NEVER, []),
    ("KA", "email", Purpose.ENCRYPTION, NEVER, []),
    ("KE DE", "email", Purpose.ENCRYPTION, NEVER, []),
    ("CRL", None, Purpose.OTHER, NEVER, []),
    (None, "client_auth", Purpose.LOGIN, NEVER, []),
]


@pytest.mark.parametrize(("usage", "purposes", "purpose", "bar", "told"), TABLE)
def test_usage_and_purpose_decide(usage, purposes, purpose, bar, told):
    der = certificate(usage=usage, purposes=purposes)
    assert purpose_of(read_certificate(der)) is purpose
    assert bar_of(der) is bar
    assert warnings_of(der) == told or bar is not None


@pytest.mark.parametrize("usage", ["CERT CRL", "NR CERT", "NR"])
def test_a_ca_never_signs_documents(usage):
    der = certificate(usage=usage, ca=True)
    assert bar_of(der) is SigningBar.CA_CERTIFICATE
    assert purpose_of(read_certificate(der)) is Purpose.ISSUING


@pytest.mark.parametrize(
    ("key", "kind", "bits", "curve", "bar"),
    [
        ("rsa1024", "rsa", 1024, "", SigningBar.WEAK_KEY),
        ("rsa2040", "rsa", 2040, "", SigningBar.WEAK_KEY),
        ("rsa2048", "rsa", 2048, "", None),
        ("rsa3072", "rsa", 3072, "", None),
        ("p256", "ec", 256, "secp256r1", None),
        ("p384", "ec", 384, "secp384r1", None),
        ("p521", "ec", 521, "secp521r1", None),
        ("bp256", "ec", 256, "brainpoolP256r1", None),
        ("bp384", "ec", 384, "brainpoolP384r1", None),
        ("bp512", "ec", 512, "brainpoolP512r1", None),
        ("secp256k1", "ec", 256, "secp256k1", SigningBar.UNKNOWN_KEY),
        ("ed25519", "ed25519", 256, "ed25519", None),
        ("ed448", "ed448", 456, "ed448", None),
    ],
)
def test_keys_are_read_and_judged(key, kind, bits, curve, bar):
    der = certificate(key=key)
    facts = read_certificate(der)
    assert (facts.key_kind, facts.key_bits, facts.curve) == (kind, bits, curve)
    assert bar_of(der) is bar


def test_a_key_for_pss_only_is_told_from_other_rsa_keys():
    der = with_pss_key(certificate(key="rsa2048"))
    facts = read_certificate(der)
    assert (facts.key_kind, facts.key_bits) == ("rsassa_pss", 2048)
    assert bar_of(der) is None
    assert warnings_of(der) == [SigningWarning.KEY_LEGACY]


def test_rsa_2048_is_warned_of_with_its_day():
    facts = read_certificate(certificate(key="rsa2048"))
    assert cautions(facts, NOW, POLICY) == (Caution(SigningWarning.KEY_LEGACY, date(2026, 12, 31)),)
    assert cautions(read_certificate(certificate(key="rsa3072")), NOW, POLICY) == ()


def test_a_key_whose_day_has_passed_signs_no_more():
    valid = (FIRST, datetime(2035, 1, 1, tzinfo=UTC))
    der = certificate(key="rsa2048", valid=valid)
    assert bar_of(der, datetime(2028, 12, 31, 12, tzinfo=UTC)) is None
    assert bar_of(der, datetime(2029, 1, 1, 0, tzinfo=UTC)) is SigningBar.WEAK_KEY


def test_validity_counts_to_the_second():
    der = certificate(valid=(FIRST, LAST))
    second = timedelta(seconds=1)
    assert bar_of(der, FIRST - second) is SigningBar.NOT_YET_VALID
    assert bar_of(der, FIRST) is None
    assert bar_of(der, LAST) is None
    assert bar_of(der, LAST + second) is SigningBar.EXPIRED


def test_a_certificate_without_its_key_cannot_sign():
    assert bar_of(certificate(), has_key=False) is SigningBar.NO_KEY


@pytest.mark.parametrize(
    ("bar", "error"),
    [
        (SigningBar.EXPIRED, errors.CertificateExpired),
        (SigningBar.NOT_YET_VALID, errors.CertificateNotYetValid),
        (SigningBar.NO_KEY, errors.KeyMissing),
        (SigningBar.WEAK_KEY, errors.KeyNotAccepted),
        (SigningBar.UNKNOWN_KEY, errors.KeyNotAccepted),
        (SigningBar.KEY_USAGE, errors.CertificateCannotSign),
        (SigningBar.CA_CERTIFICATE, errors.CertificateCannotSign),
        (SigningBar.UNREADABLE, errors.CertificateCannotSign),
    ],
)
def test_every_bar_has_its_error_and_reason(bar, error):
    with pytest.raises(error) as told:
        refuse_bar(bar, GOOD)
    assert told.value.details["why"] == str(bar)


def test_what_bars_for_good_comes_before_what_passes():
    weak_and_ended = replace(GOOD, key_kind="rsa", key_bits=1024, not_after=FIRST)
    assert signing_bar(weak_and_ended, NOW, POLICY, has_key=True) is SigningBar.WEAK_KEY
