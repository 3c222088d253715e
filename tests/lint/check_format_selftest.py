#!/usr/bin/env python3
"""Shows that check_format.py finds what it is there to find, and leaves long comments and texts alone."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("check_format.py")
STYLE = CHECK.parents[2] / ".clang-format"
LONG = " ".join(["word"] * 40)
WRONG = ["int  a;\n", "void f() { int a; int b; }\n", "int* a ;\n", "struct A { int *p; };\n"]
RIGHT = ["int a;\n", f"/// {LONG}\nint a;\n", f'const char* a\n    = "{LONG}";\n']


def run(content, *options):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        shutil.copy(STYLE, root)
        source = root / "core" / "a.cpp"
        source.parent.mkdir()
        source.write_text(content, encoding="utf-8")
        result = subprocess.run([sys.executable, CHECK, root, *options], capture_output=True, text=True, check=False)
        return result, source.read_text(encoding="utf-8")


failures = 0
for content in WRONG:
    result, _ = run(content)
    if result.returncode != 1 or "a.cpp:1:" not in result.stdout:
        failures += 1
        print(f"not found: {content}{result.stdout}{result.stderr}")
    _, fixed = run(content, "--fix")
    if fixed == content or run(fixed)[0].returncode != 0:
        failures += 1
        print(f"not mended: {content}{fixed}")
for content in RIGHT:
    result, _ = run(content)
    if result.returncode != 0:
        failures += 1
        print(f"wrongly refused: {content}{result.stdout}{result.stderr}")
print(f"{len(WRONG) + len(RIGHT)} cases, {failures} failures")
sys.exit(1 if failures else 0)
