"""Sentences in the three languages that Lianxin speaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum


class Language(Enum):
    """A language somebody reads."""

    ZH_HANS = "zh-Hans"
    ZH_HANT = "zh-Hant"
    EN = "en"

    @classmethod
    def best(cls, accepted: str | None) -> "Language":
        """The best of our languages for an Accept-Language header or a browser's tag."""
        for part in (accepted or "").lower().split(","):
            tag = part.split(";")[0].strip()
            if tag.startswith("en"):
                return cls.EN
            if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
                return cls.ZH_HANT
            if tag.startswith("zh"):
                return cls.ZH_HANS
        return cls.ZH_HANS


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in every language; a missing one does not construct. `{name}` marks where a value goes."""

    zh_hans: str
    zh_hant: str
    en: str

    def text(self, language: Language, **values: object) -> str:
        """The sentence for one reader."""
        sentence: str = getattr(self, language.name.lower())
        if not values:
            # It may be what somebody wrote, and has no places for values, whatever stands in it.
            return sentence
        return sentence.format_map({name: _spoken(value, language) for name, value in values.items()})

    def filled(self, **values: object) -> "Words":
        """The same sentence in every language, with these values in their places."""
        return Words(*(self.text(language, **values) for language in Language))

    def said(self, **values: object) -> str:
        """The sentence in the language of whoever is asking now."""
        return self.text(_reader.get(), **values)


def _spoken(value: object, language: Language) -> object:
    return value.text(language) if isinstance(value, Words) else value


_reader: ContextVar[Language] = ContextVar("reader", default=Language.ZH_HANS)


def speaking() -> Language:
    """The language of whoever is asking now."""
    return _reader.get()


@contextmanager
def reader(language: Language) -> Iterator[None]:
    """Everything said inside is said in this language."""
    token = _reader.set(language)
    try:
        yield
    finally:
        _reader.reset(token)
