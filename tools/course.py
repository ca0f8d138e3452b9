"""From a fresh clone to the course in the browser: environment, lattices, pages, address."""

from __future__ import annotations

import argparse

import book
import environment
import serve


def main() -> None:
    """Make what is missing, then serve the course."""
    reader = argparse.ArgumentParser(description="Build the course and serve it on this machine.")
    reader.add_argument("--port", type=int, help="this port and no other (default: the first free one from 8000 on)")
    given = reader.parse_args()
    book.lattices()
    print("Building the pages", flush=True)
    serve.serve(book.build(environment.ROOT), given.port)


if __name__ == "__main__":
    main()
