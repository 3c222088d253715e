#!/usr/bin/env python3
"""Fails when a source file is not as clang-format 14 with the repository's .clang-format writes it.

usage: check_format.py SOURCE_FOLDER [--fix]
  --fix  writes the files as they should be

Another version formats differently, so only version 14 is taken: package clang-format-14.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

VERSION = 14
FOLDERS = ("core", "widgets", "app", "tests")
BATCH = 50


def find_program():
    """The formatter of the right version, or None."""
    for name in (f"clang-format-{VERSION}", "clang-format"):
        path = shutil.which(name)
        if path:
            said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(rf"version {VERSION}\.", said):
                return path
    return None


def sources(root):
    return sorted(
        str(path) for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in (".cpp", ".h")
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--fix", action="store_true")
    arguments = parser.parse_args()

    program = find_program()
    if program is None:
        print(f"clang-format {VERSION} is missing: install the package clang-format-{VERSION}", file=sys.stderr)
        return 2
    files = sources(arguments.root)
    if not files:
        print(f"{arguments.root}: no sources in {', '.join(FOLDERS)}", file=sys.stderr)
        return 2
    mode = ["-i"] if arguments.fix else ["--dry-run", "-Werror"]

    def check(batch):
        return subprocess.run([program, "--style=file", *mode, *batch], capture_output=True, text=True, check=False)

    batches = [files[i : i + BATCH] for i in range(0, len(files), BATCH)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = list(pool.map(check, batches))
    said = "".join(result.stderr for result in results)
    places = re.findall(r"^(\S+?:\d+:\d+): error", said, re.MULTILINE)
    for place in places:
        print(f"{place}: not as clang-format {VERSION} writes it")
    if any(result.returncode != 0 for result in results):
        if not places:
            print(said, file=sys.stderr)
        print(f"mend with: {sys.argv[0]} {arguments.root} --fix")
        return 1
    print(f"{len(files)} files")
    return 0


sys.exit(main())
