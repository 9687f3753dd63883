"""HTTP Digest (RFC 7616), for servers that take nothing else: the password itself is never sent."""

from collections.abc import Sequence

import httpx2

from paraph.domain.keys.secret import Secret
from paraph.remote.http_client import HttpClient, Reply, Wanted

_UNAUTHORIZED = 401
# What can be answered; MD5 is what most servers have (RFC 7616, 3.3).
_ALGORITHMS = ("md5", "sha-256", "sha-512")
# A challenge that is broken, of another kind, or of a hash that this system forbids (FIPS).
_UNUSABLE = (httpx2.ProtocolError, NotImplementedError, ValueError)


def challenges_of(reply: Reply) -> Sequence[str]:
    """List the Digest challenges of an answer that can be met."""
    told = reply.headers.get("www-authenticate", "").splitlines()
    return [each for each in told if each.lower().startswith("digest ") and _is_known(each)]


class DigestUser:
    """A user of one server; the server's last challenge is answered ahead of the next."""

    def __init__(self, user: str, password: Secret) -> None:
        self._auth = httpx2.DigestAuth(user.encode(), password.reveal().encode())

    def send(self, http: HttpClient, wanted: Wanted) -> Reply:
        """Send a call, and once more when it is challenged. Raises HttpTrouble."""
        request = httpx2.Request(wanted.method, wanted.url)
        flow = self._auth.auth_flow(request)
        try:
            next(flow)
            reply = http.send(_answering(wanted, request))
            if reply.status != _UNAUTHORIZED:
                return reply
            told = [("WWW-Authenticate", each) for each in challenges_of(reply)]
            flow.send(httpx2.Response(_UNAUTHORIZED, headers=told, request=request))
        except (StopIteration, *_UNUSABLE):
            return reply
        return http.send(_answering(wanted, request))


def _answering(wanted: Wanted, request: httpx2.Request) -> Wanted:
    answer = request.headers.get("Authorization")
    headers = {**wanted.headers, **({"Authorization": answer} if answer else {})}
    return wanted._replace(user="", password=None, headers=headers)


def _is_known(challenge: str) -> bool:
    told = challenge.lower().replace('"', "").replace(" ", "")
    named = told.partition("algorithm=")[2].partition(",")[0] or _ALGORITHMS[0]
    return named.removesuffix("-sess") in _ALGORITHMS
