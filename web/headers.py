"""The security headers that every answer carries, whoever made it.

A file that is no page brings a policy of its own, stricter than theirs.
"""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
App = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

POLICY = "Content-Security-Policy"
HEADERS = [
    (POLICY, CONTENT_SECURITY_POLICY),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", PERMISSIONS_POLICY),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
]
ONLY_HTTPS = ("Strict-Transport-Security", "max-age=31536000")


class SecurityHeaders:
    """Adds the headers outside everything else, so that no answer can miss them."""

    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer as the app does, with the headers added."""
        added = HEADERS
        if environ.get("wsgi.url_scheme") == "https":
            added = [*HEADERS, ONLY_HTTPS]

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            has_own = any(name == POLICY for name, _ in headers)
            missing = [pair for pair in added if pair[0] != POLICY] if has_own else added
            return start_response(status, headers + missing, exc_info)

        return self.app(environ, start)
