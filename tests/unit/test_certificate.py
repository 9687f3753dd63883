"""Which certificates may sign."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from paraph.domain.certificate import CertificateFacts, SigningBar, signing_bar

NOW = datetime(2026, 6, 1, tzinfo=UTC)
GOOD = CertificateFacts(
    sha256="00",
    subject="s",
    holder="h",
    issuer="i",
    serial="1",
    not_before=datetime(2026, 1, 1, tzinfo=UTC),
    not_after=datetime(2027, 1, 1, tzinfo=UTC),
    key_usage=frozenset({"non_repudiation"}),
    purposes=None,
    is_ca=False,
    key_kind="rsa",
    key_bits=3072,
)
DS = frozenset({"digital_signature"})


@pytest.mark.parametrize(
    ("changes", "bar"),
    [
        ({}, None),
        ({"key_usage": DS}, None),
        ({"key_usage": DS, "purposes": frozenset({"document_signing"})}, None),
        ({"key_usage": DS, "purposes": frozenset({"email_protection"})}, None),
        ({"key_usage": DS, "purposes": frozenset({"client_auth"})}, SigningBar.KEY_USAGE),
        ({"key_usage": frozenset({"key_agreement"})}, SigningBar.KEY_USAGE),
        ({"is_ca": True}, SigningBar.CA_CERTIFICATE),
        ({"key_bits": 1024}, SigningBar.WEAK_KEY),
        ({"not_after": datetime(2026, 2, 1, tzinfo=UTC)}, SigningBar.EXPIRED),
        ({"not_before": datetime(2026, 12, 1, tzinfo=UTC)}, SigningBar.NOT_YET_VALID),
    ],
)
def test_the_rule_for_signing_certificates(changes, bar):
    assert signing_bar(replace(GOOD, **changes), NOW, has_key=True) is bar


def test_a_certificate_without_its_key_cannot_sign():
    assert signing_bar(GOOD, NOW, has_key=False) is SigningBar.NO_KEY
