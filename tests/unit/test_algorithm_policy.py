"""The dated policy: what holds on the last day and on the day after, and what never did."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from paraph import paths
from paraph.domain.keys.algorithm_policy import AlgorithmPolicy, Span, Standing
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.filing.policy_file import load_algorithm_policy

POLICY = load_algorithm_policy()
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def noon(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")


@pytest.mark.parametrize(
    ("kind", "bits", "curve", "standing"),
    [
        ("rsa", 1024, "", Standing.TOO_SMALL),
        ("rsa", 2047, "", Standing.TOO_SMALL),
        ("rsa", 2048, "", Standing.LEGACY),
        ("rsa", 2999, "", Standing.LEGACY),
        ("rsa", 3000, "", Standing.HOLDS),
        ("rsa", 4096, "", Standing.HOLDS),
        ("rsassa_pss", 1900, "", Standing.TOO_SMALL),
        ("rsassa_pss", 2048, "", Standing.LEGACY),
        ("rsassa_pss", 3072, "", Standing.HOLDS),
        ("ec", 256, "secp256r1", Standing.HOLDS),
        ("ec", 384, "secp384r1", Standing.HOLDS),
        ("ec", 521, "secp521r1", Standing.HOLDS),
        ("ec", 256, "brainpoolP256r1", Standing.HOLDS),
        ("ec", 384, "brainpoolP384r1", Standing.HOLDS),
        ("ec", 512, "brainpoolP512r1", Standing.HOLDS),
        ("ec", 256, "secp256k1", Standing.UNKNOWN),
        ("ec", 192, "secp192r1", Standing.UNKNOWN),
        ("ec", 224, "secp224r1", Standing.UNKNOWN),
        ("ec", 256, "", Standing.UNKNOWN),
        ("ed25519", 256, "ed25519", Standing.HOLDS),
        ("ed448", 456, "ed448", Standing.HOLDS),
        ("dsa", 3072, "", Standing.UNKNOWN),
        ("", 0, "", Standing.UNKNOWN),
    ],
)
def test_keys_today(kind, bits, curve, standing):
    assert POLICY.key(kind, bits, curve, NOON).standing is standing


def test_a_short_rsa_key_signs_to_its_last_day_and_no_day_longer():
    # ETSI TS 119 312 V2.1.1, 8.4: recommended until 2026-12-31, certificates end by 2028-12-31.
    for day in ("2026-12-30", "2026-12-31", "2027-01-01", "2028-12-31"):
        verdict = POLICY.key("rsa", 2048, "", noon(day))
        assert (verdict.standing, verdict.until) == (Standing.LEGACY, date(2026, 12, 31)), day
    ended = POLICY.key("rsa", 2048, "", noon("2029-01-01"))
    assert (ended.standing, ended.until) == (Standing.ENDED, date(2028, 12, 31))
    assert not ended.standing.may_sign


def test_the_day_ends_at_midnight_utc():
    last = datetime(2028, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert POLICY.key("rsa", 2048, "", last).standing is Standing.LEGACY
    after = last + timedelta(seconds=1)
    assert POLICY.key("rsa", 2048, "", after).standing is Standing.ENDED
    # On a clock in Paris it is 2029 already.
    paris = timezone(timedelta(hours=1))
    assert POLICY.key("rsa", 2048, "", last.astimezone(paris)).standing is Standing.LEGACY


@pytest.mark.parametrize("name", ["sha1", "md5", "sha224", "ripemd160", ""])
def test_no_digest_under_sha256_signs(name):
    assert not POLICY.digest(name, NOON).standing.may_sign


def test_of_a_tokens_digests_those_that_hold_are_left():
    assert POLICY.usable_digests(("sha1", "sha256", "sha512"), NOON) == ("sha256", "sha512")


def test_every_scheme_that_a_key_can_have_is_judged():
    for scheme in SignatureScheme:
        assert POLICY.scheme(str(scheme), NOON).standing.may_sign, scheme
    assert POLICY.scheme("dsa", NOON).standing is Standing.UNKNOWN


def test_a_span_without_days_holds_for_ever():
    assert Span().at(noon("9999-12-31")).standing is Standing.HOLDS
    assert Span(until=date(2030, 1, 1)).at(noon("2030-01-01")).standing is Standing.HOLDS
    assert Span(until=date(2030, 1, 1)).at(noon("2030-01-02")).standing is Standing.ENDED


def test_the_file_names_its_edition_and_sources_and_is_read_once():
    data = json.loads((paths.resources() / "policy" / "algorithms.json").read_text("utf-8"))
    assert (POLICY.standard, POLICY.version) == ("ETSI TS 119 312", data["version"])
    assert data["published"] == "2026-06"
    assert len(data["sources"]) >= 3
    assert load_algorithm_policy() is POLICY


def test_a_file_of_another_form_is_refused():
    for broken in ({}, {"standard": "x", "version": "1", "digests": {"sha256": {}}}):
        with pytest.raises(KeyError):
            AlgorithmPolicy.parse(broken)
