"""A sign-in code given in person: for somebody whose phone got no message, who stands before their grid leader."""

from uuid import UUID

from tortoise.queryset import QuerySet

from backend.access import audit, messages
from backend.access.actor import Actor, under
from backend.access.codes import Code
from backend.access.models import Person, Post, Role
from backend.kit import rates, work
from backend.kit.refusals import NotFound, Refused
from backend.kit.words import Words

GIVES = "30 per hour"
GIVERS = (Role.LEADER, Role.MEMBER)

TITLE = Words("有人帮您登录", "有人幫您登入", "Somebody is helping you sign in")
TEXT = Words(
    "网格员刚当面给了一个登录验证码。如果不是给您的，请到“我的设备”退出其他设备，并打电话告诉网格长。",
    "網格員剛當面給了一個登入驗證碼。如果不是給您的，請到「我的裝置」登出其他裝置，並打電話告訴網格長。",
    "A grid leader or member just gave out a code for your account. If it was not for you, sign other devices out under “My devices” and call your grid leader.",
)


class HoldsPost(Refused):
    """Somebody with a post beside or above yours signs in with their own phone only."""

    words = Words(
        "对方有岗位，不能由您给验证码。请对方用自己的手机号登录，或找上级网格长。",
        "對方有崗位，不能由您給驗證碼。請對方用自己的手機號碼登入，或找上級網格長。",
        "This person holds a post, so you cannot give them a code. They sign in with their own phone, or ask the leader above.",
    )


class NoPhone(Refused):
    """A code belongs to a phone number, and none is on record."""

    words = Words(
        "对方还没有登记手机号。请给这一户一个邀请码，扫码就能进来。",
        "對方還沒有登記手機號碼。請給這一戶一個邀請碼，掃碼就能進來。",
        "They have no phone number on record. Give the household an invitation instead; scanning it lets them in.",
    )


def visible(actor: Actor) -> QuerySet[Person]:
    """The people whose grid lies where the actor leads or works."""
    return Person.filter(under(actor.reach(*GIVERS), "grid__path"), erased_at__isnull=True)


async def give(actor: Actor, person_id: UUID) -> Code:
    """Make a code for somebody to be read out now; it is shown once and noted, and their devices hear of it."""
    # Counted before the unit of work: while that is open, others would wait for Redis too.
    await rates.count(GIVES, "give", str(actor.id))
    return await _give(actor, person_id)


@work.verb
async def _give(actor: Actor, person_id: UUID) -> Code:
    person = await visible(actor).get_or_none(id=person_id)
    if person is None or person.id == actor.id:
        raise NotFound
    await _refuse_equals(actor, person)
    if not person.phone:
        raise NoPhone
    code = await Code.make(person.phone, given_by=actor.id)
    await audit.note(actor, "giveSignInCode", "Person", person.id)
    await messages.tell(person.id, TITLE, TEXT, "/me/devices")
    return code


async def _refuse_equals(actor: Actor, person: Person) -> None:
    """Whoever could sign in as their equal or their leader could do all that these may."""
    paths = await Post.filter(Post.held_now(), person_id=person.id).values_list("grid__path", flat=True)
    if not all(actor.answers_above(str(path), *GIVERS) for path in paths):
        raise HoldsPost
