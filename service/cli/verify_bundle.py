"""The verdict on a bundle, on the command line: the same as that of ``python -m service.proof``."""

from collections.abc import Sequence

import click

from service.cli.output import Output
from service.cli.progress import progress
from service.proof.trust import UselessTrust, trust_of
from service.proof.verdict import judge
from service.proof.words import MISTAKES, say


def verify_bundle(
    path: str,
    output: Output,
    *,
    keys: Sequence[str],
    key_files: Sequence[str],
    witnesses: Sequence[str],
    cosignatures: int | None,
    checkpoints: Sequence[str],
) -> bool:
    """Say the verdict; whether the bundle is verified, or intact where no key was given.

    Raises:
        click.UsageError: what the auditor brings is not what it should be.
    """
    try:
        trust = trust_of(keys, key_files, witnesses, cosignatures, checkpoints)
        with progress(output, path) as told:
            verdict = judge(path, trust, told)
    except UselessTrust as mistake:
        raise click.UsageError(say(MISTAKES, mistake.code, output.language, **mistake.values)) from None
    output.give(verdict.as_json())
    for line in verdict.lines(output.language):
        output.say(line)
    return verdict.code != "REFUSED"
