"""Short ways to the pages of the studio: somebody is signed in, and knows the addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Permission, User
from playwright.sync_api import Page

from clinics.models import Clinic
from rules.models import Part, RuleSet

PASSWORD = "only for the tests"
COLLECTIONS = ("source", "finding", "rule", "recommendation", "example", "guarantee")
PAGES = (
    "change",
    "try",
    "examples",
    "proofs",
    "impact",
    "publish",
    "releases",
    "differences",
    "changes",
    "import",
    "outline",
)


@dataclass(frozen=True)
class Studio:
    """The ways, for one page in one language; `address` is the server's."""

    page: Page
    address: str
    language: str = "en"

    def sign_in(self) -> None:
        """By the form, as somebody who may edit and publish rules, and clinics that they look after.

        The database is emptied between browser tests, and the roles that the migrations made with it.
        """
        user = User.objects.filter(username="anna").first()
        user = user or User.objects.create_user("anna", password=PASSWORD, is_staff=True)
        user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=("rules", "clinics")))
        self.open("")
        self.page.locator("#id_username").fill(user.username)
        self.page.locator("#id_password").fill(PASSWORD)
        self.page.locator("#login-form [type=submit]").click()
        self.page.wait_for_url(f"**/{self.language}/admin/")

    def open(self, path: str) -> None:
        """A page of the admin by its address."""
        self.page.goto(f"{self.address}/{self.language}/admin/{path}")

    def rule_set(self, name: str, query: str = "") -> None:
        """A page of the rule set."""
        self.open(f"rules/ruleset/{RuleSet.objects.get().pk}/{name}/{query}")

    def part(self, model: str, key: str = "", name: str = "change") -> None:
        """A page of a part; of the first of its kind without a key."""
        parts = Part.objects.filter(collection=f"{model}s").order_by("position")
        part = parts.get(key=key) if key else parts[0]
        self.open(f"rules/{model}/{part.pk}/{name}/")

    def clinic(self, name: str = "change", query: str = "") -> None:
        """A page of the clinic that she looks after; French first."""
        clinic = Clinic.objects.first()
        if clinic is None:
            clinic = Clinic.objects.create(
                name="Three Bridges",
                slug="three-bridges",
                rule_set=RuleSet.objects.get(),
                default_language="fr",
                origins=["https://clinic.example"],
            )
            clinic.staff.set(User.objects.filter(username="anna"))
        self.open(f"clinics/clinic/{clinic.pk}/{name}/{query}")

    def add(self, model: str) -> None:
        """The page to add a part."""
        self.open(f"rules/{model}/add/?rule_set={RuleSet.objects.get().pk}")
