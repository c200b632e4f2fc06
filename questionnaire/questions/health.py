"""The questions of the fifth step: illnesses and medicines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from rules.facts import FACTS

HEALTH = Section(
    key="health-medicines",
    title=_("Health and medicines"),
    lead=_("Some illnesses and medicines act on bone; never stop a medicine without asking your doctor."),
    questions=(
        Question(
            FACTS["conditions"],
            label=_("Your health conditions"),
            text=_("Do you have, or have you had, any of these conditions?"),
            help=_("Choose all that a doctor has told you about."),
            answers={
                "rheumatoid_arthritis": _("rheumatoid arthritis (not osteoarthritis)"),
                "hyperthyroidism": _("overactive thyroid"),
                "hyperparathyroidism": _("overactive parathyroid glands (they control calcium)"),
                "malabsorption": _(
                    "trouble absorbing food (coeliac disease, Crohn’s disease, stomach reduction)"
                ),
                "type_1_diabetes": _("type 1 diabetes"),
                "kidney_disease": _("kidney disease"),
                "kidney_stones": _("kidney stones"),
                "high_blood_calcium": _("too much calcium in the blood"),
                "liver_disease": _("long-lasting liver disease"),
                "copd": _("COPD (chronic bronchitis, emphysema)"),
                "cushing": _("Cushing’s syndrome (too much cortisol)"),
                "anorexia_nervosa": _("anorexia (an eating disorder)"),
                "skin_cancer_or_photosensitivity": _("skin cancer or skin that does not tolerate the sun"),
                "none": _("none of these"),
            },
        ),
        Question(
            FACTS["medicines"],
            label=_("Your medicines"),
            text=_("Do you take any of these medicines?"),
            help=_(
                "The names in brackets are examples; look at the box, or ask your pharmacist."
                " For cortisone, count tablets and injections, not creams, drops or inhalers."
            ),
            answers={
                "glucocorticoids": _(
                    "cortisone-type medicines (glucocorticoids: prednisone, prednisolone, methylprednisolone)"
                ),
                "antiepileptics": _("medicines for epilepsy (carbamazepine, phenytoin, valproate)"),
                "aromatase_inhibitors": _(
                    "hormone treatment for breast cancer (anastrozole, letrozole, exemestane)"
                ),
                "androgen_deprivation": _(
                    "hormone treatment for prostate cancer (leuprorelin, goserelin, triptorelin)"
                ),
                "thyroid_hormone": _("thyroid hormone (levothyroxine)"),
                "vitamin_k_antagonist": _(
                    "certain blood thinners"
                    " (vitamin K antagonists: warfarin, acenocoumarol, phenprocoumon, fluindione)"
                ),
                "osteoporosis_treatment": _(
                    "osteoporosis treatment (alendronate, risedronate, zoledronate, denosumab, teriparatide)"
                ),
                "proton_pump_inhibitors": _(
                    "tablets against stomach acid (omeprazole, pantoprazole, esomeprazole)"
                ),
                "quinolone_or_tetracycline": _(
                    "certain antibiotics (ciprofloxacin, levofloxacin, doxycycline, minocycline)"
                ),
                "none": _("none of these"),
            },
        ),
        Question(
            FACTS["glucocorticoid_months"],
            label=_("Length of your cortisone treatment"),
            text=_("How long have you been taking a cortisone-type medicine?"),
            help=_("Count the months in a row."),
            answers={"under_3": _("less than 3 months"), "3_or_more": _("3 months or more")},
        ),
        Question(
            FACTS["glucocorticoid_mg_per_day"],
            label=_("Your daily cortisone, counted as prednisone"),
            text=_("What is your daily dose, counted as prednisone?"),
            help=_(
                "5 mg of prednisone is worth 5 mg of prednisolone, 4 mg of methylprednisolone"
                " or 20 mg of hydrocortisone. Your pharmacist can help."
            ),
            answers={
                "under_5": _("less than 5 mg"),
                "5_to_7_5": _("5 to 7.5 mg"),
                "over_7_5": _("more than 7.5 mg"),
            },
        ),
    ),
)
