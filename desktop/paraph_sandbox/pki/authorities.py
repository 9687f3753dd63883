"""The PKI's own keys and certificates: made once, into the data folder, read at each start."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from paraph_sandbox.clock import machine_time
from paraph_sandbox.pki import profiles
from paraph_sandbox.pki.key_files import (
    PrivateKey,
    certificate_file,
    key_file,
    new_key,
    pkcs8,
    read_certificates,
    read_key,
    read_pair,
)
from paraph_sandbox.pki.lifetimes import OF_ROLE
from paraph_sandbox.pki.roles import Role
from paraph_sandbox.store.durable import sync_folder, write_private
from paraph_sandbox.store.unfit_file import UnfitFile


@dataclass(frozen=True)
class Authority:
    """One of the PKI's own: a CA, the TSA or an OCSP responder."""

    role: Role
    certificate: x509.Certificate
    key: PrivateKey

    # asn1crypto reads an object bit by bit as it is asked, and not safely from two threads: so
    # each caller gets one of its own.
    def asn1_certificate(self) -> Any:
        """Give the certificate as asn1crypto's, for one thread."""
        return asn1_x509.Certificate.load(self.certificate.public_bytes(Encoding.DER))

    def asn1_key(self) -> Any:
        """Give the key as asn1crypto's, for one thread."""
        return asn1_keys.PrivateKeyInfo.load(pkcs8(self.key, Encoding.DER))


@dataclass(frozen=True)
class Authorities:
    """All of them, the address they are found at, and the foreign roots that are admitted."""

    address: str
    of: Mapping[Role, Authority]
    admitted: tuple[x509.Certificate, ...]

    def issued_by(self, issuer: Role) -> frozenset[int]:
        """Give the serial numbers of the PKI's own certificates by an issuer."""
        return frozenset(
            each.certificate.serial_number
            for each in self.of.values()
            if each.role.issuer is issuer and each.role is not Role.ROOT
        )

    def chain(self, issuer: Role) -> list[Authority]:
        """Give the issuers from this one up, root last."""
        found = [self.of[issuer]]
        while found[-1].role is not Role.ROOT:
            found.append(self.of[found[-1].role.issuer])
        return found


def open_authorities(
    folder: Path, address: str, keys: Path | None, trust: tuple[Path, ...]
) -> Authorities:
    """Read the PKI from `folder`, after making it there when it is not.

    `keys` is a folder of fixed keys (`root.key.pem`, `tsa.key.pem`, … one for each role), `trust`
    files of foreign roots. Raises UnfitFile for one of them that cannot be used.
    """
    fixed = None if keys is None else {role: read_key(key_file(keys, role)) for role in Role}
    if not folder.exists():
        _make(folder, address, fixed or {role: new_key() for role in Role})
    of = {role: Authority(role, *read_pair(folder, role)) for role in Role}
    for role, key in (fixed or {}).items():
        if key.public_key() != of[role].key.public_key():
            raise UnfitFile(key_file(folder, role), "was made with another key")
    admitted = [each for path in trust for each in read_certificates(path)]
    return Authorities(address, of, tuple(admitted))


def _make(folder: Path, address: str, keys: Mapping[Role, PrivateKey]) -> None:
    # Made beside and renamed: a process that is killed leaves the whole of it or nothing.
    beside = folder.with_name(f"{folder.name}.new")
    if beside.exists():
        shutil.rmtree(beside)
    beside.mkdir(mode=0o700)
    for role in Role:
        write_private(key_file(beside, role), pkcs8(keys[role], Encoding.PEM))
        certificate = _certificate(role, address, keys)
        write_private(certificate_file(beside, role), certificate.public_bytes(Encoding.PEM))
    sync_folder(beside)
    beside.rename(folder)
    sync_folder(folder.parent)


def _certificate(role: Role, address: str, keys: Mapping[Role, PrivateKey]) -> x509.Certificate:
    public = keys[role].public_key()
    made = profiles.builder(profiles.subject(role), public, machine_time(), OF_ROLE[role])
    return signed(made, role.issuer, keys[role.issuer], profiles.of_role(role, address))


def signed(
    made: x509.CertificateBuilder,
    issuer: Role,
    key: PrivateKey,
    extensions: Sequence[profiles.Extension],
) -> x509.Certificate:
    """Finish a certificate with the issuer's name, its key's identifier and its signature."""
    made = made.issuer_name(profiles.subject(issuer))
    identifier = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    made = made.add_extension(identifier, critical=False)
    for each in extensions:
        made = made.add_extension(each.value, critical=each.critical)
    return made.sign(key, SHA256())
