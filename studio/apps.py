"""The rule studio: where admins edit, try and publish rules, in Django's admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class StudioConfig(AppConfig):
    """It has no tables of its own: those are of `rules`."""

    name = "studio"
    verbose_name = _("Rule studio")


class StudioAdminConfig(AdminConfig):
    """Django's admin with the studio's site as `admin.site`."""

    default_site = "studio.site.StudioSite"
