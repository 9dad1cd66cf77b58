"""What the verbs about shifts may answer: what was asked for, or why not."""

from typing import Annotated

import strawberry

from backend.grids.refusals import GridClosed
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound, TooOften
from backend.shifts.refusals import (
    AlreadyJoined,
    CannotTakeNow,
    CheckedIn,
    HoursApproved,
    NoSuchOffer,
    NotCheckedIn,
    NotOnThisGround,
    NotYetOpen,
    PlaceAskedFor,
    PlacesTaken,
    QualificationMissing,
    ReportChanged,
    RotaChanged,
    ShiftCancelled,
    ShiftFull,
    ShiftOver,
    ShiftOverlaps,
    StillStanding,
    TooLittleRest,
    TooLongInADay,
    WrongPlaceCode,
)
from backend.shifts.screens.shown import CalendarFeed, RevokedCalendarFeed, Rota, Shift
from backend.volunteers.deciding import DecidedAlready


def _result(name: str, done: str) -> object:
    return strawberry.union(name, description=f"{done}, or why not.")


CreateShiftResult = Annotated[
    Shift | GridClosed | TooOften | NotFound | BadInput | KeyReused,
    _result("CreateShiftResult", "The shift, the first of them where it repeats"),
]
ChangeShiftResult = Annotated[
    Shift | PlacesTaken | ShiftOver | ShiftCancelled | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeShiftResult", "The shift as it is now"),
]
CancelShiftResult = Annotated[
    Shift | ShiftOver | ShiftCancelled | NotFound | BadInput | KeyReused,
    _result("CancelShiftResult", "The cancelled shift"),
]
CreateRotaResult = Annotated[
    Rota | RotaChanged | GridClosed | TooOften | NotFound | BadInput | KeyReused,
    _result("CreateRotaResult", "The rota"),
]
JoinShiftResult = Annotated[
    Shift
    | ShiftFull
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | AlreadyJoined
    | ShiftOver
    | ShiftCancelled
    | TooOften
    | NotFound
    | KeyReused,
    _result("JoinShiftResult", "The shift, with your place in it"),
]
LeaveShiftResult = Annotated[
    Shift | CheckedIn | ShiftOver | ShiftCancelled | NotFound | BadInput | KeyReused,
    _result("LeaveShiftResult", "The shift, without you"),
]
OfferShiftResult = Annotated[
    Shift
    | CheckedIn
    | PlaceAskedFor
    | CannotTakeNow
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | AlreadyJoined
    | ShiftOver
    | ShiftCancelled
    | TooOften
    | NotFound
    | BadInput
    | KeyReused,
    _result("OfferShiftResult", "The shift, with the place that you offer"),
]
KeepShiftResult = Annotated[
    Shift | NoSuchOffer | NotFound | KeyReused, _result("KeepShiftResult", "The shift, with your place")
]
TakeShiftResult = Annotated[
    Shift
    | NoSuchOffer
    | PlaceAskedFor
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | AlreadyJoined
    | ShiftOver
    | ShiftCancelled
    | NotFound
    | KeyReused,
    _result("TakeShiftResult", "The shift, with the place that is yours now, or that you asked for"),
]
ApproveSignupResult = Annotated[
    Shift
    | DecidedAlready
    | ShiftFull
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | ShiftOver
    | ShiftCancelled
    | NotFound
    | BadInput
    | KeyReused,
    _result("ApproveSignupResult", "The shift, with what you decided"),
]
AssignShiftResult = Annotated[
    Shift
    | ShiftFull
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | AlreadyJoined
    | ShiftOver
    | ShiftCancelled
    | NotFound
    | BadInput
    | KeyReused,
    _result("AssignShiftResult", "The shift, with them on it"),
]
ConfirmShiftResult = Annotated[
    Shift
    | ShiftOverlaps
    | TooLittleRest
    | TooLongInADay
    | QualificationMissing
    | NotOnThisGround
    | ShiftOver
    | ShiftCancelled
    | NotFound
    | KeyReused,
    _result("ConfirmShiftResult", "The shift that you still come to"),
]
CheckInResult = Annotated[
    Shift
    | WrongPlaceCode
    | NotYetOpen
    | HoursApproved
    | ShiftOver
    | ShiftCancelled
    | TooOften
    | NotFound
    | BadInput
    | KeyReused,
    _result("CheckInResult", "The shift, with who is there"),
]
CheckOutResult = Annotated[
    Shift
    | WrongPlaceCode
    | NotCheckedIn
    | HoursApproved
    | ShiftCancelled
    | TooOften
    | NotFound
    | BadInput
    | KeyReused,
    _result("CheckOutResult", "The shift, with who has gone"),
]
ApproveHoursResult = Annotated[
    Shift | HoursApproved | StillStanding | NotCheckedIn | ShiftCancelled | NotFound | BadInput | KeyReused,
    _result("ApproveHoursResult", "The shift, with the approved hours"),
]
ReportShiftResult = Annotated[
    Shift | Changed | ShiftCancelled | TooOften | NotFound | BadInput | KeyReused,
    _result("ReportShiftResult", "The shift, with your report"),
]
ConfirmShiftReportResult = Annotated[
    Shift | ReportChanged | NotFound | BadInput | KeyReused,
    _result("ConfirmShiftReportResult", "The shift whose report you have read"),
]
MakeCalendarFeedResult = Annotated[
    CalendarFeed | TooOften | NotFound | KeyReused,
    _result("MakeCalendarFeedResult", "The new address; the one before works no longer"),
]
RevokeCalendarFeedResult = Annotated[
    RevokedCalendarFeed | NotFound | KeyReused, _result("RevokeCalendarFeedResult", "Since when it is off")
]
