"""What the commands that keep a place say."""

from backend.kit.words import Words

COPIED = Words(
    "备份好了：{file}。密钥不在里面，请把 {keys} 另存到别处。",
    "備份好了：{file}。金鑰不在裡面，請把 {keys} 另存到別處。",
    "Backed up to {file}. The keys are not in it: keep {keys} in another place.",
)
IS_THERE = Words(
    "没有备份：{file} 已经存在。请换一个文件名。",
    "沒有備份：{file} 已經存在。請換一個檔名。",
    "Not backed up: {file} is there already. Choose another name.",
)
RESTORED = Words(
    "恢复好了。备份之后清除过资料的人已重新清除：{erased} 人。",
    "還原好了。備份之後清除過資料的人已重新清除：{erased} 人。",
    "Restored. People erased since the backup and now erased again: {erased}.",
)
PUT_ASIDE = Words(
    "原来的数据库在 {aside}。看过没有问题后请删掉它。",
    "原來的資料庫在 {aside}。看過沒有問題後請刪掉它。",
    "The database that was there is {aside}. Delete it when you have seen that all is well.",
)
RUNS = Words(
    "没有做：连心正在这个文件夹里运行。请先结束它。",
    "沒有做：連心正在這個資料夾裡執行。請先結束它。",
    "Not done: Lianxin runs in this folder. End it first.",
)
BROKEN = Words(
    "没有做：这份备份不完整（{reason}）。请用另一份。",
    "沒有做：這份備份不完整（{reason}）。請用另一份。",
    "Not done: this backup is not whole ({reason}). Take another one.",
)
NO_PLACE = Words(
    "没有做：{file} 不是连心的备份。",
    "沒有做：{file} 不是連心的備份。",
    "Not done: {file} is no backup of Lianxin's.",
)
NEWER = Words(
    "没有做：这份数据由更新版本的连心写成。请先安装那个版本。",
    "沒有做：這份資料由更新版本的連心寫成。請先安裝那個版本。",
    "Not done: a newer version of Lianxin has written this. Install that version first.",
)
OTHER_KEYS = Words(
    "没有做：手头的密钥打不开这份数据。请用备份当时的 secrets.json。",
    "沒有做：手頭的金鑰打不開這份資料。請用備份當時的 secrets.json。",
    "Not done: the keys at hand do not open it. Use the secrets.json of the time of the backup.",
)
FILLED = Words(
    "没有做：那个数据库里已经有内容。请新建一个空的数据库。",
    "沒有做：那個資料庫裡已經有內容。請新建一個空的資料庫。",
    "Not done: that database holds something already. Make an empty one.",
)
NO_PROGRAM = Words(
    "没有做：这台电脑上没有 {program}。请安装 PostgreSQL 的客户端程序。",
    "沒有做：這台電腦上沒有 {program}。請安裝 PostgreSQL 的用戶端程式。",
    "Not done: {program} is not on this computer. Install PostgreSQL's client programs.",
)
PROGRAM_FAILED = Words(
    "没有做：PostgreSQL 的程序说：{reason}",
    "沒有做：PostgreSQL 的程式說：{reason}",
    "Not done: PostgreSQL's program said: {reason}",
)
NOT_THERE = Words(
    "没有做：没有 {reason} 这个文件。",
    "沒有做：沒有 {reason} 這個檔案。",
    "Not done: there is no file {reason}.",
)
MOVED = Words(
    "搬完了：{tables} 张表、{rows} 行，两边逐行核对一致。现在把 DATABASE_URL 设为新的地址，再启动。",
    "搬完了：{tables} 張表、{rows} 列，兩邊逐列核對一致。現在把 DATABASE_URL 設為新的位址，再啟動。",
    "Moved: {tables} tables, {rows} rows, compared on both sides and found the same. "
    "Now set DATABASE_URL to the new address and start.",
)
DIFFERENT = Words(
    "没有搬完：表 {table} 两边不一样。请确认没有程序在写原来的数据库，新建一个空的数据库再来一次。",
    "沒有搬完：表 {table} 兩邊不一樣。請確認沒有程式在寫原來的資料庫，新建一個空的資料庫再來一次。",
    "Not moved: the table {table} differs. See that nothing writes to the old database, and begin again with an empty one.",
)
PREPARED = Words(
    "已加入第 {number} 号密钥，暂不使用。请把 {file} 复制到每台电脑，再运行 lianxin rotate-keys。",
    "已加入第 {number} 號金鑰，暫不使用。請把 {file} 複製到每台電腦，再執行 lianxin rotate-keys。",
    "Key {number} was added and is not used yet. Copy {file} to every computer, then run lianxin rotate-keys.",
)
SEALING = Words(
    "正在用第 {number} 号密钥重新加密。可以随时停下，再运行一次会接着做。",
    "正在用第 {number} 號金鑰重新加密。可以隨時停下，再執行一次會接著做。",
    "Sealing everything with key {number}. You may stop it; run it again and it goes on.",
)
LEFT = Words("还剩：{left}", "還剩：{left}", "Still to do: {left}")
SEALED = Words(
    "全部已用第 {number} 号密钥加密。旧密钥现在可以去掉：lianxin rotate-keys --drop。以前的备份仍需要旧的 secrets.json。",
    "全部已用第 {number} 號金鑰加密。舊金鑰現在可以去掉：lianxin rotate-keys --drop。以前的備份仍需要舊的 secrets.json。",
    "Everything is sealed with key {number}. The old keys may go now: lianxin rotate-keys --drop. "
    "Backups made before still need the secrets.json of their time.",
)
STILL_NEEDED = Words(
    "旧密钥还要用：还有 {left} 处用它加密。请先运行 lianxin rotate-keys。",
    "舊金鑰還要用：還有 {left} 處用它加密。請先執行 lianxin rotate-keys。",
    "The old keys are still needed in {left} places. First run lianxin rotate-keys.",
)
DROPPED = Words("已去掉旧密钥：{numbers}", "已去掉舊金鑰：{numbers}", "Old keys taken away: {numbers}")
NOTHING_TO_DROP = Words("没有旧密钥。", "沒有舊金鑰。", "There are no old keys.")
FROM_OUTSIDE = Words(
    "没有做：密钥来自 LIANXIN_SECRETS。请在那里更换（见 docs/operations.md）。",
    "沒有做：金鑰來自 LIANXIN_SECRETS。請在那裡更換（見 docs/operations.md）。",
    "Not done: the keys come from LIANXIN_SECRETS. Change them there (see docs/operations.md).",
)
NO_NUMBER = Words(
    "没有做：密钥编号用完了。请先运行 lianxin rotate-keys --drop，再换一份新的密钥文件。",
    "沒有做：金鑰編號用完了。請先執行 lianxin rotate-keys --drop，再換一份新的金鑰檔案。",
    "Not done: the numbers for keys are used up at 255 (see docs/operations.md).",
)
BAD_URL = Words(
    "--to 请以 postgres:// 或 sqlite:// 开头。",
    "--to 請以 postgres:// 或 sqlite:// 開頭。",
    "Begin --to with postgres:// or sqlite://.",
)
