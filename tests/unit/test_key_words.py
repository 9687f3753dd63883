"""What is no card is not called one: the words of errors, by what holds the key."""

import re

import pytest

from paraph.domain import errors
from paraph.domain.keys.key_kind import KeyKind, key_kind
from paraph.domain.messages.acts import WORDS, words_for, words_with
from paraph.domain.messages.keys import ACTS_IN_PROGRAM, BY_KEY, about_key
from paraph.pkcs11.known_lists import listed_modules
from paraph.ports.finding import FoundModule, Origin
from paraph.usecases.look_for_cards import CardLooker
from tests.fakes.finding import FakeFinding
from tests.fakes.record import FixedClock
from tests.fakes.tokens import FakeModule, FakeToken

CARD = re.compile(r"\b(card|reader|PUK)('s)?\b", re.IGNORECASE)
# They are about cards and readers, whatever else is there.
OF_CARDS = {"readers_unavailable", "reader_cancelled", "key_files_forbidden"}
# A file counts no tries, has no driver of its own and no sessions to run out of.
NOT_OF_FILES = {
    "pin_locked",
    "pin_expired",
    "pin_not_set",
    "login_lost",
    "token_busy",
    "module_unusable",
    "module_missing",
    "module_foreign",
    "module_not_pkcs11",
}


def test_whatever_is_said_of_a_card_has_words_for_every_other_key():
    of_cards = {code for code, words in WORDS.items() if CARD.search(" ".join(words))} - OF_CARDS
    assert len(of_cards) > 15
    assert of_cards - set(BY_KEY[KeyKind.TPM]) == set()
    assert of_cards - set(BY_KEY[KeyKind.TOKEN]) == set()
    assert of_cards - set(BY_KEY[KeyKind.KEY_FILE]) == NOT_OF_FILES & of_cards
    assert not NOT_OF_FILES & set(BY_KEY[KeyKind.KEY_FILE])


@pytest.mark.parametrize("key", list(BY_KEY))
def test_words_of_other_keys_are_three_sentences_about_no_card(key):
    firsts = []
    for code, words in BY_KEY[key].items():
        assert code in errors.leaves()
        for sentence in words:
            assert sentence.endswith(".")
            assert "!" not in sentence
        told = " ".join(words).replace("Use another key file, or a card.", "")
        assert not CARD.search(told), (code, told)
        assert key is not KeyKind.KEY_FILE or "PIN" not in told, (code, told)
        firsts.append(words.what)
    assert len(set(firsts)) == len(firsts)


def test_the_words_are_found_by_the_kind_of_key():
    assert words_for("pin_incorrect").what == "The card refused the PIN."
    assert words_for("pin_incorrect", "tpm").what == "The TPM refused the PIN."
    assert words_for("pin_incorrect", KeyKind.KEY_FILE).what.startswith("The password")
    assert words_for("disk_full", KeyKind.TOKEN) == WORDS["disk_full"]
    with pytest.raises(KeyError):
        words_for("no_such_code", KeyKind.TPM)


@pytest.mark.parametrize("code", ["pin_locked", "pin_expired", "pin_not_set"])
def test_a_pin_is_changed_and_unlocked_in_the_middleware_where_it_is_known(code):
    for key in (KeyKind.CARD, KeyKind.TOKEN):
        told, general = words_with(code, key, "Maker’s {tool}"), words_for(code, key)
        assert "Maker’s {tool}" in told.act
        assert told.act.endswith(".")
        assert (told.what, told.safe) == (general.what, general.safe)
        assert key is KeyKind.CARD or not CARD.search(told.act)
        assert words_with(code, key, "") == general
        assert "{" not in general.act
    assert words_with(code, KeyKind.TPM, "TPM 2") == words_for(code, KeyKind.TPM)
    assert "PUK" in words_with("pin_locked", KeyKind.CARD, "OpenSC").act
    assert all(code in acts for acts in ACTS_IN_PROGRAM.values())


def test_no_word_of_a_tpms_pin_speaks_of_a_puk():
    for code in BY_KEY[KeyKind.TPM]:
        assert "PUK" not in " ".join(words_with(code, KeyKind.TPM, "TPM 2 (tpm2-pkcs11)"))
    assert "lockout" in words_for("pin_locked", KeyKind.TPM).act


def test_only_what_is_done_in_the_middleware_names_it():
    locked, wrong, of_tpm = errors.PinLocked(), errors.PinIncorrect(), errors.PinLocked()
    about_key(locked, KeyKind.CARD, "OpenSC")
    about_key(wrong, KeyKind.CARD, "OpenSC")
    about_key(of_tpm, KeyKind.TPM, "TPM 2")
    assert (locked.details, wrong.details) == ({"middleware": "OpenSC"}, {})
    assert of_tpm.details == {"key": "tpm"}


def test_a_listed_module_names_its_middleware_and_no_other_does():
    listed = FoundModule("/x.so", Origin.BY_HAND, "OpenSC", "card", "opensc")
    proxy = FoundModule("/p.so", Origin.KNOWN, "p11-kit proxy", "proxy", "p11-kit-proxy")
    assert listed.middleware == "OpenSC"
    assert (FoundModule("/x.so", Origin.BY_HAND, "x.so").middleware, proxy.middleware) == ("", "")


def test_the_names_of_modules_stand_in_a_sentence():
    names = [each.driver.name for each in listed_modules()]
    assert len(names) > 50
    assert [name for name in names if "," in re.sub(r"\(.*?\)", "", name)] == []


@pytest.mark.parametrize(
    ("module_kind", "key"),
    [
        ("card", KeyKind.CARD),
        (None, KeyKind.CARD),
        ("tpm", KeyKind.TPM),
        ("hsm", KeyKind.TOKEN),
        ("software", KeyKind.TOKEN),
        ("proxy", KeyKind.TOKEN),
    ],
)
def test_a_module_tells_what_its_tokens_are(module_kind, key):
    assert key_kind(module_kind) is key


def test_only_an_error_of_the_key_says_what_holds_it():
    wrong, full, card = errors.PinIncorrect(ckr="x"), errors.DiskFull(), errors.PinIncorrect()
    about_key(wrong, KeyKind.KEY_FILE)
    about_key(full, KeyKind.KEY_FILE)
    about_key(card, KeyKind.CARD)
    assert (wrong.details, full.details, card.details) == (
        {"ckr": "x", "key": "key_file"},
        {},
        {},
    )


def test_a_look_says_of_each_token_what_it_is():
    kinds = ("card", "tpm", "hsm", None)
    found = [FoundModule(f"/{kind}.so", Origin.KNOWN, str(kind), kind) for kind in kinds]
    looker = CardLooker(
        FakeFinding(*found), lambda path: FakeModule(FakeToken(), module=path), FixedClock()
    )
    tokens = looker.look().tokens
    assert {token.middleware for token in tokens} == {""}, "nobody listed them"
    told = {token.module: token.key_kind for token in tokens}
    assert told == {
        "/card.so": KeyKind.CARD,
        "/tpm.so": KeyKind.TPM,
        "/hsm.so": KeyKind.TOKEN,
        "/None.so": KeyKind.CARD,
    }
