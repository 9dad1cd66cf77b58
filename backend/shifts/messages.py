"""What people are told about a shift, on a screen that may be locked and lie open: no names, no illness."""

from backend.kit.words import Words

WISH = Words("有人想来值班", "有人想來值班", "Somebody would like to join a shift")
PLEASE_APPROVE = Words(
    "{when}。请打开看看，同意或婉拒。",
    "{when}。請打開看看，同意或婉拒。",
    "{when}. Open it to approve or decline.",
)
APPROVED = Words("您的值班报名通过了", "您的值班報名通過了", "You have a place on the shift")
DECLINED = Words("这次值班人手已安排好", "這次值班人手已安排好", "This shift has enough people")
ASSIGNED = Words("给您排了一个班", "給您排了一個班", "You were put on a shift")
TAKEN_OFF = Words("您的一个班已另作安排", "您的一個班已另作安排", "A shift of yours was arranged otherwise")
MOVED_UP = Words("候补轮到您了", "候補輪到您了", "You moved up from the waiting list")
LEADER_DECIDES = Words(
    "{when}，{place}。有位置了，请等网格长答复。",
    "{when}，{place}。有位置了，請等網格長答覆。",
    "{when}, {place}. A place came free; the leader will answer you.",
)
YOU_ARE_ON = Words(
    "{when}，{place}。来不了请早点退出。",
    "{when}，{place}。來不了請早點退出。",
    "{when}, {place}. If you cannot come, leave it early.",
)
CONTACT = Words("有班次请大家找您联系", "有班次請大家找您聯絡", "You are whom people call about a shift")
CALL_YOU = Words(
    "{when}，{place}。这一班的人会看到您的姓名和电话。不方便请告诉网格长。",
    "{when}，{place}。這一班的人會看到您的姓名和電話。不方便請告訴網格長。",
    "{when}, {place}. Whoever is on it sees your name and number. If that does not suit you, tell the leader.",
)
CALL_YOU_OF_MANY = Words(
    "一共 {number} 个班，第一个是 {when}，{place}。这些班的人会看到您的姓名和电话。不方便请告诉网格长。",
    "一共 {number} 個班，第一個是 {when}，{place}。這些班的人會看到您的姓名和電話。不方便請告訴網格長。",
    "{number} of them; the first is {when}, {place}. Whoever is on them sees your name and number. If that does not suit you, tell the leader.",
)
NO_NEED = Words(
    "{when}。这一班不用来了，谢谢您。",
    "{when}。這一班不用來了，謝謝您。",
    "{when}. You need not come to this one. Thank you.",
)
NO_NEED_OF_MANY = Words(
    "{when} 和之后的班，一共 {number} 个，都不用来了，谢谢您。",
    "{when} 和之後的班，一共 {number} 個，都不用來了，謝謝您。",
    "{when} and those after it, {number} in all: you need not come. Thank you.",
)
ENDED = Words("值班提前结束了", "值班提前結束了", "A shift ended early")
HOURS_COUNT = Words(
    "{when}，{place}。辛苦了！到现在的工时照算，打开看看。",
    "{when}，{place}。辛苦了！到現在的工時照算，打開看看。",
    "{when}, {place}. Thank you! Your hours until now count; open this to see.",
)
MOVED = Words(
    "值班时间改了，请确认", "值班時間改了，請確認", "A shift of yours was moved: do you still come?"
)
STILL = Words(
    "现在是 {when}，{place}。请打开确认还来不来。",
    "現在是 {when}，{place}。請打開確認還來不來。",
    "It is now {when}, {place}. Open this to say whether you come.",
)
STILL_OF_MANY = Words(
    "一共 {number} 个班，第一个现在是 {when}，{place}。请打开，逐个确认还来不来。",
    "一共 {number} 個班，第一個現在是 {when}，{place}。請打開，逐個確認還來不來。",
    "{number} of them; the first is now {when}, {place}. Open them to say whether you come.",
)
CHANGED = Words("值班安排有变动", "值班安排有變動", "A shift of yours was changed")
CANCELLED = Words("值班取消了", "值班取消了", "A shift was cancelled")
LEFT = Words("有人退出值班", "有人退出值班", "Somebody left a shift")
LEFT_LATE = Words("有人临时退出值班", "有人臨時退出值班", "Somebody left a shift shortly before it begins")
SEE_WHO = Words(
    "{when}，{place}。打开看看还缺几个人。",
    "{when}，{place}。打開看看還缺幾個人。",
    "{when}, {place}. Open this to see how many more are needed.",
)
OFFERED = Words(
    "有人想换班，您能来吗？", "有人想換班，您能來嗎？", "Somebody offers their shift: can you come?"
)
ASKED = Words(
    "急：值班缺人，您能来吗？", "急：值班缺人，您能來嗎？", "Urgent: a shift needs somebody. Can you come?"
)
CAN_YOU = Words(
    "{when}，{place}。能来请打开点一下。",
    "{when}，{place}。能來請打開點一下。",
    "{when}, {place}. Open this and tap if you can.",
)
HANDED_OVER = Words("有人接了您的班", "有人接了您的班", "Somebody has taken your shift")
CHANGED_HANDS = Words("有人换班了", "有人換班了", "A shift has changed hands")
TO_APPROVE = Words("有人想接别人的班", "有人想接別人的班", "Somebody would take over a shift")
TAKER = Words("有人愿意接您的班", "有人願意接您的班", "Somebody would take your shift")
UNTIL_YES = Words(
    "{when}，{place}。等网格长同意；同意以前，还是您来。",
    "{when}，{place}。等網格長同意；同意以前，還是您來。",
    "{when}, {place}. The leader has to agree; until then you come.",
)
STILL_YOURS = Words("您的班还没有人接", "您的班還沒有人接", "Your shift is still yours")
GOES_ON = Words(
    "{when}，{place}。还是您来；来不了，可以再找别人。",
    "{when}，{place}。還是您來；來不了，可以再找別人。",
    "{when}, {place}. You come; if you cannot, ask somebody else.",
)
KEPT = Words("您想接的班已经有人来", "您想接的班已經有人來", "The shift that you asked for has somebody now")
EMPTY = Words("急：值班还缺人", "急：值班還缺人", "Urgent: a shift still lacks somebody")
NOBODY_FREE = Words(
    "{when}，{place}。附近的人问过了，还没人能来，请您安排。",
    "{when}，{place}。附近的人問過了，還沒人能來，請您安排。",
    "{when}, {place}. Those nearby were asked and nobody has come forward. Please find somebody.",
)
# Whose quiet hours it came in reads it on the day itself: when that is stands in the text.
COMING = Words("提醒：您快要值班了", "提醒：您快要值班了", "Reminder: you stand a shift soon")
SOON = Words("提醒：您的班快开始了", "提醒：您的班快開始了", "Reminder: your shift begins soon")
WHERE_OF_MANY = Words(
    "一共 {number} 个班，第一个是 {when}，{place}。",
    "一共 {number} 個班，第一個是 {when}，{place}。",
    "{number} of them; the first is {when}, {place}.",
)
WHERE = Words("{when}，{place}。", "{when}，{place}。", "{when}, {place}.")
LATE = Words("您的班已经开始", "您的班已經開始", "Your shift has begun")
PLEASE_COME = Words(
    "{place}。到了请扫码签到；来不了请给网格长打电话。",
    "{place}。到了請掃碼簽到；來不了請給網格長打電話。",
    "{place}. Scan the code when you are there; if you cannot come, call the leader.",
)
NOT_COME = Words("有人值班还没到", "有人值班還沒到", "Somebody has not come to a shift")
REPORTED = Words("上一班写了交接记录", "上一班寫了交接記錄", "The shift before has left you a report")
PLEASE_READ = Words("请打开看过，再点确认。", "請打開看過，再點確認。", "Please read it, then confirm.")
ROTA = Words("新的排班出来了", "新的排班出來了", "A new rota is out")
SEE_YOURS = Words(
    "打开看看您的班次；来不了的请早点换班。",
    "打開看看您的班次；來不了的請早點換班。",
    "Open this to see your shifts; hand over early what you cannot stand.",
)
