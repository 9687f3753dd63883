"""The key that signs access tokens: made once, kept in the data folder, told as a JWKS."""

import secrets
from pathlib import Path

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet

from paraph_sandbox.store.durable import sync_folder, write_private
from paraph_sandbox.store.unfit_file import UnfitFile

ALGORITHM = "ES256"
FILE_NAME = "oauth-signer.key.pem"


class Signer:
    """A P-256 key (RFC 7518, 3.4); its `kid` is its thumbprint (RFC 7638).

    `header` is the encoded header of every access token that it signs.
    """

    def __init__(self, key: ECKey) -> None:
        key.ensure_kid()
        self.keys = KeySet([key])
        # As RFC 9068 has it, 2.1: the type tells an access token from other JWTs.
        header = {"alg": ALGORITHM, "typ": "at+jwt"}
        self.header = jwt.encode(header, {}, self.keys).partition(".")[0]

    def public(self) -> dict[str, object]:
        """Give the JWKS (RFC 7517, 5), without what signs."""
        key = {"use": "sig", "alg": ALGORITHM}
        return {"keys": [{**each.as_dict(private=False), **key} for each in self.keys]}


def load_signer(data: Path, fixed: Path | None = None) -> Signer:
    """Give the signer of a data folder, made when there is none.

    `fixed` is a folder of keys for tests; its `oauth-signer.key.pem` goes before the folder's own.
    Raises UnfitFile when the file is not an EC key on P-256.
    """
    place = data / FILE_NAME
    if fixed is not None and (fixed / FILE_NAME).exists():
        place = fixed / FILE_NAME
    elif not place.exists():
        _write(place, ECKey.generate_key("P-256").as_pem(private=True))
    try:
        key = ECKey.import_key(place.read_bytes())
    except (ValueError, TypeError, JoseError) as error:
        raise UnfitFile(place, "is no private key in PEM") from error
    if key.curve_name != "P-256" or not key.is_private:
        raise UnfitFile(place, "is no private key on P-256")
    return Signer(key)


def _write(place: Path, pem: bytes) -> None:
    # Written beside and renamed: a crash leaves no half key.
    beside = place.with_name(f".{secrets.token_hex(8)}")
    write_private(beside, pem)
    beside.replace(place)
    sync_folder(place.parent)
