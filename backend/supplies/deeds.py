"""Supplies: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "requestSupplies": Words("提出求助", "提出求助", "Asked for supplies"),
        "claimSupplies": Words("答应送物资", "答應送物資", "Promised to bring supplies"),
        "giveBackDelivery": Words("退回答应送的物资", "退回答應送的物資", "Gave a promise back"),
        "handOverSupplies": Words("物资送到", "物資送到", "Handed supplies over"),
        "confirmSupplies": Words("确认收到", "確認收到", "Confirmed what came"),
        "cancelSupplyRequest": Words("取消求助", "取消求助", "Withdrew a request"),
        "changeSupplyDeadline": Words("修改用完的时间", "修改用完的時間", "Changed when it runs out"),
        "passUpSupplyRequest": Words("上报给上级", "上報給上級", "Passed a request up"),
        "speakOfUnclaimed": Words(
            "提醒没有人认领", "提醒沒有人認領", "Reminded of a request that nobody had taken"
        ),
        "closeQuietDelivery": Words("自动确认", "自動確認", "Closed a delivery nobody spoke of"),
        "addItem": Words("新增物资种类", "新增物資種類", "Added an item"),
        "retireItem": Words("停用物资种类", "停用物資種類", "Stopped offering an item"),
        "setRation": Words("设限额", "設限額", "Set a ration"),
        "endRation": Words("取消限额", "取消限額", "Ended a ration"),
        "receiveStock": Words("收捐赠", "收捐贈", "Took in a donation"),
        "transferStock": Words("调拨物资", "調撥物資", "Moved goods to another store"),
        "countStock": Words("盘点库存", "盤點庫存", "Counted the store"),
        "writeOffStock": Words("登记损耗", "登記損耗", "Wrote goods off"),
        "setLowStock": Words("设库存提醒", "設庫存提醒", "Set when a store is low"),
    }
)
