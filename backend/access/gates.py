"""Gates: every root field says who may ask it, and the schema prints it, so that it is the access table."""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any

import strawberry
from graphql import GraphQLError
from strawberry.extensions import FieldExtension
from strawberry.schema_directive import Location
from strawberry.types import Info
from strawberry.types.field import StrawberryField

from backend.access.actor import Actor
from backend.access.models import Role
from backend.kit.refusals import NotFound, Refused, Told
from backend.kit.words import Words

SIGN_IN = Words("请先登录。", "請先登入。", "Please sign in.")
NOT_YOURS = Words(
    "这件事不归您管，请找网格长。",
    "這件事不歸您管，請找網格長。",
    "This is not yours to do. Please ask your grid leader.",
)

strawberry.enum(Role, name="Role", description="What somebody answers for in a grid.")


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="only", description="Who holds one of these posts."
)
class OnlyDirective:
    role: list[Role]


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="signedIn", description="Anybody who is signed in."
)
class SignedInDirective:
    pass


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="anyone", description="Anybody, signed in or not."
)
class AnyoneDirective:
    pass


@strawberry.schema_directive(
    locations=[Location.FIELD_DEFINITION], name="onDevice", description="A person on a device, not a program."
)
class OnDeviceDirective:
    pass


class Gate(FieldExtension):
    """Lets a field be asked, or not; and turns what a rule refuses into an answer."""

    directive: object = AnyoneDirective()

    def apply(self, field: StrawberryField) -> None:
        field.directives = [*field.directives, self.directive]

    def check(self, actor: Actor | None) -> None:
        """Raise where this actor may not ask."""

    async def resolve_async(
        self, next_: Callable[..., Any], source: Any, info: Info[Any, Any], **given: Any
    ) -> Any:
        actor = info.context.actor
        self.check(actor)
        is_mutation = info.operation.operation.value == "mutation"
        if is_mutation and actor and not actor.may_write:
            raise forbidden()
        try:
            answer = next_(source, info, **given)
            # A subscription answers with a stream, which is nothing to wait for.
            return await answer if isawaitable(answer) else answer
        except Refused as refusal:
            if is_mutation:
                return Told(refusal)
            raise GraphQLError(refusal.message(), extensions={"code": _code(refusal)}) from refusal


def _code(refusal: Refused) -> str:
    """A query that is refused is either not for the asker, or asked for what cannot be: there are no other kinds."""
    return "FORBIDDEN" if isinstance(refusal, NotFound) else "BAD_DOCUMENT"


class SignedIn(Gate):
    directive: object = SignedInDirective()

    def check(self, actor: Actor | None) -> None:
        if actor is None:
            raise signed_out()


class Only(SignedIn):
    def __init__(self, *roles: Role) -> None:
        self.roles = roles
        self.directive = OnlyDirective(role=list(roles))

    def check(self, actor: Actor | None) -> None:
        super().check(actor)
        if actor is None or not actor.holds(*self.roles):
            raise forbidden()


class OnDevice(SignedIn):
    directive: object = OnDeviceDirective()

    def check(self, actor: Actor | None) -> None:
        super().check(actor)
        if actor is None or actor.session is None:
            raise forbidden()


def signed_out() -> GraphQLError:
    return GraphQLError(SIGN_IN.said(), extensions={"code": "SIGNED_OUT"})


def forbidden() -> GraphQLError:
    return GraphQLError(NOT_YOURS.said(), extensions={"code": "FORBIDDEN"})


def anyone() -> Gate:
    """The field is for everybody."""
    return Gate()


def signed_in() -> Gate:
    """The field is for whoever is signed in; what they get starts at `visible(actor)`."""
    return SignedIn()


def only(*roles: Role) -> Gate:
    """The field is for whoever holds one of these posts, anywhere; how far it reaches is the rule's to say."""
    return Only(*roles)


def on_device() -> Gate:
    """The field is for a person on a device: a program that acts for them may not touch their account."""
    return OnDevice()
