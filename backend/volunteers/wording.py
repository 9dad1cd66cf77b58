"""What volunteers offer and have shown, in the reader's words; the phone's own words for it say the same."""

from backend.kit.words import Words
from backend.volunteers.models import QualificationKind, Skill, VolunteerState

STATES = {
    VolunteerState.WAITING: Words("等待审核", "等待審核", "To be approved"),
    VolunteerState.APPROVED: Words("志愿者", "志願者", "Volunteer"),
    VolunteerState.DECLINED: Words("未通过", "未通過", "Declined"),
    VolunteerState.ENDED: Words("已结束", "已結束", "Ended"),
    VolunteerState.LEFT: Words("已退出", "已退出", "Left"),
}
SKILLS = {
    Skill.CARRYING: Words("搬东西、送东西", "搬東西、送東西", "Carry things"),
    Skill.DRIVING: Words("开车", "開車", "Drive"),
    Skill.SHOPPING: Words("代买东西", "代買東西", "Shop for others"),
    Skill.COOKING: Words("做饭", "做飯", "Cook"),
    Skill.MEDICAL: Words("医护", "醫護", "Medical care"),
    Skill.COUNSELLING: Words("心理疏导", "心理疏導", "Counselling"),
    Skill.CHILD_CARE: Words("照看孩子", "照看孩子", "Look after children"),
    Skill.ELDER_CARE: Words("照料老人", "照料老人", "Care for old people"),
    Skill.DISINFECTING: Words("消毒", "消毒", "Disinfect"),
    Skill.REPAIRS: Words("水电维修", "水電維修", "Repairs"),
    Skill.TRANSLATING: Words("翻译", "翻譯", "Translate"),
    Skill.TEACHING_PHONES: Words("教用手机", "教用手機", "Explain phones"),
}
PAPERS = {
    QualificationKind.HEALTH_CERTIFICATE: Words("健康证", "健康證", "Health certificate"),
    QualificationKind.DOCTOR: Words("医师证", "醫師證", "Doctor"),
    QualificationKind.NURSE: Words("护士证", "護士證", "Nurse"),
    QualificationKind.FIRST_AID: Words("急救证", "急救證", "First aid"),
    QualificationKind.DRIVING_LICENCE: Words("驾驶证", "駕駛證", "Driving licence"),
    QualificationKind.COUNSELLOR: Words("心理咨询师证", "心理諮詢師證", "Counsellor"),
    QualificationKind.ELECTRICIAN: Words("电工证", "電工證", "Electrician"),
    QualificationKind.OTHER: Words("其他证件", "其他證件", "Another certificate"),
}
WEEKDAYS = {
    1: Words("周一", "週一", "Monday"),
    2: Words("周二", "週二", "Tuesday"),
    3: Words("周三", "週三", "Wednesday"),
    4: Words("周四", "週四", "Thursday"),
    5: Words("周五", "週五", "Friday"),
    6: Words("周六", "週六", "Saturday"),
    7: Words("周日", "週日", "Sunday"),
}
UNTIL = Words("到 {day} 为止", "到 {day} 為止", "until {day}")
