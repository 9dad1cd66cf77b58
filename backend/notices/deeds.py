"""Notices: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "draftNotice": Words("写公告稿", "寫公告稿", "Drafted a notice"),
        "changeNotice": Words("修改公告稿", "修改公告稿", "Changed a draft notice"),
        "proposeNotice": Words("提交公告复核", "提交公告複核", "Proposed a notice"),
        "scheduleNotice": Words("定时发布公告", "定時發布公告", "Set when a notice goes out"),
        "publishNotice": Words("发布公告", "發布公告", "Published a notice"),
        "returnNotice": Words("退回公告稿", "退回公告稿", "Returned a draft notice"),
        "dropNotice": Words("放弃公告稿", "放棄公告稿", "Put a draft notice away"),
        "passOnNotice": Words("转发公告", "轉發公告", "Passed a notice on"),
        "correctNotice": Words("起草更正", "起草更正", "Drafted a correction"),
        "setNoticeSettings": Words("设置公告发布方式", "設定公告發布方式", "Set how notices go out"),
        "exportReach": Words("导出触达情况", "匯出觸達情況", "Exported whom a notice reached"),
        "recordContact": Words("登记告知结果", "登記告知結果", "Noted a call or visit for a notice"),
        "withdrawNotice": Words("撤回公告", "撤回公告", "Withdrew a notice"),
        "bindChatGroup": Words("绑定聊天群", "綁定聊天群", "Bound a chat group"),
        "removeChatGroup": Words("解除聊天群", "解除聊天群", "Removed a chat group"),
    }
)
