"""The addresses of the view that pages are compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def hello(_request: HttpRequest) -> HttpResponse:
    """As little as a view can do."""
    return HttpResponse("hello")


urlpatterns = [path("", hello)]
