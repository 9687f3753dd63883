"""What went wrong at the service or on the way to it, as the program's errors."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from paraph.domain.errors import ParaphError
from paraph.domain.errors.service import (
    NetworkSignIn,
    NotThere,
    ScopeMissing,
    ServiceFailed,
    ServiceProxyRefused,
    ServiceRefused,
    ServiceUnreachable,
    ServiceUnverified,
    SignInAgain,
)
from paraph.remote.http_client import HttpTrouble, Reply, host_of
from paraph.remote.problem_words import is_page, words_of

_REDIRECTS = range(300, 400)
_PROXIES = ("proxy_account", "proxy_script", "proxy_socks")
_PASSES = (408, 425, 429)


def of_trouble(trouble: HttpTrouble) -> ServiceUnreachable:
    """Give the error of a call that had no answer."""
    kind = ServiceUnreachable
    if trouble.why == "tls":
        kind = ServiceUnverified
    elif trouble.why in _PROXIES:
        kind = ServiceProxyRefused
    return kind(why=trouble.why, host=trouble.host, may_have_arrived=trouble.may_have_arrived)


def is_elsewhere(reply: Reply, url: str) -> bool:
    """Tell whether the network answered: by a page, or by leading to another host."""
    if reply.status in _REDIRECTS:
        location = reply.headers.get("location", "")
        try:
            return urlsplit(urljoin(url, location)).netloc != urlsplit(url).netloc
        except ValueError:
            return True
    return is_page(reply)


def of_refusal(
    reply: Reply, body: Mapping[str, object] | None, url: str, account: str
) -> ParaphError:
    """Give the error of an answer that is not what was asked for."""
    if is_elsewhere(reply, url):
        return NetworkSignIn(host=host_of(url))
    words = words_of(reply, body)
    details = {
        "status": reply.status,
        "service_code": words.code or "not_understood",
        "detail": words.detail,
        "trace_id": words.trace_id,
    }
    if body is None or reply.status in (*_PASSES, 409) or not 400 <= reply.status < 500:
        return ServiceFailed(**details, retry_after=reply.headers.get("retry-after"))
    if reply.status == 401:
        return SignInAgain(account=account, why=words.code)
    if reply.status == 403:
        return ScopeMissing(scope=_text(body, "scope"), detail=words.detail)
    if reply.status == 404:
        return NotThere(path=urlsplit(url).path, trace_id=words.trace_id)
    return ServiceRefused(**details)


def _text(body: Mapping[str, object], name: str) -> str:
    told = body.get(name)
    return told[:200] if isinstance(told, str) else ""
