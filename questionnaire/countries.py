"""The country that a browser's languages speak of, offered as the answer to where one sees a doctor."""

from __future__ import annotations

from django.utils.translation.trans_real import parse_accept_lang_header

REGIONS = {"be": "be", "fr": "fr", "nl": "nl", "gb": "uk", "us": "us"}
LANGUAGES = {"fr": "fr", "nl": "nl"}


def likely_country(accept_language: str, page_language: str) -> str | None:
    """`be` for fr-BE, `uk` for en-GB; else the country of the page's language; None where that says nothing."""
    for tag, _ in parse_accept_lang_header(accept_language):
        language, _, region = tag.partition("-")
        if language == page_language and region in REGIONS:
            return REGIONS[region]
    return LANGUAGES.get(page_language)
