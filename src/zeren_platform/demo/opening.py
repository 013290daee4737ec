"""Open the demo city: load it once, give out logins, say what to look at first."""

import secrets
from collections.abc import Callable, Mapping
from typing import Final

from django.utils import timezone

from zeren_platform.common.actor import Actor
from zeren_platform.demo import loading
from zeren_platform.demo.city import Language
from zeren_platform.demo.stages import STAGES, Stage, Step
from zeren_platform.organisation.use_cases import people

__all__ = ["LOGINS", "open_city", "welcome"]

Say = Callable[[str], None]

# Who a newcomer may sign in as, and what there is to see.
LOGINS: Final[Mapping[str, Mapping[Language, str]]] = {
    "lin.yue": {
        "en": "supervision clerk: decide on the communiqué's proposals, keep the register",
        "zh": "督查员：处理会议消息中的任务建议，维护清单",
    },
    "jiang.zhaoting": {
        "en": "head of a unit: sign for its duties or decline with a reason",
        "zh": "主要负责人：签收责任事项，或说明理由拒签",
    },
    "fang.xubai": {"en": "the mayor: the whole city on one screen", "zh": "市长：一屏看全市"},
    "xiang.wantang": {
        "en": "security administrator: people, posts, delegation",
        "zh": "安全管理员：人员、职务与代理",
    },
    "qi.fangzhou": {"en": "system administrator: units and their names", "zh": "系统管理员：单位与名称"},
}
SENTENCES: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "loading": "Loading Binhai, an invented city. It takes some seconds.",
        "again": "Binhai is here already; everybody who may sign in gets a new password.",
        "address": "Binhai is open at",
        "sign in": "Sign in at {address}accounts/login/ as one of these (the passwords are shown only now):",
        "look": "Look first at",
        "portal": "the public portal: who is responsible for what",
        "register": "232 duties in one register: filter, sort, open one, see the sentence it came from",
        "coverage": "units × fields in one picture",
        "sources": "the communiqué: text and proposals side by side",
        "log": "the signed log of every official act, and how anybody checks it",
        "gallery": "the parts that the pages are made of",
        "stop": "Stop with Ctrl+C.",
    },
    "zh": {
        "loading": "正在载入虚构城市滨海市，需要几秒钟。",
        "again": "滨海市已在此处；可登录的人员均换发新密码。",
        "address": "滨海市已打开：",
        "sign in": "登录 {address}accounts/login/ ，可用以下身份（密码只显示这一次）：",
        "look": "建议先看",
        "portal": "公众门户：谁对什么负责",
        "register": "一份清单232项责任：筛选、排序、逐项打开，查看来源原文",
        "coverage": "单位×领域，一图看全",
        "sources": "会议消息：原文与任务建议左右对照",
        "log": "经签署的公务行为日志，以及任何人如何核验",
        "gallery": "页面所用的全部部件",
        "stop": "按 Ctrl+C 停止。",
    },
}
PLACES: Final = (
    ("portal", ""),
    ("register", "registers/ecology-2026/"),
    ("coverage", "registers/coverage/"),
    ("sources", "sources/"),
    ("log", "log/"),
    ("gallery", "gallery/"),
)


def open_city(*, language: Language, made: bool, say: Say) -> dict[str, str]:
    """Load the city unless it was made before, and give the passwords of those who may sign in."""
    passwords = {username: secrets.token_urlsafe(12) for username in LOGINS}
    say(SENTENCES[language]["again" if made else "loading"])
    if made:
        _renew(passwords)
    else:
        loading.load(language=language, passwords=passwords, step=_teller(language, say))
    return passwords


def welcome(*, port: int, passwords: Mapping[str, str], language: Language) -> str:
    """Say where the city is, who may sign in, and what to look at first."""
    said, address = SENTENCES[language], f"http://127.0.0.1:{port}/"
    logins = [f"  {username:<14} {password}   {LOGINS[username][language]}" for username, password in passwords.items()]
    places = [f"  {address + path:<46} {said[name]}" for name, path in PLACES]
    lines = ["", f"{said['address']} {address}", "", said["sign in"].format(address=address), *logins, ""]
    return "\n".join([*lines, said["look"], *places, "", said["stop"], ""])


def _teller(language: Language, say: Say) -> Step:
    def tell(stage: Stage, /, **told: object) -> None:
        say(f"  {STAGES[language][stage].format(**told)}")

    return tell


def _renew(passwords: Mapping[str, str]) -> None:
    for username, password in passwords.items():
        people.reset_password(actor=Actor.system("demo"), username=username, password=password, now=timezone.now())
