"""The tree of grids and its posts: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "addGrid": Words("新增网格", "新增網格", "Added a grid"),
        "renameGrid": Words("修改网格名称", "修改網格名稱", "Renamed a grid"),
        "setTimeZone": Words("修改网格时区", "修改網格時區", "Set a grid's time zone"),
        "moveGrid": Words("把网格移到别处", "把網格移到別處", "Moved a grid"),
        "splitGrid": Words("把网格分成微网格", "把網格分成微網格", "Split a grid"),
        "closeGrid": Words("关闭网格", "關閉網格", "Closed a grid"),
        "reopenGrid": Words("重新启用网格", "重新啟用網格", "Opened a grid again"),
        "importGrids": Words("导入网格", "匯入網格", "Loaded grids from a file"),
        "appoint": Words("任命岗位", "任命崗位", "Appointed somebody"),
        "standIn": Words("安排代班", "安排代班", "Arranged a stand-in"),
        "endPost": Words("结束岗位", "結束崗位", "Ended a post"),
    }
)
