#!/usr/bin/env python3
"""Shows that check_tidy.py finds faults in changed lines, in headers too, and in no others."""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("check_tidy.py")
CONFIG = CHECK.parents[2] / ".clang-tidy"
OLD = "int* f() { return 0; }\n"  # modernize-use-nullptr, before the change
GOOD_HEADER = "#pragma once\nint* f();\n"

# (file, what it becomes, expected words or None where nothing may be found)
CASES = [
    ("core/a.cpp", '#include "core/a.h"\n' + OLD + "int* g() { return 0; }\n", "core/a.cpp:3:"),
    ("core/a.cpp", '#include "core/a.h"\n' + OLD + "int* g() { return nullptr; }\n", None),
    ("core/a.cpp", '#include "core/a.h"\n' + OLD + "int g() { int BadName = 1; return BadName; }\n", "BadName"),
    ("core/a.cpp", '#include "core/a.h"\n' + OLD + "class Inner { class D; D* d; int m_good; };\n", None),
    ("core/a.cpp", '#include "core/a.h"\n' + OLD + "class Inner { int bad; };\n", "'bad'"),
    ("core/a.h", GOOD_HEADER + "inline int* h() { return 0; }\n", "core/a.h:3:"),
    ("core/a.h", GOOD_HEADER + "inline int* h() { return nullptr; }\n", None),
    ("core/new.cpp", OLD, "core/new.cpp:1:"),
    ("core/a.cpp", '#include "library.h"\n' + OLD, "not checked"),
    ("core/a.cpp", '#include "core/a.h"\nthis does not compile\n' + OLD, "core/a.cpp:2:"),
]


def run(name, content, unity):
    """@param unity  whether all sources are compiled as one"""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as library:
        pathlib.Path(library, "library.h").write_text("not for clang\n", encoding="utf-8")
        root = pathlib.Path(folder).resolve()
        shutil.copy(CONFIG, root)
        (root / "core").mkdir()
        (root / "core" / "a.h").write_text(GOOD_HEADER, encoding="utf-8")
        (root / "core" / "a.cpp").write_text('#include "core/a.h"\n' + OLD, encoding="utf-8")
        build = root / "build"
        build.mkdir()
        units = [root / "core" / unit for unit in ("a.cpp", "new.cpp")]
        if unity:
            (build / "Unity").mkdir()
            (build / "Unity" / "unity_0_cxx.cxx").write_text("".join(f'#include "{unit}"\n' for unit in units), encoding="utf-8")
            units = [build / "Unity" / "unity_0_cxx.cxx"]
        (build / "compile_commands.json").write_text(json.dumps([
            {"directory": str(build), "file": str(unit),
             "command": f"c++ -std=c++20 -I{root} -isystem {library} -c {unit}"} for unit in units]))
        (root / ".gitignore").write_text("build\n")
        for command in (["init", "-q"], ["add", "."],
                        ["-c", "user.name=a", "-c", "user.email=a@a.invalid", "commit", "-qm", "before"]):
            subprocess.run(["git", "-C", root, *command], check=True)
        (root / name).write_text(content, encoding="utf-8")
        return subprocess.run([sys.executable, CHECK, root, build, "--base", "HEAD"], capture_output=True, text=True,
                              check=False)


failures = 0
for unity, (name, content, expected) in [(False, case) for case in CASES] + [(True, case) for case in CASES[:2]]:
    result = run(name, content, unity)
    status = 0 if expected in (None, "not checked") else 1
    right = result.returncode == status and (expected or "") in result.stdout
    if not right or "core/a.cpp:2:8" in result.stdout and "compile" not in content:
        failures += 1
        print(f"wrong: {name}: {content}expected {expected}\n{result.returncode} {result.stdout}{result.stderr}")
print(f"{len(CASES) + 2} cases, {failures} failures")
sys.exit(1 if failures else 0)
