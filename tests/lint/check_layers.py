#!/usr/bin/env python3
"""Keeps the directions of docs/architecture.md: fails on any #include that goes against them.

usage: check_layers.py ROOT

Checked: which module may include which; no Qt in core; LibTorch, HDF5, SQLite and curl only in sources and *_p.h;
no *_p.h from another module; includes of our own files from the root of the repository.
"""
import pathlib
import re
import sys

BASE = {"core/base"}
DATA = BASE | {"core/data"}
ALLOWED = {
    "core/base": BASE,
    "core/plot": BASE | {"core/plot"},
    "core/data": DATA,
    "core/labels": DATA | {"core/labels"},
    "core/data/import": DATA | {"core/labels", "core/data/import"},
    "core/preprocess": DATA | {"core/preprocess"},
    "core/features": DATA | {"core/features"},
    "core/clustering": BASE | {"core/clustering"},
    "core/projection": BASE | {"core/clustering", "core/projection"},
    "core/detect": DATA | {"core/labels", "core/detect"},
    "core/model": DATA | {"core/detect", "core/model"},
    "core/baselines": DATA | {"core/features", "core/clustering", "core/detect", "core/model", "core/baselines"},
    "core/eval": DATA | {"core/labels", "core/detect", "core/eval"},
    "core/simulate": DATA | {"core/labels", "core/simulate"},
    "core/review": DATA | {"core/features", "core/labels", "core/detect", "core/review"},
    "core/project": DATA | {"core/labels", "core/detect", "core/review", "core/project"},
}
ALLOWED["core/pipeline"] = set(ALLOWED) - {"core/plot"} | {"core/pipeline"}
ALLOWED["core/experiment"] = set(ALLOWED) | {"core/experiment"}
CORE = set(ALLOWED)
ALLOWED["widgets"] = CORE | {"widgets"}
ALLOWED["app/cli"] = CORE | {"app/cli"}
ALLOWED["app/workbench"] = CORE | {"widgets", "app/workbench", "app/cli"}

HEAVY = re.compile(r"^(torch|ATen|c10|caffe2)/|^(hdf5|H5Cpp|H5\w*public|sqlite3)\.h$|^curl/")
QT = re.compile(r"^Q[A-Z]|^Qt[A-Z]")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def module_of(path):
    """The module a path of the repository lies in: the longest known folder that holds it."""
    best = ""
    for module in ALLOWED:
        if path.startswith(module + "/") and len(module) > len(best):
            best = module
    return best


def check_file(root, path):
    name = path.relative_to(root).as_posix()
    module = module_of(name)
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        bracket, target = match.groups()
        where = f"{name}:{number}: "
        in_core = module.startswith("core/")
        if in_core and QT.match(target):
            yield where + f"core must not include Qt ({target})"
        public_header = name.endswith(".h") and not name.endswith("_p.h")
        if HEAVY.match(target) and (public_header or not in_core):
            yield where + f"<{target}> belongs into .cpp and _p.h files of core"
        other = module_of(target)
        if bracket == '"' and not other and not target.startswith(("ui_", "moc_")) and not target.endswith(".moc"):
            yield where + f'"{target}": name our files from the root of the repository'
        if other and other not in ALLOWED[module]:
            yield where + f"{module} must not include {other} ({target})"
        if other and other != module and target.endswith("_p.h"):
            yield where + f"{target} is private to {other}"


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [path for top in ("core", "widgets", "app") for path in sorted((root / top).rglob("*"))
             if path.suffix in (".h", ".cpp")]
    problems = [problem for path in files if module_of(path.relative_to(root).as_posix())
                for problem in check_file(root, path)]
    for problem in problems:
        print(problem)
    print(f"{len(files)} files checked, {len(problems)} problems")
    if not files:
        print("nothing to check: wrong folder?")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
