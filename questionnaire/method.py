"""What the method page shows: the rules in force in words, their sources, and how well one of them finds people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from questionnaire.citations import documents
from questionnaire.levels import LEVELS
from questionnaire.proven import Proven, Report, proven
from questionnaire.sentences import RuleInWords, RuleWriter, Statement
from rules.assessment import Assessor
from rules.document import Document, Finding, Recommendation, RecommendationKind, Source

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

DIGEST_SHOWN = 12  # characters
TOPICS: dict[str, StrOrPromise] = {
    "safety": _("Signs that cannot wait, and for whom this check is not made"),
    "warning-signs": _("Warning signs"),
    "risk-factors": _("Age, hormones, family and falls"),
    "health": _("Illnesses and medicines"),
    "density": _("Age and weight together"),
    "countries": _("What counts in each country"),
    "levels": _("From findings to advice"),
    "lifestyle": _("Lifestyle"),
    "diet": _("What you eat"),
    "supplements": _("Food supplements"),
    "cautions": _("When we leave a tip out"),
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """How the density rule did in one group: people, those with a low density, and whom of each it referred."""

    group: StrOrPromise
    people: int
    low: int
    found: int
    referred: int


# The row “our rule” of each group in docs/method.md, as counts.
ACCURACY = (
    Measurement(_("Women of 50 and over"), people=831, low=75, found=68, referred=485),
    Measurement(_("Of them, women from 50 to 64"), people=466, low=27, found=23, referred=170),
    Measurement(_("Men of 50 and over"), people=968, low=21, found=18, referred=312),
)


@dataclass(frozen=True, slots=True)
class FindingInWords:
    """A finding, the rules that establish it (any one is enough) and the documents they rest on."""

    key: str
    label: str
    rules: list[RuleInWords]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class AdviceInWords:
    """A recommendation, the level it leads to ("" for a tip), and the findings that call for it or withhold it."""

    key: str
    level: StrOrPromise
    title: str
    text: str
    called_for_by: list[Statement]
    withheld_by: list[Statement]
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Topic:
    """A chapter of the rules."""

    key: str
    title: StrOrPromise
    findings: list[FindingInWords]
    advice: list[AdviceInWords]


@dataclass(frozen=True, slots=True)
class MethodPage:
    """The rules in force, in one language."""

    title: str
    number: int
    digest: str
    accuracy: tuple[Measurement, ...]
    proven: Proven | None
    topics: list[Topic]
    sources: list[Source]


def method_page(assessor: Assessor, language: str, report: Report = ()) -> MethodPage:
    """The page of one release and its report; the texts of the site in it that are lazy belong to no language yet."""
    document, release = assessor.document, assessor.release
    with override(language):
        topics = _Chapters(document, language).topics()
    return MethodPage(
        title=document.title[language],
        number=release["number"],
        digest=release["digest"].removeprefix("sha256:")[:DIGEST_SHOWN],
        accuracy=ACCURACY,
        proven=proven(document, report, language),
        topics=topics,
        sources=[source for source in document.sources if not source.based_on],
    )


class _Chapters:
    def __init__(self, document: Document, language: str) -> None:
        self._document, self._language = document, language
        self._writer = RuleWriter(document, language)
        self._sources = {source.key: source for source in document.sources}

    def topics(self) -> list[Topic]:
        return [
            Topic(
                key,
                TOPICS.get(key) or capfirst(key.replace("-", " ")),
                [self._finding(item) for item in self._document.findings if item.topic == key],
                [self._advice(item) for item in self._document.recommendations if item.topic == key],
            )
            for key in self._document.topics
        ]

    def _finding(self, finding: Finding) -> FindingInWords:
        rules = [rule for rule in self._document.rules if rule.then == finding.key]
        keys = [*finding.sources, *(key for rule in rules for key in rule.sources)]
        return FindingInWords(
            finding.key,
            finding.label[self._language],
            [self._writer.in_words(rule) for rule in rules],
            documents(self._sources, keys),
        )

    def _advice(self, item: Recommendation) -> AdviceInWords:
        return AdviceInWords(
            item.key,
            "" if item.kind is RecommendationKind.TIP else LEVELS[item.kind.value].title,
            item.title[self._language],
            item.text[self._language],
            [self._writer.statement(key) for key in item.called_for_by],
            [self._writer.statement(key) for key in item.withheld_by],
            documents(self._sources, item.sources),
        )
