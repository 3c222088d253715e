"""Runs the program for the scripts beside this one."""
import subprocess


def call(program, *arguments):
    """What the program writes to standard output; ends the script, with its words, where it fails."""
    command = [str(program), *map(str, arguments), "--quiet"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{result.stderr}")
    return result.stdout
