"""What clients send about households."""

import strawberry

from backend.households import doors, needs, residents
from backend.households.doors import Door
from backend.households.models import NeedKind
from backend.households.registering import Correction
from backend.kit.words import Language


@strawberry.input(
    description="A door as people write it: 3栋, 2单元, 1202. At least the building or the room."
)
class DoorInput:
    building: str = strawberry.field(default="", description="The building; at most 40 characters.")
    unit: str = strawberry.field(default="", description="The unit or stairwell; at most 20 characters.")
    room: str = strawberry.field(default="", description="The room or house number; at most 20 characters.")

    def read(self) -> Door:
        """The door; `BadInput` where it is none."""
        return doors.parse(self.building, self.unit, self.room)


@strawberry.input(description="Something that matters when help is needed.")
class NeedInput:
    kind: NeedKind = strawberry.field(description="What it is.")
    month: str | None = strawberry.field(
        default=None, description="YYYY-MM: an infant's birth month, or a pregnancy's due month."
    )
    note: str | None = strawberry.field(
        default=None, description="What else to know; at most 200 characters."
    )

    def read(self) -> needs.Told:
        """The need; `BadInput` where it cannot be."""
        return needs.parse(self.kind, self.month, self.note)


@strawberry.input(description="Somebody who lives behind a door.")
class ResidentInput:
    name: str = strawberry.field(description="Their name; at most 40 characters.")
    phone: str | None = strawberry.field(default=None, description="A number to call; several may share one.")
    birth_year: int | None = strawberry.field(default=None, description="The year they were born in.")
    is_head: bool = strawberry.field(
        default=False,
        description="Whether they decide who belongs to the household; the first one does otherwise.",
    )
    needs: list[NeedInput] = strawberry.field(
        default_factory=list, description="What matters when they need help; read when they are added."
    )

    def read(self) -> residents.Told:
        """The resident; `BadInput` where something cannot be."""
        told = tuple(need.read() for need in self.needs)
        return residents.parse(self.name, self.phone, self.birth_year, self.is_head, told)


@strawberry.input(description="A door that comes onto the list, with whoever opened it.")
class RegisterHouseholdInput:
    door: DoorInput = strawberry.field(description="Which door.")
    residents: list[ResidentInput] = strawberry.field(
        default_factory=list, description="Who lives there; at most 20, none where nobody opened."
    )
    needs: list[NeedInput] = strawberry.field(
        default_factory=list, description="What matters for the household as a whole."
    )
    language: Language = strawberry.field(
        default=Language.ZH_HANS, description="The language they read best."
    )
    notes: str | None = strawberry.field(
        default=None, description="For whoever looks after it; at most 500 characters."
    )


@strawberry.input(description="What to correct about a household; what is left out stays.")
class ChangeHouseholdInput:
    door: DoorInput | None = strawberry.field(default=None, description="Which door it really is.")
    language: Language | None = strawberry.field(default=None, description="The language they read best.")
    notes: str | None = strawberry.field(
        default=None, description="For whoever looks after it; empty text removes them."
    )
    is_vacant: bool | None = strawberry.field(
        default=None, description="Whether nobody lives there at present."
    )

    def read(self) -> Correction:
        """The correction; `BadInput` where the door is none."""
        return Correction(
            door=self.door.read() if self.door else None,
            language=self.language,
            notes=self.notes,
            is_vacant=self.is_vacant,
        )


@strawberry.input(description="Who comes in by an invitation, and at which door.")
class AcceptInvitationInput:
    name: str = strawberry.field(description="Your name, as your neighbours know it.")
    phone: str | None = strawberry.field(
        default=None, description="A number to call you by. It is not proven, so it does not sign you in."
    )
    door: DoorInput | None = strawberry.field(
        default=None, description="Your door; needed where the invitation is for a whole grid."
    )
    grid: strawberry.ID | None = strawberry.field(
        default=None, description="The grid of the building that you chose from the list."
    )
