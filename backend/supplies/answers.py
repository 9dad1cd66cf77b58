"""What the verbs about supplies may answer: what was asked for, or why not."""

from typing import Annotated

import strawberry

from backend.grids.refusals import GridClosed
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound, TooOften
from backend.supplies.refusals import (
    DeliveryOver,
    NoGridAbove,
    NoHousehold,
    NotEnoughStock,
    NothingLeft,
    NoTriesLeft,
    OnlyForVolunteers,
    RationUsedUp,
    RequestOver,
    TooManyOpen,
    WrongPickUpCode,
)
from backend.supplies.shown import Item, SupplyRequest
from backend.supplies.stock_shown import Ration, StockLevel


def _result(name: str, done: str) -> object:
    return strawberry.union(name, description=f"{done}, or why not.")


@strawberry.type(description="It is no more.")
class Gone:
    id: strawberry.ID = strawberry.field(description="What it was.")


RequestSuppliesResult = Annotated[
    SupplyRequest | NoHousehold | RationUsedUp | TooManyOpen | TooOften | NotFound | BadInput | KeyReused,
    _result("RequestSuppliesResult", "The need"),
]
ChangeSupplyDeadlineResult = Annotated[
    SupplyRequest | RequestOver | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeSupplyDeadlineResult", "The need with its new time"),
]
CancelSupplyRequestResult = Annotated[
    SupplyRequest | RequestOver | NotFound | BadInput | KeyReused,
    _result("CancelSupplyRequestResult", "The withdrawn need"),
]
ClaimSuppliesResult = Annotated[
    SupplyRequest
    | NothingLeft
    | NotEnoughStock
    | RequestOver
    | OnlyForVolunteers
    | NotFound
    | BadInput
    | KeyReused,
    _result("ClaimSuppliesResult", "The need, with your delivery"),
]
GiveBackDeliveryResult = Annotated[
    SupplyRequest | DeliveryOver | NotFound | BadInput | KeyReused,
    _result("GiveBackDeliveryResult", "The need, open again"),
]
PassUpSupplyRequestResult = Annotated[
    SupplyRequest | NoGridAbove | RequestOver | NotFound | BadInput | KeyReused,
    _result("PassUpSupplyRequestResult", "The need, now looked for by the grid above"),
]
HandOverSuppliesResult = Annotated[
    SupplyRequest | WrongPickUpCode | NoTriesLeft | DeliveryOver | NotFound | BadInput | KeyReused,
    _result("HandOverSuppliesResult", "The need, with what was handed over"),
]
ConfirmSuppliesResult = Annotated[
    SupplyRequest | DeliveryOver | NotFound | BadInput | KeyReused,
    _result("ConfirmSuppliesResult", "The need as it stands now"),
]
AddItemResult = Annotated[Item | NotFound | BadInput | KeyReused, _result("AddItemResult", "The item")]
RetireItemResult = Annotated[
    Item | NotFound | KeyReused, _result("RetireItemResult", "The item that is no longer offered")
]
StockResult = Annotated[
    StockLevel | NotEnoughStock | GridClosed | NotFound | BadInput | KeyReused,
    _result("StockResult", "The shelf as it is now"),
]
SetRationResult = Annotated[
    Ration | NotFound | BadInput | KeyReused, _result("SetRationResult", "The ration")
]
EndRationResult = Annotated[
    Gone | Changed | NotFound | KeyReused, _result("EndRationResult", "The ration that is no more")
]
