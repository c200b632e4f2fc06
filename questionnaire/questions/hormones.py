"""The questions of the third step: menopause and other hormones."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from questionnaire.questions.units import YEARS
from rules.facts import FACTS

HORMONES = Section(
    key="hormones",
    title=_("Hormones"),
    lead=_("Hormones protect our bones, and they change with age."),
    questions=(
        Question(
            FACTS["menopause"],
            label=_("Menopause"),
            text=_("Have you been through menopause?"),
            help=_("Menopause means no period for 12 months in a row, or ovaries that no longer work."),
            answers={
                "not_yet": _("not yet"),
                "natural": _("yes, it came by itself"),
                "surgical_or_medical": _("yes, after an operation or a treatment"),
            },
        ),
        Question(
            FACTS["menopause_age_years"],
            label=_("Your age at menopause"),
            text=_("How old were you when menopause came?"),
            help=_("Your age at your last period, or at the operation or treatment."),
            units=YEARS,
        ),
        Question(
            FACTS["hormone_therapy"],
            label=_("Hormone therapy for menopause"),
            text=_("Do you take hormones for menopause, or did you in the past?"),
            help=_(
                "Oestrogen as tablets, patches, gel or spray. Products used only in the vagina do not count."
            ),
            answers={
                "never": _("never"),
                "past": _("in the past"),
                "current": _("now"),
            },
        ),
        Question(
            FACTS["amenorrhoea_over_12_months"],
            label=_("Periods that stopped for over a year"),
            text=_("Before menopause, did your periods ever stop for over a year?"),
            help=_("Do not count pregnancy, breastfeeding or birth control that stops periods."),
        ),
        Question(
            FACTS["low_testosterone"],
            label=_("Low testosterone"),
            text=_("Has a doctor told you that your testosterone is low?"),
            help=_("Testosterone is the main male hormone; it is measured in the blood."),
        ),
    ),
)
