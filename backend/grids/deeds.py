"""The tree of grids and its posts: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "addGrid": Words("新增网格", "新增網格", "Added a grid"),
        "renameGrid": Words("修改网格名称", "修改網格名稱", "Renamed a grid"),
        "setTimeZone": Words("设定网格时区", "設定網格時區", "Set a grid's time zone"),
        "moveGrid": Words("移动网格", "移動網格", "Moved a grid"),
        "splitGrid": Words("拆分网格", "拆分網格", "Split a grid"),
        "closeGrid": Words("停用网格", "停用網格", "Closed a grid"),
        "reopenGrid": Words("恢复网格", "恢復網格", "Reopened a grid"),
        "importGrids": Words("导入网格", "匯入網格", "Loaded grids from a file"),
        "appoint": Words("任命岗位", "任命崗位", "Appointed somebody"),
        "standIn": Words("安排代班", "安排代班", "Arranged a stand-in"),
        "endPost": Words("结束岗位", "結束崗位", "Ended a post"),
    }
)
