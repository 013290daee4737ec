import pytest

from zeren_platform.sources.areas import kinds_of_class
from zeren_platform.sources.cycles import cycle_of


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("all district and county governments and new areas", ("district", "new-area")),
        ("各区（市）县人民政府", ("district",)),
        ("新区管委会", ("new-area",)),
        ("各区（市）县人民政府、新区管委会", ("district", "new-area")),
        ("各县区", ("district",)),
        ("all districts and counties", ("district",)),
        ("各乡镇人民政府、街道办事处", ("town",)),
        ("all town governments", ("town",)),
        ("各部门", ()),
        ("各地区", ()),
        ("各区域", ()),
        ("all departments", ()),
    ],
)
def test_a_class_takes_in_whole_kinds_of_unit(name, kinds):
    assert kinds_of_class(name) == kinds


@pytest.mark.parametrize(
    "name", ["有关区县", "相关区（市）县人民政府", "the relevant districts", "districts concerned"]
)
def test_a_class_that_leaves_a_choice_is_not_spelled_out(name):
    assert kinds_of_class(name) == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("每年", "yearly"), ("yearly", "yearly"), ("Annual", "yearly"), ("once a year", "yearly"),
        ("每半年", "half-yearly"), ("half-yearly", "half-yearly"), ("Every half year", "half-yearly"),
        ("每季度", "quarterly"), ("季度", "quarterly"), ("quarterly", "quarterly"), ("once a quarter", "quarterly"),
        ("每月", "monthly"), ("monthly", "monthly"),
        ("长期", "continuous"), ("持续", "continuous"), ("continuous", "continuous"),
        ("一次性", "once"), ("once", "once"),
        ("", ""), ("every two years", ""), ("每两年", ""), ("when needed", ""),
    ],
)  # fmt: skip
def test_a_cycle_is_one_that_a_duty_can_keep_or_none(words, code):
    assert cycle_of(words) == code
