"""Programs that judge a signed file and know nothing of how it was made."""

import hashlib
import re
import subprocess
from pathlib import Path

from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_der_x509_certificate


def pdfsig(path: Path, password: str = "") -> str:
    """Give what poppler says; it was seen to hang on one hostile file, hence the limit."""
    words = ["pdfsig", *(["-upw", password] if password else []), path]
    done = subprocess.run(words, capture_output=True, timeout=30)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def poppler_says_valid(path: Path, password: str = "") -> bool:
    """Tell whether the last signature is valid and covers the whole file."""
    told = pdfsig(path, password)
    last = told[told.rfind("Signature #") :]
    return "Signature is Valid" in last and "Total document signed" in last


def cms_of(path: Path) -> tuple[bytes, bytes]:
    """Give the last signature's CMS and the bytes it covers."""
    data = path.read_bytes()
    found = re.findall(rb"/ByteRange ?\[ ?(\d+) +(\d+) +(\d+) +(\d+)", data)
    _, length, start, rest = map(int, found[-1])
    contents = bytes.fromhex(data[length + 1 : start - 1].decode("ascii"))
    return contents, data[:length] + data[start : start + rest]


def openssl_cms(path: Path, ca_der: bytes, folder: Path, *, cades: bool) -> str:
    """Verify with `openssl cms`, with or without the CAdES attributes; "" when it holds."""
    cms_der, content = cms_of(path)
    (folder / "content").write_bytes(content)
    (folder / "cms").write_bytes(cms_der)
    pem = load_der_x509_certificate(ca_der).public_bytes(Encoding.PEM)
    (folder / "ca.pem").write_bytes(pem)
    words = ["openssl", "cms", "-verify", *(["-cades"] if cades else []), "-inform", "DER"]
    words += ["-in", folder / "cms", "-content", folder / "content", "-binary"]
    words += ["-CAfile", folder / "ca.pem", "-purpose", "any", "-out", "/dev/null"]
    done = subprocess.run(words, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr


def openssl_value(path: Path, certificate_der: bytes, folder: Path) -> bool:
    """Verify an EdDSA value with `openssl pkeyutl`, for the CMS that OpenSSL 3.0 does not know.

    What is signed are the attributes as a SET OF (RFC 5652, 5.4), the digest of the content among
    them.
    """
    cms_der, content = cms_of(path)
    (signer,) = cms.ContentInfo.load(cms_der)["content"]["signer_infos"]
    attributes = {item["type"].native: item["values"] for item in signer["signed_attrs"]}
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, content).digest()
    if attributes["message_digest"][0].native != digest:
        return False
    key = load_der_x509_certificate(certificate_der).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (folder / "key.pem").write_bytes(pem)
    (folder / "attributes").write_bytes(signer["signed_attrs"].untag().dump())
    (folder / "value").write_bytes(signer["signature"].native)
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / "key.pem", "-rawin"]
    words += ["-in", folder / "attributes", "-sigfile", folder / "value"]
    return subprocess.run(words, capture_output=True).returncode == 0


def openssl_print(path: Path, folder: Path) -> str:
    """Give `openssl`'s listing of the CMS."""
    (folder / "cms").write_bytes(cms_of(path)[0])
    words = ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", folder / "cms"]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
