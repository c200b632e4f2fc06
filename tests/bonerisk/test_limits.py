"""A visitor may send little, the staff more, and nobody fills the memory or the disk."""

from __future__ import annotations

import io
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
import pytest

from bonerisk import urls
from bonerisk.limits import VISITOR_BYTES, VISITOR_FIELDS
from bonerisk.urls import handler400

__all__ = ["handler400"]
FORM = "application/x-www-form-urlencoded"
VISITORS, STAFF = "/en/posted/", "/en/admin/posted/"
TITLE = "That was more than this form can take"


@csrf_exempt
def posted(request: HttpRequest) -> HttpResponse:
    """How many fields and files came."""
    files = list(request.FILES.values())
    assert all(isinstance(file, InMemoryUploadedFile) for file in files)
    return HttpResponse(f"{sum(len(values) for _, values in request.POST.lists())} {len(files)}")


urlpatterns = [path("en/posted/", posted), path("en/admin/posted/", posted), *urls.urlpatterns]
pytestmark = pytest.mark.urls(__name__)


def fields(count: int) -> str:
    """A form of as many fields."""
    return "&".join(["a=1"] * count)


def parts(count: int) -> str:
    """The same in the wrapping that files come in."""
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    return part * count + "--x--\r\n"


def length(size: int) -> str:
    """A form of this many bytes."""
    return "a=" + "1" * (size - 2)


MULTIPART = "multipart/form-data; boundary=x"


@pytest.mark.parametrize(
    ("address", "body", "content_type", "counted"),
    [
        (VISITORS, fields(VISITOR_FIELDS), FORM, "200 0"),
        (VISITORS, parts(VISITOR_FIELDS - 1), MULTIPART, "199 0"),
        (VISITORS, length(VISITOR_BYTES), FORM, "1 0"),
        (STAFF, fields(1_000), FORM, "1000 0"),
        (STAFF, parts(1_000), MULTIPART, "1000 0"),
        (STAFF, length(2 * 1024 * 1024), FORM, "1 0"),
    ],
)
def test_what_is_enough_is_taken(address: str, body: str, content_type: str, counted: str) -> None:
    assert Client().post(address, body, content_type=content_type).content.decode() == counted


@pytest.mark.parametrize(
    ("address", "body", "content_type"),
    [
        (VISITORS, fields(VISITOR_FIELDS + 1), FORM),
        (VISITORS, parts(VISITOR_FIELDS + 1), MULTIPART),
        (VISITORS, length(VISITOR_BYTES + 1), FORM),
        ("/en/posted/admin/", length(VISITOR_BYTES + 1), FORM),
        ("/en/", length(VISITOR_BYTES + 1), FORM),
        (STAFF, length(2 * 1024 * 1024 + 1), FORM),
    ],
)
def test_too_much_is_told_with_a_page(address: str, body: str, content_type: str) -> None:
    response = Client().post(address, body, content_type=content_type)
    assert response.status_code == 400
    assert TITLE in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("body", [fields(1_001), parts(1_001)])
def test_the_staff_too_can_send_too_many_fields(body: str) -> None:
    content_type = FORM if body.startswith("a") else MULTIPART
    assert Client().post(STAFF, body, content_type=content_type).status_code == 400


def test_the_page_is_in_the_visitors_language() -> None:
    response = Client().post("/nl/check/diet/", length(VISITOR_BYTES + 1), content_type=FORM)
    assert '<html lang="nl"' in response.content.decode()


def test_a_body_is_not_read_when_it_is_announced_as_too_large() -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError

    sent: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": 10**12}
    assert Client().generic("POST", VISITORS, content_type=FORM, **sent).status_code == 400


@pytest.mark.parametrize("announced", ["many", "-1", "1.5", "²"])
def test_a_length_that_is_no_number_is_refused(announced: str) -> None:
    assert Client().post(VISITORS, "a=1", content_type=FORM, CONTENT_LENGTH=announced).status_code == 400


def test_nothing_is_announced_and_nothing_is_read() -> None:
    assert Client().post(VISITORS, "a=1", content_type=FORM, CONTENT_LENGTH="").content == b"0 0"


def test_visitors_send_no_file() -> None:
    file = SimpleUploadedFile("a.zip", b"a")
    assert Client().post(VISITORS, {"age_years": "70", "file": file}).status_code == 400


def test_the_staff_may_send_one_file_that_stays_in_memory() -> None:
    megabyte = SimpleUploadedFile("rules.zip", b"a" * 1024 * 1024)
    assert Client().post(STAFF, {"note": "new", "file": megabyte}).content == b"1 1"


def test_the_staff_send_no_more_than_one_file() -> None:
    files = {name: SimpleUploadedFile(f"{name}.zip", b"a") for name in ("one", "two")}
    assert Client().post(STAFF, files).status_code == 400
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
