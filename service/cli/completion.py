"""`greffe completion`: the script by which a shell completes commands and options."""

from typing import Final

import click
from click.shell_completion import get_completion_class

from service.cli.output import Command, current

VARIABLE: Final = "_GREFFE_COMPLETE"

INSTALL: Final = {
    "bash": """echo 'eval "$(greffe completion bash)"' >> ~/.bashrc""",
    "zsh": """echo 'eval "$(greffe completion zsh)"' >> ~/.zshrc""",
    "fish": "greffe completion fish > ~/.config/fish/completions/greffe.fish",
}
"""The line to type once."""


@click.command(
    cls=Command,
    epilog='Examples: eval "$(greffe completion bash)" · greffe completion zsh >> ~/.zshrc · '
    "greffe completion fish > ~/.config/fish/completions/greffe.fish",
)
@click.argument("shell", type=click.Choice(list(INSTALL)))
def completion(shell: str) -> None:
    """Print the script that makes SHELL complete greffe's commands and options; its first lines say where it goes."""
    output, root = current(), click.get_current_context().find_root()
    kind = get_completion_class(shell)
    assert kind is not None
    made = kind(root.command, {}, "greffe", VARIABLE)
    script = made.source_template % made.source_vars()
    output.give({"shell": shell, "script": script})
    output.say(
        output.words(
            f"# Completion of greffe for {shell}. To have it in every shell:",
            f"# Complétion de greffe pour {shell}. Pour l'avoir dans chaque terminal :",
        )
    )
    output.say(f"#   {INSTALL[shell]}")
    output.say(script.strip())
