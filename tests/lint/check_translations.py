#!/usr/bin/env python3
"""Fails when a text of the window has no translation, or one that lost its placeholders.

usage: check_translations.py SOURCE_FOLDER [--lupdate PROGRAM] [--update]
  --update  writes what was collected into translations/*.ts; new entries are left empty for a person
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

# English is the language of the sources: only its plurals are written down.
PLURALS_ONLY = {"nodesentry_en.ts"}
FOLDERS = ("app/workbench", "widgets")
PLACEHOLDER = re.compile(r"%(?:L?\d+|n)")


def sources(root):
    """Files whose texts people read in the window, in a fixed order."""
    return sorted(path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in (".cpp", ".h"))


def collect(lupdate, root, catalogue):
    """Brings a catalogue up to date with the sources."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listing:
        listing.write("\n".join(str(path) for path in sources(root)))
        listing.flush()
        options = ["-locations", "none", "-no-obsolete", "-silent", "-I", str(root)]
        if catalogue.name in PLURALS_ONLY:
            options.append("-pluralonly")
        subprocess.run([lupdate, f"@{listing.name}", *options, "-ts", str(catalogue)], check=True)


def texts_of(message):
    """The translations of a message: several where it has plurals."""
    translation = message.find("translation")
    forms = translation.findall("numerusform")
    return [form.text or "" for form in forms] if forms else [translation.text or ""]


def problems(catalogue):
    found = []
    for context in ElementTree.parse(catalogue).getroot().findall("context"):
        for message in context.findall("message"):
            source = message.find("source").text
            where = f"{catalogue.name}: {context.find('name').text}: {source!r}"
            texts = texts_of(message)
            if message.find("translation").get("type") == "unfinished" or not all(text.strip() for text in texts):
                if source.strip():
                    found.append(f"{where}: not translated")
                continue
            wanted = sorted(PLACEHOLDER.findall(source))
            for text in texts:
                # A plural form may say "one" instead of %n.
                given = sorted(PLACEHOLDER.findall(text))
                if given != wanted and not (message.get("numerus") and given == [p for p in wanted if p != "%n"]):
                    found.append(f"{where}: has {wanted}, its translation {given}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--lupdate", default="lupdate")
    parser.add_argument("--update", action="store_true")
    arguments = parser.parse_args()
    root = arguments.root.resolve()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for catalogue in sorted((root / "translations").glob("*.ts")):
            target = catalogue if arguments.update else pathlib.Path(folder) / catalogue.name
            if not arguments.update:
                shutil.copy(catalogue, target)
            collect(arguments.lupdate, root, target)
            found += problems(target)
    print("\n".join(found) if found else "every text is translated")
    return 1 if found and not arguments.update else 0


if __name__ == "__main__":
    sys.exit(main())
