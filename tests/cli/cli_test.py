#!/usr/bin/env python3
"""Runs the real `nodesentry` program on small recordings that are made here.

usage: cli_test.py PROGRAM [unittest arguments]
"""
import csv
import fcntl
import json
import math
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "resources" / "examples"
START = 1_700_000_000
STEP = 15
TRAIN_SAMPLES = 1200
TEST_SAMPLES = 800
JOB_SAMPLES = 80
ANOMALY = (400, 440)  # samples of the test part, in a job of node n2
QUICK = ["--set", "train.max_steps=40", "--set", "train.min_steps=20", "--set", "train.epochs=4"]


def sample(node, index, rng):
    """Two kinds of jobs in turn: a busy one with a period, a calm one."""
    busy = (index // JOB_SAMPLES) % 2 == 0
    phase = index % JOB_SAMPLES
    cpu = 0.8 + 0.1 * math.sin(phase / 3.0) if busy else 0.1
    memory = 20 + (phase * 0.3 if busy else 2)
    io = 5 + (10 if busy and phase % 20 < 5 else 0)
    noise = [rng.gauss(0, s) for s in (0.02, 0.4, 0.5, 0.02)]
    return [cpu + noise[0], memory + noise[1], io + noise[2], 0.5 * cpu + 0.3 + noise[3]]


def write_recording(folder):
    """Files of two nodes with their own split, a job table and one labelled anomaly."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(7)
    for node in ("n1", "n2"):
        requests = 0
        rows = []
        for index in range(TRAIN_SAMPLES + TEST_SAMPLES):
            values = sample(node, index, rng)
            test_index = index - TRAIN_SAMPLES
            if node == "n2" and ANOMALY[0] <= test_index < ANOMALY[1]:
                values[1] += 60
                values[2] += 40
            requests += 100 + (index % 7)
            rows.append([START + index * STEP] + [f"{v:.5f}" for v in values] + [requests])
        for part, chosen in (("train", rows[:TRAIN_SAMPLES]), ("test", rows[TRAIN_SAMPLES:])):
            with open(folder / f"{node}_{part}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["timestamp", "cpu", "memory", "io", "power", "requests_total"])
                writer.writerows(chosen)
    with open(folder / "jobs.psv", "w", encoding="utf-8") as file:
        file.write("JobID|NodeList|Start|End|State|App\n")
        for job in range((TRAIN_SAMPLES + TEST_SAMPLES) // JOB_SAMPLES):
            begin = START + job * JOB_SAMPLES * STEP
            app = "busy" if job % 2 == 0 else "calm"
            file.write(f"{100 + job}|n[1-2]|{begin}|{begin + JOB_SAMPLES * STEP}|COMPLETED|{app}\n")
    with open(folder / "labels.csv", "w", encoding="utf-8") as file:
        begin = START + (TRAIN_SAMPLES + ANOMALY[0]) * STEP
        file.write(f"node,start,end,type\nn2,{begin},{begin + (ANOMALY[1] - ANOMALY[0]) * STEP},leak\n")


# What a user allows is kept in the settings of the account: these tests have their own.
SETTINGS = tempfile.TemporaryDirectory()
os.environ["XDG_CONFIG_HOME"] = SETTINGS.name


def nodesentry(*arguments, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False,
                          timeout=600, **options)


class Recording(unittest.TestCase):
    """A recording and an empty place for its project."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.data = self.folder / "data"
        self.project = self.folder / "p.nsproj"
        write_recording(self.data)

    def tearDown(self):
        self.temporary.cleanup()

    def run_ok(self, *arguments):
        result = nodesentry(*arguments)
        self.assertEqual(result.returncode, 0, f"{arguments}\n{result.stdout}\n{result.stderr}")
        return result

    def import_data(self):
        return self.run_ok("import", self.data, "--into", self.project, "--jobs", self.data / "jobs.psv",
                           "--labels", self.data / "labels.csv", "--json")

    def info(self):
        return json.loads(self.run_ok("info", self.project, "--json").stdout)


class WholeJob(Recording):
    def test_import_run_evaluate_and_run_again(self):
        report = json.loads(self.import_data().stdout)
        self.assertEqual(report["files"], 4)
        info = self.info()
        self.assertEqual([node["samples"] for node in info["nodes"]], [TRAIN_SAMPLES + TEST_SAMPLES] * 2)
        self.assertEqual((info["jobs"], info["labels"]), (25, 1))

        first = json.loads(self.run_ok("run", self.project, "--json", *QUICK).stdout)
        self.assertFalse(first["stages"]["train"]["up_to_date"])
        again = json.loads(self.run_ok("run", self.project, "--json").stdout)
        for stage, outcome in again["stages"].items():
            self.assertTrue(outcome["up_to_date"], stage)
        self.assertEqual(first["evaluation"], again["evaluation"])

        evaluation = json.loads(self.run_ok("evaluate", self.project, "--json").stdout)
        self.assertEqual(evaluation["anomalous_samples"], ANOMALY[1] - ANOMALY[0])
        for method in ("nodesentry", "mean_z2", "random"):
            figures = evaluation["methods"][method]
            self.assertEqual(set(figures["paper"]), {"precision", "recall", "auc", "f1"})
            self.assertEqual(set(figures["strict"]), {
                "f1", "precision", "recall", "f1_oracle", "pa_k20", "composite_f1", "event_precision",
                "event_precision_corrected", "event_recall", "auc_roc", "auc_pr", "vus_pr", "vus_roc", "delay_s",
                "false_alarms_per_node_day", "flagged_normal_share"})
            self.assertEqual(figures["scored_samples"], evaluation["test_samples"])
        self.assertGreater(evaluation["methods"]["nodesentry"]["strict"]["auc_roc"], 0.9)
        self.assertLess(abs(evaluation["methods"]["random"]["strict"]["auc_roc"] - 0.5), 0.2)

        grouped = json.loads(self.run_ok("evaluate", self.project, "--by", "app", "--json").stdout)
        self.assertEqual(set(grouped["groups"]), {"busy", "calm"})

    def test_figures_of_the_last_run_do_not_pass_for_others_while_the_project_is_held(self):
        self.import_data()
        command = ["evaluate", self.project, "--method", "mean_z2", "--json"]
        last = json.loads(self.run_ok(*command).stdout)
        with open(self.project / "project.lock", "r+", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.assertEqual(json.loads(self.run_ok(*command).stdout), last)
            for asked in (["--seed", "5"], ["--train-fraction", "0.3"], ["--set", "detect.smoothing_samples=15"], ["--preset", "paper"]):
                result = nodesentry(*command, *asked)
                self.assertNotEqual(result.returncode, 0, asked)
                self.assertEqual(result.stdout, "")
                self.assertIn("with these parameters", result.stderr)
            # How figures are made rests on no scores, and what the last run had is there.
            self.run_ok(*command, "--set", "evaluate.pa_k=0.5")
        changed = json.loads(self.run_ok(*command, "--set", "detect.smoothing_samples=15").stdout)
        self.assertNotEqual(changed["methods"]["mean_z2"], last["methods"]["mean_z2"])

    def test_clusters_find_the_two_kinds_of_jobs(self):
        self.import_data()
        answer = json.loads(self.run_ok("cluster", self.project, "--against", "App", "--json").stdout)
        self.assertEqual(answer["k"], 2)
        self.assertEqual(answer["ari_training"], 1.0)
        self.assertGreater(answer["ari"], 0.9)  # the segments with the anomaly may fit no cluster
        self.assertEqual(answer["segments"], 50)

    def test_a_parameter_makes_stale_only_what_rests_on_it(self):
        self.import_data()
        self.run_ok("run", self.project, *QUICK)
        changed = json.loads(self.run_ok("run", self.project, "--json", "--set", "detect.k=4").stdout)["stages"]
        self.assertEqual({stage: outcome["up_to_date"] for stage, outcome in changed.items()},
                         {"prepare": True, "features": True, "cluster": True, "train": True, "detect": False,
                          "evaluate": False})

    def test_equal_seeds_give_equal_scores(self):
        self.import_data()
        scores = []
        for seed in (1, 2, 1):
            self.run_ok("run", self.project, "--seed", seed, "--threads", 1, *QUICK)
            scores.append(self.run_ok("export", self.project, "--what", "scores").stdout)
        self.assertEqual(scores[0], scores[2])
        self.assertNotEqual(scores[0], scores[1])

    def test_the_examples_of_external_detectors_join_the_comparison(self):
        self.import_data()
        methods = ["external:moving_mean", "external:out_of_range"]
        figures = json.loads(self.run_ok("evaluate", self.project, "--detectors", EXAMPLES / "detectors", "--method",
                                         ",".join(methods), "--json").stdout)["methods"]
        self.assertEqual(set(figures), {*methods, "random"})
        for method in methods:
            self.assertGreater(figures[method]["strict"]["auc_roc"], 0.6, method)
        # The folder is kept for the next run, and can be forgotten.
        self.run_ok("detect", self.project, "--method", methods[0])
        unknown = nodesentry("detect", self.project, "--detectors", "", "--method", methods[0])
        self.assertEqual(unknown.returncode, 1)
        self.assertIn("external:moving_mean", unknown.stderr)

    def test_a_broken_external_detector_is_named_with_what_it_said(self):
        self.import_data()
        folder = self.project / "detectors"
        folder.mkdir()
        (folder / "mine.json").write_text('{"name": "mine", "command": ["sh", "-c", "echo no licence >&2; exit 3"]}',
                                          encoding="utf-8")
        refused = nodesentry("detect", self.project, "--method", "external:mine")
        self.assertEqual(refused.returncode, 1)
        for part in ("brings a program", "mine.json", "echo no licence", "--allow-detectors"):
            self.assertIn(part, refused.stderr)
        self.assertNotIn("exit status", refused.stderr)
        result = nodesentry("detect", self.project, "--method", "external:mine", "--allow-detectors")
        self.assertEqual(result.returncode, 1)
        for part in ("'mine'", "n1", "exit status 3", "no licence"):
            self.assertIn(part, result.stderr)

    def test_info_says_what_became_of_each_metric(self):
        for path in self.data.glob("n?_*.csv"):  # a metric that moves as another does
            lines = path.read_text(encoding="utf-8").splitlines()
            wider = [lines[0] + ",memory_mb"]
            wider += [f"{line},{float(line.split(',')[2]) * 2000:.2f}" for line in lines[1:]]
            path.write_text("\n".join(wider) + "\n", encoding="utf-8")
        self.import_data()
        before = json.loads(self.run_ok("info", self.project, "--metrics", "--json").stdout)
        self.assertFalse(before["prepared"])
        self.assertEqual({metric["reduction"] for metric in before["metrics"]}, {"not prepared"})
        self.run_ok("prepare", self.project)
        after = json.loads(self.run_ok("info", self.project, "--metrics", "--json").stdout)
        metrics = {metric["name"]: metric for metric in after["metrics"]}
        self.assertEqual(metrics["requests_total"]["kind"], "rate")
        self.assertEqual((metrics["cpu"]["group"], metrics["cpu"]["unit"]), ("CPU", ""))
        self.assertEqual(after["kept_for"], {"memory_mb": ["memory"]})  # the one with more variance stays
        self.assertEqual((metrics["memory_mb"]["reduction"], metrics["memory_mb"]["because"]), ("kept", ""))
        self.assertEqual((metrics["memory"]["reduction"], metrics["memory"]["because"]),
                         ("dropped", "|r| >= 0.99 with memory_mb"))
        self.assertEqual(after["kept"], len(metrics) - 1)
        text = self.run_ok("info", self.project, "--metrics").stdout
        self.assertIn("memory_mb stands for memory", text)

    def test_exports_have_a_row_for_everything(self):
        self.import_data()
        self.run_ok("run", self.project, *QUICK)
        lines = self.run_ok("export", self.project, "--what", "scores").stdout.splitlines()
        self.assertEqual(len(lines), 1 + 2 * (TRAIN_SAMPLES + TEST_SAMPLES))
        clusters = self.run_ok("export", self.project, "--what", "clusters").stdout.splitlines()
        self.assertEqual(len(clusters), 1 + self.info()["segments"])
        self.run_ok("export", self.project, "--what", "labels", "-o", self.folder / "labels.csv")
        self.assertIn("leak", (self.folder / "labels.csv").read_text(encoding="utf-8"))


class ClusterEdits(Recording):
    def setUp(self):
        super().setUp()
        self.import_data()
        self.run_ok("cluster", self.project)
        self.members = self.rows()

    def rows(self):
        text = self.run_ok("export", self.project, "--what", "clusters").stdout
        return list(csv.DictReader(text.splitlines()))

    def edit(self, *arguments):
        return json.loads(self.run_ok("cluster", "edit", *arguments, "--json").stdout)

    def clusters(self):
        return {c["id"]: c for c in self.edit("list", self.project)["clusters"]}

    def two_of_one_cluster(self):
        training = [m for m in self.members if m["matched"] == "0"]
        source = training[0]["cluster"]
        chosen = [m for m in training if m["cluster"] == source][:2]
        target = next(m["cluster"] for m in training if m["cluster"] != source)
        return chosen, source, target

    def test_a_preview_changes_nothing_an_edit_is_kept_and_taken_back(self):
        chosen, source, target = self.two_of_one_cluster()
        move = ["move", self.project, chosen[0]["segment"], f"{chosen[1]['node']}@{chosen[1]['begin']}", "--to", target]
        preview = self.edit(*move, "--preview")
        self.assertLess(preview["silhouette_after"], preview["silhouette_before"])
        self.assertEqual({c["id"] for c in preview["clusters"]}, {int(source), int(target)})
        self.assertTrue(preview["stale_models"])
        self.assertEqual(self.rows(), self.members)

        done = self.edit(*move)
        self.assertEqual(done["silhouette_after"], preview["silhouette_after"])
        moved = {m["segment"]: m["cluster"] for m in self.rows()}
        self.assertEqual([moved[m["segment"]] for m in chosen], [target, target])

        self.edit("undo", self.project)
        undone = {m["segment"]: m["cluster"] for m in self.rows()}
        self.assertEqual(undone, {m["segment"]: m["cluster"] for m in self.members})
        self.edit("redo", self.project)
        history = self.edit("history", self.project)
        self.assertEqual([e["action"] for e in history], ["recluster", "move", "undo", "redo"])
        self.assertEqual([e["in_force"] for e in history], [False, True, False, False])
        self.assertEqual(history[2]["refers"], history[1]["entry"])
        self.assertTrue(history[1]["who"])

    def test_locks_and_links_are_respected(self):
        chosen, source, target = self.two_of_one_cluster()
        self.edit("must-link", self.project, chosen[0]["segment"], chosen[1]["segment"])
        move = ["cluster-edit", "move", self.project, chosen[0]["segment"], "--to", target]
        result = nodesentry(*move)
        self.assertEqual(result.returncode, 1)
        self.assertIn("must stay together", result.stderr)
        self.assertIn("must stay together", json.loads(self.run_ok(*move, "--preview", "--json").stdout)["violations"][0])
        self.edit("unlink", self.project, chosen[0]["segment"], chosen[1]["segment"])
        self.edit("lock", self.project, source)
        result = nodesentry(*move)
        self.assertEqual(result.returncode, 1)
        self.assertIn("is locked", result.stderr)
        self.edit("unlock", self.project, source)
        self.run_ok(*move)

    def test_clusters_are_made_named_and_merged_and_ids_are_not_used_again(self):
        chosen, source, _ = self.two_of_one_cluster()
        made = self.edit("split", self.project, source, "--segments", *[m["segment"] for m in chosen],
                         "--name", "first two")["created"]
        self.edit("rename", self.project, source, "the rest")
        self.edit("recolour", self.project, source, "#00aa00")
        self.edit("annotate", self.project, source, "seen by hand")
        clusters = self.clusters()
        self.assertEqual((clusters[made]["name"], clusters[made]["training"]), ("first two", 2))
        self.assertEqual([clusters[int(source)][k] for k in ("name", "colour", "note")],
                         ["the rest", "#00aa00", "seen by hand"])
        self.edit("merge", self.project, source, made)
        self.assertNotIn(made, self.clusters())
        again = self.edit("create", self.project, chosen[0]["segment"])["created"]
        self.assertGreater(again, made)
        self.edit("undo", self.project)
        size = self.clusters()[int(source)]["training"]
        half = self.edit("split", self.project, source)["created"]  # where the tree parts it
        clusters = self.clusters()
        self.assertEqual(clusters[half]["training"] + clusters[int(source)]["training"], size)
        self.assertLessEqual(clusters[half]["training"], clusters[int(source)]["training"])
        self.edit("undo", self.project)
        training = sum(m["matched"] == "0" for m in self.members)
        self.assertEqual(nodesentry("cluster-edit", "split", self.project, source, "--subtree", 2 * training).returncode, 1)

    def test_only_the_models_of_changed_clusters_are_trained_again(self):
        self.run_ok("train", self.project, *QUICK)
        self.assertFalse(any(c["model_stale"] for c in self.clusters().values()))
        chosen, source, _ = self.two_of_one_cluster()
        made = self.edit("split", self.project, source, "--segments", chosen[0]["segment"])["created"]
        stale = {i for i, c in self.clusters().items() if c["model_stale"]}
        self.assertEqual(stale, {int(source), made})
        models = json.loads(self.run_ok("train", self.project, "--json").stdout)["stages"]["train"]["models"]
        self.assertEqual({m["cluster"] for m in models if not m["kept"]}, stale)
        self.assertTrue(any(m["kept"] for m in models))
        self.edit("rename", self.project, made, "a name trains nothing")
        train = json.loads(self.run_ok("train", self.project, "--json").stdout)["stages"]["train"]
        self.assertTrue(train["up_to_date"])

    def test_edits_are_done_again_on_new_clusters_with_a_report(self):
        chosen, source, target = self.two_of_one_cluster()
        self.edit("rename", self.project, target, "named by hand")
        self.edit("move", self.project, chosen[0]["segment"], "--to", target)
        answer = json.loads(self.run_ok("cluster", self.project, "--set", "cluster.k_max=19", "--json").stdout)
        self.assertEqual([e["outcome"] for e in answer["edits"]], ["applied", "applied"])
        self.assertIn("named by hand", [c["name"] for c in self.clusters().values()])

    def test_killed_at_any_moment_the_history_and_the_clusters_agree(self):
        chosen, source, target = self.two_of_one_cluster()
        for delay in (0.05, 0.1, 0.15, 0.2, 0.3):
            process = subprocess.Popen([PROGRAM, "cluster-edit", "move", self.project, chosen[0]["segment"], "--to",
                                        target, "--quiet"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait()
            in_force = [e for e in self.edit("history", self.project) if e["in_force"]]
            moved = next(m for m in self.rows() if m["segment"] == chosen[0]["segment"])
            self.assertEqual(moved["cluster"], target if in_force else source)
            if in_force:
                self.edit("undo", self.project)


class Update(Recording):
    def import_more(self, jobs):
        """Both nodes go on for some jobs of the two kinds that are known."""
        more = self.folder / "more"
        more.mkdir()
        rng = random.Random(8)
        first = TRAIN_SAMPLES + TEST_SAMPLES
        for node in ("n1", "n2"):
            requests = sum(100 + index % 7 for index in range(first))
            with open(more / f"{node}.csv", "w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(["timestamp", "cpu", "memory", "io", "power", "requests_total"])
                for index in range(first, first + jobs * JOB_SAMPLES):
                    requests += 100 + index % 7
                    values = [f"{value:.5f}" for value in sample(node, index, rng)]
                    writer.writerow([START + index * STEP, *values, requests])
        with open(self.folder / "more.psv", "w", encoding="utf-8") as file:
            file.write("JobID|NodeList|Start|End|State|App\n")
            for job in range(jobs):
                begin = START + (first + job * JOB_SAMPLES) * STEP
                file.write(f"{500 + job}|n[1-2]|{begin}|{begin + JOB_SAMPLES * STEP}|COMPLETED|x\n")
        self.run_ok("import", more, "--into", self.project, "--jobs", self.folder / "more.psv")

    def models(self):
        return {path.name: path.read_bytes() for path in (self.project / "models").glob("*.pt")}

    def test_models_learn_from_what_was_imported_since(self):
        self.import_data()
        self.run_ok("run", self.project, "--method", "nodesentry", *QUICK)
        before = self.models()
        self.import_more(jobs=4)

        answer = json.loads(self.run_ok("update", self.project, "--set", "update.steps=5", "--json").stdout)
        self.assertEqual(answer["new_segments"], 8)
        self.assertEqual(answer["matched"], 8)
        self.assertTrue(answer["fine_tuned"])
        self.assertLess(answer["cost"]["steps"], answer["cost"]["full_training_steps"])
        learned = {f"{model['cluster']}.pt" for model in answer["fine_tuned"] if not model["kept_old_model"]}
        after = self.models()
        self.assertEqual({name for name in before if before[name] != after[name]}, learned)

        stages = json.loads(self.run_ok("run", self.project, "--json").stdout)["stages"]
        self.assertTrue(stages["train"]["up_to_date"], "the update stands for the training")
        self.assertEqual(self.models(), after)
        nothing = self.run_ok("update", self.project)
        self.assertIn("0 new segments", nothing.stdout)
        self.assertEqual(self.models(), after)

    def test_other_parameters_and_projects_without_models_are_refused(self):
        self.import_data()
        missing = nodesentry("update", self.project)
        self.assertEqual(missing.returncode, 1)
        self.assertIn(f"run: nodesentry run {self.project})\n", missing.stderr)
        other = nodesentry("update", self.project, "--set", "train.layers=3")
        self.assertEqual(other.returncode, 1)
        self.assertIn("those that the models were made with", other.stderr)


class Matches(Recording):
    def match(self, *arguments):
        return json.loads(self.run_ok("match", self.project, "--json", *arguments).stdout)

    def test_jobs_that_have_begun_are_matched_by_what_there_is_of_them(self):
        self.import_data()
        missing = nodesentry("match", self.project)
        self.assertEqual(missing.returncode, 1)
        self.assertIn(f"run: nodesentry cluster {self.project})\n", missing.stderr)
        self.run_ok("cluster", self.project, "--set", f"cluster.match_period_s={40 * STEP}")

        at = START + 20 * JOB_SAMPLES * STEP + 20 * STEP  # 20 samples after job 120 began
        running = self.match("--at", at)
        self.assertEqual([segment["node"] for segment in running["segments"]], ["n1", "n2"])
        for segment in running["segments"]:
            self.assertEqual((segment["job"], segment["samples"], segment["seconds"]), ("120", 20, 300))
            self.assertEqual(segment["match"]["samples"], 20)
            self.assertFalse(segment["match"]["settled"])
        listed = self.run_ok("match", self.project, "--at", at).stdout
        self.assertEqual(listed.count("provisional"), 2, listed)
        self.assertIn("too young", self.run_ok("match", self.project, "--at", at - 10 * STEP).stdout)

        history, = self.match("--at", at, "--history", "--node", "n2")["segments"]
        self.assertEqual([step["samples"] for step in history["history"]], [12, 14, 16, 18, 20])
        self.assertEqual(history["history"][-1], history["match"])
        table = self.run_ok("match", self.project, "--at", at, "--history", "--node", "n2").stdout
        self.assertEqual(table.count("provisional"), 5, table)

        busy, calm = (self.match("--job", job)["segments"] for job in (120, 121))
        for segment in busy + calm:
            self.assertTrue(segment["match"]["settled"])
            self.assertEqual((segment["samples"], segment["match"]["samples"]), (JOB_SAMPLES, 40))
        self.assertNotEqual(busy[0]["match"]["cluster"], calm[0]["match"]["cluster"])
        self.assertEqual(busy[0]["match"]["cluster"], running["segments"][0]["match"]["cluster"])

        summary = self.match("--summary")
        jobs = TEST_SAMPLES // JOB_SAMPLES
        self.assertEqual(summary["jobs"]["segments"], 2 * jobs)
        self.assertEqual([share["part"] for share in summary["jobs"]["after"]], [0.125, 0.25, 0.5, 1])
        self.assertEqual(summary["jobs"]["after"][-1]["same_verdict"], 2 * jobs)
        self.assertIn("100.0 %", self.run_ok("match", self.project, "--summary").stdout)

    def test_what_does_not_go_together_or_is_not_there_is_refused(self):
        self.import_data()
        self.run_ok("cluster", self.project)
        self.assertEqual(nodesentry("match", self.project, "--summary", "--job", "1").returncode, 2)
        for what in (("--node", "n9"), ("--job", "99"), ("--at", "noon")):
            refused = nodesentry("match", self.project, *what)
            self.assertEqual(refused.returncode, 1, what)
            self.assertIn(what[1], refused.stderr)


class Labels(Recording):
    def setUp(self):
        super().setUp()
        self.import_data()

    def label(self, *arguments):
        return self.run_ok("label", *arguments).stdout

    def test_every_form_comes_back_as_it_was(self):
        first = self.label("export", self.project)
        self.assertTrue(first.startswith("node,begin,end,category,confidence,metrics,note,author\n"), first)
        self.assertGreater(first.count("\n"), 1)
        for form in ("csv", "json", "mask", "index", "smd"):
            out = self.folder / ("labels_" + form)
            self.label("export", self.project, "--format", form, "-o", out)
            diff = json.loads(self.label("diff", self.project, out, "--json"))
            self.assertEqual((diff["added"], diff["removed"]), ([], []), form)
            if form in ("index", "smd"):  # which have no place for the class
                self.assertEqual([change["after"]["category"] for change in diff["changed"]], ["anomaly"], form)
                for change in diff["changed"]:
                    self.assertEqual([change["before"][x] for x in ("begin", "end")],
                                     [change["after"][x] for x in ("begin", "end")], form)
                continue
            self.assertEqual((diff["same"], diff["changed"]), (1, []), form)
            again = json.loads(self.label("import", self.project, out, "--json"))
            self.assertEqual((again["added"], again["known"]), (0, 1), form)
        self.assertEqual(self.label("export", self.project), first)

    def test_import_adds_labels_and_classes_and_people_can_be_compared(self):
        table = self.folder / "mine.csv"
        begin = START + 100 * STEP
        table.write_text("node,begin,end,category,confidence,author\n"
                         f"n1,{begin},{begin + 20 * STEP},fan_broken,0.5,ann\n"
                         f"n1,{begin + 10 * STEP},{begin + 30 * STEP},fan_broken,1,bob\n")
        checked = json.loads(self.label("import", self.project, table, "--check", "--json"))
        self.assertEqual((checked["added"], checked["new_classes"], checked["written"]), (2, ["fan_broken"], False))
        self.assertEqual(json.loads(self.label("import", self.project, table, "--json"))["added"], 2)
        pairs = json.loads(self.label("agreement", self.project, "--by", "ann", "--by", "bob", "--json"))["pairs"]
        self.assertEqual(len(pairs), 1)
        self.assertEqual(pairs[0]["any"]["both_samples"], 10)
        self.assertEqual(pairs[0]["any"]["event_f1"], 1.0)
        bobs = json.loads(self.label("import", self.project, table, "--author", "ann", "--replace", "--json"))
        self.assertEqual((bobs["removed"], bobs["added"]), (1, 2))

    def write(self, *rows):
        table = self.folder / "mine.csv"
        table.write_bytes(b"node,begin,end,category,note\n" + b"".join(
            row if isinstance(row, bytes) else row.encode() for row in rows))
        return table

    def test_local_times_host_lists_and_open_ends_are_read_in_every_table(self):
        table = self.write("n[1-2],2023-11-15 00:00:00,Unknown,fan_broken,\n")
        self.label("import", self.project, table, "--tz", "Europe/Berlin", "--author", "ann")
        rows = self.label("export", self.project, "--by", "ann").splitlines()[1:]
        self.assertEqual(rows, [f"n{i},2023-11-14T23:00:00Z,,fan_broken,1,,,ann" for i in (1, 2)])
        unknown = nodesentry("label", "import", self.project, table, "--tz", "Mars/Olympus")
        self.assertEqual(unknown.returncode, 1)
        self.assertIn("unknown time zone 'Mars/Olympus'", unknown.stderr)

    def test_a_bad_line_of_a_label_table_is_left_out_and_told(self):
        good = [f"n1,{START + i * 100},{START + i * 100 + 50},leak,\n" for i in range(10)]
        table = self.write(*good[:3], f"n1,soon,{START + 50},leak,\n", *good[3:])
        answer = json.loads(self.label("import", self.project, table, "--author", "ann", "--check", "--json"))
        self.assertEqual((answer["added"], answer["label_lines_rejected"]), (10, 1))
        self.assertEqual(answer["rejected_lines"], {"not a time": 1})
        self.assertEqual(answer["skipped"], [f"{table}:5:2: not a time: 'soon'"])
        replaced = nodesentry("label", "import", self.project, table, "--author", "ann", "--replace", "--allow-rejected")
        self.assertEqual(replaced.returncode, 1, "labels are replaced by whole tables only")
        self.assertIn(f"{table}:5:2: not a time: 'soon'", replaced.stderr)
        told = self.label("import", self.project, table, "--author", "ann")
        self.assertIn("10 labels added", told)
        self.assertIn(f"{table}: 1 of 11 lines are left out, so their labels are missing", told)
        self.assertIn(f"skipped {table}:5:2: not a time: 'soon'", told)

        other = self.folder / "other.csv"  # as any program writes one
        lines = [f"n1,{START + i * 100},{START + i * 100 + 50},leak\n" for i in range(9)]
        other.write_text("host,start,end,type\n" + "".join(lines) + f"n1,{START + 50},{START},leak\n")
        told = self.run_ok("import", "--check", "--labels", other).stdout
        self.assertIn("9 labels (1 of their lines rejected)", told)
        self.assertIn("1 of 10 lines are left out, so their labels are missing", told)
        self.assertIn("other.csv:11:3: the label ends before it begins", told)
        other.write_text("host,start,end,type\n" + "".join(lines[:8]) + f"n1,{START + 50},{START},leak\n")
        for command in (("import", "--check", "--labels", other), ("label", "import", self.project, other, "--check")):
            refused = nodesentry(*command)
            self.assertEqual(refused.returncode, 1)
            self.assertIn("1 of 9 lines cannot be read, more than one in ten; the first: the label ends", refused.stderr)
            self.assertIn("1 of 9 lines are left out", self.run_ok(*command, "--allow-rejected").stdout)

    def test_labels_that_meet_no_sample_are_told_and_points_are_samples(self):
        table = self.write(f"n1,{START + 3},{START + 10},a,between two samples\n",
                           f"n1,{START - 1000},{START - 500},b,before the data\n",
                           f"n1,{START + 20},{START + 20},c,a point\n")
        answer = json.loads(self.label("import", self.project, table, "--author", "ann", "--json"))
        self.assertEqual(answer["added"], 3)
        self.assertEqual([label["category"] for label in answer["labels_without_samples"]], ["a", "b"])
        self.assertIn("apart", answer["labels_without_samples"][0]["because"])
        self.assertIn("from 2023-11-14T22:13:20Z", answer["labels_without_samples"][1]["because"])
        rows = self.label("export", self.project, "--by", "ann").splitlines()
        self.assertIn("n1,2023-11-14T22:13:35Z,2023-11-14T22:13:50Z,c,1,,a point,ann", rows)
        masks = self.run_ok("label", "export", self.project, "--by", "ann", "--format", "mask")
        self.assertIn("2 of 3 labels meet no sample", masks.stderr)
        outside = self.write(f"n1,{START - 20},{START - 20},c,a point outside\n")
        refused = nodesentry("label", "import", self.project, outside)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("meets no sample", refused.stderr)

    def test_any_byte_in_a_note_is_kept_and_shown(self):
        table = self.write(b"n1,%d,%d,leak,caf\xe9\n" % (START, START + 60))
        self.label("import", self.project, table, "--author", "ann")
        diff = nodesentry("label", "diff", self.project, self.write(), "--json", errors="replace")
        self.assertEqual(diff.returncode, 0, diff.stderr)
        self.assertEqual([label["note"] for label in json.loads(diff.stdout)["removed"] if label["author"] == "ann"],
                         ["caf\ufffd"])

    def test_a_wrong_table_is_refused_with_file_and_line(self):
        table = self.folder / "wrong.csv"
        table.write_text("node,begin,end,category\nn1,1700000005,1700000002,x\n")
        done = nodesentry("label", "import", self.project, table)
        self.assertEqual(done.returncode, 1)
        self.assertIn("wrong.csv:2:3", done.stderr)


class Access(Recording):
    """Who may write, and what becomes of what is printed."""

    def setUp(self):
        super().setUp()
        self.import_data()

    def test_what_cannot_be_printed_is_an_error(self):
        for arguments in (("info", self.project), ("info", self.project, "--json"), ("label", "export", self.project),
                          ("label", "diff", self.project, self.project, "--json"), ("--version",), ("--help",)):
            with open("/dev/full", "w", encoding="utf-8") as full:
                result = subprocess.run([PROGRAM, *map(str, arguments)], stdout=full, stderr=subprocess.PIPE,
                                        text=True, check=False)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn("standard output", result.stderr, arguments)

    def test_read_only_changes_nothing(self):
        before = (self.project / "project.db").read_bytes()
        for arguments in (("run", self.project), ("label", "import", self.project, self.data / "labels.csv"),
                          ("import", self.data, "--into", self.project), ("update", self.project)):
            result = nodesentry(*arguments, "--read-only")
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn("--read-only", result.stderr, arguments)
        self.run_ok("info", self.project, "--read-only")
        self.run_ok("label", "import", self.project, self.data / "labels.csv", "--check", "--read-only")
        self.run_ok("label", "export", self.project, "--read-only")
        self.assertEqual((self.project / "project.db").read_bytes(), before)

    def test_while_the_window_has_it_readers_work_and_writers_say_who_has_it_and_what_to_do(self):
        self.run_ok("evaluate", self.project, "--method", "mean_z2")
        before = (self.project / "project.db").read_bytes()
        with open(self.project / "project.lock", "w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lock.write("nodesentry-workbench, process 4711 on login1")
            lock.flush()
            for arguments in (("info", self.project), ("label", "export", self.project),
                              ("export", self.project, "--what", "cases", "--method", "mean_z2"),
                              ("evaluate", self.project, "--method", "mean_z2")):
                self.run_ok(*arguments)
            for arguments in (("run", self.project), ("import", self.data, "--into", self.project), ("update", self.project),
                              ("label", "import", self.project, self.data / "labels.csv"), ("demo", self.project)):
                result = nodesentry(*arguments)
                self.assertEqual(result.returncode, 1, arguments)
                self.assertIn("in use by nodesentry-workbench, process 4711 on login1", result.stderr, arguments)
                self.assertIn("close it there", result.stderr, arguments)
        self.assertEqual((self.project / "project.db").read_bytes(), before)
        self.run_ok("label", "import", self.project, self.data / "labels.csv")

    def test_a_device_that_there_is_not_is_refused_also_where_none_is_needed(self):
        result = nodesentry("prepare", self.project, "--device", "gpu")
        self.assertEqual(result.returncode, 1)
        self.assertIn("gpu", result.stderr)

    def test_an_emptied_database_is_no_new_project(self):
        (self.project / "project.db").write_bytes(b"")
        for arguments in (("info", self.project), ("label", "import", self.project, self.data / "labels.csv")):
            result = nodesentry(*arguments)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn("database is empty", result.stderr)
            self.assertIn("backup", result.stderr)
        self.assertEqual((self.project / "project.db").read_bytes(), b"")

    def test_a_folder_of_detectors_that_is_gone_is_left_out_with_a_warning(self):
        folder = self.folder / "mine"
        folder.mkdir()
        (folder / "own.json").write_text('{"name": "own", "command": ["awk", "NR > 1 { print 1 }"]}', encoding="utf-8")
        self.run_ok("detect", self.project, "--detectors", folder, "--method", "external:own")
        # Moved together, they are found; without it, the project still works.
        moved = self.folder / "moved"
        moved.mkdir()
        folder.rename(moved / "mine")
        self.project.rename(moved / "project.nsproj")
        self.run_ok("detect", moved / "project.nsproj", "--method", "external:own")
        (moved / "mine").rename(moved / "gone")
        result = self.run_ok("detect", moved / "project.nsproj", "--method", "mean_z2")
        self.assertIn("is not there", result.stderr)


class Interruptions(Recording):
    def test_killed_at_any_moment_the_project_opens_and_continues(self):
        self.import_data()
        for delay in (0.05, 0.2, 0.4, 0.8, 1.5, 2.5):
            process = subprocess.Popen([PROGRAM, "run", self.project, "--quiet", *QUICK],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait()
            self.info()
        self.run_ok("run", self.project, *QUICK)
        interrupted = self.run_ok("export", self.project, "--what", "scores").stdout
        other = self.folder / "q.nsproj"
        self.project = other
        self.import_data()
        self.run_ok("run", other, *QUICK)
        self.assertEqual(interrupted, self.run_ok("export", other, "--what", "scores").stdout)

    def test_killed_while_importing_the_old_samples_stay(self):
        self.import_data()
        before = self.info()["nodes"]
        for delay in (0.02, 0.05, 0.1, 0.15):
            process = subprocess.Popen([PROGRAM, "import", self.data, "--into", self.project, "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait()
            self.assertEqual(self.info()["nodes"], before)
        self.import_data()

    def test_ctrl_c_stops_with_130(self):
        self.import_data()
        process = subprocess.Popen([PROGRAM, "run", self.project, "--set", "train.max_steps=100000",
                                    "--set", "train.min_steps=100000", "--set", "train.patience=0"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while "train" not in (line := process.stderr.readline()):
            self.assertTrue(line, "it ended before it trained")
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, errors)
        self.run_ok("run", self.project, *QUICK, "--set", "train.patience=6")

    def test_a_project_in_use_is_refused_by_name_of_the_process(self):
        self.import_data()
        process = subprocess.Popen([PROGRAM, "run", self.project, "--quiet", "--set", "train.min_steps=100000",
                                    "--set", "train.max_steps=100000"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(1.5)
            result = nodesentry("run", self.project)
            self.assertEqual(result.returncode, 1)
            self.assertIn(f"process {process.pid}", result.stderr)
            self.assertIn("run: the same command", result.stderr)
            self.assertEqual(nodesentry("info", self.project).returncode, 0)
        finally:
            process.kill()
            process.wait()


class BadInput(Recording):
    def spoil(self, name, line, content):
        path = self.data / name
        lines = path.read_text(encoding="utf-8").splitlines()
        lines[line - 1] = content
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def assert_refused(self, *parts):
        result = nodesentry("import", self.data, "--into", self.project)
        self.assertEqual(result.returncode, 1, result.stdout)
        for part in parts:
            self.assertIn(part, result.stderr)

    def test_a_wrong_number_is_rejected_with_file_and_line_and_the_rest_is_imported(self):
        self.spoil("n1_test.csv", 7, f"{START + (TRAIN_SAMPLES + 5) * STEP},0.1,many,3,4,5")
        result = self.run_ok("import", self.data, "--into", self.project)
        self.assertIn("n1_test.csv:7:3: not a number: 'many'", result.stdout)
        self.assertIn("1 lines rejected", result.stdout)

    def test_a_header_that_cannot_be_names_file_line_and_column_and_leaves_no_project(self):
        self.spoil("n1_test.csv", 1, "timestamp,cpu,cpu,io,power,requests_total")
        self.assert_refused("n1_test.csv:1:3", "cpu")
        self.assertFalse(self.project.exists())

    def test_a_password_in_a_url_is_refused_and_not_repeated(self):
        result = nodesentry("import", "http://ann:secret@127.0.0.1:9", "--into", self.project)
        self.assertEqual(result.returncode, 1, result.stdout)
        self.assertIn("--basic-auth-file", result.stderr)
        self.assertNotIn("secret", result.stdout + result.stderr)
        self.assertFalse(self.project.exists())

    def test_check_says_what_would_be_imported_and_writes_nothing(self):
        with open(self.data / "n1_test.csv", "a", encoding="utf-8") as file:
            file.write("soon,1,2,3,4,5\n1,2\n")
        before = sorted(self.folder.rglob("*"))
        report = json.loads(self.run_ok("import", self.data, "--check", "--jobs", self.data / "jobs.psv", "--labels",
                                        self.data / "labels.csv", "--json").stdout)
        self.assertEqual(sorted(self.folder.rglob("*")), before)
        self.assertEqual((report["nodes"], report["metrics"], report["labels"]), (2, 5, 1))
        self.assertEqual(report["samples"], 2 * (TRAIN_SAMPLES + TEST_SAMPLES))
        self.assertEqual(report["jobs"], {"accepted": 25, "rejected": 0})
        self.assertEqual(report["rejected_lines"], {"not a time": 1, "wrong number of columns": 1})

    def test_a_table_alone_is_checked_or_added_to_a_project(self):
        table = self.folder / "sacct.txt"
        noon = "2026-11-23T12:0"
        table.write_bytes(b"JobID|JobName|NodeList|Start|End|State\n" + b"".join(
            line.encode("latin-1") for line in (
                f"901|für|N1.fox.example|{noon}0:30|{noon}5:00|COMPLETED\n",
                f"902|a|n[1,9]|{noon}1:00|0|RUNNING\n",
                f"903|a|n1|{noon}1:00|soon|COMPLETED\n")))
        worse = self.folder / "worse.txt"
        worse.write_bytes(table.read_bytes() + f"904|a|n1|{noon}1:00|later|COMPLETED\n".encode())
        refused = nodesentry("import", "--check", "--jobs", worse)
        self.assertEqual(refused.returncode, 1)
        self.assertIn("2 of 4 lines cannot be read", refused.stderr)
        self.assertIn("would import: 2 jobs (2 rejected)",
                      self.run_ok("import", "--check", "--jobs", worse, "--allow-rejected").stdout)
        text = self.run_ok("import", "--check", "--jobs", table).stdout
        self.assertIn("would import: 2 jobs (1 rejected), 0 labels", text)
        self.assertIn("sacct.txt:4:5: not a time: 'soon'", text)
        self.assertIn("1 text not in UTF-8, read as Windows-1252", text)
        self.assertNotEqual(nodesentry("import", "--jobs", table, "--into", self.project).returncode, 0)

        self.import_data()
        tables = ("--jobs", table, "--into", self.project, "--json")
        checked = json.loads(self.run_ok("import", "--check", *tables).stdout)
        report = json.loads(self.run_ok("import", *tables).stdout)
        self.assertEqual(checked, report)
        self.assertEqual(report["jobs"], {"accepted": 2, "rejected": 1})
        self.assertEqual(report["unknown_nodes"], {"nodes": 1, "jobs": 1, "names": ["'n9'"],
                                                   "by_job": ["902: 1 of 2 nodes, such as 'n9'"]})
        self.assertEqual(report["skipped"][0]["column"], 5)
        self.assertEqual(report["skipped"][0]["text"], "soon")
        result = nodesentry("import", "--check")
        self.assertEqual(result.returncode, 2)
        self.assertIn("--jobs", result.stderr)

    def test_an_import_needs_a_project_unless_it_only_checks(self):
        result = nodesentry("import", self.data)
        self.assertNotEqual(result.returncode, 0)
        self.assertIn("--into", result.stderr)

    def test_both_of_the_authors_forms_come_back(self):
        self.import_data()
        for what, nodes in (("tool", "node_data"), ("model", "Train")):
            out = self.folder / what
            self.run_ok("export", self.project, "--what", what, "--output", out)
            self.assertTrue((out / nodes).is_dir())
            report = json.loads(self.run_ok("import", out, "--check", "--json").stdout)
            self.assertEqual((report["format"], report["nodes"], report["metrics"], report["labels"]), (what, 2, 5, 1))

    def test_a_bad_import_leaves_an_old_project_as_it_was(self):
        self.import_data()
        before = self.info()
        self.spoil("n2_train.csv", 1, "timestamp,cpu,cpu,io,power,requests_total")
        self.assert_refused("n2_train.csv:1:3")
        self.assertEqual(self.info(), before)


class Usage(unittest.TestCase):
    def test_help_and_version_everywhere(self):
        self.assertEqual(nodesentry("--version").returncode, 0)
        for command in ("import", "run", "prepare", "cluster", "train", "detect", "evaluate", "info", "export", "demo", "update", "match"):
            result = nodesentry(command, "--help")
            self.assertEqual(result.returncode, 0, command)
            self.assertIn("Usage", result.stdout, command)
        for command in ("list", "move", "release", "merge", "split", "create", "lock", "unlock", "rename", "recolour",
                        "annotate", "must-link", "cannot-link", "unlink", "undo", "redo", "history"):
            self.assertEqual(nodesentry("cluster-edit", command, "--help").returncode, 0, command)

    def test_help_lists_the_basic_parameters_and_help_all_every_one(self):
        basic, everything = nodesentry("run", "--help"), nodesentry("run", "--help-all")
        self.assertEqual((basic.returncode, everything.returncode), (0, 0))
        self.assertIn("  cluster.k_max = ", basic.stdout)
        self.assertNotIn("train.weight_decay", basic.stdout)
        self.assertNotIn("cluster.matching", basic.stdout)
        declared = json.loads(nodesentry("parameters", "--json").stdout)["parameters"]

        def listed(text):
            return [line.split(" = ")[0].strip() for line in text.splitlines() if line.startswith("  ")
                    and " = " in line and "." in line.split(" = ")[0]]
        for help_text, audiences in ((basic.stdout, ["basic"]), (everything.stdout, ["basic", "expert", "experiment"]),
                                     (nodesentry("parameters").stdout, ["basic", "expert", "experiment"])):
            wanted = [entry["name"] for entry in declared if entry["audience"] in audiences]
            self.assertEqual(sorted(listed(help_text)), sorted(wanted))
            stages = [line for line in help_text.splitlines() if line in {entry["stage"] for entry in declared}]
            self.assertEqual(len(stages), len(set(stages)), "a stage is one paragraph")

    def test_parameters_are_declared_with_all_that_a_form_needs(self):
        declared = {entry["name"]: entry for entry in json.loads(nodesentry("parameters", "--json").stdout)["parameters"]}
        self.assertEqual({key: declared["cluster.k_max"][key] for key in ("kind", "minimum", "maximum", "unit")},
                         {"kind": "whole", "minimum": 2, "maximum": 10000, "unit": "clusters"})
        self.assertIn("shuffled", declared["cluster.method"]["choices"])
        self.assertEqual(declared["cluster.method"]["experiment_choices"], ["shuffled"])
        self.assertEqual(declared["train.checkpoint_minutes"]["effect"], "speed")
        for name, entry in declared.items():
            if entry["kind"] == "text" and "choices" in entry:
                self.assertIn(entry["default"], entry["choices"], name)
            if "minimum" in entry:
                self.assertLessEqual(entry["minimum"], float(entry["default"]), name)

    def test_wrong_usage_exits_with_2(self):
        for arguments in ((), ("dance",), ("cluster", "edit"), ("cluster-edit",), ("cluster", "edit", "move", "p.nsproj"), ("run",), ("run", "p.nsproj", "--seed", "x"), ("import", "--into", "p")):
            self.assertEqual(nodesentry(*arguments).returncode, 2, arguments)

    def test_wrong_usage_is_one_line_that_says_what_is_wrong_and_where_to_read_more(self):
        for arguments, what in {
            ("dance",): "nodesentry: there is no command 'dance'; see 'nodesentry --help'",
            ("label", "dance"): "nodesentry label: there is no command 'dance'; see 'nodesentry label --help'",
            ("cluster-edit",): "nodesentry cluster-edit: a command is missing; see 'nodesentry cluster-edit --help'",
            ("--threads", "2", "cluster", "edit"): "nodesentry cluster-edit: a command is missing; see 'nodesentry cluster-edit --help'",
            ("--loud", "run", "p.nsproj"): "nodesentry run: '--loud' is not understood; see 'nodesentry run --help'",
            ("run",): "nodesentry run: PROJECT is required; see 'nodesentry run --help'",
            ("run", "--sed", "5"): "nodesentry run: '--sed' is not understood; see 'nodesentry run --help'",
            ("run", "p.nsproj", "q.nsproj"): "nodesentry run: 'q.nsproj' is not understood; see 'nodesentry run --help'",
        }.items():
            result = nodesentry(*arguments)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (2, "", what + "\n"), arguments)
        for arguments, words in {("run", "p.nsproj", "--seed", "x"): ("--seed", "x"),
                                 ("run", "p.nsproj", "--preset", "best"): ("--preset", "best"),
                                 ("run", "p.nsproj", "--train-fraction", "2"): ("--train-fraction", "2")}.items():
            result = nodesentry(*arguments)
            self.assertEqual(result.returncode, 2, arguments)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
            for word in words + ("see 'nodesentry run --help'",):
                self.assertIn(word, result.stderr)

    def commands(self):
        """All commands, as --help lists them."""
        found = []
        for group in ((), ("label",), ("cluster-edit",)):
            text = nodesentry(*group, "--help").stdout.partition("Subcommands:\n")[2]
            found += [group + (line.split()[0],) for line in text.splitlines()
                      if line.startswith("  ") and not line.startswith("   ")]
        return [command for command in found if command not in (("label",), ("cluster-edit",))]

    def test_a_wrong_argument_of_any_command_is_one_line(self):
        commands = self.commands()
        self.assertGreaterEqual(len(commands), 35)
        self.assertIn(("label", "import"), commands)
        for command in commands:
            result = nodesentry(*command, "--no-such-option")
            name = " ".join(("nodesentry",) + command)
            self.assertEqual((result.returncode, result.stdout, result.stderr),
                             (2, "", f"{name}: '--no-such-option' is not understood; see '{name} --help'\n"))

    def test_a_wrong_value_is_one_line_too(self):
        for arguments in (("--threads", "0", "info"), ("--log", "loud", "info"), ("export", "p.nsproj", "--what", "x"),
                          ("experiment", "p.nsproj", "--table", "x"), ("match", "p.nsproj", "--job"),
                          ("run", "p.nsproj", "--set"), ("simulate", "--into", "p.nsproj", "--nodes", "x")):
            result = nodesentry(*arguments)
            self.assertIn(result.returncode, (1, 2), arguments)
            self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
            self.assertLess(len(result.stderr), 250, result.stderr)

    def test_without_any_argument_the_commands_are_listed(self):
        result = nodesentry()
        self.assertEqual(result.returncode, 2)
        for command in ("import", "run", "evaluate"):
            self.assertIn(command, result.stderr)

    def test_a_project_that_is_not_there_exits_with_1_and_says_what_to_do(self):
        result = nodesentry("run", "/nonexistent/p.nsproj")
        self.assertEqual(result.returncode, 1)
        self.assertIn("run: nodesentry import SOURCE --into /nonexistent/p.nsproj)", result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn("--into '/nonexistent/my project.nsproj'", nodesentry("run", "/nonexistent/my project.nsproj").stderr)

    def test_system_info_names_the_blas(self):
        info = json.loads(nodesentry("info", "--system", "--json").stdout)
        self.assertTrue(info["torch"]["blas"])
        self.assertIn("random", info["methods"])


class Simulate(unittest.TestCase):
    SMALL = ["--nodes", "12", "--days", "1", "--step", "60", "--metrics", "40", "--jobs", "80",
             "--anomaly-ratio", "0.01", "--seed", "3"]

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.project = pathlib.Path(self.temporary.name) / "p.nsproj"

    def test_the_answer_and_the_project_agree(self):
        result = nodesentry("simulate", *self.SMALL, "--into", self.project, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        info = json.loads(nodesentry("info", self.project, "--json").stdout)
        self.assertEqual(len(info["nodes"]) if isinstance(info["nodes"], list) else info["nodes"], 12)
        self.assertEqual((report["nodes"], report["metrics"], report["jobs"]), (12, 40, 80))
        self.assertAlmostEqual(report["anomaly_ratio"], 0.01, delta=0.001)
        self.assertTrue(report["benign_bursts"])
        for burst in report["benign_bursts"]:
            self.assertLessEqual(report["begin"], burst["begin"])
            self.assertLess(burst["begin"], burst["end"])
            self.assertLessEqual(burst["end"], report["end"])
        self.assertEqual(report["options"]["seed"], 3)

    def test_options_override_the_likeness(self):
        result = nodesentry("simulate", "--like", "d2", *self.SMALL, "--into", self.project, "--json")
        self.assertEqual(result.returncode, 0, result.stderr)
        options = json.loads(result.stdout)["options"]
        self.assertEqual((options["nodes"], options["applications"]), (12, 10))

    def test_ctrl_c_leaves_nothing_behind(self):
        process = subprocess.Popen([PROGRAM, "simulate", "--like", "d1", "--into", self.project],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        while not list(self.project.glob("series.*")) and process.poll() is None:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=120)
        self.assertEqual(process.returncode, 130, errors)
        self.assertFalse(self.project.exists())

    def test_wrong_values_are_named(self):
        result = nodesentry("simulate", "--metrics", "5", "--into", self.project)
        self.assertEqual(result.returncode, 1)
        self.assertIn("metrics", result.stderr)
        self.assertFalse(self.project.exists())



class Experiment(Recording):
    def setUp(self):
        super().setUp()
        self.import_data()
        self.out = self.folder / "out"

    def arguments(self, *more):
        return ["experiment", self.project, "--out", self.out, "--seeds", "1,2", *QUICK, *more]

    def rows_of(self, name):
        with open(self.out / f"{name}.csv", newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @staticmethod
    def without_seconds(rows):
        return [{key: value for key, value in row.items() if not key.startswith("seconds")} for row in rows]

    def test_a_table_has_its_rows_files_and_the_random_row(self):
        before = self.info()
        answer = json.loads(self.run_ok(*self.arguments("--table", "methods", "--method", "mean_z2,knn",
                                                        "--json")).stdout)
        self.assertEqual([row["row"] for row in answer["rows"]], ["mean_z2", "knn", "random"])
        rows = self.rows_of("methods")
        self.assertEqual([row["row"] for row in rows], ["mean_z2", "knn", "random"])
        for row, said in zip(rows, answer["rows"]):
            self.assertEqual((row["seeds"], row["failed"]), ("2", "0"))
            self.assertAlmostEqual(float(row["strict_auc_pr_mean"]), said["strict"]["auc_pr"]["mean"], places=4)
        cells = self.rows_of("methods_cells")
        self.assertEqual([(cell["row"], cell["seed"]) for cell in cells[:2]], [("mean_z2", "1"), ("mean_z2", "2")])
        svg = xml.etree.ElementTree.parse(self.out / "methods.svg").getroot()
        texts = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("random", texts)
        picture = self.out / "methods.png"
        if picture.exists():  # built with cairo
            self.assertEqual(picture.read_bytes()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(self.info(), before)

    def test_parameters_of_the_last_run_are_not_used_in_silence(self):
        self.run_ok("detect", self.project, "--method", "mean_z2", "--set", "detect.k=4", *QUICK)
        few = [*self.arguments("--table", "methods", "--method", "mean_z2")]
        self.assertIn("detect.k=4", self.run_ok(*few).stdout)
        changed = json.loads(self.run_ok(*few, "--json").stdout)["changed_parameters"]
        self.assertEqual(changed["detect.k"], "4")
        self.assertNotIn("detect.k=", self.run_ok(*few, "--preset", "default").stdout)

    def test_killed_at_any_moment_it_goes_on_and_comes_to_the_same(self):
        sweep = ["--table", "sweep", "--param", "clusters", "--values", "1,2"]
        for delay in (0.3, 0.8, 1.5, 3.0):
            process = subprocess.Popen([PROGRAM, *map(str, self.arguments(*sweep)), "--quiet"],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.kill()
            process.wait()
        self.run_ok(*self.arguments(*sweep))
        interrupted = self.without_seconds(self.rows_of("sweep_clusters"))
        self.assertEqual([row["row"] for row in interrupted], ["1", "2", "random"])
        self.out = self.folder / "other"
        self.run_ok(*self.arguments(*sweep))
        self.assertEqual(interrupted, self.without_seconds(self.rows_of("sweep_clusters")))
        self.assertFalse((self.out / "work").exists())

    def test_what_does_not_go_together_is_refused(self):
        for wrong, word in ((["--table", "sweep", "--param", "no_such"], "training_size"),
                            (["--table", "sweep", "--param", "detect.k"], "--values"),
                            (["--table", "ablation", "--method", "knn"], "--table methods"),
                            (["--table", "methods", "--param", "experts"], "--table sweep"),
                            (["--table", "methods", "--method", "no_such"], "no_such")):
            result = nodesentry(*self.arguments(*wrong))
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertIn(word, result.stderr)


if __name__ == "__main__":
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    unittest.main(verbosity=2)
