import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.reading import Language, read_text
from zeren.reading.sums import sums

# What the central audit report of 2024 takes apart: total, parts.
CENTRAL = [
    ("889.97", "331.89 558.08"),
    ("726.6", "724.23 2.37"),
    ("376.14", "6.25 176.5 192.86 5308.92"),
    ("192.86", "166.38 26.48"),
    ("1325.97", "20.29 464.35 651.8 189.53"),
    ("54.59", "53.71 8823"),
    ("281.46", "20.1 261.36"),
    ("324", "267 57"),
    ("153.68", "83.08 70.6"),
    ("297.43", "47.7 249.73"),
    ("187.53", "167.23 20.3"),
    ("601.61", "187.53 414.08"),
    ("46.65", "41.64 4.78 2329.66"),
    ("7000", "1635 5365"),
    ("2273.96", "145.23"),
]


def figures(found):
    return str(found.total.value), " ".join(str(part.value) for part in found.parts)


def only(words, language=Language.CHINESE):
    [found] = sums(words, language)
    return found


@pytest.mark.parametrize(
    "words",
    [
        "共征收889.97亿元，其中：甲331.89亿元、乙558.08亿元。",
        "多收889.97亿元。8个市多收税款331.89亿元；4个市多收土地款等558.08亿元。",
        "总投资12.5亿元，一期4.2亿元，二期8.3亿元。",
        "甲3亿元、乙4.5亿元，合计7.5亿元。",
        "错列54.59亿元：一是甲53.71亿元；二是乙8823万元。",
        "发现问题金额46.65亿元。一是截留41.64亿元，用于还债3亿元。二是骗取4.78亿元。三是冒领2329.66万元。",
        "下达192.86亿元。向18个项目下达166.38亿元；向结转12.75亿元的2个项目下达26.48亿元。",
        "闲置324亿元。超额获得的267亿元闲置。其中3个区将48亿元提前拨付。3个市将57亿元挪用。",
        "参保人数共计35万人，其中职工20万人、居民15万人。",
        "发现问题50项，已整改40项，正在整改10项。",
        "共查出问题30个（甲类10个、乙类20个）。",
    ],
)
def test_a_total_and_its_parts_add_up(words):
    assert only(words).adds_up


@pytest.mark.parametrize(
    ("words", "difference"),
    [
        ("共征收889.97亿元，其中：甲331.89亿元、乙548.08亿元。", "10"),
        ("发现问题50项，已整改40项，正在整改9项。", "1"),
        ("共有12个项目：甲区4个，乙区5个，丙区4个。", "-1"),
        ("问题资金100万元，其中：已整改60万元，未整改30万元。", "10"),
    ],
)
def test_what_does_not_add_up_says_by_how_much(words, difference):
    found = only(words)

    assert not found.adds_up
    assert found.difference == Decimal(difference)


@pytest.mark.parametrize(
    "words",
    [
        "拨付5亿元，其中3亿元用于道路，1亿元用于桥梁。",
        "新建10个站，培训4个班，巡查6个点。",
        "违规2.23亿元、损失1800万元、不规范141.48亿元。",
        "增长5%，其中甲2%、乙3%。",
        "2021年投入3亿元，2022年投入4亿元。",
        "430多项中，已整改400项，正在整改30项。",
    ],
)
def test_figures_that_stand_together_are_no_sum(words):
    assert sums(words, Language.CHINESE) == ()


def test_a_part_is_checked_against_its_percentage():
    found = sums("共40.5亿元，其中：本级10.5亿元（占26%）、下属30亿元（占70%）。", Language.CHINESE)

    assert [(str(one.share.value), one.adds_up) for one in found if one.share] == [("26", True), ("70", False)]


def test_a_share_that_agrees_is_a_sum():
    found = only("造林80亩中，有20亩为虚报，虚报率25%。")

    assert (found.share.value, found.difference) == (25, 0)


def test_parts_stand_in_the_paragraph_of_the_total():
    assert sums("多收12.5亿元。\n甲4.2亿元，乙8.3亿元。", Language.CHINESE) == ()


def test_an_english_sum():
    found = only(
        "It spent 1.5 billion yuan, of which 1.2 billion yuan on roads and 300 million yuan on bridges.",
        Language.ENGLISH,
    )

    assert found.adds_up


@given(st.lists(st.decimals(min_value="0.01", max_value="9999", places=2), min_size=2, max_size=6))
def test_any_true_sum_adds_up(parts):
    listed = "、".join(f"甲{part}万元" for part in parts)

    assert all(one.adds_up for one in sums(f"共{sum(parts)}万元，其中：{listed}。", Language.CHINESE))


def cpu(text):
    started = time.process_time()
    sums(text, Language.CHINESE)
    return time.process_time() - started


@pytest.mark.parametrize(
    "piece",
    ["问题5项，已整改3项，未整改2项，", "1亿元，", "其中：3亿元、", "一是1亿元，", "100亿元50亿元50亿元（占50%）"],
)
def test_eight_times_the_text_takes_about_eight_times_as_long(piece):
    """Ask again where a busy machine disturbed the measure: what is quadratic fails every time."""
    small, large = piece * (10_000 // len(piece)), piece * (80_000 // len(piece))
    cpu(small)  # opens the rules

    assert any(cpu(large) < 24 * (min(cpu(small) for _ in range(3)) + 0.001) for _ in range(10))


@pytest.mark.shared
def test_the_sums_of_an_audit_report_are_found_and_add_up(shared_document):
    found = {figures(one): one.adds_up for one in shared_document("audit_report_central_2024.txt").sums if one.parts}

    assert [one for one in CENTRAL if not found.get(one)] == []


@pytest.mark.shared
def test_no_sum_of_an_audit_report_is_false(shared_document):
    found = [one for one in shared_document("audit_report_central_2024.txt").sums if one.share is None]

    # The one more: 1 trillion yuan of bonds in two parts.
    assert len(found) == len(CENTRAL)
    assert all(one.adds_up for one in found)


@pytest.mark.shared
def test_what_is_put_right_and_what_is_not_make_the_whole(shared_document):
    found = shared_document("excerpts_audit_rectification_reports.txt").sums

    assert [(figures(one), one.adds_up) for one in found] == [
        (("50", "40 10"), True),
        (("251023.54", "215587.84 35435.70"), True),
        (("6", "4 2"), True),
    ]


def test_a_reading_has_its_sums():
    assert len(read_text("共7.5亿元，其中：甲3亿元、乙4.5亿元。").sums) == 1
