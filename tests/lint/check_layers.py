#!/usr/bin/env python3
"""Keeps the directions of docs/architecture.md: fails on any #include that goes against them.

usage: check_layers.py ROOT           the check; also that the graph of docs/architecture.md is that of the table
       check_layers.py ROOT --draw    writes that graph anew

Checked: which module may include which; no Qt in core; LibTorch, HDF5, SQLite and curl only in sources and *_p.h;
no *_p.h from another module; includes of our own files from the root of the repository; a module that is built on
another without including anything of it.
"""
import pathlib
import re
import sys

# Which modules a module is built on; it may include these, and what they are built on. The graph of docs/architecture.md
# is made from this table.
BUILT_ON = {
    "core/base": [],
    "core/plot": ["core/base"],
    "core/data": ["core/base"],
    "core/labels": ["core/data"],
    "core/data/import": ["core/labels"],
    "core/preprocess": ["core/data"],
    "core/features": ["core/data"],
    "core/clustering": ["core/base"],
    "core/projection": ["core/clustering"],
    "core/detect": ["core/data"],
    "core/model": ["core/data"],
    "core/baselines": ["core/features", "core/clustering", "core/detect", "core/model"],
    "core/eval": ["core/labels"],
    "core/simulate": ["core/labels"],
    "core/review": ["core/features", "core/labels", "core/detect"],
    "core/project": ["core/review"],
    "core/pipeline": ["core/data/import", "core/preprocess", "core/projection", "core/baselines", "core/eval",
                      "core/simulate", "core/project"],
    "core/experiment": ["core/pipeline", "core/plot"],
    "widgets/base": ["core/base"],
    "widgets/traces": ["core/model", "core/review"],
    "widgets/timeline": ["widgets/base", "widgets/traces"],
    "widgets/lanes": ["widgets/timeline", "core/eval"],
    "widgets/charts": ["widgets/base", "widgets/traces"],
    "widgets/documents": ["widgets/base", "widgets/traces", "core/pipeline"],
    "widgets/models": ["widgets/documents", "widgets/charts"],
    "widgets/overlays": ["widgets/timeline", "widgets/documents"],
    "widgets/panels": ["widgets/models"],
    "app/cli": ["core/experiment"],
    "app/engine": ["widgets/documents"],
    "app/workbench": ["widgets/lanes", "widgets/overlays", "widgets/panels", "app/engine"],
}


def closure(module):
    """The module and everything it is built on."""
    return {module}.union(*(closure(below) for below in BUILT_ON[module]))


ALLOWED = {module: closure(module) for module in BUILT_ON}

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


def unused(root, files):
    """Lines of the table that no include needs."""
    used = {module: set() for module in BUILT_ON}
    for path in files:
        module = module_of(path.relative_to(root).as_posix())
        for line in path.read_text(encoding="utf-8").splitlines():
            match = INCLUDE.match(line)
            if module and match and module_of(match.group(2)) not in ("", module):
                used[module].add(module_of(match.group(2)))
    for module, below in BUILT_ON.items():
        for name in below:
            # Also needed where it stands for what lies below it and below nothing else that is named.
            others = set().union(*(ALLOWED[other] for other in below if other != name), set())
            if used[module] and not used[module] & (ALLOWED[name] - others):
                yield f"{module} is built on {name} in the table, and includes nothing that only this would allow"


BEGIN, END = "<!-- made by tests/lint/check_layers.py . --draw -->\n", "<!-- end -->\n"


def graph():
    lines = ["```mermaid", "graph TD"]
    for module, below in reversed(BUILT_ON.items()):
        lines += [f"    {module.replace('/', '_')}[{module}] --> {name.replace('/', '_')}[{name}]" for name in below]
    return "\n".join(lines + ["```", ""])


def drawn(root, write):
    """Whether the document has the graph of the table; written anew if that is wanted."""
    path = root / "docs/architecture.md"
    if not path.exists():
        return True # the small trees of the self-test
    text = path.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    old, tail = rest.split(END, 1)
    if write:
        path.write_text(head + BEGIN + graph() + END + tail, encoding="utf-8")
    return write or old == graph()


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [path for top in ("core", "widgets", "app") for path in sorted((root / top).rglob("*"))
             if path.suffix in (".h", ".cpp")]
    problems = [problem for path in files if module_of(path.relative_to(root).as_posix())
                for problem in check_file(root, path)]
    if (root / "docs/architecture.md").exists():
        problems += unused(root, files)
    if not drawn(root, "--draw" in sys.argv[2:]):
        problems.append("docs/architecture.md: another graph than that of the table; mend with check_layers.py . --draw")
    for problem in problems:
        print(problem)
    print(f"{len(files)} files checked, {len(problems)} problems")
    if not files:
        print("nothing to check: wrong folder?")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
