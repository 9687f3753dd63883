"""One side of the signing figures in a process of its own: `signing_child.py FACTS SIDE`.

FACTS is a JSON file of the token. Reads lines `[[source, output], …]` and answers each with
`{"ms": …, "peak": …, "held": …}`: how long signing them took, the most memory that its process ever
held, and what it and the processes under it hold now, in bytes.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

_PIECE = 1 << 20
_ATTRIBUTES_BYTES, _APPENDED_BYTES = 170, 33_000  # of a signature

_Pairs = list[tuple[Path, Path]]
_Sign = Callable[[_Pairs], Any]


@contextmanager
def desk(facts: dict[str, str], *, at_once: bool = False) -> Iterator[tuple[_Sign, int]]:
    """Sign with the use case and its real ports, the key open in the module's own process."""
    from paraph.app import make_program
    from paraph.domain.keys.secret import Secret
    from paraph.usecases.sign_batch import sign_batch
    from paraph.usecases.sign_document import SignedDocument, SignRequest, sign_document

    program = make_program()
    certificate, ca = (Path(facts[name]).read_bytes() for name in ("certificate", "ca"))
    with ExitStack() as stack:
        module = program.open_module(facts["module"])
        stack.callback(module.close)
        (token,) = [one for one in module.tokens() if one.label == facts["label"]]
        key = stack.enter_context(module.open_key(token, certificate, Secret(facts["pin"])))
        ports = stack.enter_context(program.signing())

        def sign(pairs: _Pairs) -> None:
            asked = [SignRequest(*pair, certificate, (ca,)) for pair in pairs]
            if at_once:
                outcomes = list(sign_batch(asked, key, ports))
                assert all(isinstance(each, SignedDocument) for each in outcomes), outcomes
                return
            for request in asked:
                sign_document(request, key, ports)

        yield sign, os.getpid()


@contextmanager
def batch(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Sign as `desk` does, many in one call of the use case."""
    with desk(facts, at_once=True) as side:
        yield side


@contextmanager
def bare(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Do what no signing can do without: copy, hash, C_Sign, append, fsync."""
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import open_pkcs11_session

    session = open_pkcs11_session(
        facts["module"], token_criteria=TokenCriteria(label=facts["label"]), user_pin=facts["pin"]
    )
    with session:
        key = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, id=bytes.fromhex(facts["key_id"]))
        piece = memoryview(bytearray(_PIECE))

        def sign(pairs: _Pairs) -> None:
            for source, output in pairs:
                digest = hashlib.sha256()
                with source.open("rb", buffering=0) as given, output.open("wb") as written:
                    while count := given.readinto(piece):
                        digest.update(piece[:count])
                        written.write(piece[:count])
                    attributes = digest.digest().ljust(_ATTRIBUTES_BYTES)
                    value = key.sign(attributes, mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
                    written.write(value.ljust(_APPENDED_BYTES))
                    written.flush()
                    os.fsync(written.fileno())

        yield sign, os.getpid()


@contextmanager
def engine(facts: dict[str, str]) -> Iterator[tuple[_Sign, int]]:
    """Sign as the window does: in the engine's process, the token opened with every call."""
    from paraph.domain.keys.secret import Secret
    from paraph.engine import Engine
    from paraph.usecases.preflight import Wish

    working = Engine()
    try:
        found = working.cards().candidates
        (chosen,) = [one for one in found if one.token.label == facts["label"] and not one.bar]

        def sign(pairs: _Pairs) -> None:
            for source, output in pairs:
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

    def sign(pairs: _Pairs) -> None:
        for source, output in pairs:
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


def held_bytes(pid: int) -> int:
    """Give the memory of its own that a process and its children hold now, libraries left out."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return sum(_own_bytes(each) for each in (str(pid), *children))


def _own_bytes(pid: str) -> int:
    rows = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    return next(int(row.split()[1]) * 1024 for row in rows if row.startswith("Anonymous:"))


SIDES = {"desk": desk, "batch": batch, "engine": engine, "pyhanko": pyhanko, "bare": bare}


def main() -> None:
    """Answer until the bench closes the pipe."""
    facts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    with SIDES[sys.argv[2]](facts) as (sign, pid):
        for line in sys.stdin:
            pairs = [(Path(source), Path(output)) for source, output in json.loads(line)]
            began = time.perf_counter()
            sign(pairs)
            taken = (time.perf_counter() - began) * 1000
            told = {"ms": taken, "peak": peak_bytes(pid), "held": held_bytes(pid)}
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
