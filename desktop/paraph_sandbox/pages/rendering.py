"""Pages: from templates that escape what they are given, without scripts, never kept or framed."""

import base64
import hashlib
from functools import cache

from fastapi import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

_STYLE = "style.css"


@cache
def _templates() -> Environment:
    loader = PackageLoader("paraph_sandbox.pages")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style, _, _ = loader.get_source(templates, _STYLE)
    templates.globals["style"] = Markup(style)  # noqa: S704 - a file of ours
    return templates


@cache
def _style_hash() -> str:
    digest = hashlib.sha256(str(_templates().globals["style"]).encode()).digest()
    return base64.b64encode(digest).decode()


def page(
    name: str,
    *,
    status: int = 200,
    form_targets: tuple[str, ...] = (),
    pictures: bool = False,
    **values: object,
) -> Response:
    """Give the page of a template.

    `form_targets` are origins beside ours that a form's answer may send the browser on to;
    `pictures` lets it show pictures of ours.
    """
    content = _templates().get_template(f"{name}.html").render(**values)
    return Response(
        content, status, _headers(form_targets, pictures=pictures), "text/html; charset=utf-8"
    )


def _headers(form_targets: tuple[str, ...], *, pictures: bool) -> dict[str, str]:
    policy = (
        "default-src 'none'",
        f"style-src 'sha256-{_style_hash()}'",
        "img-src 'self'" if pictures else "img-src 'none'",
        # Browsers hold a form's redirects to this, too.
        " ".join(("form-action 'self'", *form_targets)),
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    return {
        "Content-Security-Policy": "; ".join(policy),
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
