"""Why a picture or a PDF is not taken, in words."""

from station.errors import Refusal
from station.files.bounds import MEGABYTE, MOST_BYTES, MOST_PAGES
from web.language import say as _


def bad_file(refusal: Refusal) -> str:
    """Why a file is not kept, and what to do."""
    problem = str(refusal.values.get("problem"))
    sentences = {
        "empty": _("The file is empty. Choose another"),
        "too_large": _(
            "The file is larger than %(n)s MB. Save it smaller, or in parts",
            n=MOST_BYTES // MEGABYTE,
        ),
        "not_a_picture": _("This is no picture. Choose a file of JPEG, PNG, WebP or GIF"),
        "not_a_pdf": _("This is no PDF. Save the document as PDF, then choose that file"),
        "damaged": _("The file is damaged. Open it and save it again"),
        "protected": _("The PDF is protected by a password. Save it without one"),
        "too_many_pixels": _(
            "The picture, or one in the file, has too many pixels to be read."
            " Save it smaller, or as JPEG"
        ),
        "no_pages": _("The PDF has no pages"),
        "too_many_pages": _("The PDF has more than %(n)s pages. Save it in parts", n=MOST_PAGES),
        "odd_page": _("A page of the PDF has a size that no paper has. Save it in another size"),
        "bomb": _("A page of the file holds too much to be shown. Save it in a simpler form"),
        "too_slow": _("Reading the file takes too long. Save it in a simpler form, or in parts"),
    }
    return sentences.get(problem) or _("The file cannot be read")
