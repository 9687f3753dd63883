"""The demo's request for a certificate (PKCS#10, RFC 2986), signed by the key in the token."""

from typing import Any

import pkcs11
from asn1crypto import csr, keys, pem, x509
from pkcs11.util.rsa import encode_rsa_public_key

_HOLDER = {
    "country_name": "FR",
    "common_name": "Camille Roux",
    "given_name": "Camille",
    "surname": "Roux",
}


def signing_request(public: Any, private: Any) -> str:
    """Give the request for an RSA key, its two halves as python-pkcs11 has them, in PEM."""
    key = keys.RSAPublicKey.load(encode_rsa_public_key(public))
    told = csr.CertificationRequestInfo(
        {
            "version": "v1",
            "subject": x509.Name.build(_HOLDER),
            "subject_pk_info": keys.PublicKeyInfo.wrap(key, "rsa"),
            # RFC 2986, 4.1: none, but there.
            "attributes": csr.CRIAttributes([]),
        }
    )
    signature = private.sign(told.dump(), mechanism=pkcs11.Mechanism.SHA256_RSA_PKCS)
    request = csr.CertificationRequest(
        {
            "certification_request_info": told,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": signature,
        }
    )
    return str(pem.armor("CERTIFICATE REQUEST", request.dump()).decode("ascii"))
