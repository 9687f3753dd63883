"""Which certificate signs: what was named, the only one that can, and never one by guess."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from paraph.domain import errors
from paraph.domain.keys.certificate import Purpose, SigningBar
from paraph.filing.policy_file import load_algorithm_policy
from paraph.pades.certificates import read_certificate
from paraph.ports.signing_token import PinState, TokenCertificate, TokenSnapshot
from paraph.usecases.choose_certificate import (
    Candidate,
    candidates,
    choose,
    found_again,
    only_able,
    remembered,
    without_echoes,
)
from tests.fakes.pki import Identity, identity
from tests.fakes.tokens import FakeModule, FakeToken


def found(*tokens: FakeToken) -> list[Candidate]:
    return listed(FakeModule(*tokens).tokens())


def listed(tokens) -> list[Candidate]:
    policy = load_algorithm_policy()
    return list(candidates(tokens, read_certificate, policy, datetime.now(UTC)))


def card(*identities: Identity, **more) -> FakeToken:
    return FakeToken(identities=identities, **more)


GOOD, OTHER = identity("p256", "Ada"), identity("p384", "Grace")
ENDED = identity("rsa2048", "Old", days=(-9, -3))
LOGIN = identity("p256", "Ada", usages=("digital_signature", "key_agreement"))


def test_the_only_one_that_can_is_taken():
    assert choose(found(card(ENDED, GOOD)), None, None).facts.holder == "Ada"


def test_of_two_that_can_none_is_taken():
    with pytest.raises(errors.CertificateAmbiguous) as told:
        choose(found(card(GOOD, OTHER)), None, None)
    assert len(told.value.details["choices"]) == 2


@pytest.mark.parametrize("by", ["holder", "sha256", "with colons", "label", "subject"])
def test_one_is_named_in_any_of_its_names(by):
    every = found(card(GOOD, OTHER))
    wanted = every[1]
    sha = wanted.facts.sha256.upper()
    name = {
        "holder": "Grace",
        "sha256": sha,
        "with colons": ":".join(sha[n : n + 2] for n in range(0, 64, 2)),
        "label": wanted.certificate.label,
        "subject": wanted.facts.subject,
    }[by]
    assert choose(every, None, name) is wanted


def test_one_that_is_named_but_cannot_sign_is_told_why():
    with pytest.raises(errors.CertificateExpired):
        choose(found(card(ENDED, GOOD)), None, "Old")


def test_two_tokens_of_one_label_are_told_apart_by_serial_only():
    twins = [card(GOOD, label="Twin", serial="1"), card(OTHER, label="Twin", serial="2")]
    with pytest.raises(errors.CertificateAmbiguous):
        choose(found(*twins), "Twin", None)
    assert choose(found(*twins), "2", None).facts.holder == "Grace"


def test_a_certificate_that_cannot_be_read_hides_no_other():
    every = found(FakeToken(identities=[GOOD], without_key=[b"no certificate"]))
    assert [one.bar for one in every] == [None, SigningBar.UNREADABLE]
    assert choose(every, None, None).facts.holder == "Ada"
    with pytest.raises(errors.CertificateCannotSign):
        choose(every, None, "certificate 2")


def test_the_two_certificates_of_one_holder_are_told_apart_by_purpose():
    every = found(card(LOGIN, GOOD))
    assert [(one.facts.holder, one.purpose) for one in every] == [
        ("Ada", Purpose.ENCRYPTION),
        ("Ada", Purpose.SIGNATURE),
    ]
    assert choose(every, None, None) is every[1]
    # Both are called Ada: a name that two have is no choice.
    with pytest.raises(errors.CertificateAmbiguous) as told:
        choose(every, None, "Ada")
    assert [one["purpose"] for one in told.value.details["certificates"]] == [
        "encryption",
        "signature",
    ]


def test_one_certificate_on_two_tokens_is_two_and_asks_which():
    twins = found(card(GOOD, serial="1"), card(GOOD, serial="2"))
    assert len(without_echoes(twins)) == 2
    with pytest.raises(errors.CertificateAmbiguous) as told:
        choose(twins, None, twins[0].facts.sha256)
    assert [one["serial"] for one in told.value.details["certificates"]] == ["1", "2"]
    assert choose(twins, "2", twins[0].facts.sha256).token.serial == "2"
    assert remembered(twins, twins[0].facts.sha256) is None


def test_a_token_seen_through_two_modules_is_one():
    (seen,) = FakeModule(card(GOOD), module="opensc").tokens()
    echo = replace(seen, module="p11-kit-proxy", slot_id=17)
    every = listed([seen, echo])
    assert [one.token.module for one in without_echoes(every)] == ["opensc"]
    assert choose(every, None, None).token.module == "opensc"
    nameless = [replace(seen, serial=" "), replace(echo, serial=" ")]
    assert len(without_echoes(listed(nameless))) == 2


def test_what_was_chosen_before_is_found_by_its_hash_and_nothing_is_taken_for_it():
    every = found(card(ENDED, GOOD, OTHER))
    assert remembered(every, every[1].facts.sha256) is every[1]
    assert remembered(every, every[0].facts.sha256) is None  # it has ended
    assert remembered(every, "") is None
    assert only_able(every) is None
    assert only_able(found(card(ENDED, GOOD))).facts.holder == "Ada"
    assert only_able([]) is None


def test_where_none_can_sign_the_signature_certificate_says_why():
    with pytest.raises(errors.CertificateExpired):
        choose(found(card(LOGIN, ENDED)), None, None)
    with pytest.raises(errors.CertificateCannotSign):
        choose(found(card(LOGIN)), None, None)


def test_where_each_has_its_own_reason_all_are_told():
    weak = identity("rsa1024", "Weak")
    with pytest.raises(errors.CertificateMissing) as told:
        choose(found(card(weak, ENDED)), None, None)
    assert [each.rpartition(" ")[2] for each in told.value.details["reasons"]] == [
        "weak_key",
        "expired",
    ]


def test_a_card_keeps_its_place_when_it_moves_to_another_slot():
    (one,) = found(card(GOOD))
    moved = replace(one, token=replace(one.token, slot_id=9, reader="another"))
    assert moved.place == one.place


def test_a_card_of_several_slots_is_found_in_the_slot_of_its_certificate():
    def slot(number: int, *ders: bytes) -> TokenSnapshot:
        held = tuple(TokenCertificate(der, "", b"1", None) for der in ders)
        return TokenSnapshot("m", number, "Card", "4711", "", PinState.NORMAL, held)

    here = [slot(0, b"login"), slot(1, b"sign"), slot(2, b"sign")]
    assert found_again(slot(2, b"sign"), b"sign", here) is here[2]
    assert found_again(slot(0, b"sign"), b"sign", here) is here[1]  # put into another reader
    assert found_again(slot(5), b"other", here) is here[0]
    assert found_again(slot(0), b"sign", []) is None
    other = TokenSnapshot("m", 0, "Card", "4712", "", PinState.NORMAL, ())
    assert found_again(other, b"sign", here) is None
