"""Why something was not answered, replied to or signed."""

from backend.kit.refusals import Refused
from backend.kit.words import Words


class RepliedAlready(Refused):
    """Somebody has replied to these questions meanwhile."""

    words = Words(
        "这些问题刚刚已经有人回复，请刷新后看看。",
        "這些問題剛剛已經有人回覆，請重新整理後看看。",
        "These questions were just replied to. Please refresh and have a look.",
    )


class SignedAlready(Refused):
    """The household has signed this version already."""

    words = Words(
        "这一户已经签过了，不用再签。",
        "這一戶已經簽過了，不用再簽。",
        "This household has signed already. There is nothing more to do.",
    )


class PledgeChanged(Refused):
    """What was read is not what would be signed."""

    words = Words(
        "承诺书的内容和您看到的不一样，请重新打开，看过再签。",
        "承諾書的內容和您看到的不一樣，請重新開啟，看過再簽。",
        "The pledge is not the one you read. Please open it again, read it, then sign.",
    )
