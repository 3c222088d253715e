#!/usr/bin/env python3
"""Shows that check_calls.py fails on what it is there to find, and on nothing else."""
import pathlib
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("check_calls.py")
CASES = [
    ("core/base/a.cpp", "text << file.rdbuf();", 1),
    ("app/cli/a.cpp", "std::string text(std::istreambuf_iterator<char>(file), {});", 1),
    ("widgets/a.h", "out << stream.rdbuf ( );", 1),
    ("core/base/a.cpp", "// never: text << file.rdbuf();", 0),
    ("core/base/a.cpp", "auto text = readWholeFile(path);", 0),
    ("core/base/a.cpp", "out << json.dump();", 1),
    ("core/base/a.cpp", "CleanBuffer buffer(*file.rdbuf());", 0),  # reads on, and hears of errors
    ("core/base/json_text.h", "return json.dump(indent);", 0),
    ("tests/core/base/a.cpp", "text << file.rdbuf();", 1),  # nothing to check at all
]

failures = 0
for name, content, expected in CASES:
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(content + "\n", encoding="utf-8")
        result = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
    if result.returncode != expected:
        failures += 1
        print(f"{name}: {content}: exit code {result.returncode} instead of {expected}\n{result.stdout}{result.stderr}")
print(f"{len(CASES)} cases, {failures} failures")
sys.exit(1 if failures else 0)
