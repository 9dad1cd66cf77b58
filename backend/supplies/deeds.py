"""Supplies: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "requestSupplies": Words("提出求助", "提出求助", "Asked for supplies"),
        "claimSupplies": Words("认领配送", "認領配送", "Claimed supplies"),
        "giveBackDelivery": Words("退回认领", "退回認領", "Gave a claim back"),
        "handOverSupplies": Words("送到", "送到", "Handed supplies over"),
        "confirmSupplies": Words("确认收到", "確認收到", "Confirmed what came"),
        "cancelSupplyRequest": Words("撤回求助", "撤回求助", "Cancelled a request"),
        "changeSupplyDeadline": Words("修改用完的日子", "修改用完的日子", "Changed when it runs out"),
        "passUpSupplyRequest": Words("转给上级", "轉給上級", "Passed a need up"),
        "speakOfUnclaimed": Words("提醒无人认领", "提醒無人認領", "Reminded of an unclaimed need"),
        "closeQuietDelivery": Words("自动确认", "自動確認", "Closed a delivery nobody spoke of"),
        "addItem": Words("新增物资种类", "新增物資種類", "Added an item"),
        "retireItem": Words("停用物资种类", "停用物資種類", "Retired an item"),
        "setRation": Words("设定限量", "設定限量", "Set a ration"),
        "endRation": Words("取消限量", "取消限量", "Ended a ration"),
        "receiveStock": Words("登记入库", "登記入庫", "Took goods into store"),
        "transferStock": Words("调拨物资", "調撥物資", "Moved goods to another store"),
        "countStock": Words("盘点库存", "盤點庫存", "Counted the store"),
        "writeOffStock": Words("登记损耗", "登記損耗", "Wrote goods off"),
        "setLowStock": Words("设定库存提醒", "設定庫存提醒", "Set when a store is low"),
    }
)
