#!/usr/bin/env python3
"""Fails where two sources of one library have a local thing of one name, or two headers a type of one name.

usage: check_local_names.py ROOT

`./bootstrap.sh build` compiles a dozen sources of a library as one (a unity build), in which their unnamed namespaces
are one too. So names there are unique in the library: of types, constants and aliases, unless the declarations are
alike, and of functions with the same parameters. A source with SKIP_UNITY_BUILD_INCLUSION is not looked at. Types that
two headers of core define in one namespace are a fault in any build, which no compiler tells before one source includes both.
"""
import pathlib
import re
import sys

TARGET = re.compile(r"\b(?:nodesentry_add_module|add_library|add_executable)\s*\(\s*([\w-]+)([^)]*)\)")
ALONE = re.compile(r"set_source_files_properties\s*\(([^)]*?)PROPERTIES[^)]*SKIP_UNITY_BUILD_INCLUSION\s+ON[^)]*\)")
SOURCE = re.compile(r"[\w./-]+\.cpp\b")
TYPE = re.compile(r"(?:class|struct|union|enum class|enum) (\w+)")
ALIAS = re.compile(r"using (\w+) =")
FUNCTION = re.compile(r"(?:[\w:<>,&*\[\] ]+[ &*])(\w+)\(")
VALUE = re.compile(r"[\w:<>,&* ]+[ &*](\w+)(?:\[\w*\])*\s*[={;]")


def sources_of(lists):
    """The sources of each target of a CMakeLists.txt, without those that are compiled alone."""
    text = re.sub(r"#.*", "", lists.read_text(encoding="utf-8"))
    alone = {name for match in ALONE.finditer(text) for name in SOURCE.findall(match.group(1))}
    for target, content in TARGET.findall(text):
        files = [lists.parent / name for name in SOURCE.findall(content) if name not in alone]
        yield target, [path for path in files if path.exists()]


def parameter_types(text):
    """The types in "const A& a, int b = 0": what is in front of each name."""
    depth = 0
    parts = [""]
    for c in text:
        depth += (c in "<({[") - (c in ">)}]")
        if depth < 0:
            break
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return tuple(re.sub(r"\s+|\b\w+$", "", part.split("=")[0].strip()) for part in parts if part.strip())


def local_names(path):
    """(name, what must not be there twice, line) of each declaration in an unnamed namespace."""
    inside = False
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("namespace {"):
            inside = True
        elif re.match(r"\}( // namespace)?$", line):
            inside = False
        if not inside or not re.match(r"\w", line) or line.startswith("namespace"):
            continue
        line = re.sub(r"^template <[^>]*> ", "", line)
        if match := TYPE.match(line) or ALIAS.match(line):
            yield match.group(1), line, number
        elif (match := FUNCTION.match(line)) and "=" not in line.split("(")[0]:
            signature = " ".join(lines[number - 1:number + 5])
            yield match.group(1), parameter_types(signature[signature.index(match.group(1) + "(") + len(match.group(1)) + 1:]), number
        elif not line.startswith("using ") and (match := VALUE.match(line)):
            yield match.group(1), None, number


def clash(one, other):
    """Whether the compiler takes two declarations of a name for one thing made twice."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return one == other
    return not (isinstance(one, str) and one == other and one.startswith("using"))


def header_types(path):
    """(namespace and name, line) of each type that a header defines outside of others."""
    namespace = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := re.match(r"namespace ([\w:]+) \{", line):
            namespace = match.group(1)
        elif match := re.match(r"(?:class|struct|union|enum class|enum) (\w+)\b(?! *::)[^;]*$", line):
            yield f"{namespace}::{match.group(1)}", number


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    problems = 0
    looked_at = 0
    for lists in sorted(path for top in ("core", "widgets", "app") for path in (root / top).rglob("CMakeLists.txt")):
        for target, files in sources_of(lists):
            known = {}
            looked_at += len(files)
            for path in files:
                name_of_file = path.resolve().relative_to(root).as_posix()
                for name, what, number in local_names(path):
                    for other, other_file, other_number in known.setdefault(name, []):
                        if other_file != name_of_file and clash(what, other):
                            problems += 1
                            print(f"{name_of_file}:{number}: {name} is in {other_file}:{other_number} too, both of {target}")
                    known[name].append((what, name_of_file, number))
    known = {}
    for path in sorted((root / "core").rglob("*.h")):
        for name, number in header_types(path):
            place = f"{path.relative_to(root).as_posix()}:{number}"
            if known.setdefault(name, place) != place:
                problems += 1
                print(f"{place}: {name} is in {known[name]} too")
    print(f"{looked_at} sources checked, {problems} problems")
    if not looked_at:
        print("nothing to check: wrong folder?")
    return 1 if problems or not looked_at else 0


if __name__ == "__main__":
    sys.exit(main())
