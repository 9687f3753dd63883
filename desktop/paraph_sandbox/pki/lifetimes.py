"""How long what the PKI issues lasts, by the machine's own time."""

from datetime import timedelta

from paraph_sandbox.pki.roles import Role

_YEAR = timedelta(days=365)
OF_ROLE = {
    Role.ROOT: 25 * _YEAR,
    Role.ADVANCED: 20 * _YEAR,
    Role.QUALIFIED: 20 * _YEAR,
    Role.TSA: 15 * _YEAR,
    # Good as long as its CA, since nobody can ask about it (RFC 6960, 4.2.2.2.1).
    Role.OCSP_ROOT: 20 * _YEAR,
    Role.OCSP_ADVANCED: 20 * _YEAR,
    Role.OCSP_QUALIFIED: 20 * _YEAR,
}
CARD = 2 * _YEAR
SIGNATORY = timedelta(days=1)
OCSP_ANSWER = timedelta(hours=1)
CRL = timedelta(days=1)
CRL_RENEWED = timedelta(hours=6)
