#!/usr/bin/env python3
"""Recomputes the tables of experiments in docs/features.md, in a temporary folder.

usage: feature_experiments.py NODESENTRY FEATURE-EXPERIMENTS DATA [SET...]

DATA is the folder with ldms_hpas and clustercockpit; SET is ldms_hpas, d2 or clustercockpit (default: all).
Equal input gives equal tables.
"""
import pathlib
import subprocess
import sys
import tempfile

# In d2, segments that make clusters by default; shorter ones are matched with them, see docs/features.md.
SETS = {
    "ldms_hpas": {
        "import": lambda data: ["import", data / "ldms_hpas", "--jobs", data / "ldms_hpas" / "jobs.psv"],
        "options": ["--train-fraction", "0.99"], "column": "App", "periods": "60,120,300", "makers": ["alternate"]},
    "d2": {
        "import": lambda data: ["simulate", "--like", "d2"],
        "options": [], "column": "App", "periods": "900,3600", "makers": ["training", "96"]},
    "clustercockpit": {
        "import": lambda data: ["import", data / "clustercockpit"],
        "options": [], "column": "-", "periods": "3600", "makers": ["all"]},
}


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, experiments, data = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
    for name in sys.argv[4:] or SETS:
        chosen = SETS[name]
        with tempfile.TemporaryDirectory() as folder:
            project = pathlib.Path(folder) / "p.nsproj"
            made = subprocess.run([program, *chosen["import"](data), "--into", project, "--quiet"],
                                  stdout=subprocess.DEVNULL, check=False)
            if made.returncode != 0:
                sys.exit(f"{name}: the project could not be made")
            print(f"### {name}\n", flush=True)
            subprocess.run([program, "prepare", project, "--quiet", *chosen["options"]], stdout=subprocess.DEVNULL,
                           check=True)
            subprocess.run([experiments, project, chosen["column"], chosen["periods"], *chosen["makers"]], check=True)
            print(flush=True)


if __name__ == "__main__":
    main()
