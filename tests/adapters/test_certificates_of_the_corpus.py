"""Certificates of real CAs, from trusted lists and signed files: read, told apart, judged."""

import base64
import re
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from paraph.domain.errors import CertificateCannotSign
from paraph.domain.keys.certificate import CertificateFacts, Purpose, may_sign, purpose_of
from paraph.pades.certificates import read_certificate

_IN_XML = re.compile(r"<(?:\w+:)?X509Certificate>([^<]+)<")


def in_lists(corpus: Path) -> set[bytes]:
    found = set()
    for path in (corpus / "vectors" / "lotl").glob("*.xml"):
        for text in _IN_XML.findall(path.read_text("utf-8", "replace")):
            found.add(base64.b64decode(text))
    return found


def in_files(corpus: Path) -> set[bytes]:
    found: set[bytes] = set()
    for path in [*(corpus / "dss").glob("*.pdf"), *(corpus / "pyhanko").glob("*.pdf")]:
        try:
            with path.open("rb") as file:
                for signature in PdfFileReader(file, strict=False).embedded_signatures:
                    found.add(signature.signer_cert.dump())
                    found |= {each.dump() for each in signature.other_embedded_certs}
        except Exception:  # noqa: BLE001 - broken on purpose, and not what is asked here
            continue
    return found


@pytest.mark.filterwarnings("ignore")
def test_real_certificates_are_read_and_persons_told_from_firms(corpus):
    every = in_lists(corpus) | in_files(corpus)
    assert len(every) > 400
    read: list[CertificateFacts] = []
    unreadable = 0
    for der in every:
        try:
            read.append(read_certificate(der))
        except CertificateCannotSign:
            unreadable += 1
    assert unreadable <= 1, "one has a country that is no PrintableString"
    assert all(one.holder and one.issuer_name and one.key_bits for one in read)
    stated = {kind: [one for one in read if one.qualified.kinds == {kind}] for kind in KINDS}
    assert min(map(len, stated.values())) > 25
    assert not any(one.is_legal_person for one in stated["esign"])
    assert all(one.is_legal_person for one in stated["eseal"])
    # What an issuer made for a person's signatures signs, whatever else it is good for.
    persons = [purpose_of(one) for one in stated["esign"]]
    assert set(persons) == {Purpose.SIGNATURE}
    assert all(map(may_sign, persons))


@pytest.mark.filterwarnings("ignore")
def test_services_and_authorities_never_sign_documents(corpus):
    read = [read_certificate(der) for der in in_lists(corpus) if is_readable(der)]
    services = [one for one in read if one.purposes == {"time_stamping"} and not one.is_ca]
    authorities = [one for one in read if one.is_ca]
    assert len(services) > 5
    assert len(authorities) > 50
    assert not any(may_sign(purpose_of(one)) for one in services + authorities)


def is_readable(der: bytes) -> bool:
    try:
        read_certificate(der)
    except CertificateCannotSign:
        return False
    return True


KINDS = ("esign", "eseal")
