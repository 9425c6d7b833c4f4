"""Cookies that are Secure exactly when the request came by HTTPS."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface


class SameSiteSessions(SecureCookieSessionInterface):
    """Flask's signed session (it holds the form token only), Secure as the request is."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Whether this answer's cookie may travel by HTTPS only."""
        return request.is_secure

    def get_cookie_samesite(self, app: Flask) -> str:
        """Never sent along from another site's page."""
        return "Lax"
