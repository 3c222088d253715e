#!/usr/bin/env python3
"""Fails on calls that have gone wrong in silence, where a function of ours does it right.

usage: check_calls.py ROOT

- `text << stream.rdbuf()` and std::istreambuf_iterator take a read error for the end of the file;
- json.dump() throws on a text with a byte that is no UTF-8, as any text from outside may hold.
Tests may use them: they made what they read. LibTorch's own files hold no text from outside.
"""
import pathlib
import re
import sys

RULES = [
    (re.compile(r"<<[^;]*\brdbuf\s*\(\s*\)|\bistreambuf_iterator\b"), "use readWholeFile() of core/base/whole_file.h", ()),
    (re.compile(r"\.dump\s*\("), "use jsonText() of core/base/json_text.h", ("core/base/json_text.h", "core/model/")),
]


def code_of(line):
    """The line without a comment at its end."""
    return line.split("//")[0]


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [path for top in ("core", "widgets", "app") for path in sorted((root / top).rglob("*"))
             if path.suffix in (".h", ".cpp")]
    problems = 0
    for path in files:
        name = path.relative_to(root).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for pattern, advice, exempt in RULES:
                if pattern.search(code_of(line)) and not name.startswith(exempt):
                    problems += 1
                    print(f"{name}:{number}: {advice}")
    print(f"{len(files)} files checked, {problems} problems")
    if not files:
        print("nothing to check: wrong folder?")
    return 1 if problems or not files else 0


if __name__ == "__main__":
    sys.exit(main())
