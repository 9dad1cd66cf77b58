"""Households: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "registerHousehold": Words("登记一户", "登記一戶", "Registered a household"),
        "changeHousehold": Words("修改一户", "修改一戶", "Changed a household"),
        "closeDoor": Words("从名单上拿掉门牌", "從名單上拿掉門牌", "Took a door off the list"),
        "importHouseholds": Words("导入住户名单", "匯入住戶名單", "Imported a list of households"),
        "assignLiaison": Words("给联络员分配住户", "給聯絡員分配住戶", "Assigned households to a liaison"),
        "addResident": Words("登记居民", "登記居民", "Added a resident"),
        "changeResident": Words("修改居民资料", "修改居民資料", "Changed a resident"),
        "admitResident": Words("让人加入一户", "讓人加入一戶", "Let somebody in"),
        "moveResident": Words("搬到另一户", "搬到另一戶", "Moved a resident"),
        "moveOut": Words("登记搬走", "登記搬走", "Noted that somebody moved out"),
        "recordNeed": Words("登记需要关照", "登記需要關照", "Noted a special need"),
        "clearNeed": Words("撤掉需要关照", "撤掉需要關照", "Removed a special need"),
        "inviteResidents": Words("发邀请码", "發邀請碼", "Made an invitation"),
        "revokeInvitation": Words("收回邀请码", "收回邀請碼", "Withdrew an invitation"),
        "acceptInvitation": Words("用邀请码加入", "用邀請碼加入", "Joined with an invitation"),
    }
)
