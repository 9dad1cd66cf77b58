"""My telephone number, in the graph."""

from typing import Annotated

import strawberry
from strawberry.types import Info

from backend.access import own_number
from backend.access.codes import CodeOver, WrongCode
from backend.access.context import Context
from backend.access.gates import on_device
from backend.access.me_graph import Me, me_of
from backend.access.own_account import ProveItIsYou
from backend.access.own_number import NumberTaken
from backend.access.sign_in_graph import Digits, Phone
from backend.kit.refusals import BadInput, TooOften

ChangePhoneResult = Annotated[
    Me | NumberTaken | ProveItIsYou | WrongCode | CodeOver | BadInput | TooOften,
    strawberry.union("ChangePhoneResult", description="Me with the new number, or why not."),
]


@strawberry.type
class OwnNumberMutation:
    @strawberry.mutation(
        extensions=[on_device()],
        description="Sign in with this number from now on. `requestSignInCode` sends it the code; my other devices and my old number hear of it.",
    )
    async def change_phone(
        self,
        info: Info[Context, None],
        phone: Phone,
        code: Digits,
        own_code: Annotated[
            str | None,
            strawberry.argument(
                description="The six digits for my number of until now; needed where I have one and signed in more than ten minutes ago."
            ),
        ] = None,
    ) -> ChangePhoneResult:
        context = info.context
        await own_number.change(context.me, phone, code, own_code, context.address)
        return await me_of(context.me)
