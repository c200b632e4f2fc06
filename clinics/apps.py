from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicsConfig(AppConfig):
    """Clinics that have the questionnaire in their own sites."""

    name = "clinics"
    verbose_name = _("Clinics")
