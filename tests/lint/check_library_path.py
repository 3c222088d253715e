#!/usr/bin/env python3
"""Fails when a program looks for libraries in the current folder, or in another one that is not absolute.

usage: check_library_path.py PROGRAM...

An empty or relative entry of RPATH or RUNPATH means the folder that the program is started in: a library that lies
in a downloaded folder would be run. `$ORIGIN` is the program's own folder, and allowed.
"""
import re
import subprocess
import sys

ENTRY = re.compile(r"^\s*(RPATH|RUNPATH)\s+(.*)$")


def unsafe(path):
    return not path.startswith(("/", "$ORIGIN", "${ORIGIN}"))


def problems(listing):
    """What is wrong in the output of `objdump -p`."""
    for line in listing.splitlines():
        match = ENTRY.match(line)
        if match:
            for path in match.group(2).strip().split(":"):
                if unsafe(path):
                    yield f"{match.group(1)} '{match.group(2)}' has the entry '{path}'"


def selftest():
    good = ["  RUNPATH              /usr/lib/hdf5:$ORIGIN/../lib\n", "  NEEDED   libc.so.6\n"]
    bad = ["  RUNPATH              /usr/lib/hdf5:\n", "  RPATH                :/usr/lib\n",
           "  RUNPATH              /a::/b\n", "  RUNPATH              lib\n", "  RPATH                ./x:/y\n"]
    return all(not list(problems(text)) for text in good) and all(list(problems(text)) for text in bad)


def main():
    if not selftest():
        print("the check itself is wrong")
        return 1
    found = 0
    for program in sys.argv[1:]:
        listing = subprocess.run(["objdump", "-p", program], capture_output=True, text=True, check=True).stdout
        for problem in problems(listing):
            found += 1
            print(f"{program}: {problem}")
    print(f"{len(sys.argv) - 1} programs checked, {found} problems")
    return 1 if found or len(sys.argv) < 2 else 0


if __name__ == "__main__":
    sys.exit(main())
