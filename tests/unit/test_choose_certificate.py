"""Which certificate signs: what was named, the only one that can, and never one by guess."""

from datetime import UTC, datetime

import pytest

from paraph.domain import errors
from paraph.domain.certificate import SigningBar
from paraph.pades.certificates import read_certificate
from paraph.usecases.choose_certificate import Candidate, candidates, choose
from tests.fakes.pki import Identity, identity
from tests.fakes.tokens import FakeModule, FakeToken


def found(*tokens: FakeToken) -> list[Candidate]:
    return list(candidates(FakeModule(*tokens).tokens(), read_certificate, datetime.now(UTC)))


def card(*identities: Identity, **more) -> FakeToken:
    return FakeToken(identities=identities, **more)


GOOD, OTHER = identity("p256", "Ada"), identity("p384", "Grace")
ENDED = identity("rsa2048", "Old", days=(-9, -3))


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
