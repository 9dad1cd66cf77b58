"""Signing in and out, in the graph."""

from datetime import datetime
from typing import Annotated

import strawberry
from strawberry.types import Info

from backend import settings
from backend.access import codes, devices, in_person, sessions, sign_in
from backend.access.codes import Code, CodeOver, WrongCode
from backend.access.context import Context
from backend.access.gates import anyone, on_device, only
from backend.access.in_person import HoldsPost, NoPhone
from backend.access.me_graph import Me, me_of
from backend.access.models import Role
from backend.kit import nodes, urgency
from backend.kit.refusals import BadInput, NotFound, TooOften

Phone = Annotated[
    str,
    strawberry.argument(description="A phone number as people type it; with + and country code from abroad."),
]
Digits = Annotated[str, strawberry.argument(description="The six digits.")]


@strawberry.type(description="A code is on its way to the phone, whether we know the number or not.")
class CodeSent:
    expires_at: datetime = strawberry.field(description="Until when it works.")
    demo_code: str | None = strawberry.field(description="The code itself, in the demo only.")


@strawberry.type(description="A code to be read out now; it is shown this once.")
class GivenCode:
    code: str = strawberry.field(description="The six digits.")
    expires_at: datetime = strawberry.field(description="Until when they work.")


RequestSignInCodeResult = Annotated[
    CodeSent | BadInput | TooOften,
    strawberry.union("RequestSignInCodeResult", description="A code on its way, or why not."),
]
SignInResult = Annotated[
    Me | WrongCode | CodeOver | BadInput | TooOften,
    strawberry.union("SignInResult", description="Who I am now, or why not."),
]
GiveSignInCodeResult = Annotated[
    GivenCode | NotFound | HoldsPost | NoPhone | TooOften,
    strawberry.union("GiveSignInCodeResult", description="The code to read out, or why not."),
]


def _given(code: Code) -> GivenCode:
    return GivenCode(code=code.digits, expires_at=code.expires_at)


@strawberry.type
class SignInMutation:
    @strawberry.mutation(
        extensions=[anyone()], directives=[urgency.shed_late()], description="Send a sign-in code to a phone."
    )
    async def request_sign_in_code(self, info: Info[Context, None], phone: Phone) -> RequestSignInCodeResult:
        context = info.context
        code = await codes.request(phone, context.address, context.language)
        shown = code.digits if settings.settings().demo else None
        return CodeSent(expires_at=code.expires_at, demo_code=shown)

    @strawberry.mutation(
        extensions=[anyone()],
        directives=[urgency.shed_late()],
        description="Sign this device in; the answer sets its cookie.",
    )
    async def sign_in(self, info: Info[Context, None], phone: Phone, code: Digits) -> SignInResult:
        context = info.context
        signed_in = await sign_in.sign_in(
            phone,
            code,
            address=context.address,
            device=devices.described(context.connection.headers.get("user-agent", "")),
            language=context.language,
            before=context.actor,
        )
        return await enter(info, signed_in)

    @strawberry.mutation(extensions=[on_device()], description="Sign this device out.")
    async def sign_out(self, info: Info[Context, None]) -> bool:
        await sign_in.sign_out(info.context.me)
        info.context.headers += sessions.leaving()
        return True

    @strawberry.mutation(
        extensions=[only(Role.LEADER, Role.MEMBER), on_device()],
        description="Make a code for somebody who stands before me; their other devices hear of it.",
    )
    async def give_sign_in_code(
        self,
        info: Info[Context, None],
        person: Annotated[strawberry.ID, strawberry.argument(description="Who wants to sign in.")],
    ) -> GiveSignInCodeResult:
        return _given(await in_person.give(info.context.me, nodes.row_of("Person", person)))


async def enter(info: Info[Context, None], signed_in: sign_in.SignedIn) -> Me:
    """Set the cookie of a fresh session, and answer as the one who is signed in from now on."""
    info.context.headers += sessions.entering(signed_in.token)
    info.context.actor = await sessions.actor_behind(signed_in.token)
    return await me_of(info.context.me)
