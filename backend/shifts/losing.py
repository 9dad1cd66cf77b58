"""Who cannot stand their shifts any more: they left, were ended, take a break or moved away, or a paper was taken back.

The places that they had in shifts to come go to others, as if they had left in time.
"""

from uuid import UUID

from tortoise.connection import get_connection

from backend.access import audit
from backend.grids import statements
from backend.kit import clock
from backend.shifts import leaving, places, telling
from backend.shifts.eligibility import Eligibility
from backend.shifts.models import CONCERNED, ShiftRole, ShiftState, Signup, SignupState

AT_ONCE = 50
# What eligibility.py asks of the ground, for all shifts to come at once; a whole city's would not fit in memory.
NOT_ON_THIS_GROUND = """
    NOT EXISTS (
        SELECT 1 FROM volunteer
        JOIN grid mine ON mine.id = volunteer.grid_id JOIN grid ground ON ground.id = volunteer.ground_id
        WHERE volunteer.person_id = signup.person_id AND volunteer.state = 'APPROVED'
        AND (volunteer.paused_until IS NULL OR volunteer.paused_until <= shift.starts_at)
        AND (
            substr(grid.path, 1, length(mine.path)) = mine.path
            OR substr(mine.path, 1, length(grid.path)) = grid.path
            OR substr(mine.path, 1, length(ground.path)) = ground.path
            AND substr(grid.path, 1, length(ground.path)) = ground.path
        )
    )
    AND NOT EXISTS (
        SELECT 1 FROM post JOIN grid held ON held.id = post.grid_id
        WHERE post.person_id = signup.person_id AND post.ended_at IS NULL AND post.since <= ?
        AND (post.until IS NULL OR post.until > ?) AND held.closed_at IS NULL
        AND (
            substr(grid.path, 1, length(held.path)) = held.path
            OR substr(held.path, 1, length(grid.path)) = grid.path
        )
    )"""
PAPER_TAKEN_BACK = """
    shift_role.qualifications <> ''
    AND length(shift_role.qualifications) - length(replace(shift_role.qualifications, ',', '')) + 1 > (
        SELECT count(DISTINCT qualification.kind) FROM qualification
        JOIN volunteer ON volunteer.id = qualification.volunteer_id
        WHERE volunteer.person_id = signup.person_id AND qualification.removed_at IS NULL
        AND ',' || shift_role.qualifications || ',' LIKE '%,' || qualification.kind || ',%'
    )"""
LOST = f"""
    SELECT signup.id AS id, signup.shift_id AS shift FROM signup
    JOIN shift ON shift.id = signup.shift_id JOIN grid ON grid.id = shift.grid_id
    JOIN shift_role ON shift_role.id = signup.role_id
    WHERE signup.shift_id IN (SELECT id FROM shift WHERE starts_at > ? AND state = 'PLANNED')
    AND signup.state IN ('ASKED', 'WAITING', 'JOINED')
    AND ({NOT_ON_THIS_GROUND} OR {PAPER_TAKEN_BACK})
    ORDER BY shift.starts_at, signup.id LIMIT {AT_ONCE}"""  # noqa: S608 -- nothing in it comes from anybody


async def lost() -> list[tuple[UUID, UUID]]:
    """Signups of those who cannot stand them any more, and their shifts."""
    now = clock.now()
    rows = await get_connection("default").execute_query_dict(statements.dialect(LOST), [now] * 3)
    return [(UUID(str(row["id"])), UUID(str(row["shift"]))) for row in rows]


async def let_go(signup: UUID, shift: UUID) -> int:
    """Give to others a place that was found lost, if it still is."""
    held = (await places.held([shift]))[shift]
    found = await Signup.get(id=signup)
    role = await ShiftRole.get(id=found.role_id)
    eligibility = await Eligibility.of([found.person_id], [held], [role])
    is_to_come = held.state is ShiftState.PLANNED and held.starts_at > clock.now()
    if not is_to_come or found.state not in CONCERNED or not eligibility.unfit(found.person_id, held, role):
        return 0

    had_place = found.state is SignupState.JOINED
    await leaving.vacate(held, found)

    await audit.note(None, "loseShift", "Signup", signup)
    await telling.of_taking_off(held, found.person_id)
    if had_place:
        await telling.of_leaving(held, is_late=leaving.is_late(held))
    places.hint(held, found.person_id)
    return 1
