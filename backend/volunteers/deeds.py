"""Volunteers: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "applyAsVolunteer": Words("申请做志愿者", "申請做志願者", "Applied as a volunteer"),
        "approveVolunteer": Words("批准志愿者", "批准志願者", "Approved a volunteer"),
        "declineVolunteer": Words("婉拒志愿者", "婉拒志願者", "Declined a volunteer"),
        "endVolunteering": Words("结束志愿服务", "結束志願服務", "Ended somebody's volunteering"),
        "changeVolunteering": Words("修改志愿服务", "修改志願服務", "Changed what I offer"),
        "pauseVolunteering": Words("暂停志愿服务", "暫停志願服務", "Paused volunteering"),
        "resumeVolunteering": Words("恢复志愿服务", "恢復志願服務", "Resumed volunteering"),
        "leaveVolunteering": Words("退出志愿服务", "退出志願服務", "Left volunteering"),
        "showVolunteerPhone": Words(
            "查看志愿者电话", "查看志願者電話", "Looked at a volunteer's phone number"
        ),
        "addQualification": Words("登记证件", "登記證件", "Recorded a paper"),
        "removeQualification": Words("删除证件", "刪除證件", "Removed a paper"),
    }
)
