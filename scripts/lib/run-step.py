#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a command as a named step: output to a log and the terminal, time and peak memory to a file.

Usage: run-step.py NAME LOG STATS (all|pulse) COMMAND [ARGUMENT...]

`all` shows every line; `pulse` shows a line now and then, and the log's end if the command fails.
Memory is that of the command and all its descendants at one moment, sampled every two seconds,
with shared pages counted once (PSS).
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time

SAMPLE_SECONDS = 2
PULSE_SECONDS = 30
LINES_OF_FAILURE = 60


def descendants(root):
    """Process ids of `root` and what it started, directly or not."""
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as stat:
                    # The second field is the name in brackets, which may hold anything.
                    parent = int(stat.read().rpartition(b")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            children.setdefault(parent, []).append(int(entry))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def memory_kib(pid):
    for file, key in (("smaps_rollup", b"Pss:"), ("status", b"VmRSS:")):
        try:
            with open(f"/proc/{pid}/{file}", "rb") as lines:
                for line in lines:
                    if line.startswith(key):
                        return int(line.split()[1])
        except OSError:
            continue
    return 0


class Step:
    def __init__(self, name, log, show):
        self.name, self.log, self.show = name, log, show
        self.start = time.monotonic()
        self.peak_kib = 0
        self.now_kib = 0
        self.last_line = ""
        self.done = threading.Event()

    def copy_output(self, pipe):
        with open(self.log, "wb") as log:
            for line in iter(pipe.readline, b""):
                log.write(line)
                log.flush()
                if self.show == "all":
                    sys.stdout.buffer.write(line)
                    sys.stdout.buffer.flush()
                elif line.strip():
                    self.last_line = line.decode("utf-8", "replace").strip()

    def watch(self, pid):
        spoken = self.start
        while not self.done.wait(SAMPLE_SECONDS):
            if os.path.isdir("/proc"):
                self.now_kib = sum(memory_kib(p) for p in descendants(pid))
                self.peak_kib = max(self.peak_kib, self.now_kib)
            now = time.monotonic()
            if self.show == "pulse" and now - spoken >= PULSE_SECONDS:
                spoken = now
                print(
                    f"  … {self.name} {now - self.start:.0f} s, {self.now_kib / 1024:.0f} MiB: "
                    f"{self.last_line[:100]}",
                    flush=True,
                )


def main():
    name, log, stats, show, *command = sys.argv[1:]
    step = Step(name, log, show)
    code = 127
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
    except OSError as error:
        print(f"error: cannot run {command[0]}: {error.strerror}", file=sys.stderr)
    else:
        # Ctrl-C reaches the child by itself; anything else is passed on. Both are waited for.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        reader = threading.Thread(target=step.copy_output, args=(child.stdout,), daemon=True)
        watcher = threading.Thread(target=step.watch, args=(child.pid,), daemon=True)
        reader.start()
        watcher.start()
        code = child.wait()
        step.done.set()
        # A process left behind may hold the pipe open.
        reader.join(timeout=5)
        if code < 0:
            code = 128 - code
    if code != 0 and show == "pulse":
        try:
            with open(log, encoding="utf-8", errors="replace") as lines:
                sys.stdout.writelines(lines.readlines()[-LINES_OF_FAILURE:])
        except OSError:
            pass
    with open(stats, "w", encoding="utf-8") as out:
        json.dump(
            {
                "code": code,
                "seconds": round(time.monotonic() - step.start),
                "peak_mib": round(step.peak_kib / 1024),
            },
            out,
        )
    sys.exit(code)


if __name__ == "__main__":
    main()
