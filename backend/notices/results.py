"""What the verbs about notices may answer: the notice as it is now, or why not."""

from typing import Annotated

import strawberry

from backend.grids.refusals import GridClosed
from backend.kit.refusals import BadInput, Changed, KeyReused, NotFound, TooOften
from backend.notices.refusals import NeedsAnother, NoticeOut, NoticeOver, PassedAlready, UnderReview
from backend.notices.shown import Notice


def _result(name: str, done: str) -> object:
    return strawberry.union(name, description=f"{done}, or why not.")


@strawberry.type(description="A draft that was put away.")
class Dropped:
    id: strawberry.ID = strawberry.field(description="The notice that it was.")


DraftNoticeResult = Annotated[
    Notice | GridClosed | TooOften | NotFound | BadInput | KeyReused,
    _result("DraftNoticeResult", "The draft"),
]
ChangeNoticeResult = Annotated[
    Notice | NoticeOut | NoticeOver | UnderReview | GridClosed | Changed | NotFound | BadInput | KeyReused,
    _result("ChangeNoticeResult", "The draft as it is now"),
]
PublishNoticeResult = Annotated[
    Notice | NeedsAnother | NoticeOut | NoticeOver | GridClosed | Changed | NotFound | BadInput | KeyReused,
    _result("PublishNoticeResult", "The notice: out, waiting for its hour, or for a second person"),
]
ReturnNoticeResult = Annotated[
    Notice | NoticeOut | NoticeOver | NotFound | BadInput | KeyReused,
    _result("ReturnNoticeResult", "The draft that it is again"),
]
DropNoticeResult = Annotated[
    Dropped | NoticeOut | NoticeOver | UnderReview | NotFound | KeyReused,
    _result("DropNoticeResult", "What was put away"),
]
PassOnNoticeResult = Annotated[
    Notice | PassedAlready | NoticeOver | NotFound | BadInput | KeyReused,
    _result("PassOnNoticeResult", "The notice, passed on"),
]
CorrectNoticeResult = Annotated[
    Notice | NoticeOver | GridClosed | Changed | NotFound | BadInput | KeyReused,
    _result("CorrectNoticeResult", "The draft of its next version"),
]
WithdrawNoticeResult = Annotated[
    Notice | NoticeOver | Changed | NotFound | BadInput | KeyReused,
    _result("WithdrawNoticeResult", "The notice that holds no longer"),
]
