"""Volunteers: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "applyAsVolunteer": Words("报名做志愿者", "報名做志願者", "Applied as a volunteer"),
        "approveVolunteer": Words("同意志愿者报名", "同意志願者報名", "Approved a volunteer"),
        "declineVolunteer": Words("婉拒志愿者报名", "婉拒志願者報名", "Declined a volunteer"),
        "endVolunteering": Words("结束志愿服务", "結束志願服務", "Ended somebody's volunteering"),
        "changeVolunteering": Words("修改志愿服务", "修改志願服務", "Changed my volunteering"),
        "pauseVolunteering": Words("志愿服务休息", "志願服務休息", "Took a break from volunteering"),
        "resumeVolunteering": Words("恢复志愿服务", "恢復志願服務", "Volunteered again"),
        "leaveVolunteering": Words("退出志愿服务", "退出志願服務", "Stopped volunteering"),
        "showVolunteerPhone": Words(
            "查看志愿者电话", "查看志願者電話", "Looked at a volunteer's phone number"
        ),
        "addQualification": Words("登记证件", "登記證件", "Noted a certificate"),
        "removeQualification": Words("撤掉证件", "撤掉證件", "Removed a certificate"),
    }
)
