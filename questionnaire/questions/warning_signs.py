"""The questions of the second step: signs, and those that cannot wait."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from questionnaire.questions.model import Question, Section
from rules.facts import FACTS

WARNING_SIGNS = Section(
    key="warning-signs",
    title=_("Warning signs"),
    lead=_("Bone loss is often silent, but some signs deserve attention."),
    questions=(
        Question(
            FACTS["symptoms"],
            label=_("Warning signs"),
            text=_("Do you have any of these signs?"),
            help=_("Choose all that apply."),
            answers={
                "persistent_bone_pain": _(
                    "pain in bones or joints that does not go away (back, hips, wrists)"
                ),
                "stooped_posture": _("stooped posture (rounded back)"),
                "muscle_weakness": _("muscle weakness"),
                "night_cramps": _("night cramps"),
                "fragile_teeth": _("fragile teeth (frequent cavities, receding gums)"),
                "none": _("none of these"),
            },
        ),
        Question(
            FACTS["red_flags"],
            label=_("Signs that cannot wait"),
            text=_("Is any of this happening to you now?"),
            help=_("These signs need medical help today: if you choose one, we tell you at once what to do."),
            answers={
                "sudden_severe_back_pain": _(
                    "sudden and severe back pain (for example after a small movement)"
                ),
                "leg_weakness_or_numbness": _("new weakness or numbness in the legs"),
                "bladder_or_bowel_change": _("new trouble holding or passing urine or stools"),
                "cannot_bear_weight": _("too much pain to stand or put weight on a leg"),
                "fever_or_weight_loss_with_pain": _("pain with fever or with unexplained weight loss"),
                "none": _("none of these"),
            },
        ),
    ),
)
