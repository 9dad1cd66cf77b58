"""How somebody asks for formula; most stories begin with it."""

import re

from tests.e2e.phone import Phone


def asks_for_formula(mother: Phone) -> str:
    """Seven tins of hypoallergenic formula until tomorrow noon; gives the address of the request."""
    mother.press("我要求助", "Ask for help")
    mother.press("婴儿奶粉", "Infant formula")
    mother.choose("1 段（0–6 个月）", "Stage 1 (0–6 months)")
    mother.choose("低敏（水解蛋白）", "Hypoallergenic (hydrolysed protein)")
    mother.fill("品牌", "Brand", "爱他美")
    mother.fill("对什么过敏", "Allergic to", "牛奶蛋白")
    mother.choose("是", "Yes")
    mother.count(7)
    mother.press("加入清单", "Add to the list")
    mother.choose("明天", "Tomorrow")
    mother.choose("中午 12 点", "12 noon")
    mother.fill("还想说明什么", "What else they should know", "宝宝四个月。")
    mother.press("送出求助", "Send the request")
    # Where the answer takes long the app goes on to the list.
    mother.page.wait_for_url(re.compile("/requests"))
    mother.turn_to("求助", "Ask")
    mother.open_first()
    mother.page.wait_for_url("**/requests/*")
    return mother.page.url.rpartition("/")[2]
