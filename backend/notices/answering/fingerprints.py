"""The fingerprint of a pledge: whoever signs says by it what they have read."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

COLUMNS = ("language", "headline", "body")


def of_pledge(edition: int, texts: Iterable[Mapping[str, Any]]) -> str:
    """Of all its languages, so that whoever reads another one signs the same; texts by `.values(*COLUMNS)`."""
    said = sorted((text["language"].value, text["headline"], text["body"]) for text in texts)
    return hashlib.sha256(orjson.dumps([edition, said])).hexdigest()
