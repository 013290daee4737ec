"""Documents written for these tests, in the manner of real ones; and the real ones where they are at hand."""

import json
from pathlib import Path

import pytest

from zeren.reading import read, read_text

SHARED = Path(__file__).resolve().parents[4] / "shared"

LIST_ZH = """滨海市生态环境保护责任清单（2026年版）
为落实生态环境保护责任，制定本清单。
一、大气污染防治
1.重污染天气应急减排。每年10月底前修订应急减排清单，预警发布后24小时内核查执行情况。（市生态环境局牵头，市工业和信息化局、市公安局配合；各区（市）县人民政府、新区管委会按属地负责）
依据：《中华人民共和国大气污染防治法》第九十六条
目标：预警期间企业减排措施落实率达到100%
周期：每年
2.港口岸电。督促靠港船舶使用岸电。（市交通运输局牵头）
依据：《中华人民共和国海洋环境保护法》第九十条
周期：持续
二、噪声污染防治
3.夜间施工。公布夜间施工许可。（望潮区人民政府、石澳区人民政府按属地负责）
4.广场噪声。巡查夜间广场。（市公安局负责）
"""

LIST_EN = """List of Responsibilities for Ecological Environment Protection in Binhai (2026)
This list sets out who answers for what.
I. Air pollution prevention and control
1. Emergency cuts in heavy pollution. Revise the list every year, and check it within 24 hours of a warning. (Lead: Municipal Ecology and Environment Bureau; support: Municipal Industry and Information Technology Bureau, Municipal Housing and Urban-Rural Development Bureau; territorial: all district and county governments and new areas)
Basis: Air Pollution Prevention and Control Law, article 96
Target: 100% of enterprises carry out their cuts during a warning
Cycle: yearly
2. Shore power. Make ships in port use shore power. (Lead: Municipal Transport Bureau)
Basis: Marine Environment Protection Law, article 90
II. Noise
3. Building at night. Publish the permits. (Territorial: Wangchao District Government, Shi'ao District Government)
"""

COMMUNIQUE_ZH = """市委常委会召开会议研究生态环境保护工作
2026-03-13 09:30
3月12日，市委常委会召开扩大会议，听取审计整改情况汇报，审议《滨海市生态环境保护责任清单》和《滨海市数字乡村行动方案》。省委常委、市委书记李明主持会议。
会议指出，保护生态环境是全市人民的共同心愿。过去一年，各级各部门做了大量工作。
会议强调，市生态环境局要逐项细化责任清单，各级各部门要压实责任、抓好落实。加强随机抽查，完善考核办法。
会议还研究了其他事项。
"""

COMMUNIQUE_EN = """Municipal Party Committee Holds a Meeting
2026-03-13 09:30

On March 12, the Standing Committee of the Binhai Municipal Party Committee held an enlarged meeting to hear a report on audit rectification and reviewed the "List of Responsibilities for Ecological Environment Protection in Binhai" and "Plan for Digital Villages in Binhai". Li Ming, member of the Standing Committee of the Provincial Party Committee and secretary of the Municipal Party Committee, presided over the meeting.

The meeting pointed out that the environment is what people care about. We will remember this year.

The meeting stressed that the Municipal Ecology and Environment Bureau should refine the list item by item. All departments must carry it out. To strengthen supervision, to carry out spot checks, improve the index.

The meeting also studied other matters.
"""


@pytest.fixture(scope="session")
def list_zh():
    return read_text(LIST_ZH)


@pytest.fixture(scope="session")
def list_en():
    return read_text(LIST_EN)


@pytest.fixture(scope="session")
def communique_zh():
    return read_text(COMMUNIQUE_ZH)


@pytest.fixture(scope="session")
def communique_en():
    return read_text(COMMUNIQUE_EN)


def shared(path):
    """Return the bytes of a document kept beside the clone, or skip and say so."""
    if not (SHARED / path).exists():
        pytest.skip(f"skipped: ../shared/{path} is not here")
    return (SHARED / path).read_bytes()


@pytest.fixture(scope="session")
def shared_document():
    return lambda name: read(shared(f"inputs/{name}"))


@pytest.fixture(scope="session")
def gold():
    return lambda name: json.loads(shared(f"gold/{name}"))


@pytest.fixture(scope="session")
def shared_names():
    shared("README.md")
    return sorted(path.name for path in (SHARED / "inputs").iterdir())


@pytest.fixture(scope="session", name="read")
def read_():
    return read_text
