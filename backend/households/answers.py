"""What the verbs about households may answer: what was asked for, or why not."""

from typing import Annotated

import strawberry

from backend.grids.graph import Grid
from backend.grids.refusals import GridClosed, NameTaken, TooDeep, WrongTier
from backend.households.invitations_shown import Invitation, Joined, Welcome
from backend.households.people_shown import NamedLiaison, Need
from backend.households.refusals import (
    DoorTaken,
    InvitationOver,
    InvitationRevoked,
    InvitationUsedUp,
    LivesElsewhere,
    StillLivedIn,
)
from backend.households.shown import Household
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound, TooOften


@strawberry.type(description="Something or somebody that is no longer there.")
class Left:
    id: strawberry.ID = strawberry.field(description="Who or what it was.")


def _result(name: str, done: str) -> object:
    return strawberry.union(name, description=f"{done}, or why not.")


RegisterHouseholdResult = Annotated[
    Household | DoorTaken | GridClosed | NotFound | BadInput | KeyReused,
    _result("RegisterHouseholdResult", "The household"),
]
ChangeHouseholdResult = Annotated[
    Household | DoorTaken | StillLivedIn | GridClosed | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeHouseholdResult", "The corrected household"),
]
SplitGridResult = Annotated[
    Grid | NameTaken | GridClosed | WrongTier | TooDeep | NotFound | BadInput | KeyReused,
    _result("SplitGridResult", "The grid with its new parts below it"),
]
CloseDoorResult = Annotated[
    Left | StillLivedIn | NotFound | KeyReused, _result("CloseDoorResult", "The door that is off the list")
]
AddResidentResult = Annotated[
    Household | NotFound | BadInput | KeyReused,
    _result("AddResidentResult", "The household with the resident"),
]
ChangeResidentResult = Annotated[
    Household | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeResidentResult", "The household with the corrected resident"),
]
AdmitResidentResult = Annotated[
    Household | NotFound | KeyReused, _result("AdmitResidentResult", "The household with its new resident")
]
MoveResidentResult = Annotated[
    Household | NotFound | KeyReused, _result("MoveResidentResult", "The household they moved to")
]
MoveOutResult = Annotated[
    Household | Left | NotFound | KeyReused,
    _result("MoveOutResult", "The household without them, where I still see it"),
]
RecordNeedResult = Annotated[Need | NotFound | BadInput | KeyReused, _result("RecordNeedResult", "The need")]
ClearNeedResult = Annotated[
    Household | NotFound | KeyReused, _result("ClearNeedResult", "The household without the need")
]
AssignLiaisonResult = Annotated[
    NamedLiaison | NotFound | KeyReused, _result("AssignLiaisonResult", "The liaison")
]
InviteResidentsResult = Annotated[
    Invitation | GridClosed | NotFound | BadInput | KeyReused,
    _result("InviteResidentsResult", "The invitation"),
]
RevokeInvitationResult = Annotated[
    Invitation | NotFound | KeyReused, _result("RevokeInvitationResult", "The invitation that was taken back")
]
InvitationResult = Annotated[
    Welcome | InvitationOver | InvitationUsedUp | InvitationRevoked | NotFound | TooOften,
    _result("InvitationResult", "Where it leads"),
]
AcceptInvitationResult = Annotated[
    Joined
    | InvitationOver
    | InvitationUsedUp
    | InvitationRevoked
    | LivesElsewhere
    | NotFound
    | BadInput
    | TooOften
    | KeyReused,
    _result("AcceptInvitationResult", "The door you came in by"),
]
