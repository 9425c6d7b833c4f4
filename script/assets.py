"""Makes what is served but not kept in the repository: small web fonts and compiled translations.

Does nothing where the inputs are those of the last time.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Beside the packages that make them: another .venv makes them anew.
STAMP = Path(sys.prefix) / "assets.json"

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
CHARACTERS = [
    *range(0x20, 0x7F),
    *range(0x0E01, 0x0E3B),
    *range(0x0E3F, 0x0E5C),
    *map(ord, "\u00a0–—…“”‘’•·→←×°"),
]
# All but the last set Thai marks. Sarabun's 0 to 9 are of one width without a feature.
FEATURES = ["ccmp", "locl", "liga", "mark", "mkmk", "kern"]


@dataclass(frozen=True)
class Asset:
    """One file made from one other by `make`, anew whenever the source or `recipe` changes."""

    source: Path
    target: Path
    recipe: str
    make: Callable[[Path, Path], None]

    def digest(self) -> str:
        """What the target is made of, in short."""
        return hashlib.sha256(self.recipe.encode() + self.source.read_bytes()).hexdigest()


def subset_font(source: Path, target: Path) -> None:
    """Write the characters and features we use of a TrueType font as WOFF2."""
    from fontTools import subset  # here, because it is slow to import and seldom needed

    options = subset.Options(flavor="woff2", layout_features=FEATURES)
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    subset.save_font(font, str(target), options)


def compile_catalog(source: Path, target: Path) -> None:
    """Compile a .po file, entries in doubt left out."""
    from babel.messages import mofile, pofile  # here, because it is slow to import

    with source.open("rb") as text, target.open("wb") as compiled:
        mofile.write_mo(compiled, pofile.read_po(text, locale=source.parts[-3]))


def list_fonts() -> Iterable[Asset]:
    """A web font for each weight of Sarabun."""
    package = importlib.util.find_spec("fontpkg_sarabun")
    if package is None or package.origin is None:
        raise SystemExit("the package fontpkg-sarabun is missing: delete .venv and start again")
    files = Path(package.origin).parent / "files"
    tool = importlib.metadata.version("fonttools")
    recipe = json.dumps([CHARACTERS, FEATURES, tool])
    for weight, name in WEIGHTS.items():
        target = ROOT / "static" / "fonts" / f"sarabun-{weight}.woff2"
        yield Asset(files / f"Sarabun-{name}.ttf", target, recipe, subset_font)


def list_catalogs() -> Iterable[Asset]:
    """A compiled catalog for each language."""
    for source in sorted((ROOT / "templates" / "translations").glob("*/LC_MESSAGES/messages.po")):
        yield Asset(source, source.with_suffix(".mo"), "", compile_catalog)


def read_stamp() -> dict[str, str]:
    """What the targets were made of the last time, by name; empty where nobody knows."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def make(asset: Asset) -> None:
    """Make the target whole or not at all: a running server may read it at any moment."""
    asset.target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = asset.target.with_suffix(".unfinished")
    asset.make(asset.source, unfinished)
    unfinished.replace(asset.target)


def main() -> None:
    """Make whatever is missing or made of something else than what is there now."""
    known = read_stamp()
    made = {}
    for asset in [*list_fonts(), *list_catalogs()]:
        name, digest = str(asset.target.relative_to(ROOT)), asset.digest()
        if known.get(name) != digest or not asset.target.exists():
            make(asset)
        made[name] = digest
    if made != known:
        STAMP.write_text(json.dumps(made, indent=1), "utf-8")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(str(error))
