"""Answers: what people call these deeds, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "answerNotice": Words("回复公告", "回覆公告", "Answered a notice"),
        "replyToQuestions": Words("回复居民提问", "回覆居民提問", "Replied to residents’ questions"),
        "signNotice": Words("签承诺书", "簽承諾書", "Signed a pledge"),
        "printSignatures": Words("打印签名名单", "列印簽名名單", "Printed the signatures of a pledge"),
    }
)
