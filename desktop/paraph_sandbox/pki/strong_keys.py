"""Which public keys are certified: kinds that pyHanko signs with, and none that is known weak.

The checks of RSA keys are those of the CA/Browser Forum's Baseline Requirements, 6.1.1.3 and 6.1.6.
"""

import math

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes

_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_RSA_BITS = range(2048, 8193)
_SMALL_PRIMES = [n for n in range(3, 752) if all(n % d for d in range(2, math.isqrt(n) + 1))]
_ROCA_PRIMES = [prime for prime in _SMALL_PRIMES if prime <= 167]
_F4 = 65537
_FERMAT_ROUNDS = 100


def weakness(key: CertificatePublicKeyTypes) -> str | None:
    """Tell what is wrong with a key, or None."""
    if isinstance(key, rsa.RSAPublicKey):
        return _rsa_weakness(key.public_numbers())
    if isinstance(key, ec.EllipticCurvePublicKey):
        known = isinstance(key.curve, _CURVES)
        return None if known else "The curve is none of P-256, P-384 and P-521."
    if isinstance(key, ed25519.Ed25519PublicKey):
        return None
    return "The key is neither RSA, nor of a NIST curve, nor Ed25519."


def _rsa_weakness(key: rsa.RSAPublicNumbers) -> str | None:
    if key.n.bit_length() not in _RSA_BITS:
        return "An RSA key has 2048 to 8192 bits."
    if key.e < _F4 or key.e % 2 == 0 or key.e >= 2**256:
        return "The RSA exponent is odd, 65537 or more, and below 2^256."
    if key.n % 2 == 0 or math.gcd(key.n, math.prod(_SMALL_PRIMES)) != 1:
        return "The RSA modulus has a small factor."
    if _is_roca(key.n):
        return "The RSA key is one of a faulty generator (CVE-2017-15361)."
    if _has_close_factors(key.n):
        return "The RSA key's primes are too close together (CVE-2022-26320)."
    return None


def _is_roca(modulus: int) -> bool:
    # Its primes are k*M + (65537^a mod M): so the modulus is a power of 65537 for every divisor
    # of M (Nemec et al., The Return of Coppersmith's Attack, 2017).
    return all(modulus % prime in _powers_of_f4(prime) for prime in _ROCA_PRIMES)


def _powers_of_f4(prime: int) -> set[int]:
    powers, power = {1}, _F4 % prime
    while power not in powers:
        powers.add(power)
        power = power * _F4 % prime
    return powers


def _has_close_factors(modulus: int) -> bool:
    root = math.isqrt(modulus)
    for half_sum in range(root, root + _FERMAT_ROUNDS):
        square = half_sum * half_sum - modulus
        if square >= 0 and math.isqrt(square) ** 2 == square:
            return True
    return False
