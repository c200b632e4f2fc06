"""docs/embedding.md tells webmasters the truth: what is to be pasted is what the admin gives, and works."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
import re

from django.conf import LazySettings
from django.template.loader import render_to_string
from django.test import Client
import pytest

from clinics import script
from clinics.snippet import snippets
from clinics.statistics.counter import SECONDS
from clinics.statistics.hiding import GRAIN
from clinics.validation import MOST_ORIGINS
from clinics.views import AN_HOUR
from questionnaire.problems import PROBLEMS
from rules.assessment import Assessor
from tests.clinics.conftest import MakeClinic

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
DEPLOYMENT, PRIVACY = (
    (ROOT / "docs" / f"{n}.md").read_text(encoding="utf-8") for n in ("deployment", "privacy")
)
EXAMPLES = re.findall(r"```html\n(.*?)\n```", GUIDE, re.DOTALL)
SITE, SLUG = "https://bones.example", "three-bridges"
DIGEST = re.compile(r'integrity="([^"]*)"')
TAGS = {"script", "noscript", "a", "bonerisk-form", "iframe", "p", "style"}
READ = {
    "script": {"src", "data-clinic", "data-language", "integrity", "crossorigin", "async"},
    "bonerisk-form": {"clinic", "language"},
}


class Tags(HTMLParser):
    """Every start tag of an example with its attributes; an end tag without its start raises."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


@pytest.fixture(autouse=True)
def _site(site: Assessor, settings: LazySettings) -> None:
    settings.BASE_URL = SITE


def tags() -> list[tuple[str, dict[str, str | None]]]:
    """Those of all examples."""
    return [tag for html in EXAMPLES for tag in Tags(html).found]


@pytest.mark.parametrize("key", ["script", "pinned", "element", "frame", "link"])
def test_every_way_of_the_admin_stands_in_the_guide(key: str) -> None:
    (html,) = [snippet.html for snippet in snippets(SLUG, "en") if snippet.key == key]
    assert DIGEST.sub('integrity="sha384-…"', html) in EXAMPLES


def test_every_example_is_whole_and_says_only_what_the_script_reads() -> None:
    assert {tag for tag, _ in tags()} == TAGS
    source = script.source(script.versions()[-1]).decode()
    for tag, attributes in tags():
        assert attributes.keys() <= READ.get(tag, attributes.keys())
    for name in READ["bonerisk-form"]:
        assert f'getAttribute("{name}")' in source
    assert "{clinic, language} = script.dataset" in source


def test_every_address_in_it_leads_somewhere(make_clinic: MakeClinic) -> None:
    make_clinic(SLUG)
    addresses = {a[name] for _, a in tags() for name in ("src", "href") if name in a}
    assert addresses
    for address in addresses:
        assert address
        assert address.startswith(f"{SITE}/embed/")
        assert Client().get(address.removeprefix(SITE)).status_code == 200


def test_no_digest_stands_in_it_that_a_later_version_makes_wrong() -> None:
    assert set(DIGEST.findall(GUIDE)) == {"sha384-…"}
    assert not re.search(r"sha(?:256|384|512)-\w", GUIDE)


def test_the_event_is_the_one_that_the_script_sends() -> None:
    (event,) = re.findall(r'addEventListener\("([^"]+)"', GUIDE)
    assert f'new CustomEvent("{event}"' in script.source(script.versions()[-1]).decode()


def test_the_policy_names_what_is_fetched_and_no_more() -> None:
    (policy,) = re.findall(r"```\n(.*?)\n```", GUIDE)
    directives = dict(directive.split(" ", 1) for directive in policy.split("; "))
    assert directives == {"script-src": SITE, "frame-src": SITE}


def test_what_may_be_lifted_of_a_sandbox_is_what_its_page_asks_for() -> None:
    (allowed,) = [attributes["sandbox"] for tag, attributes in tags() if "sandbox" in attributes]
    assert allowed
    page = render_to_string("problem_words.html", {"problem": PROBLEMS["sandboxed"]}, using="en")
    assert set(re.findall(r"allow-[a-z-]+", page)) == set(allowed.split())


@pytest.mark.parametrize("reason", ["sandboxed", "no_clinic"])
def test_titles_in_its_table_are_those_that_visitors_see(reason: str) -> None:
    assert f"| “{PROBLEMS[reason].title}”" in GUIDE


def test_words_in_its_table_are_those_of_the_script() -> None:
    assert "The bone check cannot be shown here." in script.source(script.versions()[-1]).decode()
    assert "“The bone check cannot be shown here”" in GUIDE


def test_its_numbers_are_those_of_the_code() -> None:
    assert (AN_HOUR, GRAIN, SECONDS) == (3_600, 5, 5.0)
    assert "browsers keep it for an hour" in GUIDE
    assert "shown in fives, and hidden below five" in GUIDE
    assert "writes the numbers every five seconds" in DEPLOYMENT
    assert f"At most {MOST_ORIGINS}." in GUIDE
    site = (ROOT / "static" / "bonerisk" / "site.js").read_text(encoding="utf-8")
    assert "Math.ceil(pixels / 32) * 32" in site
    assert "in steps of 32 pixels" in GUIDE
    assert "in steps of 32\npixels" in PRIVACY


def test_every_link_in_it_leads_to_a_file() -> None:
    for place in re.findall(r"\]\(([a-z.]+)(?:#[a-z-]+)?\)", GUIDE):
        assert (ROOT / "docs" / place).is_file()
    for name in ("README.md", "docs/deployment.md"):
        assert "embedding.md" in (ROOT / name).read_text(encoding="utf-8")
