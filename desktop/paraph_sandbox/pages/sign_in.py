"""Signing in in the browser: `/oauth/authorize`, with the pages for login and consent.

What the program asked for travels through the pages as the query that it came with, and is
checked again at each step; nobody is ever sent to an address that is not the client's own.
"""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

from authlib.oauth2.rfc6749 import OAuth2Error
from fastapi import APIRouter, Request, Response

from paraph.wire.names import Scope
from paraph_sandbox.gate.caller import services_of
from paraph_sandbox.gate.services import Services
from paraph_sandbox.lifecycle.problems import Problem
from paraph_sandbox.oauth.exchange import Exchange
from paraph_sandbox.oauth.grants import AuthorizationCode
from paraph_sandbox.oauth.parameters import read_parameters
from paraph_sandbox.oauth.people import Person, who_signs_in
from paraph_sandbox.oauth.redirects import origin_of
from paraph_sandbox.oauth.server import Reply, Server
from paraph_sandbox.oauth.sessions import (
    Session,
    begin_session,
    end_session,
    find_session,
    is_from_our_page,
)
from paraph_sandbox.pages.forms import Form
from paraph_sandbox.pages.rendering import page
from paraph_sandbox.pages.words import SCOPE_WORDS
from paraph_sandbox.store.database import Reading, Writing

router = APIRouter(prefix="/oauth", include_in_schema=False)
COOKIE = "paraph_sandbox_session"
_MAX_LOGIN = 200
_OLD = "This page is too old. Go back to the program and start again."
_WRONG = "The login or the password is wrong."


class Visit:
    """One call of a browser, in its transaction."""

    def __init__(self, request: Request, services: Services, tx: Writing) -> None:
        self.services, self.tx = services, tx
        self.now: datetime = services.clock.now()
        issuer = services.options.address
        self.server = Server(Exchange(tx, services.signer, issuer, self.now))
        self.known = _session(request, services, tx)

    @property
    def person(self) -> Person | None:
        """Who is signed in."""
        return self.known.person if self.known else None

    def ask(self, parameters: dict[str, str], why: str = "", status: int = 200) -> Response:
        """Show the page for what is missing: who it is, or whether the program may."""
        grant = self.server.asked(parameters)
        session = self.known or begin_session(self.tx, self.now)
        show = _consent_page if session.person else _login_page
        return self.keep(show(session, grant, parameters, why, status), session)

    def turn(self, parameters: dict[str, str], person: Person | None) -> Response:
        """Go on for another person, or for nobody, with a new session."""
        if self.known:
            end_session(self.tx, self.known)
        return self.keep(_on(parameters), begin_session(self.tx, self.now, person))

    def keep(self, response: Response, session: Session) -> Response:
        """Have the browser bring its session along."""
        response.set_cookie(
            COOKIE,
            session.cookie,
            path="/oauth",
            httponly=True,
            samesite="lax",
            secure=self.services.options.address.startswith("https:"),
        )
        return response


@router.get("/authorize")
def authorize(request: Request) -> Response:
    """Ask who it is, then whether the program may."""
    return _visited(request, lambda visit: visit.ask(read_parameters(request.url.query)))


@router.post("/login")
def login(request: Request, form: Form) -> Response:
    """Sign a person in."""
    services = services_of(request)
    with services.database.read() as tx:
        session = _session(request, services, tx)
    if not _is_ours(session, form):
        return _stopped(_OLD, 403)
    try:
        person = _who(services, form, request.client.host if request.client else "")
    except Problem as problem:
        wait = problem.headers["Retry-After"]
        why = f"There were too many attempts. Try again in {wait} s."
        response = _posted(request, form, lambda visit, asked: visit.ask(asked, why, 429))
        response.headers["Retry-After"] = wait
        return response
    if person is None:
        return _posted(request, form, lambda visit, asked: visit.ask(asked, _WRONG, 403))
    return _posted(request, form, lambda visit, asked: visit.turn(asked, person))


@router.post("/logout")
def logout(request: Request, form: Form) -> Response:
    """Sign the person out, so that another can sign in for the same request."""
    return _posted(request, form, lambda visit, asked: visit.turn(asked, None))


@router.post("/authorize")
def decide(request: Request, form: Form) -> Response:
    """Take the person's decision back to the program."""

    def act(visit: Visit, parameters: dict[str, str]) -> Response:
        grant = visit.server.asked(parameters)
        if visit.person is None:
            return _on(parameters)
        allowed = form.get("decision") == "allow"
        return _through_browser(visit.server.decided(grant, visit.person if allowed else None))

    return _posted(request, form, act)


def _session(request: Request, services: Services, tx: Reading) -> Session | None:
    cookie = request.cookies.get(COOKIE)
    return None if cookie is None else find_session(tx, cookie, services.clock.now())


def _is_ours(session: Session | None, form: dict[str, str]) -> bool:
    return session is not None and is_from_our_page(session, form.get("csrf", ""))


def _who(services: Services, form: dict[str, str], address: str) -> Person | None:
    """Check a password, slowly and outside of every transaction. Raises Problem 429."""
    name = form.get("login", "")[:_MAX_LOGIN]
    slowed = (f"login {name}", f"address {address}")
    for each in slowed:
        services.logins.take(each)
    with services.database.read() as tx:
        row = tx.first("SELECT * FROM users WHERE login = ?", name)
    person = who_signs_in(row, form.get("password", ""))
    if person is not None:
        for each in slowed:
            services.logins.give_back(each)
    return person


def _visited(request: Request, act: Callable[[Visit], Response]) -> Response:
    services = services_of(request)
    services.rate.take(f"browser {request.client.host if request.client else ''}")
    with services.database.write() as tx:
        visit = Visit(request, services, tx)
        try:
            return act(visit)
        except OAuth2Error as error:
            reply = visit.server.refusal(error)
            if reply.location is not None:
                return _through_browser(reply)
            return _stopped(error.get_error_description() or error.error, reply.status)


def _posted(
    request: Request, form: dict[str, str], act: Callable[[Visit, dict[str, str]], Response]
) -> Response:
    def checked(visit: Visit) -> Response:
        # A form that another site had the browser send lacks what our page gave it.
        if not _is_ours(visit.known, form):
            return _stopped(_OLD, 403)
        return act(visit, read_parameters(form.get("request", "")))

    return _visited(request, checked)


def _on(parameters: dict[str, str]) -> Response:
    # Always to our own page: what is asked for goes along as its query and nothing else.
    location = f"/oauth/authorize?{urlencode(parameters)}"
    return _through_browser(Reply(303, "", {"Location": location}))


def _through_browser(reply: Reply) -> Response:
    # RFC 9700, 4.12: 303, so that no browser posts a password on to the program.
    headers = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response(b"", 303, {**headers, "Location": reply.location or ""})


def _stopped(why: str, status: int) -> Response:
    return page("stopped", status=status, title="You cannot be signed in", why=why)


def _login_page(
    session: Session, grant: AuthorizationCode, parameters: dict[str, str], why: str, status: int
) -> Response:
    return page(
        "login",
        status=status,
        title="Sign in",
        client=grant.request.client.name,
        csrf=session.csrf,
        request=urlencode(parameters),
        why=why,
    )


def _consent_page(
    session: Session, grant: AuthorizationCode, parameters: dict[str, str], why: str, status: int
) -> Response:
    asked, target = grant.request, origin_of(grant.redirect_uri)
    return page(
        "consent",
        status=status,
        # A policy has no way to write an IPv6 address (CSP 3, 2.3.1); its scheme stands for it.
        form_targets=("http:" if "[" in target else target,),
        title="Allow access",
        client=asked.client.name,
        person=session.person.name if session.person else "",
        target=target,
        scopes=[(scope, SCOPE_WORDS[Scope(scope)]) for scope in asked.scope.split()],
        csrf=session.csrf,
        request=urlencode(parameters),
        why=why,
    )
