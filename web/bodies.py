"""How large the body of a request may be: small for all, and larger where a page takes a file."""

from collections.abc import Mapping

from flask import Flask, request

from station.files.bounds import MEGABYTE, MOST_BYTES

LARGEST_FORM = 512 * 1024
"""What is typed, all fields together."""
LARGEST_BODY = 6 * MEGABYTE
"""A roster file and a form."""
LARGEST_UPLOAD = MOST_BYTES + LARGEST_FORM
"""A file for visitors, and a form."""


LARGEST_TWO_UPLOADS = 2 * MOST_BYTES + LARGEST_FORM
"""A manual in two languages, and a form."""


def limit_bodies(app: Flask, larger: Mapping[str, int]) -> None:
    """Refuse (413) larger bodies than these, by endpoint, or than the usual.

    To be asked before the form tokens are: looking for one reads the body.
    """
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=200,
    )

    def let_larger_in() -> None:
        most = larger.get(request.endpoint or "")
        if most is not None:
            request.max_content_length = most

    app.before_request(let_larger_in)
