"""A rule set as a file: out, and in again after a look at what would change."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

from django.contrib.auth.models import Permission, User
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
import pytest

from rules.archive import pack, unpack
from rules.document import dump, parse
from rules.models import RuleSet
from rules.services import change_outline
from rules.workingcopy import document_of
from studio.publishing import exchange
from tests.rules.bombs import BOMBS, CHAINS, chain, zipped
from tests.rules.documents import Data, finding, small
from tests.studio.asking import address, texts
from tests.studio.conftest import SignIn

pytestmark = pytest.mark.django_db


def packed(**changes: Any) -> bytes:
    """The small rule set as a file, with these changes."""
    return pack(parse(small() | changes))


def younger() -> Data:
    """The same rules for younger people."""
    return {**small()["rules"][0], "all": ["age_years ≥ 60"]}


def choose(client: Client, rule_set: RuleSet, content: bytes) -> Any:
    """Choose a file and press the button."""
    file = SimpleUploadedFile("rules.zip", content, "application/zip")
    return client.post(address("import", rule_set), {"file": file})


def confirm(client: Client, rule_set: RuleSet, preview: Any) -> Any:
    """Press “Replace the working copy”."""
    return client.post(address("import", rule_set), {"document": preview.context["document"]})


def rule_map(client: Client, rule_set: RuleSet) -> Any:
    """The page of the rule set."""
    return client.get(reverse("admin:rules_ruleset_change", args=[rule_set.pk]))


def test_the_working_copy_as_a_file(auditor: Client, rule_set: RuleSet) -> None:
    """A download that no cache keeps."""
    response = auditor.get(address("export", rule_set))
    assert unpack(response.content) == document_of(rule_set)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="small-working-copy.zip"'
    assert response["Cache-Control"] == "no-store"


def test_a_release_as_a_file(auditor: Client, rule_set: RuleSet) -> None:
    """By its number."""
    response = auditor.get(address("export", rule_set, number="1"))
    assert unpack(response.content) == parse(small())
    assert response["Content-Disposition"] == 'attachment; filename="small-release-1.zip"'


def test_a_file_is_looked_at_and_then_replaces_the_working_copy(editor: Client, rule_set: RuleSet) -> None:
    """Nothing is written before the second press; visitors notice nothing."""
    before = document_of(rule_set)
    preview = choose(editor, rule_set, packed(rules=[younger(), *small()["rules"][1:]]))
    assert "Your age: 65 years or more → Your age: 60 years or more" in texts(preview)
    assert document_of(rule_set) == before
    done = confirm(editor, rule_set, preview)
    assert "The working copy is replaced." in texts(editor.get(done["Location"]))
    assert str(document_of(rule_set).rules[0].all[0]) == "age_years ≥ 60"
    rule_set.refresh_from_db()
    assert rule_set.current is not None
    assert rule_set.current.number == 1
    change = rule_set.changes.latest("pk")
    assert (change.action, change.by) == ("imported", "editor")


def test_a_file_with_nothing_new(editor: Client, rule_set: RuleSet) -> None:
    """Says so, and has no button."""
    page = texts(choose(editor, rule_set, packed()))
    assert "Nothing differs. Back to the rules" in page
    assert "Replace the working copy" not in page


def test_what_would_stand_in_the_way_is_told_before(editor: Client, rule_set: RuleSet) -> None:
    """And hinders nobody from mending it in the studio."""
    preview = choose(editor, rule_set, packed(findings=[*small()["findings"], finding("new")]))
    page = texts(preview)
    assert "What would stand in the way of publishing it findings → new – no rule establishes it" in page
    assert confirm(editor, rule_set, preview).status_code == 302
    assert "What would stand in the way" not in texts(
        choose(editor, rule_set, packed(topics=["bones", "falls"]))
    )


def test_a_broken_file_is_called_by_its_name(editor: Client, rule_set: RuleSet) -> None:
    """As whoever chose it knows it."""
    assert " rules.zip – " in texts(choose(editor, rule_set, b"nonsense"))


def test_without_a_file(editor: Client, rule_set: RuleSet) -> None:
    """It is asked for."""
    assert "Zip file of a rule set" in texts(editor.get(address("import", rule_set)))
    assert "This field is required." in texts(editor.post(address("import", rule_set), {}))


def test_another_rule_set(editor: Client, rule_set: RuleSet) -> None:
    """Is refused with a sentence."""
    page = texts(choose(editor, rule_set, packed(key="large")))
    assert "This file cannot be imported. Nothing was changed." in page
    assert "this is the rule set “large”, not “small”; choose another file" in page


def test_a_key_that_stands_twice(editor: Client, rule_set: RuleSet) -> None:
    """A working copy has each key once."""
    page = texts(choose(editor, rule_set, packed(findings=[*small()["findings"], finding("old")])))
    assert "findings → old – the key stands 2 times; give each its own" in page


def test_somebody_changed_the_working_copy_meanwhile(editor: Client, rule_set: RuleSet) -> None:
    """The differences are shown anew; the second press is deliberate."""
    preview = choose(editor, rule_set, packed(rules=[younger(), *small()["rules"][1:]]))
    change_outline(rule_set, {**small()["title"], "en": "Tiny"}, ["bones"], rule_set.version, "colleague")
    again = confirm(editor, rule_set, preview)
    assert again.status_code == 409
    assert "Somebody has changed the working copy" in texts(again)
    assert "Title (English) Tiny → Small" in texts(again)
    assert confirm(editor, rule_set, again).status_code == 302


def test_a_preview_is_bound_to_who_made_it_where_and_when(
    sign_in: SignIn, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A13: another person, a forged document, an old one: choose the file again."""
    editor = sign_in("editor")
    preview = choose(editor, rule_set, packed(rules=[younger(), *small()["rules"][1:]]))
    forged = signing.dumps({"document": dump(parse(small()))}, salt="another", compress=True)
    refused = [
        confirm(sign_in("superuser"), rule_set, preview),
        editor.post(address("import", rule_set), {"document": forged}),
        editor.post(address("import", rule_set), {"document": "\0"}),
    ]
    monkeypatch.setattr(exchange, "HOUR", -1)
    refused.append(confirm(editor, rule_set, preview))
    for response in refused:
        assert "Choose the file again." in texts(response)
    assert str(document_of(rule_set).rules[0].all[0]) == "age_years ≥ 65"


def test_a_preview_that_no_form_can_carry(
    editor: Client, rule_set: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Is told where to go."""
    monkeypatch.setattr(exchange, "LONGEST_MARK", 100)
    page = texts(choose(editor, rule_set, packed(rules=[younger(), *small()["rules"][1:]])))
    assert "is too large to be looked at here; use manage.py import_rules" in page


@pytest.mark.parametrize("role", ["publisher", "auditor", "staff"])
def test_nobody_else_imports(sign_in: SignIn, rule_set: RuleSet, role: str) -> None:
    """A13: neither the page nor a crafted form."""
    client = sign_in(role)
    assert client.get(address("import", rule_set)).status_code == 403
    assert choose(client, rule_set, packed()).status_code == 403


def test_who_may_not_change_every_kind_of_part(sign_in: SignIn, rule_set: RuleSet) -> None:
    """A13: a file would change them all."""
    client = sign_in("staff")
    some = Permission.objects.filter(codename__in=["change_ruleset", "view_ruleset", "change_rule"])
    User.objects.get(username="staff").user_permissions.set(some)
    assert client.get(address("import", rule_set)).status_code == 403
    assert client.post(address("load", rule_set, number="1"), {"seen": ""}).status_code == 403


DAMAGED: dict[str, Callable[[], bytes]] = {
    "nonsense": lambda: b"nonsense",
    "truncated": lambda: packed()[:-30],
    "many": lambda: zipped({f"a{number}.yaml": "x: 1" for number in range(100)}),
    "large": lambda: b"PK" + b"x" * 1_100_000,
}
MADE = {name: lambda make=make: zipped(make()) for name, (make, *_) in BOMBS.items()}


@pytest.mark.parametrize("bomb", [*DAMAGED, *MADE])
def test_bombs(editor: Client, rule_set: RuleSet, bomb: str) -> None:
    """A21: each is a page of a hundred sentences at most, within seconds, and nothing changes."""
    content, before = (DAMAGED | MADE)[bomb](), document_of(rule_set)
    start = process_time()
    response = choose(editor, rule_set, content)
    assert process_time() - start < 30  # CPU; one second without coverage
    assert response.status_code == 200
    assert "This file cannot be imported. Nothing was changed." in texts(response)
    assert len(response.content) < 100_000
    assert document_of(rule_set) == before
    assert rule_map(editor, rule_set).status_code == 200


@pytest.mark.parametrize(("links", "sentence"), CHAINS.items())
def test_what_can_be_read_and_never_run(editor: Client, rule_set: RuleSet, links: int, sentence: str) -> None:
    """A21: a chain of findings becomes the working copy, and its map says within seconds what is wrong."""
    start = process_time()
    assert confirm(editor, rule_set, choose(editor, rule_set, zipped(chain(links)))).status_code == 302
    page = rule_map(editor, rule_set)
    assert process_time() - start < 30  # CPU; five seconds are usual, most of them for 3,800 rows
    assert page.status_code == 200
    assert sentence.partition(": ")[2] in texts(page)


def test_a_body_that_is_too_large_is_not_read(editor: Client, rule_set: RuleSet) -> None:
    """A21: over two megabytes, whatever it claims to be."""
    assert choose(editor, rule_set, b"x" * 2_200_000).status_code in (400, 413)


def test_what_a_file_would_lose_is_not_exported(editor: Client, rule_set: RuleSet) -> None:
    """A part of a topic that the rule set does not have: the map says which."""
    part = rule_set.parts.get(collection="rules", key="age")
    rule_set.parts.filter(pk=part.pk).update(content={**part.content, "topic": "muscles"})
    response = editor.get(address("export", rule_set), follow=True)
    assert response["Content-Type"].startswith("text/html")
    assert "muscles" in texts(response)


def test_a_working_copy_that_cannot_be_read_can_be_replaced(editor: Client, rule_set: RuleSet) -> None:
    """The way out of it."""
    rule_set.parts.filter(key="age").update(content={"colour": "red"})
    preview = choose(editor, rule_set, packed())
    assert "so it cannot tell what differs" in texts(preview)
    assert confirm(editor, rule_set, preview).status_code == 302
    assert document_of(rule_set) == parse(small())
