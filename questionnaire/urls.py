"""Addresses below the language prefix; no address ever holds an answer."""

from django.urls import path

from questionnaire import pages, views

app_name = "questionnaire"
urlpatterns = [
    path("", pages.welcome, name="welcome"),
    path("check/", views.start, name="start"),
    path("check/<slug:step>/", views.step, name="step"),
    path("method/", pages.method, name="method"),
    path("purpose/", pages.purpose, name="purpose"),
    path("privacy/", pages.privacy, name="privacy"),
    path("emergency/", pages.emergency, name="emergency"),
]
