"""What the pre-flight says of the certificate: reasons first, then what is good to know."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paraph.domain.errors import DocumentDamaged
from paraph.domain.findings import Weight
from paraph.domain.keys.certificate import Caution, SigningBar, SigningWarning
from paraph.domain.keys.key_kind import KeyKind
from paraph.domain.messages.acts import NOTICES, WARNINGS
from paraph.domain.placing.signature_field import Box, Place
from paraph.domain.stamp.appearance import Appearance
from paraph.domain.stamp.archive_format import ArchiveClaim
from paraph.ports.signing_token import PinState
from paraph.usecases.preflight import Checks, Preflight, Wish, preflight
from tests.fakes.files import MemoryFiles
from tests.fakes.record import FixedClock
from tests.gui.candidates import candidate

NOW = datetime(2026, 11, 25, tzinfo=UTC)


class Signer:
    def inspect(self, source, field, password, *, is_visible=False) -> int:
        return 0


def found(one, now: datetime = NOW, archive=lambda *_: None, **more) -> Preflight:
    files = MemoryFiles({Path("in.pdf"): b"contract"})
    checks = Checks(Signer(), files, FixedClock(now), archive)
    return preflight(Wish(Path("in.pdf"), **more), one, one.token, Path("out.pdf"), checks)


def said(of: Preflight, weight: Weight) -> list[tuple[str, str]]:
    return [(each.code, each.detail) for each in of.findings if each.weight is weight]


def test_a_certificate_without_fault_leaves_nothing_to_know():
    assert found(candidate()).clear


def test_every_caution_is_good_to_know_with_its_day():
    told = (
        Caution(SigningWarning.MADE_FOR_EMAIL),
        Caution(SigningWarning.KEY_LEGACY, date(2026, 12, 31)),
    )
    of = found(replace(candidate(), cautions=told))
    assert said(of, Weight.KNOW) == [("made_for_email", ""), ("key_legacy", "2026-12-31")]
    assert of.can_go_on
    assert not of.clear


def test_what_becomes_of_a_pdfa_is_told_before_it_is_signed():
    place, look = Place(0, Box(0, 0, 99, 50)), Appearance(image=b"PNG")
    told = found(candidate(), archive=lambda *_: ArchiveClaim(1, "B"), place=place, look=look)
    assert said(told, Weight.KNOW) == [("archive_kept_plain", "PDF/A-1b")]
    told = found(candidate(), archive=lambda *_: ArchiveClaim(2, "A"), place=place)
    assert said(told, Weight.KNOW) == [("archive_tags_lacking", "PDF/A-2a")]
    kept = found(candidate(), archive=lambda *_: ArchiveClaim(2, "B", has_intent=True))
    assert ("archive_kept", "PDF/A-2b") in said(kept, Weight.FINE)
    assert kept.clear


def test_a_document_that_cannot_be_read_for_its_claim_is_told_and_not_raised():
    def damaged(*_):
        raise DocumentDamaged(repairable=0)

    assert said(found(candidate(), archive=damaged), Weight.SETTLE) == [("document_damaged", "")]


def test_a_key_in_a_file_is_told():
    one = candidate()
    one = replace(one, token=replace(one.token, in_software=True))
    assert said(found(one), Weight.KNOW) == [("key_without_device", "")]


@pytest.mark.parametrize("bar", [SigningBar.WEAK_KEY, SigningBar.UNKNOWN_KEY])
def test_a_key_that_is_not_accepted_has_to_be_settled(bar):
    of = found(candidate(bar=bar))
    assert said(of, Weight.SETTLE) == [("key_not_accepted", "")]
    assert not of.can_go_on


def test_every_warning_has_three_sentences():
    assert {*SigningWarning, "key_without_device"} == set(WARNINGS)
    for code, words in {**WARNINGS, **NOTICES}.items():
        for sentence in words:
            assert sentence.endswith("."), (code, sentence)
            assert "{" not in sentence.replace("{day}", ""), code


def test_a_login_that_stands_is_told_and_what_a_key_file_is_asked_for():
    one = candidate()
    open_card = replace(one, token=replace(one.token, unlocked=True))
    assert (found(open_card).unlocked, found(one).unlocked) == (True, False)
    assert ("card_there", "unlocked") in said(found(open_card), Weight.FINE)
    file = replace(one, token=replace(one.token, in_software=True))
    assert ("key_file_there", "") in said(found(file), Weight.FINE)


def test_the_pre_flight_says_what_holds_the_key():
    one = candidate()
    for module_kind, key, word in (
        ("card", KeyKind.CARD, "card_there"),
        ("tpm", KeyKind.TPM, "tpm_there"),
        ("proxy", KeyKind.TOKEN, "token_there"),
    ):
        of = found(replace(one, token=replace(one.token, module_kind=module_kind)))
        assert of.key is key
        assert (word, "") in said(of, Weight.FINE)
    pad = found(replace(one, token=replace(one.token, pin_state=PinState.READER)))
    assert ("card_there", "reader") in said(pad, Weight.FINE)
