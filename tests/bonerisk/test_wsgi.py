"""What gunicorn serves is the site."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler


def test_the_application_is_the_site() -> None:
    from bonerisk.wsgi import application  # here, where the static files need not be collected

    assert isinstance(application, WSGIHandler)
