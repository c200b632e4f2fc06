"""Where the addresses of parts lead, and whom they let in."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
import pytest

from rules.models import Change, RuleSet
from tests.studio.conftest import SignIn
from tests.studio.pages import adding, address, opened, part_of

pytestmark = pytest.mark.django_db
MODELS = ("source", "finding", "rule", "recommendation", "example", "guarantee")


class TestPlaces:
    """Where addresses lead."""

    def test_a_list_is_on_the_map(self, editor: Client, rule_set: RuleSet) -> None:
        response = editor.get("/en/admin/rules/rule/")
        assert response["Location"] == f"/en/admin/rules/ruleset/{rule_set.pk}/change/#rules"
        RuleSet.objects.create(key="second")
        for model in MODELS:
            for page in ("", "add/"):
                response = editor.get(f"/en/admin/rules/{model}/{page}")
                assert response["Location"] == "/en/admin/rules/ruleset/"

    def test_adding_needs_no_rule_set_where_there_is_one(self, editor: Client, rule_set: RuleSet) -> None:
        assert "Add finding" in opened(editor, reverse("admin:rules_finding_add")).text

    def test_history(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "rules", "age")
        response = editor.get(address(part, "history"))
        assert (
            response["Location"]
            == reverse("admin:rules_ruleset_changes", args=[rule_set.pk]) + "?list=rules&key=age"
        )

    def test_an_example_is_made_on_the_try_page(self, editor: Client, rule_set: RuleSet) -> None:
        response = editor.get(adding("example", rule_set))
        assert response["Location"] == reverse("admin:rules_ruleset_try", args=[rule_set.pk])

    @pytest.mark.parametrize("number", ["0", "99999", "x", "9" * 30, "1%27"])
    def test_nothing_is_there(self, sign_in: SignIn, rule_set: RuleSet, number: str) -> None:
        client = sign_in("superuser")
        for page in ("change", "delete", "history"):
            assert client.get(f"/en/admin/rules/rule/{number}/{page}/").status_code == 404
        assert client.post(f"/en/admin/rules/rule/{number}/change/").status_code == 404
        assert client.get(f"/en/admin/rules/rule/add/?rule_set={number}").status_code == 404

    def test_a_part_of_another_kind_is_not_there(self, editor: Client, rule_set: RuleSet) -> None:
        part = part_of(rule_set, "findings", "old")
        assert editor.get(f"/en/admin/rules/rule/{part.pk}/change/").status_code == 404

    def test_the_index_shows_rule_sets_only(self, editor: Client, rule_set: RuleSet) -> None:
        page = editor.get("/en/admin/").content.decode()
        assert "/admin/rules/ruleset/" in page
        assert not any(f"/admin/rules/{model}/" in page for model in MODELS)


class TestRoles:
    """A13: who may do what, whatever they send."""

    def test_who_may_only_look_sees_the_page_closed(self, auditor: Client, full: RuleSet) -> None:
        for part in full.parts.all():
            page = opened(auditor, address(part))
            assert page.closed
            assert "Save" not in page.texts
            assert not {"Delete", "Copy"} & set(page.texts)

    @pytest.mark.parametrize("role", ["auditor", "publisher", "staff"])
    def test_a13_crafted_posts_are_refused(self, sign_in: SignIn, full: RuleSet, role: str) -> None:
        """A13: nothing is written, and nothing in the history says otherwise."""
        client, before, changes = sign_in(role), list(full.parts.values()), Change.objects.count()
        for part in full.parts.all():
            for page in ("change", "delete"):
                assert client.post(address(part, page), {"version": 1, "_popup": 1}).status_code == 403
        for model in MODELS:
            page = adding(model, full)
            assert client.get(page).status_code == client.post(page, {"key": "x"}).status_code == 403
        assert (list(full.parts.values()), Change.objects.count()) == (before, changes)

    @pytest.mark.parametrize("page", ["change", "delete", "history"])
    def test_staff_without_a_role_see_nothing(self, sign_in: SignIn, full: RuleSet, page: str) -> None:
        client = sign_in("staff")
        for part in full.parts.all():
            assert client.get(address(part, page)).status_code == 403
        for model in MODELS:
            assert client.get(f"/en/admin/rules/{model}/").status_code == 403

    @pytest.mark.parametrize("role", ["nobody", "visitor"])
    def test_others_are_asked_to_sign_in(self, sign_in: SignIn, full: RuleSet, role: str) -> None:
        client = sign_in(role)
        for part in full.parts.all():
            assert "/admin/login/" in client.get(address(part))["Location"]

    def test_who_may_not_delete_finds_no_link(self, sign_in: SignIn, full: RuleSet) -> None:
        editor = sign_in("editor")
        assert "Delete" in opened(editor, address(part_of(full, "rules", "age"))).texts
