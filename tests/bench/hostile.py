"""Damaged and hostile files through the command's own child and through the page of uploads, over the demo.

    python -m tests.bench.hostile [--mutants 500] [--uploads 100] [--seed 7]

Each must end in JSON or in a sentence within the reader's limits, and the server must answer afterwards. Under
`unshare -n` the same run shows that no packet is needed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

from flask import Flask

from tests.excel.hostile import HOSTILE, mutants
from tests.web.importers.walking import upload
from tests.web.making import demo_copy, sign_in

LONGEST = 10.0


def main() -> None:
    """Run both ways and say what came of the files; leaves with an error where one ended badly."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mutants", type=int, default=500)
    parser.add_argument("--uploads", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    demo = demo_copy(folder)
    named = [(name, make()) for name, make, _ in HOSTILE.values()]
    bad = [
        *_by_command(demo, folder, [*named, *mutants(given.mutants, given.seed)]),
        *_by_upload(demo, [*named, *mutants(given.uploads, given.seed + 1)]),
    ]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stdout.write(f"highest memory of a reader {peak} MB; {len(bad)} ended badly\n")
    sys.stdout.writelines(f"{line}\n" for line in bad)
    raise SystemExit(bool(bad))


def _by_command(demo: Flask, folder: Path, files: list[tuple[str, bytes]]) -> list[str]:
    ended, bad, longest = Counter[str](), [], 0.0
    runner = demo.test_cli_runner()
    for name, content in files:
        path = folder / f"file-{name}"
        path.write_bytes(content)
        begun = time.perf_counter()
        result = runner.invoke(args=["stock", "import", str(path), "--dry-run", "--format", "json"])
        longest = max(longest, seconds := time.perf_counter() - begun)
        try:
            said = json.loads(result.stdout)
        except ValueError:
            bad.append(f"command {name}: {result.exit_code} {result.exception!r} {result.output[:200]}")
            continue
        ended[said["error"]["code"] if "error" in said else "read"] += 1
        if seconds > LONGEST or ("error" in said) != (result.exit_code == 1):
            bad.append(f"command {name}: {seconds:.1f} s, exit {result.exit_code}")
    sys.stdout.write(f"command: {len(files)} files, longest {longest:.1f} s, {dict(ended)}\n")
    return bad


def _by_upload(demo: Flask, files: list[tuple[str, bytes]]) -> list[str]:
    ended, bad, longest = Counter[int](), [], 0.0
    office = sign_in(demo, "vanphong.tinh")
    for name, content in files:
        begun = time.perf_counter()
        answer = upload(office, BytesIO(content), name)
        longest = max(longest, seconds := time.perf_counter() - begun)
        ended[answer.status_code] += 1
        if answer.status_code >= 500 or seconds > LONGEST or office.get("/nhap-lieu/").status_code != 200:
            bad.append(f"upload {name}: {answer.status_code} after {seconds:.1f} s")
        elif answer.status_code == 303 and office.get(answer.location).status_code != 200:
            bad.append(f"upload {name}: its page does not open")
    sys.stdout.write(f"upload: {len(files)} files, longest {longest:.1f} s, answers {dict(ended)}\n")
    return bad


if __name__ == "__main__":
    main()
