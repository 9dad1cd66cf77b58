"""Why something about a notice was not done."""

from backend.kit.refusals import Refused
from backend.kit.words import Words


class NoticeOut(Refused):
    """It went out already: what went out is corrected or withdrawn, never changed."""

    words = Words(
        "这条公告已经发出去了，不能再改。要改内容请用“更正”，不再有效请用“撤回”。",
        "這則公告已經發出去了，不能再改。要改內容請用「更正」，不再有效請用「撤回」。",
        "This notice has gone out and cannot be changed. Correct it, or withdraw it if it no longer holds.",
    )


class NoticeOver(Refused):
    """It was corrected, withdrawn or dropped in the meantime, or holds no longer."""

    words = Words(
        "这条公告已经更正、撤回、过期或不用了。请返回列表，看最新的一条。",
        "這則公告已經更正、撤回、過期或不用了。請返回列表，看最新的一則。",
        "This notice was corrected, withdrawn or dropped, or has expired. Go back to the list and open the newest one.",
    )


class UnderReview(Refused):
    """It waits for a second person or for its hour; who would change it has it returned first."""

    words = Words(
        "这条公告正等着复核或定时发布。要改请先“退回修改”。",
        "這則公告正等著複核或定時發布。要改請先「退回修改」。",
        "This notice waits for a second person or for its time. To change it, return it to its author first.",
    )


class NeedsAnother(Refused):
    """This grid asks for two people: somebody else has to agree."""

    words = Words(
        "这里发公告要两个人。您已经提交，请另一位网格长或信息员复核后发布。",
        "這裡發公告要兩個人。您已經提交，請另一位網格長或資訊員複核後發布。",
        "Two people publish here. You have proposed it; please ask another leader or editor to check and publish it.",
    )


class PassedAlready(Refused):
    """It has been passed on from there, by somebody or because the time was over."""

    words = Words(
        "这里已经转发过了，不用再转发。",
        "這裡已經轉發過了，不用再轉發。",
        "It has been passed on from here already. Nothing more needs doing.",
    )
