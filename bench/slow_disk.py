"""A disk that takes its time: every flush waits 5 ms, by a library put before the server."""

import shutil
import subprocess
from pathlib import Path

FLUSH_SECONDS = 0.005
SOURCE = f"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

static int slowly(const char *name, int file) {{
    struct timespec wait = {{0, {int(FLUSH_SECONDS * 1e9)}}};
    int (*flush)(int) = dlsym(RTLD_NEXT, name);
    nanosleep(&wait, 0);
    return flush(file);
}}
int fsync(int file) {{ return slowly("fsync", file); }}
int fdatasync(int file) {{ return slowly("fdatasync", file); }}
"""


def make_library(folder: Path) -> Path | None:
    """The library to preload, or None where there is no compiler."""
    if shutil.which("gcc") is None:
        return None
    source, library = folder / "slow_disk.c", folder / "slow_disk.so"
    source.write_text(SOURCE, "ascii")
    command = ["gcc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    return library
