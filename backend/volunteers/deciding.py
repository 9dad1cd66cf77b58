"""What a leader does about a volunteer: say yes or no, end it, call them."""

from uuid import UUID

from backend.access import audit
from backend.access.actor import Actor
from backend.access.models import Person
from backend.kit import clock, live, texts, work
from backend.kit.refusals import BadInput, Refused
from backend.kit.words import Words
from backend.volunteers import messages, rules
from backend.volunteers.models import Volunteer, VolunteerState

REASON_LENGTH = 200

NO_REASON = Words(
    "请用一两句话写明原因，对方会看到（不超过 200 个字）。",
    "請用一兩句話寫明原因，對方會看到（不超過 200 個字）。",
    "Please write the reason in a sentence or two; they will read it (at most 200 characters).",
)


class DecidedAlready(Refused):
    """Somebody else decided this in the meantime, or the volunteer took the offer back."""

    words = Words(
        "这件事已经处理过了，请看最新状态。",
        "這件事已經處理過了，請看最新狀態。",
        "This has been dealt with already. Please look at it as it is now.",
    )


class YourOwnOffer(Refused):
    """Nobody decides about themselves."""

    words = Words(
        "自己的报名不能自己处理，请找本网格的其他负责人或上级。",
        "自己的報名不能自己處理，請找本網格的其他負責人或上級。",
        "You cannot decide about yourself. Please ask somebody else in your grid, or above it.",
    )


@work.verb
async def approve(actor: Actor, volunteer: UUID, *, key: UUID | None = None) -> Volunteer:
    """Say yes to somebody who waits; who belonged to no grid belongs to this one from now on."""
    found = await _other(actor, volunteer, VolunteerState.WAITING)

    await _decide(actor, found, VolunteerState.APPROVED)
    await Person.filter(id=found.person_id, grid_id=None).update(grid_id=found.grid_id)

    await _note(actor, "approveVolunteer", found)
    await messages.tell_of_approval(found)
    return found


@work.verb
async def decline(actor: Actor, volunteer: UUID, reason: str, *, key: UUID | None = None) -> Volunteer:
    """Say no to somebody who waits; they read why."""
    reason = _reason(reason)
    found = await _other(actor, volunteer, VolunteerState.WAITING)

    await _decide(actor, found, VolunteerState.DECLINED, reason)

    await _note(actor, "declineVolunteer", found)
    await messages.tell_of_refusal(found)
    return found


@work.verb
async def end(actor: Actor, volunteer: UUID, reason: str, *, key: UUID | None = None) -> Volunteer:
    """End somebody's volunteering; they read why."""
    reason = _reason(reason)
    found = await _other(actor, volunteer, VolunteerState.APPROVED)

    await _decide(actor, found, VolunteerState.ENDED, reason)

    await _note(actor, "endVolunteering", found)
    await messages.tell_of_end(found)
    return found


@work.verb
async def phone(actor: Actor, volunteer: UUID) -> str:
    """The number of a volunteer, for a leader who has to call them; it is noted that they looked."""
    found = await rules.led(actor, volunteer)
    await audit.note(actor, "showVolunteerPhone", "Volunteer", found.id)
    return (await Person.get(id=found.person_id)).phone or ""


async def _other(actor: Actor, volunteer: UUID, state: VolunteerState) -> Volunteer:
    """Somebody else on the actor's ground, locked, who is in this state."""
    found = await rules.led(actor, volunteer)
    if found.person_id == actor.id:
        raise YourOwnOffer
    # Locked before its state is looked at: of two who decide at once, the second is told so.
    locked = await Volunteer.filter(id=volunteer).select_for_update(no_key=True).get()
    if locked.state is not state or locked.grid_id != found.grid_id:
        raise DecidedAlready
    locked.grid = found.grid
    return locked


async def _decide(actor: Actor, volunteer: Volunteer, state: VolunteerState, reason: str = "") -> None:
    volunteer.update_from_dict(
        {
            "state": state,
            "reason": reason,
            "decided_at": clock.now(),
            "decided_by_id": actor.id,
            "paused_until": None,
            "version": volunteer.version + 1,
        }
    )
    await volunteer.save(
        update_fields=["state", "reason", "decided_at", "decided_by_id", "paused_until", "version"]
    )


async def _note(actor: Actor, verb: str, volunteer: Volunteer) -> None:
    await audit.note(actor, verb, "Volunteer", volunteer.id)
    live.changed("Volunteer", volunteer.id, path=volunteer.grid.path, people=[volunteer.person_id])


def _reason(text: str) -> str:
    said = texts.lines(text)
    if not 0 < len(said) <= REASON_LENGTH:
        raise BadInput(field="reason", reason=NO_REASON)
    return said
