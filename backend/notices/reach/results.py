"""What the verbs about receipts and doors may answer."""

from typing import Annotated

import strawberry

from backend.kit.refusals import BadInput, KeyReused, NotFound
from backend.notices.reach.doors_shown import UnreachedHousehold
from backend.notices.shown import Notice

RecordShownResult = Annotated[
    Notice | NotFound | BadInput,
    strawberry.union(
        "RecordShownResult", description="The notice, with what is known of my household, or why not."
    ),
]
RecordReadResult = Annotated[
    Notice | NotFound | BadInput,
    strawberry.union(
        "RecordReadResult", description="The notice, with what is known of my household, or why not."
    ),
]
RecordContactResult = Annotated[
    UnreachedHousehold | NotFound | BadInput | KeyReused,
    strawberry.union("RecordContactResult", description="The household as it stands now, or why not."),
]
