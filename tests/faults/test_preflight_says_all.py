"""A "no" that is told only after the PIN is a defect: whatever bars a signature is said before.

Real files, the real readers and writers; only the card and the record are in memory.
"""

import importlib
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pymupdf
import pytest
from pyhanko.sign.fields import MDPPerm

from paraph.domain import errors
from paraph.domain.findings import Remedy
from paraph.domain.keys.algorithm_policy import Span
from paraph.domain.keys.secret import Secret
from paraph.domain.keys.signature_scheme import SignatureScheme
from paraph.domain.messages.acts import words_for
from paraph.domain.placing.certification import Certification
from paraph.domain.placing.initials import InitialsRule
from paraph.domain.placing.signature_extras import Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.filing.policy_file import load_algorithm_policy
from paraph.ports.signing_token import SigningWay
from paraph.render.anchors import PlacingReader
from paraph.usecases.preflight import Checks, Wish, preflight
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes import pdfs
from tests.fakes.desk import Desk
from tests.fakes.pki import identity
from tests.fakes.tokens import FakeKey
from tests.faults.test_bad_documents import FIELDS_REFUSED, REFUSED, SIGNED, encrypted

SEEN = Place(0, Box(72, 72, 272, 132))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def told(desk: Desk, source: Path, output: Path, **more: object) -> list[str]:
    """Give the codes that must be settled; each has words, and a remedy or says what to do."""
    found = desk.preflight(source, output, **more)
    for finding in found.settle:
        words = words_for(finding.code)
        assert finding.remedies or words.act
    return [finding.code for finding in found.settle]


def agrees(desk: Desk, source: Path, output: Path, code: str, **more: object) -> None:
    """Say so before the PIN, and refuse it for the same reason after it."""
    assert code in told(desk, source, output, **more)
    assert desk.refused(source, output, **more).code == code


@pytest.mark.parametrize(("make", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_document_that_cannot_be_signed_is_told_before(desk, tmp_path, make, code):
    agrees(desk, make(tmp_path / "bad.pdf"), tmp_path / "out.pdf", code)


@pytest.mark.parametrize(
    ("fields", "earlier", "name", "code"), FIELDS_REFUSED.values(), ids=FIELDS_REFUSED.keys()
)
def test_a_field_that_cannot_be_signed_is_told_before(desk, tmp_path, fields, earlier, name, code):
    source = pdfs.with_fields(tmp_path / "form.pdf", *fields)
    if earlier:
        source = pdfs.signed_by_another(tmp_path / "earlier.pdf", source, **earlier)
    agrees(desk, source, tmp_path / "out.pdf", code, field=name)


@pytest.mark.parametrize("make", SIGNED.values(), ids=SIGNED.keys())
@pytest.mark.parametrize("place", [None, SEEN], ids=["unseen", "seen"])
def test_nothing_bars_an_odd_document_that_can_be_signed(desk, tmp_path, make, place, request):
    source = make(tmp_path / "odd.pdf")
    owner = Secret("o") if "owner" in request.node.callspec.id else None
    said = told(desk, source, tmp_path / "out.pdf", place=place, password=owner)
    if said:  # a box in what an author certified, where fields may only be filled
        assert said == ["certified_new_field"]
        agrees(desk, source, tmp_path / "out.pdf", *said, place=place, password=owner)


PLACES = {
    "off the page": (Place(0, Box(500, 72, 700, 132)), "off_page"),
    "too small": (Place(0, Box(72, 72, 76, 76)), "too_small"),
    "on a page that is not there": (Place(9, Box(72, 72, 272, 132)), "no_such_page"),
    "over a field": (Place(0, Box(200, 80, 400, 140)), "overlap"),
}


@pytest.mark.parametrize(("place", "why"), PLACES.values(), ids=PLACES.keys())
def test_a_place_that_cannot_be_is_told_before(desk, tmp_path, place, why):
    source = pdfs.with_fields(tmp_path / "form.pdf", pdfs.sig_field("Theirs"))
    found = desk.preflight(source, tmp_path / "out.pdf", place=place)
    assert [(each.code, each.detail) for each in found.settle] == [("place_refused", why)]
    assert desk.refused(source, tmp_path / "out.pdf", place=place).details["why"] == why
    (finding,) = found.settle
    assert finding.remedies[-1] is Remedy.OTHER_PLACE
    if why in ("off_page", "overlap"):
        # What the button offers is then good, and is as near as can be.
        assert finding.remedies[0] is Remedy.MOVE
        better = finding.place
        assert told(desk, source, tmp_path / "out.pdf", place=better) == []
        desk.sign(source, tmp_path / "out.pdf", place=better)


def test_a_password_is_asked_for_before(desk, tmp_path):
    source, out = encrypted(tmp_path / "locked.pdf"), tmp_path / "out.pdf"
    agrees(desk, source, out, "password_required")
    agrees(desk, source, out, "password_incorrect", password=Secret("no"))
    assert told(desk, source, out, password=Secret("u")) == []


def test_a_file_that_changed_or_went_is_told_before(desk, tmp_path):
    source, out = tmp_path / "in.pdf", tmp_path / "out.pdf"
    shutil.copy(SAMPLE, source)
    agrees(desk, source, out, "document_changed", shown_sha256="0" * 64)
    source.unlink()
    agrees(desk, source, out, "document_missing")


DAYS = {"expired": (-9, -1), "not yet": (1, 9)}


@pytest.mark.parametrize(
    ("signer", "code"),
    [
        (identity(days=DAYS["expired"]), "certificate_expired"),
        (identity(days=DAYS["not yet"]), "certificate_not_yet_valid"),
        (identity(usages=("key_encipherment",)), "certificate_cannot_sign"),
        (identity("rsa1024"), "key_not_accepted"),
    ],
    ids=["expired", "not yet", "for encryption", "weak"],
)
def test_a_certificate_that_cannot_sign_is_told_before(tmp_path, signer, code):
    desk = Desk(signer)
    found = desk.preflight(SAMPLE, tmp_path / "out.pdf")
    assert [each.code for each in found.settle] == [code]
    assert found.settle[0].remedies == (Remedy.OTHER_CERTIFICATE,)
    assert desk.refused(SAMPLE, tmp_path / "out.pdf").code == code


def checked(desk: Desk, source: Path, output: Path, ports, chosen) -> list[str]:
    checks = Checks(ports.signer, ports.files, desk.clock, signing=ports)
    found = preflight(Wish(source), chosen, chosen.token, output, checks)
    return [each.code for each in found.settle]


def with_way(chosen, way: SigningWay):
    return replace(chosen, certificate=replace(chosen.certificate, way=way))


def test_a_token_without_a_method_for_its_key_is_told_before(desk, tmp_path):
    chosen = with_way(desk.candidate, SigningWay(None))
    assert checked(desk, SAMPLE, tmp_path / "out.pdf", desk.ports, chosen) == ["mechanism_missing"]


def test_ed448_is_told_before(tmp_path):
    desk = Desk(identity("ed448"))
    out = tmp_path / "out.pdf"
    assert checked(desk, SAMPLE, out, desk.ports, desk.candidate) == ["mechanism_missing"]


@pytest.mark.parametrize("kind", ["schemes", "digests"])
def test_what_the_policy_ended_is_told_before(desk, tmp_path, kind):
    policy, out = load_algorithm_policy(), tmp_path / "out.pdf"
    ended = dict.fromkeys(
        getattr(policy, kind), Span(until=datetime(2020, 1, 1, tzinfo=UTC).date())
    )
    ports = replace(desk.ports, policy=replace(policy, **{kind: ended}))
    way = SigningWay(SignatureScheme.RSASSA_PKCS1V15, ("sha256",))
    chosen = with_way(desk.candidate, way)
    assert checked(desk, SAMPLE, out, ports, chosen) == ["key_not_accepted"]
    request = SignRequest(SAMPLE, out, desk.signer.certificate_der)
    with pytest.raises(errors.KeyNotAccepted):
        sign_document(request, FakeKey(desk.card, desk.signer.key), ports)


def test_an_output_that_is_taken_is_told_before(desk, tmp_path):
    out = tmp_path / "out.pdf"
    out.write_bytes(b"old")
    agrees(desk, SAMPLE, out, "output_exists")
    (tmp_path / "folder.pdf").mkdir()
    agrees(desk, SAMPLE, tmp_path / "folder.pdf", "output_exists")


@pytest.mark.skipif(os.name != "posix", reason="names of 255 bytes")
def test_a_name_that_is_too_long_is_told_before(desk, tmp_path):
    agrees(desk, SAMPLE, tmp_path / f"{'ä' * 140}.pdf", "output_name_refused")


def test_a_folder_that_is_not_there_or_no_folder_is_told_before(desk, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for folder in ("gone", "file"):
        assert told(desk, SAMPLE, tmp_path / folder / "out.pdf") == ["folder_missing"]


@contextmanager
def mounted(folder: Path, *options: str):
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", folder], capture_output=True
    )
    if made.returncode:
        pytest.skip("mounting wants root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_folder_that_is_read_only_is_told_before(desk, tmp_path):
    with mounted(tmp_path / "locked", "ro") as folder:
        agrees(desk, SAMPLE, folder / "out.pdf", "folder_read_only")


def test_a_disk_without_room_is_told_before(desk, tmp_path):
    heavy = pdfs.heavy(tmp_path / "heavy.pdf", 3 << 20)
    with mounted(tmp_path / "small", "size=2m") as folder:
        agrees(desk, heavy, folder / "out.pdf", "disk_full")
    with mounted(tmp_path / "large", "size=32m") as folder:
        assert told(desk, heavy, folder / "out.pdf") == []


def test_another_volume_without_room_is_told_before_and_costs_no_signature(tmp_path):
    """What is signed for another volume is written at home first: there is room for it there."""
    (tmp_path / "home").mkdir()
    desk = Desk(home=tmp_path / "home")
    heavy = pdfs.heavy(tmp_path / "heavy.pdf", 3 << 20)
    with mounted(tmp_path / "small", "size=2m") as folder:
        assert told(desk, heavy, folder / "out.pdf") == ["disk_full"]
        assert list(folder.iterdir()) == []
        with pytest.raises(errors.OutputUnreachable):
            desk.sign(heavy, folder / "out.pdf")  # as it would be without the pre-flight


def test_a_rehearsal_that_a_crash_left_is_cleared_away(tmp_path):
    home, out = tmp_path / "home", tmp_path / "out.pdf"
    desk = Desk(home=home)
    (home / "spool").mkdir(parents=True)
    old, young = home / "spool" / "rehearsal-old.pdf", home / "spool" / "rehearsal-young.pdf"
    for each in (old, young):
        each.write_bytes(b"%PDF")
    past = datetime.now(UTC) - timedelta(hours=2)
    os.utime(old, (past.timestamp(), past.timestamp()))
    assert told(desk, SAMPLE, out) == []
    assert sorted((home / "spool").iterdir()) == [young]


def test_what_the_stamp_cannot_show_is_good_to_know(desk, tmp_path):
    found = desk.preflight(SAMPLE, tmp_path / "out.pdf", place=SEEN, reason="Agreed \ue000")
    assert "stamp_lacks_letters" in [each.code for each in found.findings]
    plain = desk.preflight(SAMPLE, tmp_path / "out.pdf", place=SEEN)
    assert "stamp_lacks_letters" not in [each.code for each in plain.findings]
    long = "for a reason that is told in full, " * 40
    small = Place(0, Box(72, 72, 172, 96))
    found = desk.preflight(SAMPLE, tmp_path / "out.pdf", place=small, reason=long)
    left = [each.detail for each in found.findings if each.code == "stamp_left_out"]
    done = desk.sign(SAMPLE, tmp_path / "out.pdf", place=small, reason=long)
    assert left == [" ".join(done.left_out)]
    assert left[0]


def test_a_chain_that_ends_below_its_root_is_good_to_know(desk, tmp_path):
    whole = desk.preflight(SAMPLE, tmp_path / "out.pdf")
    assert "chain_incomplete" not in [each.code for each in whole.findings]
    alone = Desk(replace(desk.signer, ca_der=desk.signer.certificate_der))
    found = alone.preflight(SAMPLE, tmp_path / "out.pdf")
    assert "chain_incomplete" in [each.code for each in found.findings]
    assert found.can_go_on
    # A root that is trusted here is missed by nobody.
    ports, chosen = alone.ports, alone.candidate
    checks = Checks(ports.signer, ports.files, alone.clock, signing=ports)
    trusting = replace(checks, anchors_der=(desk.signer.ca_der,))
    again = preflight(Wish(SAMPLE), chosen, chosen.token, tmp_path / "out.pdf", trusting)
    assert "chain_incomplete" not in [each.code for each in again.findings]


def test_what_was_checked_is_what_is_signed(desk, tmp_path):
    """A pre-flight asks the key nothing, and the signature after it is the first."""
    out = tmp_path / "out.pdf"
    assert told(desk, SAMPLE, out, place=SEEN) == []
    assert desk.card.signatures == 0
    desk.sign(SAMPLE, out, place=SEEN)
    assert desk.card.signatures == 1
    with pymupdf.open(out) as signed:
        assert signed.page_count == 3


THE_CARDS = {
    "pin_incorrect", "pin_locked", "pin_length", "pin_expired", "pin_not_set", "pin_required",
    "reader_cancelled", "login_lost", "no_token", "token_removed", "token_unavailable",
    "token_busy", "module_crashed", "module_hung", "module_unusable", "module_missing",
    "module_foreign", "module_not_pkcs11", "readers_unavailable", "certificate_without_key",
}  # fmt: skip
CHOSEN_BEFORE = {  # what is signed, and with what, is not settled yet when these come
    "no_certificate", "certificate_ambiguous", "key_file_unreadable", "anchor_not_found",
    "anchor_ambiguous", "template_unknown", "template_does_not_fit", "image_unreadable",
    "image_kind", "image_too_large", "image_empty", "invalid_argument", "field_exists",
}  # fmt: skip
OF_THE_LEVEL = {  # the signature is made all the same, and the level is owed
    "timestamp_account_refused", "clock_differs", "timestamp_untrusted", "proof_busy",
    "proof_folder_read_only", "revocation_private", "revocation_not_offered",
    "timestamp_server_unverified",
    "timestamp_unavailable", "timestamp_not_accepted", "no_timestamp_service", "issuer_untrusted",
    "revocation_unavailable", "revocation_too_old", "certificate_revoked", "step_not_possible",
    "level_not_reached", "proof_file_missing", "proof_file_changed", "level_unavailable",
    "archive_file_missing", "archive_file_changed", "archive_file_extended",
    "proof_file_unreachable", "proxy_unsupported", "revocation_proxy_unsupported",
    "proxy_account_refused", "revocation_proxy_account", "proof_file_other",
}  # fmt: skip
IN_BETWEEN = {  # another program, a fault of ours, or no single signature at all
    "output_unreachable", "signature_check_failed", "unforeseen", "stopped", "not_attempted",
    "no_display", "watch_forbidden", "watch_taken",
}  # fmt: skip
OF_THE_DESK = {"store_busy", "store_on_network", "key_files_forbidden"}  # test_preflight_desk
OF_EXTRAS = {
    "certification_too_late", "certified_new_field", "certification_closes_fields",
    "initials_not_possible", "initials_missing", "initials_do_not_fit",
}  # fmt: skip


def test_every_error_has_its_place():
    """A new error is told before the PIN, or it is said here why it cannot be."""
    told_here = {code for _, code in REFUSED.values()}
    told_here |= {each[3] for each in FIELDS_REFUSED.values()}
    told_here |= {
        "password_incorrect", "encryption_unsupported", "document_changed", "document_missing",
        "place_refused", "certificate_expired", "certificate_not_yet_valid", "key_not_accepted",
        "certificate_cannot_sign", "mechanism_missing", "output_exists", "output_name_refused",
        "folder_read_only", "folder_missing", "disk_full", "file_name_unreadable",
    }  # fmt: skip
    kinds = (told_here, THE_CARDS, CHOSEN_BEFORE, OF_THE_LEVEL, IN_BETWEEN, OF_THE_DESK, OF_EXTRAS)
    rooms = ("acts", "kinds", "tokens", "levels", "placing")
    names = {importlib.import_module(f"paraph.domain.errors.{room}").__name__ for room in rooms}
    every = {code for code, kind in errors.leaves().items() if kind.__module__ in names}
    assert set().union(*kinds) == every
    assert sum(map(len, kinds)) == len(every)


def test_a_lock_for_certificates_is_told_before(desk, tmp_path, corpus):
    source = tmp_path / "in.pdf"
    shutil.copy(corpus / "pyhanko" / "minimal-pubkey-aes256.pdf", source)
    agrees(desk, source, tmp_path / "out.pdf", "encryption_unsupported")


def extras_told(desk: Desk, source: Path, output: Path, extras: Extras, **more: object) -> str:
    """Rehearse with extras, and sign with them: both for the same reason."""
    ports = replace(desk.ports, documents=PlacingReader())
    chosen = desk.candidate
    checks = Checks(ports.signer, ports.files, desk.clock, signing=ports)
    wish = Wish(source, extras=extras, **more)
    found = preflight(wish, chosen, chosen.token, output, checks)
    (code,) = {each.code for each in found.settle}
    with pytest.raises(errors.ParaphError) as refused:
        sign_document(wish.request(output, chosen), FakeKey(desk.card, desk.signer.key), ports)
    assert refused.value.code == code
    assert desk.card.signatures == 0
    return code


def test_a_name_that_is_no_text_is_told_before(desk, tmp_path):
    foreign = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.pdf"))
    foreign.write_bytes(SAMPLE.read_bytes())
    assert told(desk, foreign, tmp_path / "out.pdf") == ["file_name_unreadable"]
    assert told(desk, SAMPLE, foreign.with_name(f"{foreign.stem}-signed.pdf")) == [
        "file_name_unreadable"
    ]


CERTIFIED = Extras(certification=Certification.NO_CHANGES)


def test_what_comes_with_a_signature_and_cannot_be_is_told_before(desk, tmp_path):
    out = tmp_path / "out.pdf"
    signed = pdfs.signed_by_another(tmp_path / "signed.pdf", SAMPLE)
    assert extras_told(desk, signed, out, CERTIFIED) == "certification_too_late"
    initials = Extras(initials=InitialsRule())
    assert extras_told(desk, signed, out, initials) == "initials_not_possible"
    form = pdfs.with_fields(tmp_path / "form.pdf", pdfs.sig_field("Theirs"))
    assert extras_told(desk, form, out, CERTIFIED) == "certification_closes_fields"
    nameless = Desk(identity(holder="123"))
    assert extras_told(nameless, SAMPLE, out, initials) == "initials_missing"
    beyond = Extras(initials=InitialsRule("2-5"))
    assert extras_told(desk, SAMPLE, out, beyond) == "initials_do_not_fit"
    with pymupdf.open() as document:
        document.new_page(width=40, height=20)
        document.save(tmp_path / "label.pdf")
    assert extras_told(desk, tmp_path / "label.pdf", out, initials) == "initials_do_not_fit"
    certified = pdfs.signed_by_another(tmp_path / "c.pdf", SAMPLE, certify=MDPPerm.FILL_FORMS)
    assert told(desk, certified, out, place=SEEN) == ["certified_new_field"]


@pytest.mark.parametrize("kind", ["rsa3072", "rsa2048-pss", "p256", "p521", "ed25519"])
@pytest.mark.parametrize("general", [False, True], ids=["fast path", "general path"])
def test_every_kind_of_key_is_rehearsed_on_both_paths(tmp_path, kind, general):
    desk, out = Desk(identity(kind)), tmp_path / "out.pdf"
    source = encrypted(tmp_path / "locked.pdf", user="") if general else SAMPLE
    password = Secret("o") if general else None
    assert told(desk, source, out, place=SEEN, password=password) == []
    assert desk.card.signatures == 0
