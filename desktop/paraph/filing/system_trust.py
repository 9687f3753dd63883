"""The operating system's own trust anchors, as its store holds them.

They are those of web servers; whether they count for documents is a person's choice.
"""

import ssl
import subprocess
import sys
from pathlib import Path

from paraph.filing.certificate_files import certificates_in, certificates_of

# Where distributions put the one file of all anchors: Debian, Fedora, SUSE, Alpine.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
_MAC_ROOTS = "/System/Library/Keychains/SystemRootCertificates.keychain"
_MAC_TIMEOUT_S = 20


def system_anchors() -> list[bytes]:
    """List them (DER); none where the store is not to be found."""
    if sys.platform == "win32":
        found = ssl.enum_certificates("ROOT")
        return [der for der, encoding, _ in found if encoding == "x509_asn"]
    if sys.platform == "darwin":
        words = ["/usr/bin/security", "find-certificate", "-a", "-p", _MAC_ROOTS]
        done = subprocess.run(words, capture_output=True, timeout=_MAC_TIMEOUT_S, check=False)  # noqa: S603 - fixed words
        return certificates_of(done.stdout)
    named = ssl.get_default_verify_paths().cafile
    files = (Path(each) for each in (named, *_BUNDLES) if each)
    bundle = next((file for file in files if file.is_file()), None)
    return certificates_in(bundle) if bundle is not None else []
