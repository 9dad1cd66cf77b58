"""What clients send about volunteers."""

from datetime import date, time

import strawberry

from backend.grids.models import Tier
from backend.volunteers import models
from backend.volunteers.models import QualificationKind, Skill
from backend.volunteers.offers import Hours, Offer


@strawberry.input(name="VolunteerHoursInput", description="A stretch of a week in which you have time.")
class HoursInput:
    weekday: int = strawberry.field(description="1 is Monday, 7 is Sunday.")
    begins: time = strawberry.field(name="from", description="By the clock of your grid.")
    ends: time = strawberry.field(
        name="to", description="By the clock of your grid; 00:00 is the midnight after."
    )

    def read(self) -> Hours:
        """As minutes after midnight."""
        ends = self.ends.hour * 60 + self.ends.minute
        return Hours(self.weekday, self.begins.hour * 60 + self.begins.minute, ends or models.DAY)


@strawberry.input(description="What you offer.")
class OfferInput:
    skills: list[Skill] = strawberry.field(description="What you can do; at least one.")
    hours: list[HoursInput] = strawberry.field(description="When you have time; at least one stretch.")
    reach: Tier = strawberry.field(description="The widest level within which you go.")
    partner_group: str = strawberry.field(default="", description="The firm, school or group you come with.")

    def read(self) -> Offer:
        """As the rules take it."""
        return Offer(
            tuple(self.skills), tuple(part.read() for part in self.hours), self.reach, self.partner_group
        )


@strawberry.input(description="What you offer, and to which grid.")
class ApplyAsVolunteerInput(OfferInput):
    grid: strawberry.ID | None = strawberry.field(
        default=None, description="The grid to help in; your own where you name none."
    )


@strawberry.input(description="A paper that you have seen.")
class AddQualificationInput:
    kind: QualificationKind = strawberry.field(description="What it says.")
    expires_on: date = strawberry.field(description="The last day on which it holds.")
    note: str = strawberry.field(default="", description="What the others should know of it.")
