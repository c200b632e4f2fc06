"""What clinics embed: no language in front, for the address stands in their pages for years. None holds an answer."""

from django.urls import include, path

from clinics import demo, views

app_name = "clinics"
embedded = [
    path("<str:version>.js", views.embed, name="script"),
    path("colour/<str:digits>.css", views.colour, name="colour"),
    path("<str:clinic>/", views.clinic, name="clinic"),
    path("<str:clinic>/<slug:language>/", views.start, name="start"),
    path("<str:clinic>/<slug:language>/<slug:step>/", views.step, name="step"),
]
urlpatterns = [
    path("embed/", include(embedded)),  # one comparison for all that is elsewhere
    path("demo/", demo.page, name="demo"),
]
