"""Templates are kept here, go when they are gone at the service, and make requests offline."""

import hashlib
import json
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from paraph.cli.request_template import players_of
from paraph.domain.errors.service import (
    RequestIncomplete,
    ServiceUnreachable,
    TemplateChanged,
    TemplateUnknown,
)
from paraph.domain.placing.signature_field import Box
from paraph.domain.service.act import ActKind
from paraph.domain.service.bulk_list import read_list, rows_of
from paraph.domain.service.list_sample import sample_of
from paraph.domain.service.prepared import Prepared, PreparedPerson
from paraph.domain.service.preparing_checks import missing
from paraph.domain.service.signature_request import PlacedField
from paraph.domain.service.template import (
    KeptTemplate,
    RemoteTemplate,
    TemplateRole,
    check_roles,
    find_templates,
    of_template,
    without_template,
)
from paraph.filing.request_drafts import LocalDrafts
from paraph.ports.requests import Shown
from paraph.ports.service import RemoteDocument
from paraph.store.templates import SqliteTemplates
from paraph.usecases.fetch_documents import Fetching
from paraph.usecases.read_templates import read_templates
from paraph.usecases.receiving import Receiving
from paraph.usecases.request_desk import RequestDesk
from paraph.usecases.send_list import SENT_BEFORE, ListDesk
from tests.conftest import SAMPLE
from tests.fakes.outbox_bench import ACCOUNT, OutboxBench, person
from tests.fakes.received import NOW, Profile
from tests.fakes.service import FakeService, Fault

SIGN = PlacedField("tenant-1", "signature", 3, 72.0, 100.0, 150.0, 50.0)
ANCHORED = PlacedField("tenant-2", "date", None, None, None, 90.0, 20.0, "Date")
TENANT = TemplateRole("tenant", "qualified", 2, "signer", "remote", (SIGN, ANCHORED))
LANDLORD = TemplateRole("Landlord", "advanced", 1, "approver", "local")
LEASE = RemoteTemplate("tpl_1", 1, "Lease", "doc_1", (TENANT, LANDLORD))
KEPT = KeptTemplate(ACCOUNT.id, LEASE, "lease.pdf")
ANNE = PreparedPerson(1, "anne@client.example", "Anne", "Martin")


# --- kept as the service tells them


@pytest.fixture
def profile(tmp_path: Path):
    opened = Profile(tmp_path / "home", FakeService(now=lambda: NOW))
    yield opened
    opened.close()


@pytest.fixture
def templates(profile: Profile) -> SqliteTemplates:
    return SqliteTemplates(profile.database)


def at_service(service: FakeService, template: RemoteTemplate = LEASE, content: bytes = b"") -> str:
    content = content or SAMPLE.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    service.contents[sha256] = content
    service.documents[template.document_id] = RemoteDocument(
        template.document_id, sha256, None, "lease.pdf", 3
    )
    service.kept_templates[template.id] = template
    return sha256


def read(profile: Profile, templates: SqliteTemplates, *, insist: bool = False, later_h: float = 0):
    profile.clock.moment += timedelta(hours=later_h)
    return read_templates(profile.fetching, templates, insist=insist)


def test_a_template_is_kept_with_its_pages(profile, templates):
    sha256 = at_service(profile.service)
    assert read(profile, templates) == 1
    (kept,) = templates.of_account("acc")
    assert kept == KeptTemplate("acc", LEASE, "lease.pdf", sha256, 3)
    assert profile.spool.path_of(sha256).read_bytes() == SAMPLE.read_bytes()
    assert templates.standing("acc").as_of == profile.clock.now()
    assert sha256 in templates.files()


def test_they_are_read_once_an_hour_and_when_somebody_waits(profile, templates):
    at_service(profile.service)
    read(profile, templates)
    at_service(profile.service, LEASE._replace(id="tpl_2", name="Second"))
    assert read(profile, templates, later_h=0.9) == 0
    assert len(templates.of_account("acc")) == 1
    templates.want("acc")
    assert templates.standing("acc").as_of is not None
    assert read(profile, templates) == 2
    assert read(profile, templates) == 0
    assert read(profile, templates, later_h=1.1) == 2
    assert read(profile, templates, insist=True) == 2
    # A clock that was set back does not stop it for ever.
    assert read(profile, templates, later_h=-48) == 2


def test_what_is_gone_at_the_service_goes_and_what_is_new_there_comes(profile, templates):
    at_service(profile.service)
    read(profile, templates)
    changed = LEASE._replace(version=2, roles=(TENANT,))
    profile.service.kept_templates = {"tpl_1": changed}
    read(profile, templates, later_h=2)
    assert templates.get("acc", "tpl_1").told == changed
    profile.service.kept_templates = {}
    read(profile, templates, later_h=2)
    assert templates.of_account("acc") == []
    assert templates.files() == frozenset()


def test_a_document_that_is_here_is_not_fetched_again(profile, templates):
    at_service(profile.service)
    read(profile, templates)
    profile.service.documents.clear()
    read(profile, templates, later_h=2)
    assert templates.of_account("acc")[0].pages == 3


def test_a_template_whose_document_cannot_be_had_is_kept_without(profile, templates):
    at_service(profile.service)
    del profile.service.documents["doc_1"]
    assert read(profile, templates) == 1
    (kept,) = templates.of_account("acc")
    assert (kept.document_sha256, kept.pages) == ("", 0)
    sha256 = at_service(profile.service)
    read(profile, templates, later_h=2)
    assert templates.of_account("acc")[0].document_sha256 == sha256


@pytest.mark.parametrize(
    ("fault", "code"),
    [(Fault("forbidden"), "scope_missing"), (Fault("status", status=500), "service_failed")],
)
def test_an_account_without_templates_is_no_trouble_of_the_round(profile, templates, fault, code):
    at_service(profile.service)
    read(profile, templates)
    profile.service.faults.append(fault)
    assert read(profile, templates, later_h=2) == 0
    standing = templates.standing("acc")
    assert (standing.trouble, standing.as_of) == (code, NOW)
    assert len(templates.of_account("acc")) == 1
    read(profile, templates, later_h=2)
    assert templates.standing("acc").trouble == ""


def test_a_service_that_is_away_is_told(profile, templates):
    profile.service.faults.append(Fault("away"))
    with pytest.raises(ServiceUnreachable):
        read(profile, templates)
    assert templates.standing("acc").tried is None


def test_the_templates_of_an_account_go_with_it(tmp_path):
    with OutboxBench(tmp_path / "home") as bench:
        bench.templates.put_all(ACCOUNT.id, [KEPT], NOW)
        bench.accounts.remove(ACCOUNT.id)
        assert bench.templates.of_account(ACCOUNT.id) == []
        assert bench.templates.standing(ACCOUNT.id).as_of is None


# --- a draft of one


def a_draft(**more: object) -> Prepared:
    return Prepared("11111111-1111-4111-8111-111111111111", NOW)._replace(**more)


def test_a_draft_has_the_template_s_roles_levels_turns_and_places():
    made = of_template(a_draft(), KEPT)
    tenant, landlord = made.people
    assert (made.name, made.source, made.account) == ("Lease", "Lease", ACCOUNT.id)
    assert (tenant.plays, tenant.level, tenant.order) == ("tenant", "qualified", 2)
    assert (landlord.plays, landlord.role, landlord.with_card) == ("Landlord", "approver", True)
    ((field),) = made.fields
    assert (field.person, field.page_index, field.box) == (1, 2, Box(72, 100, 222, 150))
    assert len({each.key for each in (*made.people, *made.fields)}) == 3


def test_who_played_a_role_plays_it_still_and_the_rest_is_the_template_s():
    made = of_template(a_draft(people=(ANNE,), document_name="x.pdf", document_sha256="a"), KEPT)
    assert (made.people[0].name, made.people[1].name) == ("Anne Martin", "")
    assert (made.document_name, made.document_sha256) == ("", "")
    turned = KEPT._replace(told=LEASE._replace(roles=(LANDLORD, TENANT._replace(level="simple"))))
    again = of_template(made, turned)
    assert [(each.plays, each.name, each.level) for each in again.people] == [
        ("Landlord", "", "advanced"),
        ("tenant", "Anne Martin", "simple"),
    ]
    assert [each.person for each in again.fields] == [2]
    back = without_template(again)
    assert (back.template_id, back.fields, {e.plays for e in back.people}) == ("", (), {""})


def test_a_template_is_found_by_its_id_or_its_name():
    other = KEPT._replace(told=LEASE._replace(id="Lease", name="Other"))
    assert find_templates([KEPT, other], "lease ") == (KEPT,)
    assert find_templates([KEPT, other], "Lease") == (other,)
    assert find_templates([KEPT, other], "none") == ()


def test_every_role_has_one_player_and_every_player_a_role():
    assert not check_roles(LEASE, ["tenant", "Landlord"]).are_any
    wrong = check_roles(LEASE, ["tenant", "tenant", "nobody"])
    assert (wrong.unknown, wrong.twice, wrong.empty) == (("nobody",), ("tenant",), ("Landlord",))


def test_players_are_sent_in_the_template_s_order():
    max_, anne = person(1), person(2)
    assert players_of(LEASE, [("Landlord", max_), ("tenant", anne)]) == (
        ("tenant", anne._replace(level="qualified", order=2, fields=TENANT.fields)),
        ("Landlord", max_._replace(order=1, role="approver", signing="local")),
    )


# --- sent from the desk


@pytest.fixture
def bench(tmp_path: Path):
    with OutboxBench(tmp_path / "home") as opened:
        opened.templates.put_all(ACCOUNT.id, [KEPT], opened.clock.now())
        yield opened


@pytest.fixture
def desk(bench: OutboxBench) -> ListDesk:
    @contextmanager
    def requests():
        yield RequestDesk(bench.queueing, bench.accounts, bench.templates)

    return ListDesk(LocalDrafts(bench.home), requests, bench.clock)


def whole(desk: ListDesk) -> Prepared:
    made = desk.take_template(desk.begin_draft(), ACCOUNT.id, "tpl_1").prepared
    tenant, landlord = made.people
    people = (
        tenant._replace(email="anne@client.example", first_name="Anne", last_name="Martin"),
        landlord._replace(email="max@firm.example", first_name="Max", last_name="Roux"),
    )
    return desk.keep_draft(made._replace(people=people, name="Lease, Anne", matter="2026-9"))


def test_a_request_of_a_template_is_queued_whole_without_a_network(desk, bench):
    draft = whole(desk)
    assert missing(draft, date(2026, 11, 23)) == ()
    sent = desk.send_draft(draft)
    fill, begin = bench.outbox.of_request(sent.request)
    assert (fill.kind, begin.kind) == (ActKind.FILL, ActKind.ACTIVATE)
    body = json.loads(bench.outbox.body_of(fill.id).body.content or b"")
    assert [(each["key"], each["email"]) for each in body["players"]] == [
        ("tenant", "anne@client.example"),
        ("Landlord", "max@firm.example"),
    ]
    assert (body["name"], body["matter"]) == ("Lease, Anne", "2026-9")
    assert bench.requests.get(sent.request).draft.template_id == "tpl_1"
    assert desk.all_drafts() == ()


def test_a_draft_whose_template_is_gone_says_so_and_is_kept(desk, bench):
    draft = whole(desk)
    bench.templates.put_all(ACCOUNT.id, [], bench.clock.now())
    opened = desk.open_draft(draft.reference)
    assert opened is not None
    assert opened.prepared.template_is_gone
    assert [each.code for each in missing(opened.prepared, date(2026, 11, 23))] == ["template_gone"]
    assert [each.name for each in opened.prepared.people] == ["Anne Martin", "Max Roux"]
    with pytest.raises(TemplateUnknown):
        desk.send_draft(draft)
    assert bench.requests.counts(Shown())[""] == 0
    assert desk.open_draft(draft.reference) is not None


def test_a_template_that_asks_one_more_is_noticed_before_anything_is_queued(desk, bench):
    draft = whole(desk)
    more = LEASE._replace(version=2, roles=(*LEASE.roles, TemplateRole("guarantor")))
    bench.templates.put_all(ACCOUNT.id, [KEPT._replace(told=more)], bench.clock.now())
    with pytest.raises(RequestIncomplete) as refused:
        desk.send_draft(draft)
    assert refused.value.details["missing"] == ["no_email", "no_person_name"]
    assert bench.requests.counts(Shown())[""] == 0


def test_pages_are_shown_where_they_are_here(desk, bench):
    draft = whole(desk)
    assert desk.open_draft(draft.reference).document is None
    kept = KEPT._replace(document_sha256=bench.spool.take(SAMPLE).sha256)
    bench.templates.put_all(ACCOUNT.id, [kept], bench.clock.now())
    shown = desk.open_draft(draft.reference).document
    assert shown.read_bytes() == SAMPLE.read_bytes()
    bench.spool.path_of(kept.document_sha256).write_bytes(b"%PDF-1.7 other")
    assert desk.open_draft(draft.reference).document is None


def test_templates_are_listed_with_their_standing_and_asked_for(desk, bench):
    (shelf,) = desk.templates()
    assert [each.told.name for each in shelf.templates] == ["Lease"]
    assert not bench.templates.standing(ACCOUNT.id).is_wanted
    desk.templates(wanted=True)
    assert bench.templates.standing(ACCOUNT.id).is_wanted


# --- by a list


def model(desk: ListDesk) -> Prepared:
    made = desk.take_template(desk.begin_draft(of_list=True), ACCOUNT.id, "tpl_1").prepared
    return made._replace(name="Lease")


HEAD = (
    "Tenant.email;tenant.name;landlord.e-mail;Landlord.first name;landlord.nom;nobody.email;Titel"
)


def rows(text: str, of: Prepared):
    return rows_of(read_list(text.encode()), of, date(2026, 11, 23))


def test_columns_are_named_by_role(desk):
    good = "anne@c.example;Anne Martin;max@f.example;Max;Roux;;Lease of Anne"
    (row,) = rows(f"{HEAD}\n{good}\n", model(desk))
    assert row.errors == ()
    assert [(each.plays, each.email, each.name) for each in row.prepared.people] == [
        ("tenant", "anne@c.example", "Anne Martin"),
        ("Landlord", "max@f.example", "Max Roux"),
    ]
    assert row.prepared.name == "Lease of Anne"
    (other,) = rows(f"{HEAD}\n{good}\n", model(desk)._replace(template_id="tpl_2"))
    assert other.prepared.reference != row.prepared.reference


def test_every_row_s_errors_say_whose_they_are(desk):
    text = f"{HEAD}\nanne@c.example;Anne Martin;nobody;Max;;;\n;Eva Neu;max@f.example;Max;Roux;;\n"
    one, two = rows(text, model(desk))
    assert [(each.code, each.person) for each in one.lacks] == [
        ("not_an_email", 2), ("no_person_name", 2),
    ]  # fmt: skip
    assert [(each.code, each.person) for each in two.lacks] == [("no_email", 1)]
    assert (one.errors, two.errors) == (("not_an_email", "no_person_name"), ("no_email",))


def test_an_empty_cell_of_a_role_is_not_filled_by_another_column(desk):
    (row,) = rows("tenant.email;email;tenant.name\n;a@c.example;Eva Neu\n", model(desk))
    assert ("no_email", 1) in [(each.code, each.person) for each in row.lacks]


def test_the_sample_of_a_template_is_a_list_that_can_be_sent(desk, bench, tmp_path):
    draft = model(desk)
    path = desk.save_sample(tmp_path / "sample.csv", draft)
    assert path.read_bytes().startswith(b"\xef\xbb\xbftenant.email;tenant.first_name;")
    preview = desk.preview_list(path, draft)
    assert [row.errors for row in preview.rows] == [()]
    plain = a_draft(people=(PreparedPerson(1), PreparedPerson(2)), name="x")
    assert sample_of(plain).decode("utf-8-sig").startswith("email 1;first_name 1;last_name 1;email")


def test_a_list_is_sent_once_and_columns_of_other_roles_are_not_used(desk, bench, tmp_path):
    draft, path = model(desk), tmp_path / "list.csv"
    lines = [f"t{n}@c.example;Tenant {n};l{n}@f.example;Max;Roux;x@x.example;" for n in range(3)]
    path.write_text("\n".join([HEAD, *lines]))
    preview = desk.preview_list(path, draft)
    assert [each.title for each in preview.columns if not each.meaning] == ["nobody.email"]
    assert desk.send_rows(draft, preview.rows) == 3
    assert desk.send_rows(draft, preview.rows) == 3
    assert bench.requests.counts(Shown())[""] == 3
    assert {row.errors for row in desk.preview_list(path, draft).rows} == {(SENT_BEFORE,)}
    kinds = {each.kind for r in bench.requests.page(Shown(), 0, 9)
             for each in bench.outbox.of_request(r.id)}  # fmt: skip
    assert kinds == {ActKind.FILL, ActKind.ACTIVATE}


def test_a_template_that_changed_since_the_rows_were_looked_at_sends_none(desk, bench, tmp_path):
    draft, path = model(desk), tmp_path / "list.csv"
    path.write_text(f"{HEAD}\nt@c.example;T N;l@f.example;Max;Roux;;")
    preview = desk.preview_list(path, draft)
    turned = LEASE._replace(roles=(TENANT._replace(level="simple"), LANDLORD))
    bench.templates.put_all(ACCOUNT.id, [KEPT._replace(told=turned)], bench.clock.now())
    with pytest.raises(TemplateChanged):
        desk.send_rows(draft, preview.rows)
    bench.templates.put_all(ACCOUNT.id, [], bench.clock.now())
    with pytest.raises(TemplateUnknown):
        desk.send_rows(draft, preview.rows)
    assert bench.requests.counts(Shown())[""] == 0


def test_pages_that_a_sweep_took_are_fetched_again(bench):
    kept = KEPT._replace(document_sha256=bench.spool.take(SAMPLE).sha256)
    bench.templates.put_all(ACCOUNT.id, [kept], bench.clock.now())
    assert bench.templates.files() == {kept.document_sha256}
    receiving = Receiving(
        ACCOUNT, bench.service, bench.outbox, bench.requests, None, bench.audit, bench.clock
    )
    at_service(bench.service)
    bench.spool.path_of(kept.document_sha256).unlink()
    assert read_templates(Fetching(receiving, bench.spool), bench.templates, insist=True) == 1
    assert bench.spool.has(bench.templates.get(ACCOUNT.id, "tpl_1").document_sha256)
