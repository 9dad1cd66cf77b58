"""Households: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "registerHousehold": Words("登记一户", "登記一戶", "Registered a household"),
        "changeHousehold": Words("修改一户", "修改一戶", "Changed a household"),
        "closeDoor": Words("注销门牌", "註銷門牌", "Took a door out"),
        "importHouseholds": Words("导入住户", "匯入住戶", "Loaded households from a file"),
        "assignLiaison": Words("安排联络员", "安排聯絡員", "Assigned a liaison"),
        "addResident": Words("登记家里人", "登記家裡人", "Added a resident"),
        "changeResident": Words("修改家里人", "修改家裡人", "Changed a resident"),
        "admitResident": Words("同意加入", "同意加入", "Let somebody in"),
        "moveResident": Words("搬到另一户", "搬到另一戶", "Moved a resident"),
        "moveOut": Words("登记搬走", "登記搬走", "Recorded that somebody left"),
        "recordNeed": Words("登记需要关照", "登記需要關照", "Recorded a need"),
        "clearNeed": Words("取消需要关照", "取消需要關照", "Cleared a need"),
        "inviteResidents": Words("发邀请码", "發邀請碼", "Made an invitation"),
        "revokeInvitation": Words("停用邀请码", "停用邀請碼", "Stopped an invitation"),
        "acceptInvitation": Words("用邀请码加入", "用邀請碼加入", "Came in by an invitation"),
    }
)
