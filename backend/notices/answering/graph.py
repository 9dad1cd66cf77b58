"""Answering, replying and signing, in the graph."""

from typing import Annotated

import strawberry
from strawberry.types import Info
from tortoise.queryset import QuerySet

from backend.access.context import Context
from backend.access.gates import on_device, only, signed_in
from backend.households import reading as households
from backend.kit import nodes, pages, rates, selections, urgency
from backend.kit.arguments import After, First, Key
from backend.kit.pages import Connection, Page
from backend.kit.refusals import BadInput, KeyReused, NotFound, TooOften
from backend.notices import rules
from backend.notices.answer_models import AnswerKind, NoticeAnswer
from backend.notices.answering import asking, reading, replying, shown, signing
from backend.notices.answering.inputs import AnswerNoticeInput, SignNoticeInput
from backend.notices.answering.refusals import PledgeChanged, RepliedAlready, SignedAlready
from backend.notices.answering.shown import ANSWER_COLUMNS, ASKER_COLUMNS, ReceivedAnswer
from backend.notices.refusals import NoticeOver

ANSWERS = "60 per hour"
"""How often one person may answer or sign."""
AT_DOORS = "1000 per hour"
"""How many signatures one person may note: who went from door to door without signal sends all of them at once."""

NoticeId = Annotated[strawberry.ID, strawberry.argument(description="Which notice.")]

AnswerNoticeResult = Annotated[
    shown.NoticeAnswer | NoticeOver | TooOften | NotFound | BadInput | KeyReused,
    strawberry.union("AnswerNoticeResult", description="What you answered, or why not."),
]
ReplyToQuestionsResult = Annotated[
    shown.NoticeReply | RepliedAlready | NotFound | BadInput | KeyReused,
    strawberry.union("ReplyToQuestionsResult", description="The reply, or why not."),
]
SignNoticeResult = Annotated[
    shown.Signature | PledgeChanged | SignedAlready | NoticeOver | TooOften | NotFound | BadInput | KeyReused,
    strawberry.union("SignNoticeResult", description="The signature, or why not."),
]


@strawberry.type
class AnswersQuery:
    @strawberry.field(
        extensions=[only(*rules.DECIDE)],
        description="What was asked about a notice of yours, the latest first.",
    )
    async def notice_questions(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        open_only: Annotated[
            bool, strawberry.argument(description="Only those to which nobody has replied.")
        ] = False,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[ReceivedAnswer]:
        found = await reading.received(info.context.me, nodes.row_of("Notice", notice), [AnswerKind.QUESTION])
        page = await _page(found.filter(reply_id__isnull=True) if open_only else found, first, after)
        return page.of(shown.received_of)

    @strawberry.field(
        extensions=[only(*rules.DECIDE)],
        description="Who registered, or knows something, by a notice of yours; the latest first. Each look at a number is recorded.",
    )
    async def notice_registrations(
        self, info: Info[Context, None], notice: NoticeId, first: First = pages.MOST, after: After = None
    ) -> Connection[ReceivedAnswer]:
        kinds = [AnswerKind.REGISTRATION, AnswerKind.CLUE]
        me = info.context.me
        page = await _page(await reading.received(me, nodes.row_of("Notice", notice), kinds), first, after)
        if "phone" in selections.names(info, "ReceivedAnswer"):
            rows = [row for row in page.rows if row["household_id"]]
            await households.record_looks(
                me, {row["household_id"]: row["household__grid__path"] for row in rows}
            )
        return page.of(shown.received_of)

    @strawberry.field(
        extensions=[only(*rules.DECIDE)], description="Who has signed on your ground, the latest first."
    )
    async def notice_signatures(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        grid: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only this grid and all below it.")
        ] = None,
        first: First = pages.MOST,
        after: After = None,
    ) -> Connection[shown.Signature]:
        named = nodes.row_of("Grid", grid) if grid else None
        found = await reading.signatures(info.context.me, nodes.row_of("Notice", notice), named)
        order = ("-signed_at", "-id")
        page = await pages.page(found, *shown.SIGNATURE_COLUMNS, order=order, first=first, after=after)
        return page.of(shown.signature_of)


async def _page(found: QuerySet[NoticeAnswer], first: int, after: str | None) -> Page:
    columns = (*ANSWER_COLUMNS, *ASKER_COLUMNS)
    return await pages.page(found, *columns, order=("-at", "-id"), first=first, after=after)


@strawberry.type
class AnswersMutation:
    @strawberry.mutation(
        extensions=[on_device()],
        directives=[urgency.never_shed()],
        description="Answer a notice: ask about it, register, or tell what you know.",
    )
    async def answer_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        input: Annotated[AnswerNoticeInput, strawberry.argument(description="What.")],  # noqa: A002
        key: Key,
    ) -> AnswerNoticeResult:
        me = info.context.me
        await rates.count_change(ANSWERS, "answerNotice", me, key)
        row = await asking.answer(me, nodes.row_of("Notice", notice), input.read(), key=key)
        [read] = await reading.own(me, [row.notice_id]).filter(id=row.id).values(*ANSWER_COLUMNS)
        return shown.answer_of(read)

    @strawberry.mutation(
        extensions=[only(*rules.DECIDE)],
        description="Reply once to everybody who asked the same; all readers of the notice see it.",
    )
    async def reply_to_questions(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        answers: Annotated[list[strawberry.ID], strawberry.argument(description="The questions.")],
        question: Annotated[
            str, strawberry.argument(description="What was asked, in your words, 200 characters.")
        ],
        text: Annotated[str, strawberry.argument(description="The reply, 2,000 characters.")],
        key: Key,
    ) -> ReplyToQuestionsResult:
        asked = [nodes.row_of("NoticeAnswer", answer) for answer in answers]
        row = await replying.reply(
            info.context.me, nodes.row_of("Notice", notice), asked, question, text, key=key
        )
        return shown.NoticeReply(
            id=nodes.opaque("NoticeReply", row.id), question=row.question, text=row.text, at=row.at
        )

    @strawberry.mutation(
        extensions=[signed_in()],
        description="Sign a pledge for your household, or note at a door of yours that they signed it.",
    )
    async def sign_notice(
        self,
        info: Info[Context, None],
        notice: NoticeId,
        input: Annotated[SignNoticeInput, strawberry.argument(description="The name.")],  # noqa: A002
        key: Key,
    ) -> SignNoticeResult:
        me = info.context.me
        await rates.count_change(AT_DOORS if input.household else ANSWERS, "signNotice", me, key)
        row = await signing.sign(me, nodes.row_of("Notice", notice), input.read(), key=key)
        [read] = await signing.of(row.id).values(*shown.SIGNATURE_COLUMNS)
        return shown.signature_of(read)
