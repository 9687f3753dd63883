"""Who issues certificates, as those see it who have a key and want one."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias


class IssuedCertificate(NamedTuple):
    """A certificate and its issuers (DER), the root last."""

    certificate_der: bytes
    issuers_der: tuple[bytes, ...]


Issuer: TypeAlias = Callable[[str], IssuedCertificate | None]
"""Takes a PKCS#10 request in PEM (RFC 2986, RFC 7468); None when none is to be had now."""
