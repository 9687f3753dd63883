"""The PKI as the sandbox itself uses it: signatures by pyHanko, judged by others."""

from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from paraph.wire.names import SignatureLevel
from paraph_sandbox.pki.evidence import validation_context
from paraph_sandbox.pki.issued import Owner, enter
from paraph_sandbox.pki.leaves import Signatory, SigningIdentity, issue_for_signatory
from paraph_sandbox.pki.roles import Role, issuing
from paraph_sandbox.pki.timestamper import OwnTimeStamper
from tests.conftest import SAMPLE
from tests.judges import pdfsig
from tests.judges_dss import dss_report
from tests.sandbox.conftest import Sandbox


def _issue(
    sandbox: Sandbox,
    level: SignatureLevel = SignatureLevel.QUALIFIED,
    names: tuple[str, str] = ("Zoë", "Łukasiewicz"),
    email: str = "zoe@cabinet.fr",
) -> SigningIdentity:
    person = Signatory("sig_0123456789abcdef", *names, email)
    with sandbox.services.database.write() as tx:
        made = issue_for_signatory(sandbox.services.pki.authorities(), person, level)
        owner = Owner(sandbox.account, person.id)
        enter(tx, made.certificate.dump(), issuing(level), owner)
    return made


def _signed(sandbox: Sandbox, identity: SigningIdentity, **levels: object) -> bytes:
    signer = SimpleSigner(
        signing_cert=identity.certificate,
        signing_key=identity.key,
        cert_registry=SimpleCertificateStore.from_certs(identity.chain),
    )
    wanted = PdfSignatureMetadata(
        field_name="Signature", subfilter=SigSeedSubFilter.PADES, **levels
    )
    stamper = OwnTimeStamper(sandbox.services.pki.authorities())
    writer, out = IncrementalPdfFileWriter(BytesIO(SAMPLE.read_bytes())), BytesIO()
    PdfSigner(wanted, signer=signer, timestamper=stamper).sign_pdf(writer, output=out)
    return out.getvalue()


def _long_term(sandbox: Sandbox, identity: SigningIdentity) -> bytes:
    with sandbox.services.database.read() as tx:
        context = validation_context(sandbox.services.pki.authorities(), tx, [identity.certificate])
    return _signed(
        sandbox,
        identity,
        embed_validation_info=True,
        use_pades_lta=True,
        validation_context=context,
    )


def _root(sandbox: Sandbox) -> bytes:
    root = sandbox.services.pki.authorities().of[Role.ROOT]
    return root.certificate.public_bytes(Encoding.DER)


def test_a_signature_with_our_timestamp_is_b_t_for_eu_dss(sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(_signed(sandbox, _issue(sandbox)))
    assert "Signature is Valid" in pdfsig(file)
    (signature,) = dss_report(file, [_root(sandbox)]).signatures
    assert signature.holds
    assert signature.is_trusted
    assert signature.level == "PAdES-BASELINE-T"
    assert [stamp.is_trusted for stamp in signature.timestamps] == [True]


def test_a_signature_with_our_evidence_is_b_lta_for_eu_dss(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "signed.pdf"
    file.write_bytes(_long_term(sandbox, _issue(sandbox)))
    (signature,) = dss_report(file, [_root(sandbox)]).signatures
    assert signature.holds
    assert signature.is_trusted
    assert signature.level == "PAdES-BASELINE-LTA"


def test_evidence_of_a_revoked_signatory_says_so(sandbox: Sandbox) -> None:
    from pyhanko.sign.general import SigningError

    from paraph_sandbox.clock import machine_time
    from paraph_sandbox.pki import issued

    identity = _issue(sandbox)
    serial = issued.serial_text(identity.certificate.serial_number)
    with sandbox.services.database.write() as tx:
        issued.revoke(tx, serial, "superseded", machine_time())
    with pytest.raises(SigningError) as caught:
        _long_term(sandbox, identity)
    assert "revoked" in str(caught.value.__cause__ or caught.value)


def test_each_signatory_has_a_key_and_a_certificate_of_his_own(sandbox: Sandbox) -> None:
    first, second = _issue(sandbox), _issue(sandbox)
    assert first.key.dump() != second.key.dump()
    assert first.certificate.serial_number != second.certificate.serial_number
    told = x509.load_der_x509_certificate(first.certificate.dump())
    lasts = told.not_valid_after_utc - told.not_valid_before_utc
    assert lasts.days == 1
    key = x509.load_der_x509_certificate(first.certificate.dump()).public_key()
    assert key.public_numbers().curve.name == "secp256r1"
    with sandbox.services.database.read() as tx:
        rows = tx.all("SELECT * FROM certificates")
    assert {row["signatory"] for row in rows} == {"sig_0123456789abcdef"}
    assert {row["account"] for row in rows} == {sandbox.account}


@pytest.mark.parametrize(
    ("names", "email"),
    [
        (("A" * 200, "B" * 200), "a@b.fr"),
        (("李", "小龍"), "李@例え.jp"),
        (("A", "B"), "a,b@c.fr"),
        (("A", "B"), "a@b..c"),
        (("A", "B"), f"{'a' * 240}@b.fr"),
        (('"; DROP', "<b>"), '"@x'),
    ],
)
def test_a_signatory_of_any_name_and_address_gets_a_certificate(
    sandbox: Sandbox, names: tuple[str, str], email: str
) -> None:
    told = _issue(sandbox, names=names, email=email).certificate
    subject = told.subject.native
    assert subject["given_name"] == names[0]
    assert subject["surname"] == names[1]
    assert len(subject["common_name"]) <= 64
    read = x509.load_der_x509_certificate(told.dump())
    names_told = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert email.encode() in told.dump()
    assert len(list(names_told)) == 1
