"""Choosing as whom to sign: what is shown of each certificate; none is taken by guess."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from paraph.domain.keys.certificate import Caution, QualifiedStatements, SigningBar, SigningWarning
from paraph.domain.keys.pin_policy import PinPolicy
from paraph.gui.actions import GuiUseCases
from paraph.gui.cards.card_words import act_words, bar_words, key_words, purpose_words
from paraph.gui.cards.certificate_picker import CertificatePicker
from paraph.gui.cards.certificate_rows import spoken_words
from paraph.gui.cards.pin_page import PinPage
from paraph.gui.common.tokens import Theme, load_tokens
from paraph.gui.main_window import MainWindow
from paraph.gui.signing.result_panel import ResultPanel
from paraph.gui.signing.sign_panel import SignPanel
from paraph.gui.signing.signing_room import CERTIFICATE_KEY
from paraph.ports.signing_token import PinState
from paraph.usecases.choose_certificate import Candidate
from paraph.usecases.sign_document import SignedDocument
from tests.gui.candidates import candidate, cards
from tests.gui.conftest import open_fake, open_in, show
from tests.gui.fake_signing import FakeSigning


def made(
    holder: str = "Camille Roux",
    bar: SigningBar | None = None,
    sha256: str = "aa",
    *,
    cautions: tuple[Caution, ...] = (),
    token: dict[str, object] | None = None,
    **facts: object,
) -> Candidate:
    one = candidate(holder, bar, sha256)
    changed = replace(one.facts, issuer_name="Bar Council CA", **facts)
    place = replace(one.token, reader="Desk reader 00", **(token or {}))
    return replace(one, facts=changed, token=place, cautions=cautions)


SIGN = made(qualified=QualifiedStatements(True, True, frozenset({"esign"})))
LOGIN = made(
    bar=SigningBar.KEY_USAGE,
    sha256="bb",
    key_usage=frozenset({"digital_signature"}),
    purposes=frozenset({"client_auth"}),
)
SEAL = made("Cabinet Roux", sha256="cc", is_legal_person=True, key_kind="ec", curve="secp384r1")
MAIL = made(
    "Inès Varenne",
    sha256="dd",
    key_bits=2048,
    key_usage=frozenset({"digital_signature"}),
    purposes=frozenset({"email_protection"}),
    cautions=(
        Caution(SigningWarning.MADE_FOR_EMAIL),
        Caution(SigningWarning.KEY_LEGACY, date(2026, 12, 31)),
    ),
)
ENDED = made("Old Roux", SigningBar.EXPIRED, "ee", not_after=datetime(2024, 6, 3, tzinfo=UTC))


@pytest.fixture
def picker(qtbot, theme):
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    one = CertificatePicker(load_tokens(Theme.LIGHT), window)
    one.setGeometry(520, 20, 340, 120)
    window.show()
    yield one
    window.close()


def words_in(widget: QWidget) -> str:
    shown = [each for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]
    return "\n".join(each.text() for each in shown)


def row_of(picker: CertificatePicker, holder: str) -> QWidget:
    rows = picker.list.rows
    widgets = [rows.itemWidget(rows.item(number)) for number in range(rows.count())]
    (found,) = [each for each in widgets if holder in words_in(each)]
    return found


def test_the_card_in_use_shows_holder_mark_validity_card_and_reader(picker):
    picker.show_cards([SIGN], "")
    shown = words_in(picker.card)
    for part in ("Camille Roux", "Qualified", "14 March 2028", "Carte avocat"):
        assert part in shown, part
    # A reader's long name is told where it tells two cards apart, and under the mouse.
    assert "Desk reader 00" not in shown
    assert "Desk reader 00" in picker.card.toolTip()
    picker.show_cards([SIGN, made(sha256="ee", token={"serial": "4712"})], "aa")
    assert "Desk reader 00" in words_in(picker.card)
    assert "Desk reader 00" in picker.card.accessibleName()


def test_a_row_shows_issuer_purpose_key_and_what_is_stated(picker):
    picker.show_cards([SIGN, SEAL], "")
    picker.open_list()
    shown = words_in(row_of(picker, "Camille Roux"))
    assert "Signature certificate · RSA 3072 · valid to 14 March 2028" in shown
    assert "issued by Bar Council CA, as qualified, its key in a signature device" in shown
    assert "card “Carte avocat” · in Desk reader 00" in shown
    seal = words_in(row_of(picker, "Cabinet Roux"))
    assert "Seal certificate · P-384" in seal
    assert "Seal" in seal.splitlines()
    assert "Qualified" not in seal


def test_what_cannot_sign_stays_in_sight_grey_last_and_with_its_reason(picker, qtbot):
    picker.show_cards([LOGIN, ENDED, SIGN, MAIL], "")
    picker.open_list()
    rows = picker.list.rows
    assert rows.count() == 4
    enabled = [bool(rows.item(n).flags() & Qt.ItemFlag.ItemIsEnabled) for n in range(4)]
    assert enabled == [True, True, False, False]
    login = rows.itemWidget(rows.item(2))
    shown = words_in(login)
    assert "For logging in" in shown
    assert "Cannot sign: its issuer made it for logging in, not for documents" in shown
    assert not login.findChild(QLabel).isEnabled()
    assert "ended 3 June 2024" in words_in(rows.itemWidget(rows.item(3)))
    with qtbot.assertNotEmitted(picker.picked):
        rows.itemClicked.emit(rows.item(2))


def test_every_row_has_room_for_all_its_words(picker, qtbot):
    picker.show_cards([SIGN, SEAL, MAIL, LOGIN, ENDED], "")
    picker.open_list()
    QTest.qWait(20)
    rows = picker.list.rows
    for number in range(rows.count()):
        row = rows.itemWidget(rows.item(number))
        for each in row.findChildren(QLabel):
            if each.text():
                assert each.height() >= each.heightForWidth(each.width()), each.text()


def test_warnings_stand_in_the_row_and_under_the_card(picker):
    picker.show_cards([SIGN, MAIL], "")
    picker.open_list()
    row = words_in(row_of(picker, "Inès Varenne"))
    assert "This certificate is made for e-mail." in row
    assert "it is recommended until 31 December 2026 only" in row
    picker.choose(MAIL)
    assert "This certificate is made for e-mail." in words_in(picker)
    assert "Choose your signature certificate" in picker.card.accessibleDescription()
    picker.choose(SIGN)
    assert "e-mail" not in words_in(picker)


def test_all_that_is_seen_is_also_said():
    for one in (SIGN, SEAL, MAIL, LOGIN, ENDED):
        said = spoken_words(one)
        assert one.facts.holder in said
        assert "Bar Council CA" in said
        assert purpose_words(one) in said
    assert "Cannot sign" in spoken_words(LOGIN)
    assert "31 December 2026" in spoken_words(MAIL)


def test_of_several_none_is_taken_and_the_only_one_is(picker):
    picker.show_cards([SIGN, MAIL], "")
    assert picker.current is None
    assert "Choose a certificate" in words_in(picker.card)
    picker.show_cards([SIGN, LOGIN], "")
    assert picker.current == SIGN


def test_what_was_chosen_before_is_taken_by_its_hash(picker):
    picker.show_cards([SIGN, MAIL], "dd")
    assert picker.current == MAIL


def test_the_same_certificate_on_two_cards_is_listed_twice_and_asked_for(picker):
    twin = made(token={"serial": "2", "label": "Spare card"})
    twin = replace(twin, token=replace(twin.token, reader="Other reader 01"))
    picker.show_cards([SIGN, twin], "aa")
    assert picker.current is None
    picker.open_list()
    shown = [words_in(picker.list.rows.itemWidget(picker.list.rows.item(n))) for n in (0, 1)]
    assert "Desk reader 00" in shown[0]
    assert "Other reader 01" in shown[1]


def test_a_card_moved_to_another_reader_stays_in_use(picker):
    picker.show_cards([SIGN, MAIL], "")
    picker.choose(SIGN)
    moved = replace(SIGN, token=replace(SIGN.token, slot_id=3, reader="Other reader 01"))
    picker.show_cards([MAIL, moved], "")
    assert picker.current == moved
    assert "Other reader 01" in words_in(picker.card)


def test_enter_takes_a_row_and_esc_none(picker, qtbot):
    picker.show_cards([SIGN, MAIL], "")
    picker.open_list()
    picker.list.rows.setCurrentRow(1)
    with qtbot.waitSignal(picker.picked) as told:
        QTest.keyClick(picker.list.rows, Qt.Key.Key_Return)
    assert told.args == [MAIL]
    assert picker.current == MAIL
    picker.open_list()
    with qtbot.assertNotEmitted(picker.picked):
        QTest.keyClick(picker.list.rows, Qt.Key.Key_Escape)
    assert picker.list.isHidden()


@pytest.mark.parametrize("bar", list(SigningBar))
def test_every_bar_has_words(bar):
    assert bar_words(bar)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"key_kind": "rsa", "key_bits": 2048}, "RSA 2048"),
        ({"key_kind": "rsassa_pss", "key_bits": 3072}, "RSA-PSS 3072"),
        ({"key_kind": "ec", "curve": "secp256r1"}, "P-256"),
        ({"key_kind": "ec", "curve": "brainpoolP384r1"}, "Brainpool P-384"),
        ({"key_kind": "ec", "curve": "secp256k1"}, "secp256k1"),
        ({"key_kind": "ed25519", "curve": "ed25519"}, "Ed25519"),
        ({"key_kind": "dsa", "curve": ""}, "DSA"),
    ],
)
def test_keys_have_the_names_people_know(facts, words):
    assert key_words(replace(SIGN.facts, **facts)) == words


def test_a_legal_person_seals_in_every_sentence(qtbot, theme, tmp_path):
    tokens = load_tokens(Theme.LIGHT)
    assert act_words(SIGN) == "I sign as Camille Roux, with an advanced electronic signature"
    page = PinPage(SEAL, ("contract.pdf", "3 pages"), tokens, PinPolicy())
    qtbot.addWidget(page)
    page.show_state(PinState.NORMAL)
    assert "I seal as Cabinet Roux, with an advanced electronic seal" in words_in(page)
    assert page.sign.text() == "Seal 1 document"
    done = SignedDocument(
        tmp_path / "o.pdf", "0", "1", "S", None, "cc", "2026-01-01T00:00:00Z", 3, True
    )
    panel = ResultPanel(done, "10:00:00", tokens)
    qtbot.addWidget(panel)
    shown = words_in(panel).splitlines()
    assert "Sealed" in shown
    assert "Sealed with the card, 10:00:00" in shown


def test_only_what_a_person_chose_is_remembered(qtbot, theme, settings, tmp_path):
    acts = FakeSigning()
    acts.found = cards(SIGN)
    window = show(qtbot, MainWindow(GuiUseCases(open_fake, acts), settings, theme))
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.7")
    tab = open_in(window, path)
    tab.view.place_default()
    (panel,) = window.findChildren(SignPanel)
    qtbot.waitUntil(lambda: panel.candidate == SIGN)
    # It is the only one today; that is no choice for the day when there are two.
    assert settings.value(CERTIFICATE_KEY) is None
    panel.picker.show_cards([SIGN, MAIL], "")
    panel.picker.open_list()
    panel.picker.list.rows.setCurrentRow(1)
    QTest.keyClick(panel.picker.list.rows, Qt.Key.Key_Return)
    assert settings.value(CERTIFICATE_KEY) == "dd"


def test_cards_that_read_the_same_are_told_apart_by_their_numbers(picker):
    first, second = made(token={"serial": "4711"}), made(token={"serial": "4712"})
    picker.show_cards([first, second, SEAL], "")
    picker.open_list()
    rows = [words_in(picker.list.rows.itemWidget(picker.list.rows.item(n))) for n in range(3)]
    assert ["no. 4711" in row for row in rows[:2]] == [True, False]
    assert ["no. 4712" in row for row in rows[:2]] == [False, True]
    assert "no. 4711" in spoken_words(first, [first, second])
    assert "no." not in spoken_words(SEAL, [SEAL, SEAL])
    picker.choose(second)
    assert "no. 4712" in picker.card.accessibleName()
