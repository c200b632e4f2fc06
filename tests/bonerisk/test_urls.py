"""The root leads to the language that the browser asks for."""

from __future__ import annotations

from django.test import Client
import pytest


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("nl-BE,nl;q=0.9", "nl"), ("fr", "fr"), ("en-GB", "en"), ("de", "en"), ("", "en")],
)
def test_the_root_leads_to_the_language_of_the_browser(client: Client, wanted: str, language: str) -> None:
    response = client.get("/", headers={"accept-language": wanted})
    assert response.status_code == 302
    assert response["Location"] == f"/{language}/"
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies
