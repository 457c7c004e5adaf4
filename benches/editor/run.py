#!/usr/bin/env python3
"""Measures a keystroke in rust-analyzer, in a program that uses the macros.

    benches/editor/run.py                            Lean's description with ten derivations: 1, 6 and all operations
    benches/editor/run.py --description FILE         another description, without derivations
    benches/editor/run.py --operations six           one of: one, six, all, none (a trait without the macro)
    benches/editor/run.py --growth 500               memory and cost over 500 keystrokes

It makes the program in `target/bench-editor` and needs rust-analyzer (`rustup component add rust-analyzer`). CPU seconds
count rust-analyzer and its macro server. Wall time means something on an idle machine only. The first run compiles the
macros and build scripts.
"""

import argparse
import os
import statistics
import time

import project
from rust_analyzer import RustAnalyzer

KEYSTROKES = 12
WORD = "fn create_pay"


def main():
    options = read_options()
    print(f"{'operations':10} {'what':34} {'wall s':>8} {'CPU s':>7} {'of it macro':>11} {'MiB':>6} {'macro':>6}")
    for operations in options.operations:
        Session(operations, options).run()


def read_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--description", metavar="FILE")
    parser.add_argument("--operations", nargs="*", default=["one", "six", "all"])
    parser.add_argument("--growth", type=int, metavar="KEYSTROKES")
    return parser.parse_args()


class Session:
    """An editor with one program open."""

    def __init__(self, operations, options):
        self.operations = operations
        self.growth = options.growth
        target = os.environ.get("CARGO_TARGET_DIR", os.path.join(project.CHECKOUT, "target"))
        name = os.path.splitext(os.path.basename(options.description or "lean.yaml"))[0]
        folder = os.path.join(target, "bench-editor", f"{name}-{operations}")
        self.project = project.of_operations(folder, options.description, operations)
        self.editor = RustAnalyzer(folder, target)
        self.path, self.text = self.project.path, self.project.text
        self.at = self.text.index("// here")

    def run(self):
        self.editor.open(self.path, self.text)
        self.editor.wait_until_ready()
        name = self.text.index("fn ", self.text.index("pub trait")) + len("fn ")
        self.measure("first completion", lambda: self.editor.completion(self.path, self.text, self.at))
        self.measure("first hover", lambda: self.editor.hover(self.path, self.text, name))
        self.measure("first diagnostics", lambda: self.editor.pull_diagnostics(self.path))
        self.keystrokes("a key in the trait", self.at, WORD)
        if self.growth:
            self.grow()
        else:
            self.keystrokes("a key in a function", self.text.index("// there"), "let value = text.le")
            if "#[derive(lean::Schema)]" in self.text:
                derived = self.text.index("    pub app_user_id")
                self.keystrokes("a key in a derived type", derived, "pub customer: Op")
        self.editor.close()

    def keystrokes(self, what, at, word):
        """Types a word, and asks after each key for completion, for hover, and for the messages about the file."""
        costs = {"completion": [], "hover": [], "diagnostics": []}
        for length in range(len(word) - KEYSTROKES, len(word) + 1):
            typed = word[:length]
            text = self.type(at, typed)
            end = at + len(typed)
            costs["completion"].append(self.cost(lambda: self.editor.completion(self.path, text, end)))
            costs["hover"].append(self.cost(lambda: self.editor.hover(self.path, text, text.index("Api"))))
            costs["diagnostics"].append(self.cost(lambda: self.editor.pull_diagnostics(self.path)))
        first = [costs[request][0] for request in costs]
        self.row(f"{what}, the first", [sum(parts) for parts in zip(*first)])
        for request, all in costs.items():
            self.row(f"{what}: {request}", [statistics.median(part) for part in zip(*all[1:])])
        self.editor.change(self.path, self.text)

    def grow(self):
        """Types and deletes the word until that many keys were pressed."""
        step = max(1, self.growth // 10)
        for key in range(1, self.growth + 1):
            place = key % (2 * len(WORD))
            typed = WORD[: min(place, 2 * len(WORD) - place)]
            text = self.type(self.at, typed)
            request = lambda: self.editor.completion(self.path, text, self.at + len(typed))
            cost = self.cost(request)
            self.editor.pull_diagnostics(self.path)
            if key % step == 0:
                self.row(f"key {key}", cost)

    def type(self, at, typed):
        text = self.text[:at] + typed + self.text[at:]
        self.editor.change(self.path, text)
        return text

    def measure(self, what, request):
        self.row(what, self.cost(request))

    def cost(self, request):
        """Wall time, CPU time, and the CPU time of the macro server."""
        cpu, server, start = self.editor.cpu(), self.editor.server_cpu(), time.time()
        request()
        return time.time() - start, self.editor.cpu() - cpu, self.editor.server_cpu() - server

    def row(self, what, cost):
        memory, server = self.editor.memory()
        wall, cpu, macro = cost
        print(
            f"{self.operations:10} {what:34} {wall:8.3f} {cpu:7.3f} {macro:11.3f} {memory:6} {server:6}",
            flush=True,
        )


if __name__ == "__main__":
    main()
