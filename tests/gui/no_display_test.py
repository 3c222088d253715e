#!/usr/bin/env python3
"""Without a display that can be reached, nodesentry-workbench ends with one sentence.

usage: no_display_test.py PROGRAM
"""
import os
import pathlib
import subprocess
import sys
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
DISPLAY_VARIABLES = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE")


def start(*arguments, **environment):
    variables = {name: value for name, value in os.environ.items() if name not in DISPLAY_VARIABLES}
    return subprocess.run([PROGRAM, *arguments], env={**variables, **environment}, capture_output=True, text=True,
                          timeout=60, check=False)


class NoDisplay(unittest.TestCase):
    def expect_one_sentence(self, result, *words):
        self.assertEqual((result.returncode, result.stdout), (1, ""), result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        for word in ("nodesentry-workbench: ", *words):
            self.assertIn(word, result.stderr)
        self.assertNotIn("einstall", result.stderr)

    def test_no_display_at_all(self):
        self.expect_one_sentence(start(), "no display", "'nodesentry'")

    def test_a_display_where_nothing_answers(self):
        self.expect_one_sentence(start(DISPLAY=":7654"), "':7654'", "cannot be reached", "'nodesentry'")

    def test_a_display_that_is_none(self):
        self.expect_one_sentence(start(DISPLAY="nonsense"), "'nonsense'", "cannot be reached")

    def test_a_wayland_display_where_nothing_answers(self):
        self.expect_one_sentence(start(WAYLAND_DISPLAY="wayland-76"), "'wayland-76'", "cannot be reached")

    def test_a_platform_that_qt_does_not_know(self):
        self.expect_one_sentence(start(QT_QPA_PLATFORM="paper"), "'paper'", "QT_QPA_PLATFORM")

    def test_help_and_version_need_none(self):
        for argument in ("--help", "--version"):
            result = start(argument)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn("nodesentry-workbench", result.stdout)


unittest.main()
