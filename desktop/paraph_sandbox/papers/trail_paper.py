"""The audit trail on paper (A4): told so that a court can follow and check it without a computer
program of ours."""

import html
import io
from collections.abc import Iterable

import pymupdf

from paraph.wire.common import rfc3339
from paraph.wire.results import AuditTrail, TrailEntry, TrailSignatory
from paraph_sandbox.papers.mark import MARK
from paraph_sandbox.papers.trail_words import HAPPENED, HOW, LEVELS, ROLES, STATES, checking
from paraph_sandbox.papers.turn import TURN

_PAGE = pymupdf.paper_rect("a4")
_BODY = pymupdf.Rect(_PAGE.x0 + 56, _PAGE.y0 + 60, _PAGE.x1 - 56, _PAGE.y1 - 70)
_FOOT = pymupdf.Rect(_PAGE.x0 + 56, _PAGE.y1 - 52, _PAGE.x1 - 56, _PAGE.y1 - 28)
_STYLE = """
* { font-family: sans-serif; font-size: 9.5pt; line-height: 1.35; color: #161A22 }
h1 { font-size: 20pt; margin: 0 0 2pt 0 }
h2 { font-size: 13pt; margin: 18pt 0 6pt 0 }
h3 { font-size: 10.5pt; margin: 10pt 0 2pt 0 }
p { margin: 0 0 4pt 0 }
.mark { color: #66299F; font-weight: bold; font-size: 11pt; margin: 0 0 10pt 0 }
.label { color: #5A6373; font-size: 8.5pt }
.hash { font-family: monospace; font-size: 7.5pt }
.id { font-family: monospace; font-size: 8.5pt }
.foot { font-size: 8pt; color: #5A6373 }
"""


def draw_trail(trail: AuditTrail, address: str) -> bytes:
    """Give the paper of a trail; `address` is where the certificates are found."""
    parts = [_head(trail), _document(trail), *_people(trail), *_timeline(trail)]
    parts.append(checking(address))
    with TURN:
        return _numbered(_laid_out("".join(parts)), trail)


def _laid_out(body: str) -> bytes:
    story, made = pymupdf.Story(html=body, user_css=_STYLE), io.BytesIO()
    writer = pymupdf.DocumentWriter(made)
    more = 1
    while more:
        device = writer.begin_page(_PAGE)
        more, _ = story.place(_BODY)
        story.draw(device)
        writer.end_page()
    writer.close()
    return made.getvalue()


def _numbered(laid_out: bytes, trail: AuditTrail) -> bytes:
    with pymupdf.open(stream=laid_out, filetype="pdf") as paper:
        for number, page in enumerate(paper, 1):
            page_of = f"Page {number} of {len(paper)}"
            words = f"{_text(MARK)} · Audit trail {_id(trail.id)} · {page_of}"
            page.insert_htmlbox(_FOOT, f'<p class="foot">{words}</p>', css=_STYLE)
        title = f"Audit trail: {trail.name}"
        paper.set_metadata({"title": title, "subject": MARK, "creator": "Paraph sandbox"})
        paper.set_language("en")
        paper.subset_fonts(fallback=False)
        return bytes(paper.tobytes(garbage=3, deflate=True))


def _head(trail: AuditTrail) -> str:
    return (
        f'<h1>Audit trail</h1><p class="mark">{MARK}</p>'
        f"<p>of the signature request <b>{_text(trail.name)}</b>, which all have signed. All times"
        " are in Coordinated Universal Time (UTC).</p>"
    )


def _document(trail: AuditTrail) -> str:
    return "<h2>1. The document</h2>" + _rows(
        [
            ("Signature request", _id(trail.signature_request_id)),
            ("State", _text(STATES.get(trail.status, trail.status))),
            ("This audit trail", f"{_id(trail.id)}, made at {_moment(trail.created_at)}"),
            ("SHA-256 of the document before the first signature", _hash(trail.original_sha256)),
            ("SHA-256 of the signed document", _hash(trail.signed_sha256)),
        ]
    )


def _people(trail: AuditTrail) -> Iterable[str]:
    yield "<h2>2. Who took part</h2>"
    for each in trail.signatories:
        name = f"{each.first_name or ''} {each.last_name or ''}".strip()
        yield f"<h3>{_text(name)}</h3>" + _rows(_person(each))


def _person(each: TrailSignatory) -> list[tuple[str, str]]:
    level, role = LEVELS.get(each.signature_level, ""), ROLES.get(each.role, each.role)
    rows = [
        ("E-mail", _text(each.email or "")),
        ("Role", _text(f"{role} – {STATES.get(each.status, each.status)}")),
    ]
    if each.certificate_serial is None:
        return rows
    return [
        *rows,
        ("Signature", _text(f"{level}, {HOW.get(each.signing, each.signing)}")),
        ("Issuer of the certificate", _text(each.certificate_issuer or "")),
        ("Serial number of the certificate", _hash(each.certificate_serial)),
        ("SHA-256 of the certificate", _hash(each.certificate_sha256 or "")),
    ]


def _timeline(trail: AuditTrail) -> Iterable[str]:
    yield "<h2>3. What happened</h2>"
    for entry in trail.entries:
        yield _happening(entry)


def _happening(entry: TrailEntry) -> str:
    # Not by the signatories of part 2: another may have had the place then.
    told = [
        entry.actor or "",
        f"from {entry.ip_address}" if entry.ip_address else "",
        entry.detail or "",
    ]
    words = _text(" · ".join(each for each in told if each))
    hashed = f'<br/><span class="label">SHA-256 of the document then: </span>{_hash(entry.sha256)}'
    return (
        f"<p>{entry.n}. {_moment(entry.at)} – <b>{_text(HAPPENED.get(entry.kind, entry.kind))}</b>"
        + (f"<br/>{words}" if words else "")
        + (hashed if entry.sha256 else "")
        + "</p>"
    )


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<p><span class="label">{label}: </span>{value}</p>' for label, value in rows)


def _id(value: str) -> str:
    # A font of one width has no ligatures: "ff" stays what a reader can search for.
    return f'<span class="id">{_text(value)}</span>'


def _hash(value: str | None) -> str:
    return f'<span class="hash">{_text(value or "")}</span>'


def _moment(moment: object) -> str:
    return _text(rfc3339(moment).replace("T", " ").replace("Z", " UTC"))  # type: ignore[arg-type]


def _text(words: str) -> str:
    return html.escape(words)
