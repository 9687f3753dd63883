"""A person at the browser, played by HTTP: fills in the forms that the pages hold."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

REDIRECT = "http://127.0.0.1:51111/callback"
SCOPES = "documents:read documents:write"


@dataclass
class Form:
    action: str = ""
    fields: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        if tag == "form":
            self.forms.append(Form(told["action"] or ""))
        elif tag == "input" and self.forms:
            self.forms[-1].fields[told["name"] or ""] = told.get("value") or ""


def forms_of(html: str) -> list[Form]:
    parser = _Forms()
    parser.feed(html)
    return parser.forms


def tags_of(html: str) -> list[str]:
    parser = _Forms()
    parser.feed(html)
    return parser.tags


def pkce() -> tuple[str, str]:
    """Give a verifier and its S256 challenge (RFC 7636, 4.2)."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, base64.urlsafe_b64encode(digest).decode().rstrip("=")


def asking(challenge: str | None, **changed: str | None) -> dict[str, str]:
    """Give the query of a proper authorization request, with some of it changed or left out."""
    asked: dict[str, str | None] = {
        "response_type": "code",
        "client_id": "paraph-desktop",
        "redirect_uri": REDIRECT,
        "scope": SCOPES,
        "state": "a-state",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **changed,
    }
    return {name: value for name, value in asked.items() if value is not None}


def log_in(client: Any, login_page: str, login: str, password: str) -> Any:
    """Fill in the login page, and follow its answer to the next page."""
    form = forms_of(login_page)[0]
    answer = client.post(form.action, data={**form.fields, "login": login, "password": password})
    return client.get(answer.headers["Location"]) if answer.status_code == 303 else answer


def decide(client: Any, consent_page: str, decision: str = "allow") -> Any:
    """Press a button of the consent page."""
    form = forms_of(consent_page)[0]
    return client.post(form.action, data={**form.fields, "decision": decision})


def sent_back(answer: Any) -> dict[str, str]:
    """Give what the browser takes back to the program."""
    assert answer.status_code == 303, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def get_code(client: Any, login: tuple[str, str], challenge: str, **changed: str | None) -> str:
    """Sign in, allow, and give the code."""
    page = client.get("/oauth/authorize", params=asking(challenge, **changed))
    if 'name="password"' in page.text:
        page = log_in(client, page.text, *login)
    return sent_back(decide(client, page.text))["code"]


def trade(client: Any, code: str, verifier: str | None, **changed: str) -> Any:
    """Trade a code for tokens, as the desktop does."""
    form = {
        "grant_type": "authorization_code",
        "client_id": "paraph-desktop",
        "redirect_uri": REDIRECT,
        "code": code,
        **({} if verifier is None else {"code_verifier": verifier}),
        **changed,
    }
    return client.post("/oauth/token", data=form)


def sign_in(client: Any, login: tuple[str, str], **changed: str | None) -> dict[str, Any]:
    """Sign in from the first page to the tokens."""
    verifier, challenge = pkce()
    answer = trade(client, get_code(client, login, challenge, **changed), verifier)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def refresh(client: Any, token: str, **changed: str) -> Any:
    form = {"grant_type": "refresh_token", "client_id": "paraph-desktop", "refresh_token": token}
    return client.post("/oauth/token", data={**form, **changed})


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def query_of(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)
