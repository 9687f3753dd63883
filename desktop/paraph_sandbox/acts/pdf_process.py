"""The process that judges, signs and stamps PDF files: what a hostile file does costs it alone.

The parent's side is `acts.pdf_work`. Files come and go by their paths, certificates in base64.
"""

import base64
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import ocsp as asn1_ocsp
from cryptography import x509

from paraph.wire.names import SignatureLevel
from paraph.wire.results import AuditTrail
from paraph_sandbox.acts.signatories import fields_read
from paraph_sandbox.apart.child import answer_parent
from paraph_sandbox.clock import machine_time
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.papers.stamps import draw_stamp
from paraph_sandbox.papers.trail_paper import draw_trail
from paraph_sandbox.pki.anchors import unfit_signer
from paraph_sandbox.pki.authorities import Authorities, open_authorities
from paraph_sandbox.pki.leaves import Signatory, issue_for_signatory
from paraph_sandbox.pki.timestamper import OwnTimeStamper
from paraph_sandbox.signing import proof
from paraph_sandbox.signing.admission import check_admits
from paraph_sandbox.signing.order import Order
from paraph_sandbox.signing.rejection import Reason, Rejected
from paraph_sandbox.signing.remote import sign
from paraph_sandbox.signing.upload import judge

Json = dict[str, Any]


def _admits(asked: Json) -> Json:
    check_admits(_bytes(asked["pdf"]), fields_read(asked["fields"]))
    return {}


def _judge(asked: Json) -> Json:
    signer = judge(_bytes(asked["before"]), _bytes(asked["upload"]), fields_read(asked["fields"]))
    level = SignatureLevel(asked["level"])
    unfit = unfit_signer(_authorities(asked), signer, level, machine_time())
    if unfit is not None:
        raise Rejected(Reason.CERTIFICATE_UNFIT, str(unfit))
    holder = signer.certificate.subject.native.get("common_name", "")
    return {**_told(signer.certificate), "holder": str(holder)}


def _sign(asked: Json) -> Json:
    authorities = _authorities(asked)
    holder, level = Signatory(**asked["holder"]), SignatureLevel(asked["level"])
    identity = issue_for_signatory(authorities, holder, level)
    stamper = OwnTimeStamper(authorities)
    signed = sign(_bytes(asked["pdf"]), _order(asked["order"]), identity, stamper, draw_stamp)
    Path(asked["output"]).write_bytes(signed)
    return _told(identity.certificate)


def _stamp(asked: Json) -> Json:
    pdf = _bytes(asked["pdf"])
    if not proof.lacks_timestamp(pdf):
        return {"has_one": True}
    Path(asked["output"]).write_bytes(proof.with_timestamp(pdf, _stamper(asked)))
    return {"has_one": False}


def _trail(asked: Json) -> Json:
    told = AuditTrail.model_validate_json(asked["trail"])
    paper = draw_trail(told, asked["pki"]["address"])
    Path(asked["output"]).write_bytes(proof.with_timestamp(paper, _stamper(asked)))
    return {}


def _signers(asked: Json) -> Json:
    return {"signers": [_text(each.dump()) for each in proof.signers(_bytes(asked["pdf"]))]}


def _prove(asked: Json) -> Json:
    of = _authorities(asked).of.values()
    issuers = [each.asn1_certificate() for each in of]
    ocsps = [asn1_ocsp.OCSPResponse.load(_decoded(each)) for each in asked["ocsps"]]
    proven = proof.with_proof(_bytes(asked["pdf"]), issuers, ocsps, _stamper(asked))
    Path(asked["output"]).write_bytes(proven)
    return {}


_WORKS: dict[str, Callable[[Json], Json]] = {
    "admits": _admits,
    "judge": _judge,
    "sign": _sign,
    "stamp": _stamp,
    "trail": _trail,
    "signers": _signers,
    "prove": _prove,
}


def _answer(asked: Json) -> Json:
    try:
        return _WORKS[asked["work"]](asked)
    except Rejected as rejected:
        return {"rejected": [str(rejected.reason), rejected.detail]}
    except Problem as problem:
        return {"problem": [problem.status, problem.code, problem.detail]}
    except FileNotFoundError:
        return {"gone": True}
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the parent raises and logs it
        # Where it failed, and not its words: they can repeat what a file held.
        frames = "".join(traceback.format_tb(error.__traceback__))
        return {"failed": f"{type(error).__name__}\n{frames}"}


def _authorities(asked: Json) -> Authorities:
    pki = asked["pki"]
    admitted = tuple(x509.load_der_x509_certificate(_decoded(each)) for each in pki["admitted"])
    return replace(_opened(pki["folder"], pki["address"]), admitted=admitted)


@cache
def _opened(folder: str, address: str) -> Authorities:
    return open_authorities(Path(folder), address, None, ())


def _stamper(asked: Json) -> OwnTimeStamper:
    return OwnTimeStamper(_authorities(asked))


def _order(told: Json) -> Order:
    fields = {name: fields_read(told[name]) for name in ("field", "marks", "prepared")}
    field = next(iter(fields.pop("field")), None)
    return Order(**{**told, **fields, "field": field})


def _told(certificate: Any) -> Json:
    """Give a signer's certificate (asn1crypto's), and what is kept of it in words."""
    columns = {
        "certificate_serial": format(certificate.serial_number, "x"),
        "certificate_sha256": certificate.sha256.hex(),
        "certificate_issuer": certificate.issuer.human_friendly,
    }
    return {"certificate": _text(certificate.dump()), "columns": columns}


def _bytes(path: str) -> bytes:
    return Path(path).read_bytes()


def _text(der: bytes) -> str:
    return base64.b64encode(der).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text)


if __name__ == "__main__":
    answer_parent(_answer)
