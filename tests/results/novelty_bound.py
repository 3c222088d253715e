#!/usr/bin/env python3
"""What finds all that is unusual, and nothing else, reaches on simulated data: the last table of docs/simulator.md.

usage: novelty_bound.py PROGRAM [--like d2] [--seeds 1,2,3,4,5]

An external detector is told what was simulated and flags just the samples of anomalies and of benign bursts. It is judged
by `evaluate` like any other method.
"""
import argparse
import datetime
import json
import pathlib
import tempfile

from program import call

DECLARATION = {"name": "unusual", "description": "Anomalies and benign bursts, as they were simulated",
               "command": ["python3", "unusual.py"], "output": "intervals"}
ANSWER = """import json, os
for begin, end in json.load(open("unusual.data")).get(os.environ["NODESENTRY_NODE"], []):
    print(f"{begin},{end}")
"""
JUST_AS_GIVEN = ["--set", "detect.smoothing_samples=1", "--set", "detect.threshold=train_quantile"]


def seconds(time):
    return datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp()


def joined(intervals):
    result = []
    for begin, end in sorted(intervals):
        if result and begin <= result[-1][1]:
            result[-1][1] = max(result[-1][1], end)
        else:
            result.append([begin, end])
    return result


def unusual_samples(simulated, labels, nodes):
    """By node: half-open intervals in samples of the node, ascending, apart from each other."""
    grids = {node["node"]: (seconds(node["begin"]), node["step_s"]) for node in nodes}
    intervals = {node: [] for node in grids}
    for span in [*simulated["benign_bursts"], *labels]:
        first, step = grids[span["node"]]
        begin, end = (int(-((first - seconds(span[key])) // step)) for key in ("begin", "end"))
        intervals[span["node"]].append((begin, end))
    return {node: joined(of_node) for node, of_node in intervals.items()}


def judged(program, like, seed):
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder) / "p.nsproj"
        simulated = json.loads(call(program, "simulate", "--like", like, "--seed", seed, "--into", project, "--json"))
        labels = json.loads(call(program, "label", "export", project, "--format", "json"))["labels"]
        nodes = json.loads(call(program, "info", project, "--json"))["nodes"]
        detectors = project / "detectors"
        detectors.mkdir()
        (detectors / "unusual.json").write_text(json.dumps(DECLARATION))
        (detectors / "unusual.py").write_text(ANSWER)
        (detectors / "unusual.data").write_text(json.dumps(unusual_samples(simulated, labels, nodes)))
        call(program, "prepare", project)
        call(program, "detect", project, "--method", "external:unusual", *JUST_AS_GIVEN)
        return json.loads(call(program, "evaluate", project, "--method", "external:unusual", "--json"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--like", default="d2")
    parser.add_argument("--seeds", default="1,2,3,4,5")
    arguments = parser.parse_args()
    print("| seed | event recall | false alarms per node-day | paper precision | paper recall | paper F1 |")
    print("|---|---|---|---|---|---|")
    for seed in arguments.seeds.split(","):
        figures = judged(arguments.program, arguments.like, seed)["methods"]["external:unusual"]
        strict, paper = figures["strict"], figures["paper"]
        print(f"| {seed} | {strict['event_recall']:.3f} | {strict['false_alarms_per_node_day']:.2f} | "
              f"{paper['precision']:.3f} | {paper['recall']:.3f} | {paper['f1']:.3f} |", flush=True)


if __name__ == "__main__":
    main()
