"""The form of each kind of part."""

from studio.editing.forms.base import PartForm, Row
from studio.editing.forms.example import ExampleForm
from studio.editing.forms.finding import FindingForm
from studio.editing.forms.guarantee import GuaranteeForm
from studio.editing.forms.recommendation import RecommendationForm
from studio.editing.forms.rule import RuleForm
from studio.editing.forms.source import SourceForm

__all__ = ["FORMS", "PartForm", "Row"]

FORMS: dict[str, type[PartForm]] = {
    form.collection: form
    for form in (SourceForm, FindingForm, RuleForm, RecommendationForm, ExampleForm, GuaranteeForm)
}
