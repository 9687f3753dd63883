"""What a webhook's URL may be, beyond the pattern that its body has."""

from paraph_sandbox.delivery.addresses import check_host
from paraph_sandbox.lifecycle.problems import invalid


def check_url(url: str, *, private_too: bool) -> None:
    """Raise Problem 422 for a URL that nothing can be, or is, delivered to."""
    import httpx2  # slow, and mostly never needed

    try:
        host = httpx2.URL(url).host
    except httpx2.InvalidURL:
        raise invalid("url", "not a URL") from None
    check_host(host, private_too=private_too)
