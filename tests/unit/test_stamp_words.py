"""What a visible signature says: languages, dates, fields, and looks by name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from paraph.domain.stamp.appearance import USUAL, Appearance, DateForm, Looks, Part, StampLanguage
from paraph.domain.stamp.stamp_words import StampFacts, filled_in, moment_words, stamp_content
from tests.gui.candidates import candidate

WHEN = datetime(2026, 11, 23, 14, 32, tzinfo=timezone(timedelta(hours=1)))
FACTS = StampFacts(candidate().facts, WHEN, "Accord", "Paris")


def lines(look: Appearance, facts: StampFacts = FACTS) -> list[str]:
    return [line.text for line in stamp_content(facts, look).lines]


def test_the_usual_look_says_who_why_where_and_when():
    assert lines(USUAL) == [
        "Signed electronically by",
        "Camille Roux",
        "Accord",
        "Paris, 2026-11-23 14:32 UTC+01:00",
    ]


def test_what_was_not_given_has_no_line():
    assert lines(USUAL, FACTS._replace(reason="", location=""))[2:] == [
        "2026-11-23 14:32 UTC+01:00"
    ]


def test_a_place_without_a_date_stands_alone():
    assert lines(Appearance(lines=(Part.PLACE,))) == ["Paris"]


@pytest.mark.parametrize(
    ("language", "signed", "sealed"),
    [
        ("en", "Signed electronically by", "Sealed electronically by"),
        ("fr", "Signé électroniquement par", "Cacheté électroniquement par"),
        ("de", "Elektronisch signiert von", "Elektronisch gesiegelt von"),
    ],
)
def test_a_person_signs_and_a_firm_seals_in_each_language(language, signed, sealed):
    look = Appearance(lines=(Part.CAPTION,), language=StampLanguage(language))
    firm = FACTS._replace(certificate=replace(FACTS.certificate, is_legal_person=True))
    assert lines(look) == [signed]
    assert lines(look, firm) == [sealed]


@pytest.mark.parametrize(
    ("form", "language", "words"),
    [
        ("iso", "fr", "2026-11-23 14:32 UTC+01:00"),
        ("short", "fr", "23 nov. 2026, 14:32"),
        ("long", "fr", "23 novembre 2026, 14:32 (UTC+01:00)"),
        ("day", "fr", "23 novembre 2026"),
        ("short", "de", "23. Nov. 2026, 14:32"),
        ("day", "de", "23. November 2026"),
        ("long", "en", "23 November 2026, 14:32 (UTC+01:00)"),
    ],
)
def test_a_moment_is_written_as_its_readers_write_it(form, language, words):
    assert moment_words(WHEN, DateForm(form), StampLanguage(language)) == words


def test_each_language_has_twelve_months_of_its_own():
    for language in StampLanguage:
        for form in (DateForm.SHORT, DateForm.DAY):
            days = [
                moment_words(datetime(2026, month, 2, tzinfo=UTC), form, language)
                for month in range(1, 13)
            ]
            assert len(set(days)) == 12
    assert moment_words(datetime(2026, 8, 1, tzinfo=UTC), DateForm.DAY, StampLanguage.FRENCH) == (
        "1er août 2026"
    )


def test_own_words_take_values_and_run_nothing():
    look = Appearance(lines=(Part.TEXT,), text="{name} / {serial} / {reason} / {date}")
    assert lines(look) == ["Camille Roux / 1 / Accord / 2026-11-23 14:32 UTC+01:00"]
    assert filled_in("{name.__class__} {0} {other} {", {"name": "Ada"}) == (
        "{name.__class__} {0} {other} {"
    )
    assert filled_in("{name}", {"name": "{serial}", "serial": "7"}) == "{serial}"


def test_a_role_is_what_was_typed_or_else_the_certificate_s_title():
    titled = FACTS._replace(certificate=replace(FACTS.certificate, title="Notaire"))
    assert lines(Appearance(lines=(Part.ROLE,)), titled) == ["Notaire"]
    assert lines(Appearance(lines=(Part.ROLE,), role="Avocate"), titled) == ["Avocate"]


def test_the_code_holds_both_hashes_in_the_letters_of_its_dense_mode():
    look = Appearance(has_qr=True)
    told = stamp_content(FACTS._replace(document_sha256="ab" * 32), look).qr_text
    assert "AB" * 32 in told
    assert set(told) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    assert stamp_content(FACTS, USUAL).qr_text == ""


def test_a_look_is_kept_under_its_name_and_used():
    one, two = Appearance("Contracts"), Appearance("Letters", has_qr=True)
    looks = Looks().using(one).using(two)
    assert looks.current == two
    assert looks.named("contracts") == one
    renamed = looks.using(replace(two, name="Mail"), before="Letters")
    assert [each.name for each in renamed.every] == ["Contracts", "Mail"]
    assert renamed.without("MAIL").current == USUAL
    assert renamed.without("Contracts").current.name == "Mail"
    over = looks.using(replace(two, name="contracts"), before="Letters")
    assert [each.name for each in over.every] == ["contracts"]
