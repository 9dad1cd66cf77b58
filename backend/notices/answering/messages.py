"""What is said about answers, in neutral words; and what to write instead where one cannot be used."""

from backend.kit.words import Words

ASKED = Words("居民对公告有提问", "居民對公告有提問", "Residents asked about a notice")
SEE_QUESTIONS = Words(
    "打开看看，一次可以回复大家。", "打開看看，一次可以回覆大家。", "Open it; one reply answers everybody."
)
REPLIED = Words("您的提问有了回复", "您的提問有了回覆", "Your question has a reply")
SEE_REPLY = Words("打开公告就能看到。", "打開公告就能看到。", "Open the notice to read it.")
CARD = Words("您问的事有了核实结果", "您問的事有了查證結果", "What you asked about was checked")
SEE_CARD = Words("打开看看核实的结果。", "打開看看查證的結果。", "Open it to see what is true.")

NOT_ASKED_HERE = Words(
    "这条公告不收这一类回复，您可以提问。",
    "這則公告不收這一類回覆，您可以提問。",
    "This notice takes no answer of this kind. You can ask a question.",
)
WHICH_STOP = Words(
    "请选一下您去过的是哪一处。", "請選一下您去過的是哪一處。", "Please choose the place where you were."
)
WHICH_HOUSEHOLD = Words(
    "您还没有登记住址，请先登记您的家，再来签。",
    "您還沒有登記住址，請先登記您的家，再來簽。",
    "You have no home registered yet. Register it first, then sign.",
)
NO_PLEDGE = Words("这条公告不用签名。", "這則公告不用簽名。", "There is nothing to sign in this notice.")
CHOOSE_QUESTIONS = Words(
    "请先选要回复的问题。", "請先選要回覆的問題。", "First choose the questions to reply to."
)
