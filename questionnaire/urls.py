"""Addresses below the language prefix; no address ever holds an answer."""

from django.urls import path

from questionnaire import views

app_name = "questionnaire"
urlpatterns = [
    path("", views.welcome, name="welcome"),
    path("check/", views.start, name="start"),
    path("check/<slug:step>/", views.step, name="step"),
]
