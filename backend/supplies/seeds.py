"""What can be asked for everywhere from the first day on: what the accounts of January 2020 name."""

from typing import Any

from backend.kit import work
from backend.kit.words import Words
from backend.supplies.catalogue import Question, QuestionKind, kept, stored
from backend.supplies.models import Category, Item

MASK_SIZE = Question(
    "size",
    Words("给谁用", "給誰用", "For whom"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=(("adult", Words("成人", "成人", "Adults")), ("child", Words("儿童", "兒童", "Children"))),
)
FORMULA_STAGE = Question(
    "stage",
    Words("几段", "幾段", "Stage"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=(
        ("1", Words("1 段（0–6 个月）", "1 段（0–6 個月）", "Stage 1 (0–6 months)")),
        ("2", Words("2 段（6–12 个月）", "2 段（6–12 個月）", "Stage 2 (6–12 months)")),
        ("3", Words("3 段（1–3 岁）", "3 段（1–3 歲）", "Stage 3 (1–3 years)")),
    ),
)
FORMULA_TYPE = Question(
    "type",
    Words("哪一种", "哪一種", "Which kind"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=(
        ("ordinary", Words("普通", "普通", "Ordinary")),
        (
            "hypoallergenic",
            Words("低敏（水解蛋白）", "低敏（水解蛋白）", "Hypoallergenic (hydrolysed protein)"),
        ),
        ("amino_acid", Words("氨基酸", "胺基酸", "Amino acid")),
        ("lactose_free", Words("无乳糖", "無乳糖", "Lactose free")),
    ),
)
BRAND = Question("brand", Words("品牌", "品牌", "Brand"), QuestionKind.TEXT)
ALLERGY = Question("allergy", Words("对什么过敏", "對什麼過敏", "Allergic to"), QuestionKind.TEXT)
BIRTH_MONTH = Question(
    "birth_month", Words("宝宝出生年月", "寶寶出生年月", "Month of birth"), QuestionKind.MONTH
)
SUBSTITUTES = Question(
    "substitutes",
    Words("可以换别的品牌吗", "可以換別的品牌嗎", "Is another brand all right?"),
    QuestionKind.YES_NO,
    required=True,
)
DISINFECTANT_KIND = Question(
    "kind",
    Words("哪一种", "哪一種", "Which kind"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=(
        ("alcohol", Words("75% 酒精", "75% 酒精", "Alcohol 75%")),
        ("chlorine", Words("84 消毒液", "84 消毒液", "Chlorine bleach")),
        ("hand_gel", Words("免洗洗手液", "免洗洗手液", "Hand gel")),
    ),
)
DECOCTION_FOR = Question(
    "for",
    Words("给谁喝", "給誰喝", "For whom"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=(("adult", Words("成人", "成人", "An adult")), ("child", Words("儿童", "兒童", "A child"))),
)
AVOID = Question(
    "avoid",
    Words("正在吃的药，或不能吃的", "正在吃的藥，或不能吃的", "Medicines taken now, or what must be avoided"),
    QuestionKind.TEXT,
)
MEDICINE_NAME = Question(
    "name", Words("药名", "藥名", "Name of the medicine"), QuestionKind.TEXT, required=True
)
DOSE = Question(
    "dose", Words("规格和用量", "規格和用量", "Strength and dose"), QuestionKind.TEXT, required=True
)
PRESCRIPTION = Question(
    "prescription",
    Words("有处方吗", "有處方嗎", "Is there a prescription?"),
    QuestionKind.YES_NO,
    required=True,
)
DIAPER_SIZE = Question(
    "size",
    Words("尺码", "尺碼", "Size"),
    QuestionKind.CHOICE,
    required=True,
    variety=True,
    choices=tuple((size, Words(size, size, size)) for size in ("NB", "S", "M", "L", "XL", "XXL")),
)
FOOD_AVOID = Question("avoid", Words("不能吃的", "不能吃的", "What must be avoided"), QuestionKind.TEXT)
WHAT = Question("what", Words("需要什么", "需要什麼", "What is needed"), QuestionKind.TEXT, required=True)

ITEMS: tuple[tuple[str, Category, Words, Words, tuple[Question, ...]], ...] = (
    ("mask", Category.PROTECTION, Words("口罩", "口罩", "Masks"), Words("只", "個", "pieces"), (MASK_SIZE,)),
    (
        "infant-formula",
        Category.INFANT,
        Words("婴儿奶粉", "嬰兒奶粉", "Infant formula"),
        Words("罐", "罐", "tins"),
        (FORMULA_STAGE, FORMULA_TYPE, BRAND, ALLERGY, BIRTH_MONTH, SUBSTITUTES),
    ),
    (
        "diaper",
        Category.INFANT,
        Words("纸尿裤", "紙尿褲", "Nappies"),
        Words("包", "包", "packs"),
        (DIAPER_SIZE, BRAND),
    ),
    (
        "disinfectant",
        Category.CLEANING,
        Words("消毒用品", "消毒用品", "Disinfectant"),
        Words("瓶", "瓶", "bottles"),
        (DISINFECTANT_KIND,),
    ),
    (
        "herbal-decoction",
        Category.MEDICINE,
        Words("中药汤剂", "中藥湯劑", "Herbal decoction"),
        Words("份", "份", "doses"),
        (DECOCTION_FOR, AVOID),
    ),
    (
        "medicine",
        Category.MEDICINE,
        Words("药品", "藥品", "Medicine"),
        Words("盒", "盒", "boxes"),
        (MEDICINE_NAME, DOSE, PRESCRIPTION, SUBSTITUTES),
    ),
    (
        "thermometer",
        Category.PROTECTION,
        Words("体温计", "體溫計", "Thermometers"),
        Words("支", "支", "pieces"),
        (),
    ),
    (
        "vegetables",
        Category.FOOD,
        Words("蔬菜包", "蔬菜包", "Vegetables"),
        Words("份", "份", "bags"),
        (FOOD_AVOID,),
    ),
    (
        "rice",
        Category.FOOD,
        Words("米面", "米麵", "Rice and flour"),
        Words("袋", "袋", "bags"),
        (FOOD_AVOID,),
    ),
    ("other", Category.OTHER, Words("其他", "其他", "Something else"), Words("份", "份", "pieces"), (WHAT,)),
)


async def seed() -> None:
    """Put on the list what is not there yet, and bring what is there up to date; nothing is there twice."""
    await work.unit(_seed)


async def _seed() -> None:
    known = {item.code: item for item in await Item.filter(code__in=[code for code, *_ in ITEMS])}
    for order, (code, category, name, unit, questions) in enumerate(ITEMS):
        said: dict[str, Any] = {
            "name": stored(name),
            "unit": stored(unit),
            "category": category,
            "questions": kept(list(questions)),
            "order": order,
        }
        if code not in known:
            await Item.create(code=code, **said)
        elif any(getattr(known[code], column) != value for column, value in said.items()):
            await known[code].update_from_dict(said).save(update_fields=list(said))
