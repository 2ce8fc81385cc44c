"""All benchmarks, or those named: `python -m tests.benchmarks [NAME...]`; one line a figure, each with its ratio."""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import time
from pathlib import Path

NAMES = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))


def main() -> None:
    """Run each in a process of its own, so that none measures the memory or the warmth of another."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    options.add_argument("names", nargs="*", choices=[[], *NAMES], help="all unless named", metavar="NAME")
    for name in options.parse_args().names or NAMES:
        module = f"{__package__}.{name}"
        title = (importlib.import_module(module).__doc__ or name).splitlines()[0]
        print(f"\n{name}: {title}", flush=True)  # noqa: T201
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-m", module], check=False)
        print(f"{name}: {time.perf_counter() - began:.0f} s", flush=True)  # noqa: T201
        if done.returncode:
            sys.exit(done.returncode)


if __name__ == "__main__":
    main()
