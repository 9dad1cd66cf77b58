"""Speaking to whoever types a command, in the language of their terminal."""

import os

import typer

from backend.kit.words import Language, Words


def language() -> Language:
    """The language of this terminal: Chinese where it is set so, else English."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "").replace("_", "-")
    return Language.best(said) if said.lower().startswith("zh") else Language.EN


def tell(sentence: Words, *, as_error: bool = False, **values: object) -> None:
    """Print a sentence."""
    typer.echo(sentence.text(language(), **values), err=as_error)
