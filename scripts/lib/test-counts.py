#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sums up `cargo test` logs by kind of test: one line `KIND PASSED FAILED IGNORED` each.

Usage: test-counts.py LOG...
"""

import re
import sys

BINARY = re.compile(r"^\s+Running .*\(.*/deps/(\w+)-[0-9a-f]+\)$")
DOC = re.compile(r"^\s+Doc-tests ")
RESULT = re.compile(r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored;")
# Which test binaries are of which kind; the others are unit tests.
KINDS = (
    (re.compile(r"^pouw_integration_tests$"), "emulator"),
    (re.compile(r"^(pouw_(engine|chain|service|worker)|reference)$"), "worker"),
    (re.compile(r"^network$"), "end-to-end"),
)


def main():
    counts = {}
    for path in sys.argv[1:]:
        kind = "unit"
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if binary := BINARY.match(line):
                    name = binary[1]
                    kind = next((k for pattern, k in KINDS if pattern.match(name)), "unit")
                elif DOC.match(line):
                    kind = "doc"
                elif result := RESULT.match(line):
                    sums = counts.setdefault(kind, [0, 0, 0])
                    for i in range(3):
                        sums[i] += int(result[i + 1])
    for kind, sums in counts.items():
        print(kind, *sums)


if __name__ == "__main__":
    main()
