"""What somebody filled in never reaches the log."""

from __future__ import annotations

import io
import logging

from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
import pytest

from bonerisk import urls
from bonerisk.logs import WithoutAnswers
from bonerisk.urls import handler500

__all__ = ["handler500"]
CANARY = "canary-7391"


@csrf_exempt
def careless(request: HttpRequest) -> HttpResponse:
    answer = request.POST["age_years"]
    return HttpResponse(str(int(answer)))


urlpatterns = [*urls.urlpatterns, path("careless/", careless)]


@pytest.mark.urls(__name__)
def test_an_error_is_logged_with_its_place_and_without_the_answer() -> None:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(WithoutAnswers())
    logging.getLogger("django").addHandler(handler)
    try:
        Client(raise_request_exception=False).post("/careless/", {"age_years": CANARY})
    finally:
        logging.getLogger("django").removeHandler(handler)
    assert "Internal Server Error: /careless/" in log.getvalue()
    assert "in careless" in log.getvalue()
    assert "ValueError" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_a_record_that_says_exc_info_outside_of_an_error_has_nothing_to_add() -> None:
    assert WithoutAnswers().formatException((None, None, None)) == ""
