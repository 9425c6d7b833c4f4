"""Checks that every sentence people read is translated; `update` brings the catalogs up to date."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGS = ROOT / "templates" / "translations"

READ_BY = [
    ("app.py", "python"),
    ("web/**.py", "python"),
    ("kiosk/**.py", "python"),
    ("admin/**.py", "python"),
    ("commands/**.py", "python"),
    ("templates/**.html", "jinja2"),
    ("templates/**.txt", "jinja2"),
    ("templates/**.xml", "jinja2"),
    ("templates/**.js", "jinja2"),
]
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
TRANSLATORS = ["Translators:"]

THAI = re.compile("[\u0e00-\u0e7f]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]")


def extract() -> Catalog:
    """Every message in the code and the templates, without a translation."""
    found = Catalog(fuzzy=False)
    for file, line, ids, comments, context in extract_from_dir(
        ROOT,
        method_map=READ_BY,
        options_map={pattern: {"silent": "false"} for pattern, _ in READ_BY},
        keywords=KEYWORDS,
        comment_tags=TRANSLATORS,
        strip_comment_tags=True,
        directory_filter=_is_ours,
    ):
        found.add(ids, None, [(file, line)], auto_comments=comments, context=context)
    return found


def _is_ours(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "_")) and Path(folder).name != "tests"


def read_catalog(file: Path) -> Catalog:
    """A catalog as it stands in a .po file."""
    with file.open("rb") as text:
        return read_po(text, locale=file.parts[-3])


def list_faults(found: Catalog, catalog: Catalog) -> Iterator[str]:
    """What keeps a catalog from being complete and right, in plain sentences."""
    for message in _messages(found):
        known = catalog.get(message.id, message.context)
        if THAI.search(_text(message.id)):
            yield f"Thai in the code, where English belongs: {_shown(message)}"
        if known is None:
            yield f"missing: {_shown(message)}"
        else:
            yield from _faults_of(known)
    for message in _messages(catalog):
        if found.get(message.id, message.context) is None:
            yield f"no longer used: {_shown(message)}"
    for message in catalog.obsolete.values():
        yield f"obsolete: {_shown(message)}"


def _faults_of(message: Message) -> Iterator[str]:
    translations = _strings(message.string or "")
    if not all(text.strip() for text in translations):
        yield f"empty: {_shown(message)}"
        return
    if message.fuzzy:
        yield f"fuzzy: {_shown(message)}"
    # Of two forms, the one for many holds what every translation must hold.
    wanted = _placeholders(_strings(message.id)[-1])
    for text in translations:
        if _placeholders(text) != wanted:
            yield f"other placeholders: {_shown(message)} as {text!r}"


def _messages(catalog: Catalog) -> Iterable[Message]:
    return (message for message in catalog if message.id)  # the first, without one, is the header


def _strings(value: str | Iterable[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _text(value: str | Iterable[str]) -> str:
    return " / ".join(_strings(value))


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _shown(message: Message) -> str:
    place = f" ({message.locations[0][0]})" if message.locations else ""
    return repr(_text(message.id)) + place


def update(file: Path, found: Catalog) -> None:
    """Add to a .po file what is new, untranslated, and take out what is gone, printing it."""
    catalog = read_catalog(file)
    made = catalog.creation_date
    catalog.update(found, no_fuzzy_matching=True)
    catalog.creation_date = made  # else every update would change the file
    for message in catalog.obsolete.values():
        print(f"taken out of {file.relative_to(ROOT)}: {_shown(message)} {message.string!r}")
    unfinished = file.with_suffix(".unfinished")
    with unfinished.open("wb") as text:
        write_po(
            text, catalog, width=100, ignore_obsolete=True, sort_by_file=True, include_lineno=False
        )
    unfinished.replace(file)


def main() -> None:
    """Check all catalogs, or update them first; exits with 1 where something is left to do."""
    found = extract()
    files = sorted(CATALOGS.glob("*/LC_MESSAGES/messages.po"))
    faults = [] if files else ["there is no catalog under templates/translations"]
    for file in files:
        if sys.argv[1:] == ["update"]:
            update(file, found)
        name = file.relative_to(ROOT)
        faults += [f"{name}: {fault}" for fault in list_faults(found, read_catalog(file))]
    print("\n".join(faults) or f"{len(list(_messages(found)))} messages, all translated")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
