"""Prints sizes beside the aims of the house; fails where one is out of hand."""

import ast
import json
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ["app.py", "station", "web", "kiosk", "admin", "commands", "bench", "script", "tests"]

FUNCTION_MEDIAN, FUNCTION_P90, FUNCTION_LIMIT = 10, 25, 50
FILE_AIM, FILE_LIMIT = 300, 400
TEMPLATE_AIM, TEMPLATE_LIMIT = 200, 250
COMPLEXITY_AIM = 8


@dataclass(frozen=True, order=True)
class Size:
    """Lines of something, and where it stands."""

    lines: int
    place: str


def list_files(parts: Iterable[str], *suffixes: str) -> Iterator[Path]:
    """The files with one of these suffixes under some parts of the house, itself included."""
    for part in map(ROOT.joinpath, parts):
        files = [part] if part.is_file() else sorted(part.rglob("*"))
        yield from (file for file in files if file.suffix in suffixes)


def count_lines(files: Iterable[Path]) -> list[Size]:
    """The lines of each file."""
    return [Size(len(file.read_text("utf-8").splitlines()), _place(file)) for file in files]


def measure_functions(files: Iterable[Path]) -> list[Size]:
    """The lines of each function, docstring included, decorators not."""
    return [
        Size((node.end_lineno or node.lineno) - node.lineno + 1, f"{_place(file)} {node.name}")
        for file in files
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def list_complex() -> list[str]:
    """What ruff finds more complex than the aim."""
    found = subprocess.run(
        [
            *(sys.executable, "-m", "ruff", "check", "--isolated", "--exit-zero", "--quiet"),
            *("--select", "C901", "--output-format", "json"),
            *("--config", f"lint.mccabe.max-complexity={COMPLEXITY_AIM}"),
            *(part for part in PARTS if (ROOT / part).exists()),
        ],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return [
        f"{_place(Path(one['filename']))}: {one['message']}" for one in json.loads(found.stdout)
    ]


def _place(file: Path) -> str:
    return str(file.relative_to(ROOT))


def _above(sizes: list[Size], lines: int) -> list[Size]:
    return sorted((size for size in sizes if size.lines > lines), reverse=True)


def report_functions(sizes: list[Size]) -> bool:
    """Print the spread of the functions' lines; whether none is over the limit."""
    lines = sorted(size.lines for size in sizes) or [0]
    print(
        f"{len(sizes)} functions: median {statistics.median(lines):.0f} (aim {FUNCTION_MEDIAN}), "
        f"p90 {lines[int(len(lines) * 0.9)]} (aim {FUNCTION_P90}), "
        f"longest {lines[-1]} (limit {FUNCTION_LIMIT})"
    )
    return _print_all("too long", _above(sizes, FUNCTION_LIMIT))


def report_files(kind: str, sizes: list[Size], *, aim: int, limit: int) -> bool:
    """Print the files over the aim; whether none is over the limit."""
    longest = max((size.lines for size in sizes), default=0)
    print(f"{len(sizes)} {kind}: longest {longest} (aim {aim}, limit {limit})")
    within = [size for size in _above(sizes, aim) if size.lines <= limit]
    _print_all("over the aim", within)
    return _print_all("too long", _above(sizes, limit))


def _print_all(what: str, sizes: list[Size]) -> bool:
    for size in sizes:
        print(f"  {what}: {size.lines} {size.place}")
    return not sizes


def main() -> None:
    """Print every figure; exits with 1 where a limit is passed."""
    code = list(list_files(PARTS, ".py"))
    files = count_lines([*code, *list_files(["static"], ".js", ".css")])
    templates = count_lines(list_files(["templates"], ".html"))
    held = [
        report_functions(measure_functions(code)),
        report_files("code files", files, aim=FILE_AIM, limit=FILE_LIMIT),
        report_files("templates", templates, aim=TEMPLATE_AIM, limit=TEMPLATE_LIMIT),
    ]
    complex_ones = list_complex()
    print(f"{len(complex_ones)} functions more complex than {COMPLEXITY_AIM} (aim none)")
    print("".join(f"  {one}\n" for one in complex_ones), end="")
    sys.exit(not all(held))


if __name__ == "__main__":
    main()
