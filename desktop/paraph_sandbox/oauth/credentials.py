"""What is kept of passwords, keys and tokens: never the thing itself."""

import hashlib
import hmac
import secrets

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}


def password_hash(password: str) -> str:
    """Give what is kept of a password: scrypt (RFC 7914) with a salt of its own."""
    salt = secrets.token_bytes(16)
    digest = hashlib.scrypt(password.encode(), salt=salt, **_SCRYPT)
    return f"scrypt${salt.hex()}${digest.hex()}"


def password_fits(password: str, kept: str) -> bool:
    """Tell whether this is the password; as slow for a wrong one as for the right one."""
    _, salt, digest = kept.split("$")
    tried = hashlib.scrypt(password.encode(), salt=bytes.fromhex(salt), **_SCRYPT)
    return hmac.compare_digest(tried, bytes.fromhex(digest))


def new_secret(prefix: str = "") -> str:
    """Give a secret of 256 random bits, with a prefix that tells what it is."""
    return prefix + secrets.token_urlsafe(32)


def secret_hash(secret: str) -> str:
    """Give what is kept of a secret that was made here: it is too long to be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_fits(secret: str, kept: str) -> bool:
    """Tell whether this is the secret, in the same time for every wrong one."""
    return hmac.compare_digest(secret_hash(secret), kept)
