"""`greffe completion`: the script by which a shell completes commands and options."""

from typing import Final

import click
from click.shell_completion import get_completion_class

from service.cli.output import Command, current

VARIABLE: Final = "_GREFFE_COMPLETE"

INSTALL: Final = {
    "bash": "greffe completion bash > ~/.local/share/bash-completion/completions/greffe",
    "zsh": "greffe completion zsh > ~/.zfunc/_greffe",
    "fish": "greffe completion fish > ~/.config/fish/completions/greffe.fish",
}
"""The line to type once."""


@click.command(cls=Command, epilog="Examples: " + " · ".join(INSTALL.values()))
@click.argument("shell", type=click.Choice(list(INSTALL)))
def completion(shell: str) -> None:
    """Print the script that makes SHELL complete greffe's commands and options; its last lines say where it goes.

    Each of the shells reads it from that place when it is next started. For zsh, `fpath+=~/.zfunc` must stand before
    `compinit` in ~/.zshrc.
    """
    output, root = current(), click.get_current_context().find_root()
    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(root.command, {}, "greffe", VARIABLE)
    script = made.source_template % made.source_vars()
    output.give({"shell": shell, "script": script, "install": INSTALL[shell]})
    output.say(script.strip())  # first: zsh insists on the first line
    output.say("# " + output.line("COMPLETION", shell=shell))
    output.say(f"#   {INSTALL[shell]}")
