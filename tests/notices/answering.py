"""What the app asks about answers, and people who answer."""

from typing import Any
from uuid import uuid4

from backend.access.models import Person
from backend.grids.models import Grid
from backend.households.models import Household
from backend.kit import nodes
from backend.notices.kinds import NoticeKind
from backend.notices.models import Notice
from tests.community import Town
from tests.households import builders as doors
from tests.notices import builders
from tests.notices.documents import REFUSAL
from tests.phones import Phone

ANSWER = "... on NoticeAnswer { id kind text place reply card }"
REPLY = "... on NoticeReply { id question text }"
SIGNATURE = "... on Signature { id name door signedAt takenBy fingerprint }"
RECEIVED = """nodes { id answer { id kind text place reply } name phone door } pageInfo { hasNextPage }"""

ASK = f"""mutation ($notice: ID!, $input: AnswerNoticeInput!, $key: UUID!) {{
  done: answerNotice(notice: $notice, input: $input, key: $key) {{ {ANSWER} {REFUSAL} }}
}}"""
REPLY_TO = f"""mutation ($notice: ID!, $answers: [ID!]!, $question: String!, $text: String!, $key: UUID!) {{
  done: replyToQuestions(notice: $notice, answers: $answers, question: $question, text: $text, key: $key) {{
    {REPLY} {REFUSAL}
  }}
}}"""
SIGN = f"""mutation ($notice: ID!, $input: SignNoticeInput!, $key: UUID!) {{
  done: signNotice(notice: $notice, input: $input, key: $key) {{ {SIGNATURE} {REFUSAL} }}
}}"""
QUESTIONS = f"""query ($notice: ID!, $openOnly: Boolean! = false) {{
  found: noticeQuestions(notice: $notice, openOnly: $openOnly) {{ {RECEIVED} }}
}}"""
REGISTRATIONS = f"query ($notice: ID!) {{ found: noticeRegistrations(notice: $notice) {{ {RECEIVED} }} }}"
SIGNATURES = """query ($notice: ID!, $grid: ID) {
  found: noticeSignatures(notice: $notice, grid: $grid) { nodes { name door signedAt takenBy } }
}"""
UNDER_IT = """query ($id: ID!) {
  notice(id: $id) {
    fingerprint allowed stops { id place }
    replies { id question text } myAnswers { id kind text place reply card }
    mine { readAt answeredAt signedAt }
  }
}"""


async def under_it(phone: Phone, notice: Notice) -> dict[str, Any]:
    """What stands under a notice for whoever holds this phone."""
    found: dict[str, Any] = (await phone.ask(UNDER_IT, id=named(notice)))["notice"]
    return found


async def said(
    phone: Phone, notice: Notice, text: str, kind: str = "QUESTION", **more: Any
) -> dict[str, Any]:
    """Answer a notice."""
    asked = {"kind": kind, "text": text, **more}
    return _done((await phone.ask(ASK, notice=named(notice), input=asked, key=str(uuid4())))["done"])


async def replied(
    phone: Phone,
    notice: Notice,
    answers: list[dict[str, Any]],
    question: str = "几点来水？",
    text: str = "六点。",
) -> dict[str, Any]:
    """Reply to some of what was asked."""
    ids = [answer["id"] for answer in answers]
    asked = {"answers": ids, "question": question, "text": text, "key": str(uuid4())}
    return _done((await phone.ask(REPLY_TO, notice=named(notice), **asked))["done"])


async def signed(phone: Phone, notice: Notice, name: str = "陈小明", **more: Any) -> dict[str, Any]:
    """Sign what is to be read at this moment."""
    asked = {"name": name, **more}
    if "fingerprint" not in more:
        asked["fingerprint"] = (await under_it(phone, notice))["fingerprint"]
    return _done((await phone.ask(SIGN, notice=named(notice), input=asked, key=str(uuid4())))["done"])


def _done(answer: dict[str, Any]) -> dict[str, Any]:
    """What was done, as it is read elsewhere too; of a refusal also which it is."""
    return (
        answer if "message" in answer else {name: of for name, of in answer.items() if name != "__typename"}
    )


def named(notice: Notice) -> str:
    """A notice's id."""
    return nodes.opaque("Notice", notice.id)


async def neighbours(town: Town) -> tuple[Household, Person, Person]:
    """A household of the east grid, somebody who lives there, and somebody next door."""
    home = await doors.household(town, "3栋 1201")
    beside = await doors.household(town, "3栋 1202")
    return home, await doors.living(home, "陈小明"), await doors.living(beside, "周舟")


async def pledge(author: Person, grid: Grid) -> Notice:
    """Something to sign."""
    wanted = builders.draft(kind=NoticeKind.PLEDGE, texts=(builders.said("不办酒席", body="我家不办酒席。"),))
    return await builders.published(author, grid, wanted)
