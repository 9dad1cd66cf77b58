"""Coming in by an invitation: at one's own door, by name, without SMS."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.expressions import F

from backend.access import actor as access
from backend.access import audit, people
from backend.access.actor import Actor
from backend.access.models import Person
from backend.grids import rules as grids
from backend.grids.models import Grid
from backend.households import contacts, invitations, leaving, needs, registering, residents, rules
from backend.households.doors import NO_DOOR, Door
from backend.households.models import Household, Invitation, Resident
from backend.households.refusals import InvitationRevoked, InvitationUsedUp, LivesElsewhere
from backend.kit import clock, ids, live, work
from backend.kit.refusals import BadInput, NotFound
from backend.kit.words import Words, speaking
from backend.push import outbox
from backend.push.models import Kind

WHICH_DOOR = Words(
    "这里有两处同样的门牌，请在列表里选您的楼栋。",
    "這裡有兩處同樣的門牌，請在清單裡選您的樓棟。",
    "There are two such doors here. Please choose your building from the list.",
)
SIGN_IN_WITHIN = timedelta(minutes=10)
"""For how long a phone that lost the answer may ask for it again and be signed in by it."""

SOMEBODY_WAITS = Words(
    "有人申请加入，等您确认", "有人申請加入，等您確認", "Somebody asks to join a household"
)
SOMEBODY_WAITS_TEXT = Words(
    "请打开看看是不是您认识的人，再决定让不让进来。",
    "請打開看看是不是您認識的人，再決定讓不讓進來。",
    "Please open this and see whether you know them. Then let them in, or not.",
)
SOMEBODY_CAME = Words(
    "有人加入了您负责的一户", "有人加入了您負責的一戶", "Somebody joined a household in your care"
)
SOMEBODY_CAME_TEXT = Words(
    "如果不认识，请打开看看。", "如果不認識，請打開看看。", "If you do not know them, please have a look."
)


NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody whom nobody knows yet; the key that their phone made is all that tells them from others."""

    id: UUID = NOBODY


@dataclass(frozen=True, slots=True)
class Arrival:
    """What somebody says who comes in: their name, a number to call, and their door; their language is the one they speak now."""

    name: str
    phone: str | None
    door: Door | None
    grid: UUID | None = None
    """The grid of the building that was chosen from the list."""


@work.verb
async def accept(who: Actor | Newcomer, code: str, arrival: Arrival, *, key: UUID | None = None) -> Resident:
    """Come in by an invitation. The answer is a resident, who may have to wait until the household lets them in."""
    invitation = await invitations.behind(code)
    invitations.refuse_closed(invitation)
    known = await _known(who)
    if known and known.admitted_at:
        if _is_home(invitation, arrival, known.household):
            return known
        raise LivesElsewhere

    await _use(invitation)
    home = await _door(invitation, arrival)
    if known:
        await leaving.leave(known.household, known)
    person = await _person(who, arrival, home)
    return await _come_in(person, invitation, arrival, home)


def _is_home(invitation: Invitation, arrival: Arrival, home: Household) -> bool:
    """Whether somebody stands at the door behind which they live already."""
    if invitation.household_id or arrival.door is None:
        return invitation.household_id == home.id
    is_here = home.grid.path.startswith(invitation.grid.path) and arrival.grid in {None, home.grid_id}
    return is_here and arrival.door.key == home.order_key


async def _known(who: Actor | Newcomer) -> Resident | None:
    """Where somebody who is signed in already lives or waits."""
    if isinstance(who, Newcomer):
        return None
    if who.token:
        raise NotFound
    await Person.filter(id=who.id).only("id").select_for_update(no_key=True).first()
    return await Resident.get_or_none(home_of=who.id).select_related("household__grid")


async def _door(invitation: Invitation, arrival: Arrival) -> Household:
    """The household at whose door somebody stands; one that nobody had listed comes onto the list."""
    if invitation.household:
        invitation.household.grid = invitation.grid
        return invitation.household
    if arrival.door is None:
        raise BadInput(field="door", reason=NO_DOOR)
    ground = await _chosen(invitation, arrival.grid)
    await _hold(invitation, ground)
    for home in await _standing(ground, arrival.door):
        await rules.hold(home.id)
    # Whoever moved out meanwhile took their household along, and another stands at the door.
    found = await _standing(ground, arrival.door)
    if len(found) > 1:
        raise BadInput(field="door", reason=WHICH_DOOR)
    return found[0] if found else await registering.put_on_list(ground, arrival.door, speaking())


async def _standing(ground: Grid, door: Door) -> list[Household]:
    """The household at this door somewhere on this ground; two where it is not clear which."""
    there = Household.filter(access.subtree(ground.path, "grid__path"), seat=door.key)
    return await there.select_related("grid").limit(2)


async def _hold(invitation: Invitation, ground: Grid) -> None:
    """Those who come by the same invitation, and a member who writes the same door down, go one after the other."""
    for grid in dict.fromkeys((invitation.grid_id, ground.id)):
        if not (await grids.hold(grid)).is_open:
            raise InvitationRevoked


async def _chosen(invitation: Invitation, grid: UUID | None) -> Grid:
    if grid is None:
        return invitation.grid
    ground = await Grid.get_or_none(access.subtree(invitation.grid.path), id=grid, closed_at__isnull=True)
    if ground is None:
        raise NotFound
    return ground


async def _use(invitation: Invitation) -> None:
    """Use it once; of many who come at the same moment exactly as many get in as it was for."""
    took = await Invitation.filter(Invitation.open_now(), id=invitation.id, used__lt=F("uses")).update(
        used=F("used") + 1
    )
    if not took:
        await invitation.refresh_from_db()
        await invitation.fetch_related("grid")
        invitations.refuse_closed(invitation)
        raise InvitationUsedUp
    live.changed("Invitation", invitation.id, path=invitation.grid.path, people=[invitation.made_by_id])


async def _person(who: Actor | Newcomer, arrival: Arrival, home: Household) -> Person:
    if isinstance(who, Newcomer):
        # A number that nobody proved is one to call, and never the key to an account.
        return await people.enrol(arrival.name, None, home.grid_id, speaking())
    person = await Person.filter(id=who.id).select_for_update().get()
    person.grid_id = home.grid_id
    person.name = person.name or arrival.name
    await person.save(update_fields=["grid_id", "name"])
    return person


async def _come_in(person: Person, invitation: Invitation, arrival: Arrival, home: Household) -> Resident:
    resident = await Resident.create(
        id=ids.new(),
        household_id=home.id,
        person_id=person.id,
        home_of=person.id,
        name=arrival.name,
        phone=arrival.phone,
        phone_index=Person.index_of(arrival.phone) if arrival.phone else None,
    )
    here = await Resident.filter(Resident.here(), household_id=home.id)
    namesakes = [other for other in here if other.person_id is None and other.name == arrival.name]
    if not here or namesakes or invitation.household_id:
        resident = await residents.let_in(home, resident, namesakes[0] if namesakes else None)
    await audit.note(person, "acceptInvitation", "Household", home.id)
    await needs.changed(home)
    await _tell(person, resident, home)
    return resident


async def _tell(newcomer: Person, resident: Resident, home: Household) -> None:
    """Whoever decides at this door hears of it."""
    waits = resident.admitted_at is None
    title = SOMEBODY_WAITS if waits else SOMEBODY_CAME
    text = SOMEBODY_WAITS_TEXT if waits else SOMEBODY_CAME_TEXT
    family = await rules.heads_of(home.id) - {newcomer.id}
    await outbox.queue(sorted(family), Kind.ACCOUNT, title, text, link="/my-household", about=resident.id)

    [around] = await contacts.around([home.grid.path])
    contact = around.contact(home.liaison_id)
    keepers = ({contact.person} if contact else set()) - family - {newcomer.id}
    page = f"/households/{ids.opaque('Household', home.id)}"
    await outbox.queue(sorted(keepers), Kind.ACCOUNT, title, text, link=page, about=resident.id)


async def just_came(resident: Resident) -> Person | None:
    """The new person behind a resident who came in a moment ago, to sign them in; None where that is longer ago."""
    return await Person.get_or_none(
        id=resident.person_id, created_at__gt=clock.now() - SIGN_IN_WITHIN, erased_at__isnull=True
    )
