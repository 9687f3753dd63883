"""What openssl, poppler and PDFBox say of a result, for every kind of key a card may hold."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from paraph.domain.keys.secret import Secret
from paraph.domain.placing.signature_field import Box, Place
from paraph.pkcs11.module_process import ModuleProcess
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.pki import Identity, identity
from tests.fakes.softhsm import PIN, SoftToken, softhsm_folder
from tests.fakes.tokens import FakeKey
from tests.judges import (
    cms_of,
    openssl_cms,
    openssl_print,
    openssl_value,
    pdfsig,
    poppler_says_valid,
)
from tests.judges_pdfbox import pdfbox_report


class Kind(NamedTuple):
    """A kind of key, its digest and what the CMS names; `by` are the judges that know it.

    poppler 22.12, over NSS, has neither Brainpool curves nor keys named id-RSASSA-PSS, and neither
    it nor OpenSSL before 3.2 checks EdDSA in a CMS: there OpenSSL checks the value itself. PDFBox
    with BouncyCastle knows them all.
    """

    key: str
    digest: str
    algorithm: str
    by: tuple[str, ...] = ("openssl", "poppler")
    prefer_pss: bool = False


KINDS = {
    "rsa2048": Kind("rsa2048", "sha256", "sha256_rsa"),
    "rsa3072": Kind("rsa3072", "sha256", "sha256_rsa"),
    "pss": Kind("rsa2048", "sha256", "rsassa_pss", prefer_pss=True),
    "rsa2048-pss": Kind("rsa2048-pss", "sha256", "rsassa_pss", ("openssl",)),
    "p256": Kind("p256", "sha256", "sha256_ecdsa"),
    "p384": Kind("p384", "sha384", "sha384_ecdsa"),
    "p521": Kind("p521", "sha512", "sha512_ecdsa"),
    "bp256": Kind("bp256", "sha256", "sha256_ecdsa", ("openssl",)),
    "bp384": Kind("bp384", "sha384", "sha384_ecdsa", ("openssl",)),
    "bp512": Kind("bp512", "sha512", "sha512_ecdsa", ("openssl",)),
    "ed25519": Kind("ed25519", "sha512", "ed25519", ("openssl on the value",)),
}


@pytest.fixture(scope="module")
def people() -> dict[str, Identity]:
    return {name: identity(kind.key, f"Holder {name}") for name, kind in KINDS.items()}


@pytest.fixture(scope="module")
def softhsm(tmp_path_factory, people) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("judged")
    with softhsm_folder(folder) as module:
        SoftToken(module, "Signing card", folder).add(list(people.values()))
        yield module


@pytest.fixture(params=KINDS)
def signed(request, softhsm, people, tmp_path):
    one, out = people[request.param], tmp_path / "signed.pdf"
    module = ModuleProcess(softhsm)
    try:
        (token,) = module.tokens()
        place = Place(2, Box(72, 262, 276, 352))
        order = SignRequest(
            SAMPLE, out, one.certificate_der, (one.ca_der,), place=place, reason="Accord"
        )
        kind = KINDS[request.param]
        opening = module.open_key(
            token, one.certificate_der, Secret(PIN), prefer_pss=kind.prefer_pss
        )
        with opening as key:
            sign_document(order, key, Desk().ports)
    finally:
        module.close()
    return request.param, one, out


def test_the_judges_accept_it(signed, tmp_path):
    kind, one, out = signed
    judges = KINDS[kind].by
    assert accepted_by(out, one, tmp_path) >= {*judges, "pdfbox"}  # newer ones know more
    told = pdfsig(out)
    assert f"Holder {kind}" in told
    assert "ETSI.CAdES.detached" in told
    assert KINDS[kind].digest.replace("sha", "SHA-") in told
    # A judge that says yes to everything would pass the lines above.
    data = bytearray(out.read_bytes())
    data[200] ^= 1
    out.write_bytes(data)
    if "openssl" in judges:
        assert "content verify error" in openssl_cms(out, one.ca_der, tmp_path, cades=True)
    assert accepted_by(out, one, tmp_path) == set()


def accepted_by(path: Path, one: Identity, folder: Path) -> set[str]:
    """Give the judges that accept a file."""
    cades = openssl_cms(path, one.ca_der, folder, cades=True)
    plain = openssl_cms(path, one.ca_der, folder, cades=False)
    found = {"openssl"} if (cades, plain) == ("", "") else set()
    if poppler_says_valid(path):
        found.add("poppler")
    (told,) = pdfbox_report(path, [one.ca_der]).signatures
    if told.holds and told.covers_all:
        found.add("pdfbox")
    is_eddsa = isinstance(one.key, Ed25519PrivateKey)
    if is_eddsa and openssl_value(path, one.certificate_der, folder):
        found.add("openssl on the value")
    return found


def test_the_cms_is_a_pades_baseline_one(signed, tmp_path):
    """EN 319 142-1, 6.3: what a B-B signature holds, and what it must not."""
    kind, one, out = signed
    shown = openssl_print(out, tmp_path)
    assert "signingTime" not in shown
    assert "id-smime-aa-signingCertificateV2" in shown
    assert "Holder " + kind in shown
    signed_data = cms.ContentInfo.load(cms_of(out)[0])["content"]
    (signer,) = signed_data["signer_infos"]
    names = {attribute["type"].native for attribute in signer["signed_attrs"]}
    assert {"content_type", "message_digest", "signing_certificate_v2"} <= names
    assert "signing_time" not in names
    assert signer["digest_algorithm"]["algorithm"].native == KINDS[kind].digest
    assert signer["signature_algorithm"]["algorithm"].native == KINDS[kind].algorithm
    if KINDS[kind].algorithm == "rsassa_pss":
        parameters = signer["signature_algorithm"]["parameters"].native
        assert parameters["hash_algorithm"]["algorithm"] == KINDS[kind].digest
        assert parameters["mask_gen_algorithm"]["parameters"]["algorithm"] == KINDS[kind].digest
        assert parameters["salt_length"] == 32
    held = {item.chosen.dump() for item in signed_data["certificates"]}
    assert held == {one.certificate_der, one.ca_der}, "the chain is not complete, or more than it"
    assert not signed_data["encap_content_info"]["content"].contents


def test_the_time_stands_in_the_signature_dictionary(signed):
    _, _, out = signed
    tail = out.read_bytes()[SAMPLE.stat().st_size :]
    told = re.search(r"Signing Time: (\w{3} \d{2} \d{4}) ", pdfsig(out))[1]
    assert told == f"{datetime.now().astimezone():%b %d %Y}"
    assert b"/SubFilter /ETSI.CAdES.detached" in tail
    # 16 kB for a timestamp that comes later.
    assert len(cms_of(out)[0]) == 16384


def test_a_chain_that_lacks_a_link_is_not_accepted(tmp_path):
    # The check of the check: without the CA in its store openssl refuses.
    desk = Desk()
    desk.sign(SAMPLE, tmp_path / "out.pdf")
    stranger = identity("p256", "Stranger").certificate_der
    assert openssl_cms(tmp_path / "out.pdf", stranger, tmp_path, cades=True) != ""


def test_what_else_a_card_holds_does_not_get_into_the_contract(tmp_path):
    desk = Desk()
    one, stranger = desk.signer, identity("p256", "Login certificate").certificate_der
    request = SignRequest(
        SAMPLE,
        tmp_path / "out.pdf",
        one.certificate_der,
        (stranger, b"no certificate", one.ca_der),
    )
    sign_document(request, FakeKey(desk.card, one.key), desk.ports)
    signed_data = cms.ContentInfo.load(cms_of(tmp_path / "out.pdf")[0])["content"]
    held = {item.chosen.dump() for item in signed_data["certificates"]}
    assert held == {one.certificate_der, one.ca_der}
