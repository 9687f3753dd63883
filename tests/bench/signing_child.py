"""One side of the signing figures in a process of its own: `signing_child.py FACTS SIDE`.

FACTS is a JSON file of the token. Reads lines `{"source": …, "output": …}` and answers each with
`{"ms": …, "peak": …}`: how long the signing took, and the most memory its process ever held.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

_Sign = Callable[[Path, Path], Any]


@contextmanager
def desk(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Sign with the use case and its real ports, the key open in the module's own process."""
    from paraph.app import make_program
    from paraph.domain.secret import Secret
    from paraph.usecases.sign_document import SignRequest, sign_document

    program = make_program()
    certificate, ca = (Path(facts[name]).read_bytes() for name in ("certificate", "ca"))
    with ExitStack() as stack:
        module = program.open_module(facts["module"])
        stack.callback(module.close)
        (token,) = [one for one in module.tokens() if one.label == facts["label"]]
        key = stack.enter_context(module.open_key(token, certificate, Secret(facts["pin"])))
        ports = stack.enter_context(program.signing())

        def sign(source: Path, output: Path) -> None:
            sign_document(SignRequest(source, output, certificate, (ca,)), key, ports)

        yield sign, os.getpid()


@contextmanager
def engine(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Sign as the window does: in the engine's process, the token opened with every call."""
    from paraph.domain.secret import Secret
    from paraph.engine import Engine
    from paraph.usecases.preflight import Wish

    working = Engine()
    try:
        found = working.cards().candidates
        (chosen,) = [one for one in found if one.token.label == facts["label"] and not one.bar]

        def sign(source: Path, output: Path) -> None:
            working.sign(Wish(source), output, chosen, Secret(facts["pin"]))

        assert working.pid is not None
        yield sign, working.pid
    finally:
        working.close()


@contextmanager
def pyhanko(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Sign with pyHanko alone: its own PKCS#11 signer, a file that it can read back, fsync."""
    from asn1crypto import x509
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    session = open_pkcs11_session(
        facts["module"], token_criteria=TokenCriteria(label=facts["label"]), user_pin=facts["pin"]
    )
    ca = x509.Certificate.load(Path(facts["ca"]).read_bytes())
    key_id = bytes.fromhex(facts["key_id"])
    signer = PKCS11Signer(session, key_id=key_id, cert_id=key_id, ca_chain=[ca])
    meta = PdfSignatureMetadata(
        field_name="Signature1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )

    def sign(source: Path, output: Path) -> None:
        with source.open("rb") as given, output.open("wb+") as written:
            one = PdfSigner(meta, signer, new_field_spec=SigFieldSpec("Signature1"))
            one.sign_pdf(IncrementalPdfFileWriter(given), output=written)
            written.flush()
            os.fsync(written.fileno())

    with session:
        yield sign, os.getpid()


def peak_bytes(pid: int) -> int:
    """Give the most memory a process has held since it was started."""
    rows = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("VmHWM:"))


def main() -> None:
    """Answer until the bench closes the pipe."""
    facts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with {"desk": desk, "engine": engine, "pyhanko": pyhanko}[sys.argv[2]](facts) as (sign, pid):
        for line in sys.stdin:
            order = json.loads(line)
            began = time.perf_counter()
            sign(Path(order["source"]), Path(order["output"]))
            taken = (time.perf_counter() - began) * 1000
            sys.stdout.write(json.dumps({"ms": taken, "peak": peak_bytes(pid)}) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
