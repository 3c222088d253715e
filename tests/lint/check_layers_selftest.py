#!/usr/bin/env python3
"""Shows that check_layers.py fails on what it is there to find: each case is a small tree with one wrong line."""
import pathlib
import subprocess
import sys
import tempfile

CHECK = pathlib.Path(__file__).with_name("check_layers.py")
CASES = [
    ("core/base/a.h", "#include <QString>", "core must not include Qt"),
    ("core/base/a.cpp", '#include "core/data/b.h"', "core/base must not include core/data"),
    ("core/model/a.h", "#include <torch/torch.h>", "belongs into .cpp"),
    ("widgets/base/a.cpp", "#include <hdf5.h>", "belongs into .cpp"),
    ("core/model/a.cpp", '#include "core/data/b_p.h"', "is private to core/data"),
    ("core/eval/a.cpp", '#include "core/model/b.h"', "core/eval must not include core/model"),
    ("widgets/panels/a.cpp", '#include "app/workbench/b.h"', "widgets/panels must not include app/workbench"),
    ("widgets/timeline/a.cpp", '#include "widgets/documents/b.h"', "widgets/timeline must not include widgets/documents"),
    ("core/base/a.cpp", '#include "result.h"', "from the root of the repository"),
]
GOOD = ("core/model/a.cpp", '#include "core/data/b.h"\n#include <torch/nn.h>\n#include <vector>')


def run(name, content):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / name
        path.parent.mkdir(parents=True)
        path.write_text(content + "\n", encoding="utf-8")
        return subprocess.run([sys.executable, CHECK, folder], capture_output=True, text=True, check=False)


failures = 0
for name, content, expected in CASES:
    result = run(name, content)
    if result.returncode != 1 or expected not in result.stdout:
        failures += 1
        print(f"not found: {name}: {content}\n{result.stdout}{result.stderr}")
result = run(*GOOD)
if result.returncode != 0:
    failures += 1
    print(f"wrongly refused:\n{result.stdout}{result.stderr}")
print(f"{len(CASES) + 1} cases, {failures} failures")
sys.exit(1 if failures else 0)
