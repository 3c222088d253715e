#!/usr/bin/env python3
"""Makes the tables of docs/results.md: imports the public sets, runs every method, prints Markdown.

usage: tables.py PROGRAM DATA_FOLDER [--sets smd,asd,...] [--seeds 1,2,3] [--keep FOLDER]

DATA_FOLDER holds the sets by name (smd, asd, ldms_hpas, recorded). Thresholds are set without labels. A figure is
the mean over seeds, with the standard deviation where there are several. With --keep the answers of `evaluate` stay in
FOLDER, a file a set and seed, and what is there is not made again: a call that was stopped goes on, and more seeds can
be added to those there are.
"""
import argparse
import json
import pathlib
import statistics
import tempfile

from program import call

METHODS = ["nodesentry", "mean_z2", "three_sigma", "pca_residual", "knn", "isolation_forest", "prodigy", "first_difference",
           "random"]
STRICT = [("auc_pr", "AUC-PR"), ("auc_roc", "AUC-ROC"), ("vus_pr", "VUS-PR"), ("f1", "F1"), ("f1_oracle", "F1 oracle"),
          ("pa_k20", "PA%20"), ("event_recall", "event recall"), ("event_precision", "event precision"),
          ("false_alarms_per_node_day", "false alarms / node-day"), ("flagged_normal_share", "normal flagged")]
SHORT = ["--set", "cluster.match_period_s=20", "--set", "detect.window_s=300", "--set", "detect.merge_gap_s=5",
         "--set", "evaluate.transition_exclusion_s=4"]


def ldms(app):
    def files(folder):
        chosen = [line.split("|")[0] for line in (folder / "jobs.psv").read_text().splitlines()[1:] if f"|{app}|" in line]
        return [folder / f"job{int(job):03d}.csv.gz" for job in chosen]
    return files


def whole(folder):
    return [folder]


def nodes(folder):
    return sorted(folder.glob("cn*_t*.csv.gz"))


# name, folder, sources, job table, label table, further options, whether kinds of anomalies are told apart
SETS = [
    ("smd", "smd", whole, None, None, [], False),
    ("asd", "asd", whole, None, None, [], False),
    ("ldms_hpas ExaMiniMD", "ldms_hpas", ldms("ExaMiniMD"), "jobs.psv", "anomalies.csv", [], True),
    ("ldms_hpas SW4lite", "ldms_hpas", ldms("SW4lite"), "jobs.psv", "anomalies.csv", [], True),
    ("ldms_hpas", "ldms_hpas", whole, "jobs.psv", "anomalies.csv", [], True),
    ("recorded", "recorded", nodes, "sacct_X_wide.txt", "labels.csv", SHORT, True),
]


def cell(values):
    numbers = [value for value in values if value is not None]
    if not numbers:
        return "-"
    digits = 1 if statistics.mean(numbers) >= 10 else 3
    text = f"{statistics.mean(numbers):.{digits}f}"
    if len(numbers) > 1 and statistics.stdev(numbers) >= 0.5 * 10 ** -digits:
        text += f" ± {statistics.stdev(numbers):.{digits}f}"
    return text


def print_table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def reports_of(arguments, entry, seeds):
    """What `evaluate --json` says of one set, by seed."""
    name, folder, sources, jobs, labels, options, by_kind = entry
    folder = arguments.data / folder
    kept = {}
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        kept = {seed: arguments.keep / f"{name.replace(' ', '_')}-{seed}.json" for seed in seeds}
    reports = {seed: json.loads(path.read_text()) for seed, path in kept.items() if path.exists()}
    missing = [seed for seed in seeds if seed not in reports]
    if not missing:
        return reports
    with tempfile.TemporaryDirectory() as temporary:
        project = pathlib.Path(temporary) / "p.nsproj"
        tables = (["--jobs", folder / jobs] if jobs else []) + (["--labels", folder / labels] if labels else [])
        call(arguments.program, "import", *sources(folder), "--into", project, *tables)
        for seed in missing:
            call(arguments.program, "run", project, "--preset", "default", "--seed", seed, "--method",
                 ",".join(METHODS), *options)
            report = call(arguments.program, "evaluate", project, "--json", *(["--by", "class"] if by_kind else []))
            reports[seed] = json.loads(report)
            if seed in kept:
                kept[seed].write_text(report)
    return reports


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--sets", default=",".join(entry[0] for entry in SETS))
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    wanted = arguments.sets.split(",")
    seeds = arguments.seeds.split(",")
    for entry in SETS:
        name, by_kind = entry[0], entry[-1]
        if name not in wanted:
            continue
        by_seed = reports_of(arguments, entry, seeds)
        reports = [by_seed[seed] for seed in seeds]
        first = reports[0]
        share = 100 * first["anomalous_samples"] / first["test_samples"]
        print(f"### {name}\n\n{first['nodes']} nodes, {first['test_samples']} test samples, {share:.1f} % anomalous, "
              f"seeds {arguments.seeds}\n")
        print_table(["method", *(title for _, title in STRICT), "paper F1", "paper AUC"],
                    [[method,
                      *(cell([report["methods"][method]["strict"][key] for report in reports]) for key, _ in STRICT),
                      *(cell([report["methods"][method]["paper"][key] for report in reports]) for key in ("f1", "auc"))]
                     for method in METHODS])
        if by_kind:
            groups = list(first["groups"])
            print("AUC-ROC (event recall) by kind of anomaly, samples of the other kinds left out:\n")
            print_table(["method", *groups],
                        [[method, *(cell([r["groups"][g]["methods"][method]["strict"]["auc_roc"] for r in reports])
                                    + f" ({cell([r['groups'][g]['methods'][method]['strict']['event_recall'] for r in reports])})"
                                    for g in groups)] for method in METHODS])


if __name__ == "__main__":
    main()
