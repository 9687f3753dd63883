"""A signatory at his link: reads, signs, declines, in a browser without scripts."""

import pytest
from starlette.testclient import TestClient

from tests.sandbox.browsing import forms_of, tags_of
from tests.sandbox.conftest import Sandbox
from tests.sandbox.papers import plain, shown_words
from tests.sandbox.requesting import Asked, ask, asked, person, place


@pytest.fixture
def browser(lasting: Sandbox) -> TestClient:
    """A browser that knows no key and no cookie."""
    return TestClient(
        lasting.app,
        base_url=lasting.services.options.address,
        client=("127.0.0.1", 50_001),
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def press(browser: TestClient, link: str, act: str, **fields: str):
    """Fill in a form of the page at a link, and press its button."""
    shown = browser.get(link)
    assert shown.status_code == 200, shown.text
    form = forms_of(shown.text)[0 if act == "sign" else -1]
    return browser.post(form.action, data={**form.fields, **fields, "act": act})


def test_a_signatory_reads_and_signs(lasting: Sandbox, browser):
    request = asked(lasting, person(0, place(), place("text", x=300, width=200)), pdf=plain(3))
    link = request.link()
    page = browser.get(link)
    assert page.text.count("<img") == 3
    assert request.signatory()["status"] == "notified", "a page that only was fetched is not read"
    picture = browser.get(f"{link}/pages/1")
    assert picture.headers["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert request.signatory()["status"] == "viewed"
    text = next(name for name in forms_of(page.text)[0].fields if name.startswith("sig_"))
    answer = press(browser, link, "sign", **{text: "Read and agreed, Ω"})
    assert (answer.status_code, answer.headers["Location"]) == (303, link)
    assert request.state() == "completed"
    signed = request.get("/document/signed").content
    assert "Read and agreed, Ω" in [line for line, *_ in shown_words(signed)]
    after = browser.get(link)
    assert "All have signed" in after.text
    assert browser.get(f"{link}/document").content == signed
    trail = lasting.client.get(
        f"/v2/audit-trails/{request.get().json()['audit_trail_id']}", headers=lasting.key
    ).json()
    assert [entry["kind"] for entry in trail["entries"]][3:5] == ["viewed", "signed"]


def test_the_pdf_itself_counts_as_viewed_too(lasting: Sandbox, browser):
    request = asked(lasting)
    shown = browser.get(f"{request.link()}/document")
    assert shown.content.startswith(b"%PDF-")
    assert "no-store" in shown.headers["Cache-Control"]
    assert request.signatory()["status"] == "viewed"


def test_a_signatory_declines_with_a_reason(lasting: Sandbox, browser):
    request = asked(lasting)
    link = request.link()
    for reason in ("", "x" * 1001, "two\x01lines"):
        assert press(browser, link, "decline", reason=reason).status_code == 422
    assert request.state() == "in_progress"
    assert press(browser, link, "decline", reason="The price is wrong.").status_code == 303
    assert request.signatory()["decline_reason"] == "The price is wrong."
    assert "declined" in browser.get(link).text


@pytest.mark.parametrize("csrf", [None, "", "guessed", "ÿ"])
def test_a_form_from_another_site_does_nothing(lasting: Sandbox, browser, csrf):
    request = asked(lasting)
    link = request.link()
    browser.get(link)
    form = {"act": "sign"} | ({} if csrf is None else {"csrf": csrf})
    answer = browser.post(link, data=form)
    assert (answer.status_code, "too old" in answer.text) == (403, True)
    told = forms_of(browser.get(link).text)[0].fields["csrf"]
    browser.cookies.clear()
    assert browser.post(link, data={"act": "sign", "csrf": told}).status_code == 403
    assert request.state() == "in_progress"


def test_a_link_that_was_never_sent_leads_nowhere(lasting: Sandbox, browser):
    draft = ask(lasting)
    with lasting.services.database.read() as tx:
        sql = "SELECT link FROM signatories WHERE id = ?"
        unsent = tx.value(sql, draft.people[0])
    for link in ("nothing", unsent, "%00", "a" * 99, "'--"):
        for path in ("", "/document", "/pages/1"):
            assert browser.get(f"/sign/{link}{path}").status_code == 404
        assert browser.post(f"/sign/{link}", data={"act": "sign"}).status_code == 404


def test_the_link_of_whom_another_replaced_is_dead(lasting: Sandbox, browser):
    request = asked(lasting)
    old = request.link()
    body = {"email": "new@client.example", "first_name": "Inès", "last_name": "Varenne"}
    url = f"/v2/signatories/{request.people[0]}/reassign"
    assert request.post(url, body).status_code == 200
    assert browser.get(old).status_code == 404
    assert request.link() != old
    assert "Inès Varenne" in browser.get(request.link()).text
    mails = lasting.client.get(
        "/v2/sandbox/mail", params={"signature_request": request.id}, headers=lasting.key
    ).json()["data"]
    assert [(each["to"], each["kind"]) for each in mails] == [("new@client.example", "reassigned")]


def test_who_is_not_asked_yet_is_told_and_sees_no_document(lasting: Sandbox, browser):
    request = asked(lasting, person(0), person(1))
    with lasting.services.database.read() as tx:
        link = f"/sign/{tx.value('SELECT link FROM signatories WHERE id = ?', request.people[1])}"
    assert "Others sign before you" in browser.get(link).text
    assert browser.get(f"{link}/document").status_code == 404
    assert browser.get(f"{link}/pages/1").status_code == 404
    told = forms_of(browser.get(request.link()).text)[0].fields["csrf"]
    late = browser.post(link, data={"act": "sign", "csrf": told})
    assert late.status_code == 200
    assert request.signatory(1)["status"] == "waiting"


def test_who_has_a_card_is_told_to_use_it(lasting: Sandbox, browser):
    request = asked(lasting, person(signing="local"))
    page = browser.get(request.link())
    assert "You sign with your own card" in page.text
    csrf = forms_of(page.text)[0].fields["csrf"]
    answer = browser.post(request.link(), data={"act": "sign", "csrf": csrf})
    assert answer.status_code == 409
    assert request.state() == "in_progress"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda request: request.simulate("expire", None), "The time to sign is over"),
        (
            lambda request: request.post(f"{request.url}/cancel", {"reason": "Later."}),
            "taken the document back",
        ),
    ],
)
def test_a_request_that_ended_says_so(lasting: Sandbox, browser, end, words):
    request = asked(lasting)
    link = request.link()
    end(request)
    page = browser.get(link)
    assert words in page.text
    assert "form" not in tags_of(page.text)
    assert browser.get(f"{link}/document").status_code == 404


def test_names_cannot_write_into_the_page(lasting: Sandbox, browser):
    sly = person(0) | {"first_name": "<script>alert(1)</script>", "last_name": '"><img src=x>'}
    request = asked(lasting, sly, name="<script>alert(2)</script>")
    page = browser.get(request.link())
    assert "script" not in tags_of(page.text)
    assert tags_of(page.text).count("img") == 3
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.headers["Referrer-Policy"] == "no-referrer", "a link is a secret"
    assert "SameSite=strict" in page.headers["Set-Cookie"]


def test_pages_that_are_not_there_are_404(lasting: Sandbox, browser):
    link = asked(lasting).link()
    assert browser.get(f"{link}/pages/4").status_code == 404
    assert browser.get(f"{link}/pages/0").status_code in {404, 422}
    assert browser.get(f"{link}/pages/x").status_code in {404, 422}


def test_reminders_are_mail_too(lasting: Sandbox):
    request = asked(lasting, person(0, order=1), person(1, order=1))
    request.post(f"{request.url}/remind")
    asks = {"signature_request": request.id}
    mails = lasting.client.get("/v2/sandbox/mail", params=asks, headers=lasting.key).json()["data"]
    assert [each["kind"] for each in mails] == ["notified"] * 2 + ["reminded"] * 2
    assert {each["to"] for each in mails} == {"person0@client.example", "person1@client.example"}
    assert mails[0]["subject"] == "Please sign: Fee agreement – Varenne"


def test_a_signature_that_fails_is_told_on_the_page_and_nothing_is_kept(
    lasting: Sandbox, browser, monkeypatch
):
    from paraph_sandbox.acts.pdf_work import PdfWork
    from paraph_sandbox.lifecycle.problems import Problem

    def broken(*_):
        raise Problem(422, "document_unreadable", "The PDF is damaged.")

    request: Asked = asked(lasting)
    monkeypatch.setattr(PdfWork, "draw_trail", broken)
    answer = press(browser, request.link(), "sign")
    assert (answer.status_code, "The PDF is damaged." in answer.text) == (422, True)
    told = request.get().json()
    assert (told["status"], told["revision"]) == ("in_progress", 0)
