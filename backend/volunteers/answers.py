"""What the verbs about volunteers may answer: what was asked for, or why not."""

from typing import Annotated

import strawberry

from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound, TooOften
from backend.volunteers.applying import AlreadyVolunteer, NotVolunteering
from backend.volunteers.deciding import DecidedAlready, YourOwnOffer
from backend.volunteers.shown import Volunteer, VolunteerPhone


def _result(name: str, done: str) -> object:
    return strawberry.union(name, description=f"{done}, or why not.")


ApplyAsVolunteerResult = Annotated[
    Volunteer | AlreadyVolunteer | TooOften | NotFound | BadInput | KeyReused,
    _result("ApplyAsVolunteerResult", "Your offer"),
]
ChangeVolunteeringResult = Annotated[
    Volunteer | NotVolunteering | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeVolunteeringResult", "Your changed offer"),
]
PauseVolunteeringResult = Annotated[
    Volunteer | NotVolunteering | NotFound | BadInput | KeyReused,
    _result("PauseVolunteeringResult", "Your paused offer"),
]
ResumeVolunteeringResult = Annotated[
    Volunteer | NotVolunteering | NotFound | KeyReused, _result("ResumeVolunteeringResult", "Your offer")
]
LeaveVolunteeringResult = Annotated[
    Volunteer | NotVolunteering | NotFound | KeyReused,
    _result("LeaveVolunteeringResult", "The offer that you took back"),
]
ApproveVolunteerResult = Annotated[
    Volunteer | DecidedAlready | YourOwnOffer | NotFound | KeyReused,
    _result("ApproveVolunteerResult", "The volunteer"),
]
DeclineVolunteerResult = Annotated[
    Volunteer | DecidedAlready | YourOwnOffer | NotFound | BadInput | KeyReused,
    _result("DeclineVolunteerResult", "The declined offer"),
]
EndVolunteeringResult = Annotated[
    Volunteer | DecidedAlready | YourOwnOffer | NotFound | BadInput | KeyReused,
    _result("EndVolunteeringResult", "The volunteer of until now"),
]
AddQualificationResult = Annotated[
    Volunteer | YourOwnOffer | NotFound | BadInput | KeyReused,
    _result("AddQualificationResult", "The volunteer with the paper"),
]
RemoveQualificationResult = Annotated[
    Volunteer | YourOwnOffer | NotFound | KeyReused,
    _result("RemoveQualificationResult", "The volunteer without the paper"),
]
ShowVolunteerPhoneResult = Annotated[
    VolunteerPhone | NotFound, _result("ShowVolunteerPhoneResult", "The number")
]
