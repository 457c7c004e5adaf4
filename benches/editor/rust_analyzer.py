"""A client of the Language Server Protocol that drives rust-analyzer and reads its cost from /proc."""

import glob
import json
import os
import subprocess
import threading
import time

TIMEOUT = 600


class RustAnalyzer:
    """One rust-analyzer process with one open project."""

    def __init__(self, root, target, priming=False):
        environment = dict(os.environ, CARGO_TARGET_DIR=target, CARGO_INCREMENTAL="0")
        self.started = time.time()
        self.process = subprocess.Popen(
            ["rust-analyzer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        self.changed = threading.Condition()
        self.answers = {}
        self.diagnostics = {}
        self.is_ready = False
        self.last_id = 0
        self.versions = {}
        threading.Thread(target=self._read, daemon=True).start()
        self.request("initialize", {
            "processId": os.getpid(),
            "rootUri": "file://" + root,
            "workspaceFolders": [{"uri": "file://" + root, "name": "project"}],
            "capabilities": CAPABILITIES,
            "initializationOptions": {
                "checkOnSave": False,
                "cachePriming": {"enable": priming},
            },
        })
        self.notify("initialized", {})

    def wait_until_ready(self):
        """Waits until the workspace is loaded, with build scripts and macros."""
        with self.changed:
            if not self.changed.wait_for(lambda: self.is_ready, TIMEOUT):
                raise TimeoutError("rust-analyzer does not become ready")

    def open(self, path, text):
        self.versions[path] = 1
        document = {"uri": "file://" + path, "languageId": "rust", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, path, text):
        self.versions[path] += 1
        document = {"uri": "file://" + path, "version": self.versions[path]}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def completion(self, path, text, offset):
        """The labels that completion offers at a place."""
        result = self.request("textDocument/completion", place(path, text, offset))
        items = result["items"] if isinstance(result, dict) else result or []
        return [item["label"] for item in items]

    def hover(self, path, text, offset):
        """The text that hover shows at a place."""
        result = self.request("textDocument/hover", place(path, text, offset))
        return result["contents"]["value"] if result else ""

    def pull_diagnostics(self, path):
        """The messages about a file."""
        result = self.request("textDocument/diagnostic", {"textDocument": {"uri": "file://" + path}})
        return [item["message"] for item in result.get("items", [])]

    def tokens(self, path):
        """The number of coloured tokens of a file."""
        result = self.request("textDocument/semanticTokens/full", {"textDocument": {"uri": "file://" + path}})
        return len(result["data"]) // 5

    def request(self, method, params):
        """Sends a request and waits for its result. Repeats it if rust-analyzer's state changed meanwhile."""
        while True:
            self.last_id += 1
            id = self.last_id
            self._send({"id": id, "method": method, "params": params})
            with self.changed:
                if not self.changed.wait_for(lambda: id in self.answers, TIMEOUT):
                    raise TimeoutError(method)
                answer = self.answers.pop(id)
            if "error" not in answer:
                return answer["result"]
            if answer["error"]["code"] not in (CONTENT_MODIFIED, SERVER_CANCELLED):
                raise RuntimeError(f"{method}: {answer['error']}")

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def servers(self):
        """The process ids of the macro server: `rust-analyzer-proc-macro-srv`, as far as the kernel keeps the name."""
        return [pid for pid in family(self.process.pid) if command(pid) == "rust-analyzer-p"]

    def cpu(self):
        """The CPU seconds so far, of all its processes."""
        return sum(cpu(pid) for pid in family(self.process.pid))

    def server_cpu(self):
        """The CPU seconds of the macro server so far."""
        return sum(cpu(pid) for pid in self.servers())

    def memory(self):
        """The resident memory in MiB: of rust-analyzer, of the macro server."""
        return memory(self.process.pid), sum(memory(pid) for pid in self.servers())

    def close(self):
        self.process.kill()
        self.process.wait()

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _read(self):
        stream = self.process.stdout
        while True:
            length = 0
            while line := stream.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._receive(json.loads(stream.read(length)))

    def _receive(self, message):
        if "method" in message and "id" in message:
            is_configuration = message["method"] == "workspace/configuration"
            result = [None for _ in message["params"]["items"]] if is_configuration else None
            self._send({"id": message["id"], "result": result})
            return
        with self.changed:
            if "method" not in message:
                self.answers[message["id"]] = message
            elif message["method"] == "experimental/serverStatus":
                self.is_ready = message["params"].get("quiescent", False)
            self.changed.notify_all()


CONTENT_MODIFIED = -32801
SERVER_CANCELLED = -32802

CAPABILITIES = {
    "experimental": {"serverStatusNotification": True},
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {
            "completionItem": {
                "snippetSupport": True,
                "documentationFormat": ["markdown"],
                "labelDetailsSupport": True,
                "resolveSupport": {"properties": ["documentation", "detail"]},
            },
        },
        "hover": {"contentFormat": ["markdown"]},
        "diagnostic": {},
        "semanticTokens": {
            "requests": {"full": True},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": ["relative"],
        },
    },
}


def place(path, text, offset):
    """A document and a position in it."""
    before = text[:offset]
    position = {"line": before.count("\n"), "character": offset - (before.rfind("\n") + 1)}
    return {"textDocument": {"uri": "file://" + path}, "position": position}


def family(pid):
    """A process and all that it started."""
    found = [pid]
    for tasks in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(tasks) as file:
                children = file.read().split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def command(pid):
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read().strip()
    except OSError:
        return ""


def cpu(pid):
    try:
        with open(f"/proc/{pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    try:
        with open(f"/proc/{pid}/status") as file:
            return int(file.read().split("VmRSS:")[1].split()[0]) // 1024
    except (OSError, IndexError):
        return 0
