"""Initials that are signatures of their own: what bars the last of them is said before the PIN."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyhanko.sign.fields import FieldMDPAction, FieldMDPSpec

from paraph.domain.placing.initials import InitialsRule, SignedInitials
from paraph.domain.placing.prepared_field import PreparedField
from paraph.domain.placing.signature_extras import Additions, Extras
from paraph.domain.placing.signature_field import Box, Place
from paraph.pades.document_signer import PadesSigner
from paraph.ports.documents import PreparedSignature, SignatureOrder
from paraph.ports.signing_token import SigningToken
from paraph.usecases.rehearse import rehearse
from paraph.usecases.sign_document import SignRequest
from tests.fakes import pdfs
from tests.fakes.desk import Desk
from tests.fakes.pki import identity

INITIALS = Extras(InitialsRule())
SEEN = Place(0, Box(300, 72, 500, 132))
WITNESS = PreparedField("Witness", SEEN)
# A signature that no program makes today (12.7.5.5: bit 2 says that the kind is required).
OLD_KIND = "/SV << /Type /SV /Ff 2 /SubFilter [/adbe.x509.rsa_sha1] >>"


def lock(action: str, more: str = "") -> str:
    return f"/Lock << /Type /SigFieldLock /Action /{action} {more} >>"


def names(*fields: str) -> str:
    return f"/Fields [{' '.join(f'({each})' for each in fields)}]"


def prepared(tmp_path: Path, *terms: str, own: str = "", earlier: FieldMDPSpec | None = None):
    """Give a signed document with a field for initials a term, and one for the signature."""
    fields = [pdfs.sig_field(f"Initials{n}", each) for n, each in enumerate(terms, 1)]
    fields += [pdfs.sig_field(own)] if own else []
    form = pdfs.with_fields(tmp_path / "form.pdf", *fields)
    return pdfs.signed_by_another(tmp_path / "signed.pdf", form, lock=earlier)


@pytest.fixture
def desk() -> Desk:
    return Desk(identity("p256", "Camille Roux"))


REFUSED = {
    "the third asks for another kind": (["", "", OLD_KIND], {}, "field_forbids", 2),
    "the second closes the form": (["", lock("All"), ""], {}, "field_locked", 2),
    "the first closes the third": (
        [lock("Include", names("Initials3")), "", ""],
        {},
        "field_locked",
        2,
    ),
    "the second allows no change": (
        ["", lock("Include", names("Other") + " /P 1"), ""],
        {},
        "docmdp_forbids",
        2,
    ),
    "the first closes that of the signature": (
        [lock("Include", names("Mine")), ""],
        {"field": "Mine"},
        "field_locked",
        2,
    ),
    "the last lets fields be signed and no new box": (
        ["", lock("Include", names("Other") + " /P 2")],
        {"place": SEEN},
        "certified_new_field",
        2,
    ),
    "the first closes a field that comes for others": (
        [lock("Include", names("Witness"))],
        {"extras": INITIALS._replace(fields=(WITNESS,))},
        "field_locked",
        1,
    ),
}


@pytest.mark.parametrize(("terms", "wish", "code", "made"), REFUSED.values(), ids=REFUSED.keys())
def test_what_bars_one_of_several_signatures_is_told_before(
    desk, tmp_path, terms, wish, code, made
):
    source = prepared(tmp_path, *terms, own=wish.get("field", ""))
    wish = {"extras": INITIALS, **wish}
    found = desk.preflight(source, tmp_path / "out.pdf", **wish)
    assert [each.code for each in found.settle] == [code]
    assert desk.card.signatures == 0
    assert desk.refused(source, tmp_path / "out.pdf", **wish).code == code
    # So many the card would have made for nothing.
    assert desk.card.signatures == made


def test_what_bars_none_of_them_is_signed_as_it_was_rehearsed(desk, tmp_path):
    terms = ["", lock("Include", names("Other")), lock("Include", names("Other") + " /P 2")]
    source = prepared(tmp_path, *terms, own="Mine")
    wish = {"extras": INITIALS, "field": "Mine"}
    assert desk.preflight(source, tmp_path / "out.pdf", **wish).settle == ()
    assert desk.sign(source, tmp_path / "out.pdf", **wish).field == "Mine"
    assert desk.card.signatures == 4


class Counting(PadesSigner):
    """The real signer, which remembers the fields that it signed and those it was asked about."""

    def __init__(self) -> None:
        self.signed: list[str | None] = []
        self.asked: list[str] = []

    def sign(self, order: SignatureOrder, token: SigningToken) -> PreparedSignature:
        self.signed.append(order.field)
        return super().sign(order, token)

    def refuse_fields(self, source, fields, password) -> None:
        self.asked += fields
        super().refuse_fields(source, fields, password)


def test_of_many_plain_fields_only_the_first_are_signed_in_the_rehearsal(desk, tmp_path):
    terms = ["" if n != 28 else lock("Include", names("Other")) for n in range(30)]
    source, signer = prepared(tmp_path, *terms), Counting()
    chosen, out = desk.candidate, tmp_path / "out.pdf"
    request = SignRequest(source, out, desk.signer.certificate_der, extras=INITIALS)
    rehearse(request, chosen.facts, None, replace(desk.ports, signer=signer))
    # Those that lock or ask something are all signed: they may bar what comes after them.
    assert signer.signed == [*(f"Initials{n}" for n in range(1, 21)), "Initials29", None]
    assert signer.asked == [f"Initials{n}" for n in (*range(21, 29), 30)]
    assert sorted(tmp_path.glob("*part*")) == []


@pytest.mark.parametrize("term", ["", lock("Include", names("Other"))], ids=["plain", "locking"])
def test_one_behind_many_that_an_earlier_signature_locked_is_told_too(desk, tmp_path, term):
    locked = FieldMDPSpec(FieldMDPAction.INCLUDE, fields=["Initials25"])
    source = prepared(tmp_path, *[""] * 24, term, earlier=locked)
    found = desk.preflight(source, tmp_path / "out.pdf", extras=INITIALS)
    assert [each.code for each in found.settle] == ["field_locked"]
    refused = desk.refused(source, tmp_path / "out.pdf", extras=INITIALS)
    assert refused.details == {"field": "Initials25"}


def test_the_steps_of_an_order_stand_one_upon_the_other(tmp_path):
    signed = tuple(SignedInitials(f"Initials{n}", b"%d" % n) for n in range(3))
    source, temporary = tmp_path / "in.pdf", tmp_path / "part"
    order = SignatureOrder(
        source, temporary, b"", (), place=SEEN, additions=Additions(None, signed)
    )
    one, two, three, last = order.steps()
    assert [step.source for step in (one, two, three, last)] == [
        source, one.temporary, two.temporary, three.temporary
    ]  # fmt: skip
    assert (last.temporary, last.place, last.additions) == (temporary, SEEN, Additions())
    assert [(step.field, step.stamp_pdf, step.place) for step in (one, two, three)] == [
        ("Initials0", b"0", None), ("Initials1", b"1", None), ("Initials2", b"2", None)
    ]  # fmt: skip
    assert order._replace(additions=None).steps() == [order._replace(additions=None)]
