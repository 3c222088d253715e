#!/usr/bin/env python3
"""Shows that check_local_names.py fails on what it is there to find, and on nothing else."""
import pathlib
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("check_local_names.py")
LIBRARY = "nodesentry_add_module(a SOURCES a.cpp b.cpp)\n"
ALONE = "set_source_files_properties(b.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)\n"

# (CMakeLists.txt, what stands in the unnamed namespace of a.cpp, and of b.cpp, exit code)
CASES = [
    (LIBRARY, "constexpr int kMost = 1;", "constexpr int kMost = 1;", 1),
    (LIBRARY, "constexpr int kMost = 1;", "constexpr int kLeast = 1;", 0),
    (LIBRARY, "constexpr int kMost = 1;", "void f()\n{\n    constexpr int kMost = 1;\n}", 0),
    (LIBRARY, "struct Row {\n    int a;\n};", "class Row {\n};", 1),
    (LIBRARY, "struct Row {\n    int a;\n};", "std::vector<int> Row(int a);", 1),
    (LIBRARY, "using Json = nlohmann::json;", "using Json = nlohmann::json;", 0),
    (LIBRARY, "using Json = nlohmann::json;", "using Json = nlohmann::ordered_json;", 1),
    (LIBRARY, "bool isOurs(const Head& head)\n{\n}", "bool isOurs(const Head& other)\n{\n}", 1),
    (LIBRARY, "bool isOurs(const Head& head)\n{\n}", "int isOurs(const Tail& tail)\n{\n}", 0),
    (LIBRARY, "void f(int a,\n       double b)\n{\n}", "void f(int c, double d = 1)\n{\n}", 1),
    (LIBRARY, "template <class T> void f(T a)\n{\n}", "template <class T> void f(T b)\n{\n}", 1),
    (LIBRARY + ALONE, "constexpr int kMost = 1;", "constexpr int kMost = 1;", 0),
    (LIBRARY, "using enum Kind;", "using enum Kind;", 0),
    ("add_library(a STATIC a.cpp)\nadd_library(b STATIC b.cpp)\n", "int f();", "int f();", 0),
    ("add_executable(a a.cpp b.cpp)\n", "int f();", "int f();", 1),
    ("", "int f();", "int f();", 1),  # nothing to check at all
]

# (what stands in a.h, and in b.h, exit code)
HEADERS = [
    ("namespace x {\nstruct Grid {\n};\n}", "namespace x {\nstruct Grid {\n};\n}", 1),
    ("namespace x {\nstruct Grid {\n};\n}", "namespace y {\nstruct Grid {\n};\n}", 0),
    ("namespace x {\nstruct Grid {\n};\n}", "namespace x {\nstruct Grid;\n}", 0),
    ("namespace x {\nclass Grid final : public A {\n};\n}", "namespace x {\nenum class Grid { A };\n}", 0),
    ("namespace x {\nclass Grid final : public A {\n};\n}", "namespace x {\nenum class Grid {\n    A\n};\n}", 1),
    ("namespace x {\nclass Grid {\n};\n}", "namespace x {\nclass Grid::Private {\n};\n}", 0),
]

failures = 0
for a, b, expected in HEADERS:
    with tempfile.TemporaryDirectory() as folder:
        core = pathlib.Path(folder) / "core"
        core.mkdir()
        (core / "CMakeLists.txt").write_text("add_library(a STATIC a.cpp)\n", encoding="utf-8")
        for name, content in (("a.cpp", ""), ("a.h", a), ("b.h", b)):
            (core / name).write_text(content + "\n", encoding="utf-8")
        result = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
    if result.returncode != expected:
        failures += 1
        print(f"{a}\n{b}\nexit code {result.returncode} instead of {expected}\n{result.stdout}{result.stderr}")
for lists, a, b, expected in CASES:
    with tempfile.TemporaryDirectory() as folder:
        core = pathlib.Path(folder) / "core"
        core.mkdir()
        (core / "CMakeLists.txt").write_text(lists, encoding="utf-8")
        for name, content in (("a.cpp", a), ("b.cpp", b)):
            (core / name).write_text(f"namespace x {{\nnamespace {{\n\n{content}\n\n}} // namespace\n\nint kMost = 1;\n"
                                     "} // namespace x\n", encoding="utf-8")
        result = subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)
    if result.returncode != expected:
        failures += 1
        print(f"{lists}{a}\n{b}\nexit code {result.returncode} instead of {expected}\n{result.stdout}{result.stderr}")
print(f"{len(CASES) + len(HEADERS)} cases, {failures} failures")
sys.exit(1 if failures else 0)
