"""Starts a generated application under uvicorn and prints the API that it serves.

Usage: python show_api.py PROJECT [--serve]
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def call(url: str, method: str = "GET", body: bytes | None = None) -> tuple[int, str]:
    request = urllib.request.Request(url, data=body, method=method)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(server: subprocess.Popen[bytes], url: str) -> str:
    for _ in range(200):
        if server.poll() is not None:
            sys.exit(f"the application did not start: exit {server.returncode}")
        try:
            return call(f"{url}/openapi.json")[1]
        except OSError:
            time.sleep(0.1)
    sys.exit("the application did not answer")


def show(document: dict[str, object], url: str) -> None:
    paths = document["paths"]
    assert isinstance(paths, dict)
    info = document["info"]
    assert isinstance(info, dict)
    print(f"\n{info['title']}, OpenAPI {document['openapi']}\n")
    tried = None
    for path, methods in paths.items():
        for method, operation in methods.items():
            statuses = " ".join(operation["responses"])
            print(f"  {method.upper():7} {path:45} {statuses}")
            if method == "get" and "{" not in path and not operation.get("security"):
                tried = tried or path
    if tried:
        status, text = call(f"{url}{tried}")
        print(f"\n  GET {tried} answers {status}: {text[:200]}")
    print(f"\n  docs: {url}/docs, {call(f'{url}/docs')[0]}")


def main(project: Path, serve: bool) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", str(port)]
    server = subprocess.Popen([*command, "--log-level", "warning"], cwd=project)
    try:
        show(json.loads(wait_for(server, url)), url)
        if serve:
            print("  serving until interrupted")
            server.wait()
    except KeyboardInterrupt:
        pass
    finally:
        server.terminate()
        server.wait(timeout=10)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "--serve" in sys.argv[2:])
