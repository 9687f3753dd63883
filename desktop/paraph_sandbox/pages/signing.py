"""Signing in a browser: `/sign/…`, an address that only the signatory was sent.

The document counts as viewed once its bytes went out, not when a program that looks at links in
mails has fetched the page.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from paraph.wire.names import FieldType, RequestState, Role, SignatoryState, Signing
from paraph_sandbox.acts import signatories, trails
from paraph_sandbox.acts.actor import Actor
from paraph_sandbox.gate.call import waiting
from paraph_sandbox.gate.caller import services_of
from paraph_sandbox.gate.services import Services
from paraph_sandbox.lifecycle import turns
from paraph_sandbox.lifecycle.problems import Problem, not_found
from paraph_sandbox.oauth.sessions import (
    Session,
    begin_session,
    find_session,
    is_from_our_page,
)
from paraph_sandbox.pages.forms import Form
from paraph_sandbox.pages.rendering import page
from paraph_sandbox.store.database import Reading, Row, Writing

router = APIRouter(prefix="/sign", include_in_schema=False)
COOKIE = "paraph_sandbox_signing"
_MOST_PICTURES = 50
_MOST_LETTERS, _MOST_REASON = 200, 1000
_OLD = "This page is too old. Look at it again, and sign or decline then."
_WORDS = {
    SignatoryState.WAITING: "Others sign before you. You will be asked when it is your turn.",
    SignatoryState.SIGNED: "You have signed. You will be told when all have.",
    SignatoryState.DECLINED: "You have declined to sign.",
}
_NOTHING = "Nothing is asked of you now."
_GONE = "The document was deleted with the personal data of those who signed it."
_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
}
_ENDED = {
    RequestState.COMPLETED: "All have signed this document.",
    RequestState.DECLINED: "Somebody has declined to sign. Nothing more is to be done.",
    RequestState.EXPIRED: "The time to sign is over.",
    RequestState.CANCELED: "The sender has taken the document back.",
}
_Link = Annotated[str, Path(max_length=100)]
_Number = Annotated[int, Path(ge=1, le=100_000)]


class Visit:
    """One call of a browser at a signatory's link, in its transaction."""

    def __init__(
        self,
        request: Request,
        services: Services,
        tx: Writing,
        found: tuple[Row, Row],
        now: datetime,
    ) -> None:
        self.services, self.tx = services, tx
        self.signatory, self.row = found
        self.here = f"/sign/{self.signatory['link']}"
        address = request.client.host if request.client else ""
        account = self.row["account"]
        self.actor = Actor(account, self.signatory["id"], address, now)
        cookie = request.cookies.get(COOKIE)
        self.known = None if cookie is None else find_session(tx, cookie, self.actor.now)

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        sql = "SELECT pages FROM documents WHERE id = ?"
        return int(self.tx.value(sql, self.row["document"]))

    @property
    def is_asked(self) -> bool:
        """Whether it is this signatory's turn."""
        try:
            self.services.course.check_turn(self.tx, self.row, self.signatory, self.actor.now)
        except Problem:
            return False
        return True

    @property
    def may_read(self) -> bool:
        """Whether he may have the document: while he is asked, and once he has signed."""
        is_over = self.row["state"] == RequestState.COMPLETED
        return is_over or self.signatory["state"] == SignatoryState.SIGNED or self.is_asked

    def view(self) -> None:
        """Note that the document goes out. Raises Problem 404 for one who may not have it."""
        if not self.may_read:
            raise not_found("document")
        if self.is_asked:
            self.services.course.view(self.tx, self.row, self.signatory, self.actor)

    def show(self, why: str = "", status: int = 200) -> Response:
        """Show the document with what can be done, or tell why nothing can."""
        if not self.is_asked:
            return self._told()
        session = self.known or begin_session(self.tx, self.actor.now)
        return self._keep(self._asked(session, why, status), session)

    def _asked(self, session: Session, why: str, status: int) -> Response:
        row, signatory = self.row, self.signatory
        signs = turns.signs_the_document(Role(signatory["role"]), signatories.fields_of(signatory))
        return page(
            "signing",
            status=status,
            pictures=True,
            title=row["name"],
            firm=self.tx.value("SELECT name FROM accounts WHERE id = ?", row["account"]),
            person=_name(signatory),
            asked="to sign" if signs else "to approve",
            button="Sign" if signs else "Approve",
            may_sign=not signs or signatory["signing"] == Signing.REMOTE,
            here=self.here,
            pages=list(range(1, min(self.pages, _MOST_PICTURES) + 1)),
            count=self.pages,
            texts=[(name, _name(signatory)) for name in _texts(signatory)],
            csrf=session.csrf,
            why=why,
        )

    def _told(self) -> Response:
        state = RequestState(self.row["state"])
        return page(
            "signing_told",
            title=self.row["name"],
            words=_ENDED.get(state) or _WORDS.get(self.signatory["state"], _NOTHING),
            here=self.here if self.may_read else "",
        )

    def _keep(self, response: Response, session: Session) -> Response:
        response.set_cookie(
            COOKIE,
            session.cookie,
            path="/sign",
            httponly=True,
            samesite="strict",
            secure=self.services.options.address.startswith("https:"),
        )
        return response


@router.get("/{link}")
def look(request: Request, link: _Link) -> Response:
    """Show the document and what can be done."""
    return _visited(request, link, Visit.show)


@router.get("/{link}/document")
def document(request: Request, link: _Link) -> Response:
    """Give the PDF."""

    def act(visit: Visit) -> Response:
        visit.view()
        trail = trails.row_of_request(visit.tx, visit.row["account"], visit.row["id"])
        sha256 = visit.row["sha256"] if trail is None else trail["signed_sha256"]
        headers = {"Content-Disposition": 'inline; filename="document.pdf"', **_PRIVATE}
        return Response(visit.services.blobs.get(sha256), 200, headers, "application/pdf")

    return _visited(request, link, act)


@router.get("/{link}/pages/{number}")
def picture(request: Request, link: _Link, number: _Number) -> Response:
    """Give the picture of a page."""
    services, shown = services_of(request), list[str]()

    def act(visit: Visit) -> Response:
        if number > visit.pages:
            raise not_found("page")
        visit.view()
        shown.append(str(visit.row["sha256"]))
        return Response()

    told = _visited(request, link, act)
    if not shown:
        return told
    # Drawn after the transaction: it may take its time, and others write meanwhile.
    png = services.papers.picture(services.blobs.path(shown[0]), number).result()
    return Response(png, 200, _PRIVATE, "image/png")


@router.post("/{link}")
async def decide(request: Request, link: _Link, form: Form) -> Response:
    """Sign, approve or decline."""
    return await waiting(lambda: _decided(request, link, form))


def _decided(request: Request, link: str, form: dict[str, str]) -> Response:

    def act(visit: Visit) -> Response:
        # A form that another site had the browser send lacks what our page gave it.
        if visit.known is None or not is_from_our_page(visit.known, form.get("csrf", "")):
            return visit.show(_OLD, 403)
        _decide(visit, form)
        return Response(status_code=303, headers={"Location": visit.here, **_PRIVATE})

    try:
        return _visited(request, link, act)
    except Problem as problem:
        # What was begun is undone; the page is shown anew with the reason.
        why = problem
    return _visited(request, link, lambda visit: visit.show(why.detail, why.status))


def _decide(visit: Visit, form: dict[str, str]) -> None:
    services, known = visit.services, (visit.tx, visit.row, visit.signatory)
    if form.get("act") == "decline":
        services.course.decline(*known, _reason(form.get("reason", "")), visit.actor)
        return
    if form.get("act") != "sign":
        raise Problem(422, "invalid_request", "Sign, or decline.")
    texts = {name: form[name].strip() for name in _texts(visit.signatory) if name in form}
    if any(len(text) > _MOST_LETTERS or not text.isprintable() for text in texts.values()):
        raise Problem(422, "invalid_request", "A text is too long, or cannot be shown.")
    services.signers.act(*known, visit.actor, texts)


def _visited(request: Request, link: str, act: Callable[[Visit], Response]) -> Response:
    services = services_of(request)
    services.rate.take(f"browser {request.client.host if request.client else ''}")
    now = services.clock.now()

    def visit(tx: Writing) -> Response:
        found = _signatory(tx, link)
        if found is None:
            words = "It was never sent, or another person signs instead."
            return _stopped("This link leads nowhere", words, 404)
        row = tx.first("SELECT * FROM requests WHERE id = ?", found["request"])
        if row is None or row["personal_data_deleted_at"] is not None:
            return _stopped("This document is gone", _GONE, 410)
        return act(Visit(request, services, tx, (found, row), now))

    return services.database.perform(visit)


def _signatory(tx: Reading, link: str) -> Row | None:
    return tx.first(
        f"{signatories.WITH_PEOPLE} JOIN requests r ON r.id = s.request"
        " WHERE s.link = ? AND r.deleted_at IS NULL AND r.activated_at IS NOT NULL",
        link,
    )


def _stopped(title: str, words: str, status: int) -> Response:
    return page("signing_told", status=status, title=title, words=words, here="")


def _name(signatory: Row) -> str:
    return f"{signatory['first_name']} {signatory['last_name']}"


def _texts(signatory: Row) -> list[str]:
    fields = signatories.fields_of(signatory)
    return [field.name for field in fields if field.type is FieldType.TEXT]


def _reason(words: str) -> str:
    words = words.strip()
    if not words or len(words) > _MOST_REASON or not words.isprintable():
        raise Problem(422, "invalid_request", "Say why, in at most 1000 letters.")
    return words
