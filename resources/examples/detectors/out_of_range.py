#!/usr/bin/env python3
"""An external detector in Python's standard library: intervals in which metrics leave their training range.

In: a line of JSON, then float32 samples x metrics. Out: "begin,end,score" for each interval, where the score is
how many metrics were out of their range at its worst sample.
"""
import array
import json
import sys

header = json.loads(sys.stdin.buffer.readline())
samples, metrics = header["samples"], len(header["metrics"])
values = array.array("f", sys.stdin.buffer.read())
if len(values) != samples * metrics:
    sys.exit(f"{len(values)} values came, and not {samples} x {metrics}")
if header["train_samples"] == 0:
    sys.exit("there are no training samples to learn ranges from")

trained = values[: header["train_samples"] * metrics]
lowest = [min(trained[m::metrics]) for m in range(metrics)]
highest = [max(trained[m::metrics]) for m in range(metrics)]

begin, worst = None, 0
for sample in range(samples + 1):
    outside = 0
    if sample < samples:
        row = values[sample * metrics : (sample + 1) * metrics]
        outside = sum(value < low or value > high for value, low, high in zip(row, lowest, highest))
    if outside and begin is None:
        begin, worst = sample, 0
    worst = max(worst, outside)
    if not outside and begin is not None:
        print(f"{begin},{sample},{worst}")
        begin, worst = None, 0
