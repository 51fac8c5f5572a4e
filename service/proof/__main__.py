"""`python -m service.proof BUNDLE`: the verifier alone, for whoever copied this folder and nothing else.

It needs Python 3.11, msgspec and cryptography: no database, no network. See docs/bundle.md.
"""

import argparse
import os
import sys
from collections.abc import Sequence

import msgspec

from service.proof.trust import UselessTrust, trust_of
from service.proof.verdict import judge
from service.proof.words import MISTAKES, Language, say


def main(arguments: Sequence[str]) -> int:
    """Verify a bundle; the exit code is 0 when it is verified or intact, 1 when refused, 2 for a wrong command line."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    language: Language = asked.lang
    try:
        trust = trust_of(asked.key, asked.keys, asked.witness, asked.cosignatures, asked.checkpoint)
        verdict = judge(asked.bundle, trust, _progress)
    except UselessTrust as mistake:
        print(say(MISTAKES, mistake.code, language, **mistake.values), file=sys.stderr)  # noqa: T201
        return 2
    told = msgspec.json.encode(verdict.as_json()).decode() if asked.json else "\n".join(verdict.lines(language))
    sys.stdout.buffer.write(told.encode() + b"\n")
    return 1 if verdict.code == "REFUSED" else 0


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done} / {total}" + ("\r\x1b[K" if done == total else ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m service.proof", description="Verify a bundle of a greffe register, offline."
    )
    parser.add_argument("bundle", help="the file to verify")
    parser.add_argument("--key", action="append", default=[], metavar="VKEY", help="the log's public key")
    parser.add_argument("--keys", action="append", default=[], metavar="FILE", help="a file of such keys, one a line")
    parser.add_argument("--witness", action="append", default=[], metavar="VKEY", help="a witness's public key")
    parser.add_argument("--cosignatures", type=int, metavar="N", help="how many of the witnesses must have cosigned")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="a checkpoint that you kept")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    french = os.environ.get("LC_ALL", os.environ.get("LANG", "")).lower().startswith("fr")
    parser.add_argument("--lang", choices=("en", "fr"), default="fr" if french else "en")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
