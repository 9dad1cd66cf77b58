"""Shifts: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "createShift": Words("发布班次", "發布班次", "Set a shift"),
        "changeShift": Words("修改班次", "修改班次", "Changed a shift"),
        "cancelShift": Words("取消班次", "取消班次", "Cancelled a shift"),
        "endShift": Words("提前结束班次", "提前結束班次", "Ended a shift early"),
        "createRota": Words("排班", "排班", "Made a rota"),
        "joinShift": Words("报名值班", "報名值班", "Joined a shift"),
        "leaveShift": Words("退出值班", "退出值班", "Left a shift"),
        "offerShift": Words("想换班", "想換班", "Offered a shift to others"),
        "keepShift": Words("不换班了", "不換班了", "Kept a shift after all"),
        "takeShift": Words("接了别人的班", "接了別人的班", "Took over a shift"),
        "approveSignup": Words("答复值班报名", "答覆值班報名", "Decided who joins a shift"),
        "assignShift": Words("安排人值班", "安排人值班", "Put somebody on a shift"),
        "confirmShift": Words("确认还来值班", "確認還來值班", "Confirmed a shift that was moved"),
        "checkIn": Words("签到", "簽到", "Checked in"),
        "checkOut": Words("签退", "簽退", "Checked out"),
        "approveHours": Words("确认工时", "確認工時", "Approved hours"),
        "exportHours": Words("下载工时表", "下載工時表", "Took the hours away as a file"),
        "reportShift": Words("写交接记录", "寫交接記錄", "Wrote a hand-over report"),
        "confirmShiftReport": Words("确认交接", "確認交接", "Took over from the shift before"),
        "makeCalendarFeed": Words("开通日历订阅", "開通行事曆訂閱", "Made a calendar address"),
        "revokeCalendarFeed": Words("停用日历订阅", "停用行事曆訂閱", "Ended a calendar address"),
        "moveUp": Words("候补转正", "候補轉正", "Moved up from the waiting list"),
        "askToFill": Words("询问谁能补位", "詢問誰能補位", "Asked around for an empty place"),
        "markLate": Words("标记未到", "標記未到", "Noted who had not come"),
        "loseShift": Words(
            "不能再值班，位置让给别人",
            "不能再值班，位置讓給別人",
            "Lost a place that they could not stand any more",
        ),
        "closeShift": Words("班次结束", "班次結束", "Closed a shift"),
    }
)
