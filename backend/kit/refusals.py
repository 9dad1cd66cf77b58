"""Refusals: a verb that cannot be done says why, in the reader's language, and nothing has changed."""

import dataclasses
import math
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, dataclass_transform

import strawberry
from strawberry.types import Info

from backend.kit.words import Language, Words

if TYPE_CHECKING:
    from backend.kit.nodes import Node

SomeNode = Annotated["Node", strawberry.lazy("backend.kit.nodes")]


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
@strawberry.interface(
    name="Refusal", description="Why something was not done, in words for whoever asked. Nothing has changed."
)
class Refused(Exception):
    """Base of every refusal. A subclass has a docstring, `words`, and fields whose values its words may name.

    A subclass is at once what a rule raises and the type that a client sees, under the same name.
    """

    words: ClassVar[Words]

    def __init_subclass__(cls) -> None:
        strawberry.type(cls, description=cls.__doc__)
        # A dataclass with == loses its hash, and an exception needs one.
        cls.__hash__ = Exception.__hash__  # type: ignore[method-assign]
        _all[cls.__name__] = cls

    @strawberry.field(description="What to tell the person, in their language.")
    def message(self) -> str:
        return self.sentence().said(**self.values())

    def sentence(self) -> Words:
        """What is said; a refusal that means something else at nought says that."""
        return self.words

    def values(self) -> dict[str, Any]:
        """The fields of this refusal by name."""
        return {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.init}

    @classmethod
    def is_type_of(cls, answer: object, _info: object) -> bool:
        return isinstance(answer, Told) and type(answer.refusal) is cls

    def __str__(self) -> str:
        return f"{type(self).__name__}({self.values()})"


_all: dict[str, type[Refused]] = {}


def is_known(name: object) -> bool:
    """Whether a type of this name is a refusal."""
    return name in _all


class Told:
    """A refusal as an answer: graphql-core takes an exception that is returned for one that was raised."""

    def __init__(self, refusal: Refused) -> None:
        self.refusal = refusal

    def __getattr__(self, name: str) -> Any:
        return getattr(self.refusal, name)


def revive(name: str, values: dict[str, Any]) -> Refused:
    """The refusal that was once given, to be given again."""
    spoken = {field: Words(**value) if isinstance(value, dict) else value for field, value in values.items()}
    return _all[name](**spoken)


class NotFound(Refused):
    """It is not there, or it is not for you to see; the two are the same answer."""

    words = Words(
        "没有找到，可能已经撤下。请返回，刷新后再看。",
        "沒有找到，可能已經撤下。請返回，重新整理後再看。",
        "Not found. It may have been taken down. Please go back and refresh the list.",
    )


class BadInput(Refused):
    """One field cannot be used as it stands; the message says what to write instead."""

    field: str = strawberry.field(description="Which field, as the input names it.")
    reason: strawberry.Private[Words]

    words = Words("{reason}", "{reason}", "{reason}")


class KeyReused(Refused):
    """This key already belongs to another change."""

    words = Words(
        "这一步已经提交过别的内容，请重新打开页面再试。",
        "這一步已經送出過別的內容，請重新開啟頁面再試。",
        "This step was already sent with other contents. Please open the page again.",
    )


class Changed(Refused):
    """Somebody else changed it in the meantime; read it again, then decide."""

    version: int = strawberry.field(description="Its version now.")
    node: strawberry.Private[str]
    """The id of what was changed."""

    @strawberry.field(
        description="It as it is now, to be shown beside what you wanted; null where it is not for you to see any more."
    )
    async def now(self, info: Info[Any, Any]) -> SomeNode | None:
        from backend.kit import nodes

        return await nodes.load(info.context.me, self.node)

    words = Words(
        "别人刚刚改过，请看过最新内容再改。",
        "別人剛剛改過，請看過最新內容再改。",
        "Somebody just changed this. Look at it as it is now, then change it.",
    )


class TooOften(Refused):
    """Too many tries in a short time."""

    seconds: int = strawberry.field(description="After how many seconds to try again.")
    words = Words(
        "试得太多了，请一分钟后再试。",
        "試得太多了，請一分鐘後再試。",
        "Too many tries. Please try again in a minute.",
    )
    in_minutes = Words(
        "试得太多了，请 {count} 分钟后再试。",
        "試得太多了，請 {count} 分鐘後再試。",
        "Too many tries. Please try again in {count} minutes.",
    )
    in_hours = Words(
        "试得太多了，请 {count} 小时后再试。",
        "試得太多了，請 {count} 小時後再試。",
        "Too many tries. Please try again in {count} hours.",
    )

    def sentence(self) -> Words:
        """How long to wait, as people count it; never less than it is."""
        if self.seconds <= 60:
            return self.words
        spelled, length = (self.in_minutes, 60) if self.seconds <= 3600 else (self.in_hours, 3600)
        count = math.ceil(self.seconds / length)
        return Words(*(spelled.text(language, count=count) for language in Language))
