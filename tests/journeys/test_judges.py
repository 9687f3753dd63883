"""What openssl and poppler say of a result, for every kind of key a card may hold."""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from asn1crypto import cms

from paraph.domain.secret import Secret
from paraph.domain.signature_field import Box, Place
from paraph.pkcs11.module_process import ModuleProcess
from paraph.usecases.sign_document import SignRequest, sign_document
from tests.conftest import SAMPLE
from tests.fakes.desk import Desk
from tests.fakes.pki import Identity, identity
from tests.fakes.softhsm import PIN, SoftToken, softhsm_folder
from tests.fakes.tokens import FakeKey
from tests.judges import cms_of, openssl_cms, openssl_print, pdfsig, poppler_says_valid

KINDS = {"rsa2048": "sha256", "rsa3072": "sha256", "p256": "sha256", "p384": "sha384"}


@pytest.fixture(scope="module")
def people() -> dict[str, Identity]:
    return {kind: identity(kind, f"Holder {kind}") for kind in KINDS}


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
        with module.open_key(token, one.certificate_der, Secret(PIN)) as key:
            sign_document(order, key, Desk().ports)
    finally:
        module.close()
    return request.param, one, out


def test_openssl_and_poppler_accept_it(signed, tmp_path):
    kind, one, out = signed
    assert openssl_cms(out, one.ca_der, tmp_path, cades=True) == ""
    assert openssl_cms(out, one.ca_der, tmp_path, cades=False) == ""
    assert poppler_says_valid(out)
    told = pdfsig(out)
    assert f"Holder {kind}" in told
    assert "ETSI.CAdES.detached" in told
    assert KINDS[kind].replace("sha", "SHA-") in told
    # A judge that says yes to everything would pass the lines above.
    data = bytearray(out.read_bytes())
    data[200] ^= 1
    out.write_bytes(data)
    assert "content verify error" in openssl_cms(out, one.ca_der, tmp_path, cades=True)
    assert not poppler_says_valid(out)


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
    assert signer["digest_algorithm"]["algorithm"].native == KINDS[kind]
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
