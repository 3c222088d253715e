#!/usr/bin/env python3
"""Fails when clang-tidy 14 finds something in lines that were changed.

usage: check_tidy.py SOURCE_FOLDER BUILD_FOLDER [--base COMMIT] [--jobs N]
  BUILD_FOLDER  has compile_commands.json, and is built: generated headers must be there
  --base        what the lines are compared with; default: where this branch left main, or on main itself the commit
                before the last one. What is not committed yet counts too

A header is looked at through the source file of its name, or through a changed file that includes it. Files that clang
cannot read for a fault in a library's header (LibTorch 1.13 with clang 14) are listed as not checked. In a unity build
each source is read by itself, with the options of the unit that includes it.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

VERSION = 14
SUFFIXES = (".cpp", ".h")
FINDING = re.compile(r"^(\S+?:\d+:\d+): (?:warning|error): ", re.MULTILINE)


def find_program():
    """clang-tidy of the right version, or None."""
    for name in (f"clang-tidy-{VERSION}", "clang-tidy"):
        path = shutil.which(name)
        if path:
            said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
            if re.search(rf"version {VERSION}\.", said):
                return path
    return None


def git(root, *arguments):
    """Output of a git command, or None where it fails."""
    result = subprocess.run(["git", "-C", root, *arguments], capture_output=True, encoding="utf-8", errors="replace",
                            check=False)
    return result.stdout.strip() if result.returncode == 0 else None


def base_of(root):
    """The commit that the changes are counted from, or None."""
    head = git(root, "rev-parse", "HEAD")
    for main in ("origin/main", "main"):
        base = git(root, "merge-base", "HEAD", main)
        if base and base != head:
            return base
    return git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")


def changed_lines(root, base):
    """Changed lines of each source file: {path from the root: [[first, last], ...]}."""
    changed = {}
    diff = git(root, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--diff-filter=d", base, "--",
               *(f"*{suffix}" for suffix in SUFFIXES))
    path = None
    for line in (diff or "").splitlines():
        if line.startswith("+++ b/"):
            path = line[6:]
        elif line.startswith("@@") and path and path.endswith(SUFFIXES):
            first, count = re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line).groups()
            if count != "0":
                changed.setdefault(path, []).append([int(first), int(first) + int(count or 1) - 1])
    for path in (git(root, "ls-files", "--others", "--exclude-standard") or "").splitlines():
        if path.endswith(SUFFIXES):
            changed[path] = [[1, 10**6]]
    return changed


def commands_of(build):
    """The compiler's commands, those of the units of a unity build once for each source."""
    commands = []
    for command in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        unit = pathlib.Path(command["directory"], command["file"])
        sources = [unit]
        if unit.parent.name == "Unity" and unit.exists():
            sources = re.findall(r'^#include "(.+)"$', unit.read_text(encoding="utf-8"), re.MULTILINE)
        for source in sources:
            commands.append(command | {"file": str(source), "command": command["command"].replace(str(unit), str(source))})
    return commands


def units_of(changed, root, commands):
    """Source files to be looked at, of those that are compiled."""
    compiled = {os.path.relpath(c["file"], root) for c in commands}
    wanted = {path if path.endswith(".cpp") else str(pathlib.Path(path).with_suffix(".cpp")) for path in changed}
    return sorted(wanted & compiled)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--base")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    root = arguments.root.resolve()

    program = find_program()
    if program is None:
        print(f"clang-tidy {VERSION} is missing: install the package clang-tidy-{VERSION}", file=sys.stderr)
        return 2
    base = arguments.base or base_of(root)
    if base is None or git(root, "rev-parse", "--verify", "--quiet", base + "^{commit}") is None:
        print(f"{root}: no earlier commit to compare with (give --base)", file=sys.stderr)
        return 2
    changed = changed_lines(root, base)
    commands = commands_of(arguments.build)
    units = units_of(changed, root, commands)
    lines = json.dumps([{"name": str(root / path), "lines": where} for path, where in sorted(changed.items())])

    database = tempfile.TemporaryDirectory()
    pathlib.Path(database.name, "compile_commands.json").write_text(json.dumps(commands), encoding="utf-8")

    def check(unit):
        # A precompiled header is another compiler's; its text is read instead.
        return subprocess.run(
            [program, "-p", database.name, "--quiet", f"--line-filter={lines}", "--extra-arg=-Wno-unknown-warning-option",
             "--extra-arg=-Wno-ignored-optimization-argument", root / unit],
            capture_output=True, text=True, check=False, cwd=root)

    with ThreadPoolExecutor(arguments.jobs) as pool:
        results = list(pool.map(check, units))
    findings = set()
    failed = False
    unread = []
    for unit, result in zip(units, results):
        errors = re.findall(r"^(\S+?):\d+:\d+: error: .*\[clang-diagnostic-error\]$", result.stdout, re.MULTILINE)
        if errors and not any(pathlib.Path(path).is_relative_to(root) for path in errors):
            unread.append(unit)
        elif FINDING.search(result.stdout):
            for block in re.split(r"(?m)^(?=\S+?:\d+:\d+: (?:warning|error): )", result.stdout):
                if FINDING.match(block):
                    findings.add(block.strip())
        elif result.returncode != 0:
            failed = True
            print(f"{unit}: {result.stderr.strip()}", file=sys.stderr)
    for finding in sorted(findings):
        print(finding)
    if unread:
        print(f"not checked, since clang cannot read a library's header in them: {', '.join(unread)}")
    print(f"{len(units)} files changed since {base[:12]}, {len(findings)} findings")
    return 1 if findings or failed else 0


sys.exit(main())
