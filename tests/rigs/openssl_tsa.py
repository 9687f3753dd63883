"""A time-stamping authority by `openssl ts`: another implementation than Certomancer's and ours."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.rigs import processes
from tests.rigs.small_server import Answer, Asked, serving

POLICY, OTHER_POLICY = "1.3.6.1.4.1.99999.2.1", "1.3.6.1.4.1.99999.2.2"
_CONFIG = f"""
[tsa]
default_tsa = own
[own]
dir = .
serial = ./serial
crypto_device = builtin
signer_cert = ./tsa.pem
certs = ./root.pem
signer_key = ./tsa.key
signer_digest = sha256
default_policy = {POLICY}
other_policies = {OTHER_POLICY}
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = sha256
[req]
distinguished_name = name
[name]
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[tsa_certificate]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
"""
_NEW_KEY = {
    "rsa": ("-newkey", "rsa:2048"),
    "ec": ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
}


@dataclass(frozen=True)
class OpensslTsa:
    """Where it answers, and whom to trust for it."""

    url: str
    root_der: bytes
    folder: Path

    @property
    def anchors(self) -> list[bytes]:
        return [self.root_der]


@contextmanager
def openssl_tsa(folder: Path, kind: str = "rsa") -> Iterator[OpensslTsa]:
    """Make a root and an authority in a folder, with keys of a kind, and serve it on loopback."""
    processes.need("openssl", root=False)
    _make_pki(folder, kind)
    turn = threading.Lock()  # the serial number is a file

    def answer(asked: Asked) -> Answer:
        with turn:
            return Answer(_reply(folder, asked.body), "application/timestamp-reply")

    with serving(answer) as server:
        root_der = (folder / "root.der").read_bytes()
        yield OpensslTsa(f"{server.url}/tsa", root_der, folder)


def _make_pki(folder: Path, kind: str) -> None:
    (folder / "ts.cnf").write_text(_CONFIG)
    (folder / "serial").write_text("01\n")
    new = ("req", "-config", "ts.cnf", "-nodes", *_NEW_KEY[kind])
    _openssl(folder, *new, "-x509", "-days", "3650", "-subj", "/C=FR/O=Other Trust/CN=Other root",
             "-keyout", "root.key", "-out", "root.pem", "-extensions", "root")  # fmt: skip
    _openssl(folder, *new, "-subj", "/C=FR/O=Other Trust/CN=Other TSA", "-keyout", "tsa.key",
             "-out", "tsa.csr")  # fmt: skip
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key",
             "-set_serial", "4711", "-days", "1000", "-extfile", "ts.cnf", "-extensions",
             "tsa_certificate", "-out", "tsa.pem")  # fmt: skip
    _openssl(folder, "x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der")


def _reply(folder: Path, request_der: bytes) -> bytes:
    (folder / "request.tsq").write_bytes(request_der)
    _openssl(folder, "ts", "-reply", "-config", "ts.cnf", "-queryfile", "request.tsq", "-out",
             "reply.tsr")  # fmt: skip
    return (folder / "reply.tsr").read_bytes()


def _openssl(folder: Path, *words: str) -> None:
    done = subprocess.run(["openssl", *words], cwd=folder, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
