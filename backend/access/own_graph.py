"""What is held about me, and how I have it erased, in the graph."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access import own, own_account, readable, sessions
from backend.access.codes import CodeOver, WrongCode
from backend.access.context import Context
from backend.access.gates import on_device
from backend.access.own_account import HandOverFirst, ProveItIsYou
from backend.kit.refusals import TooOften


@strawberry.type(description="One thing that is held about me: what it is, and what it says.")
class HeldLine:
    label: str = strawberry.field(description="What it is, in my language.")
    text: str = strawberry.field(description="What it says.")


@strawberry.type(description="One entry: lines that belong together.")
class HeldEntry:
    lines: list[HeldLine] = strawberry.field(description="Its lines, in order.")


@strawberry.type(description="What one part of Lianxin holds about me.")
class HeldSection:
    name: str = strawberry.field(
        description="The part, as programs call it; also its name in the JSON export."
    )
    title: str = strawberry.field(description="The part, in my language.")
    entries: list[HeldEntry] = strawberry.field(description="Everything that is held there.")


@strawberry.type(description="I am erased, and signed out everywhere. Counts stay, without my name.")
class Erased:
    devices_signed_out: bool = strawberry.field(
        description="Always true: no device of mine is signed in any more."
    )


EraseMeResult = Annotated[
    Erased | ProveItIsYou | HandOverFirst | WrongCode | CodeOver | TooOften,
    strawberry.union("EraseMeResult", description="That I am erased, or why not."),
]


@strawberry.type
class OwnQuery:
    @strawberry.field(
        extensions=[on_device()],
        description="Everything that is held about me. As files: /my-data (to read) and /my-data.json.",
    )
    async def my_data(self, info: Info[Context, None]) -> list[HeldSection]:
        person = info.context.me.id
        return [
            HeldSection(
                name=section.name,
                title=section.title.said(),
                entries=[_entry(entry) for entry in readable.entries(await section.tell(person))],
            )
            for section in own.sections()
        ]


def _entry(entry: list[readable.Line]) -> HeldEntry:
    return HeldEntry(lines=[HeldLine(label=label, text=text) for label, text in entry])


@strawberry.type
class OwnMutation:
    @strawberry.mutation(
        extensions=[on_device()],
        description="Erase what is held about me, for good. Needs a fresh code, or a sign-in of the last ten minutes.",
    )
    async def erase_me(
        self,
        info: Info[Context, None],
        code: Annotated[
            str | None, strawberry.argument(description="The code that `requestSignInCode` sent to my phone.")
        ] = None,
    ) -> EraseMeResult:
        await own_account.erase(info.context.me, code, info.context.address)
        info.context.headers += sessions.leaving()
        return Erased(devices_signed_out=True)
