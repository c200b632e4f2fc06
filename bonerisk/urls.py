"""Every page stands under its language, but for what clinics embed; `/` leads to the one that the browser asks for."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("clinics.urls")),
    *i18n_patterns(path("admin/", admin.site.urls), path("", include("questionnaire.urls"))),
]

handler400 = "questionnaire.responses.bad_request"
handler404 = "questionnaire.responses.not_found"
handler500 = "questionnaire.responses.server_error"
