"""People and their ways in: what people call the deeds of this slice, for whoever reads what they did."""

from backend.access import audit
from backend.kit.words import Words

audit.called(
    {
        "signIn": Words("登录", "登入", "Signed in"),
        "signOut": Words("退出登录", "登出", "Signed out"),
        "revokeDevice": Words("让一部设备退出", "讓一部裝置登出", "Signed a device out"),
        "giveSignInCode": Words("当面给了登录验证码", "當面給了登入驗證碼", "Gave a sign-in code in person"),
        "makeApiToken": Words("新建程序密钥", "新增程式金鑰", "Made a key for a program"),
        "revokeApiToken": Words("停用程序密钥", "停用程式金鑰", "Stopped a key for a program"),
        "updateMe": Words("修改名字或语言", "修改名字或語言", "Changed my name or language"),
        "changePhone": Words("修改登录用的手机号", "修改登入用的手機號碼", "Changed my sign-in number"),
        "eraseMe": Words("清除我的资料", "清除我的資料", "Erased my data"),
    }
)
