"""What the page of the check says, in English and Chinese; its findings are told in ``bundle_words``."""

from dataclasses import dataclass
from typing import Final

from zeren.merkle.bundle_words import CHINESE as TOLD_IN_CHINESE
from zeren.merkle.bundle_words import ENGLISH as TOLD_IN_ENGLISH
from zeren.merkle.bundle_words import Words

__all__ = ["PAGES", "PageWords"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageWords(Words):
    """The words of the page, with those of the findings.

    Parameters
    ----------
    title, lead, bundle, bundle_hint, policy, policy_hint, policy_file, findings, waiting : str
        The page and its fields.
    chosen, fetched, unfetched : str
        Where the bundle came from.
    body, payload : str
        The texts that are shown as they are.
    unscripted, insecure, unable : str
        Why nothing can be checked here.
    limits : str
        Heading of what this page cannot do.
    limit : tuple of str
        What it cannot do.
    """

    title: str
    lead: str
    bundle: str
    bundle_hint: str
    policy: str
    policy_hint: str
    policy_file: str
    findings: str
    waiting: str
    chosen: str
    fetched: str
    unfetched: str
    body: str
    payload: str
    unscripted: str
    insecure: str
    unable: str
    limits: str
    limit: tuple[str, ...]


def _of(told: Words) -> dict[str, object]:
    return {name: getattr(told, name) for name in Words.__dataclass_fields__}


# By the language of the page, as HTML names it.
PAGES: Final = {
    "en": PageWords(
        **_of(TOLD_IN_ENGLISH),  # type: ignore[arg-type]  # the fields of Words
        title="Check a proof in this browser",
        lead=(
            "A bundle is one ZIP file with a record of the log and its proof. It is checked here, in your browser: the "
            "file is sent nowhere."
        ),
        bundle="The bundle",
        bundle_hint="A ZIP file. Choose it, or drop it anywhere on this page.",
        policy="The keys that you trust",
        policy_hint=(
            "A policy: the keys of the log and its witnesses, from a witness, from print, or kept from earlier. Left "
            "empty, the keys that came with the bundle are used."
        ),
        policy_file="… from a file",
        findings="What was found",
        waiting="Nothing yet: choose a bundle.",
        chosen="{name}, {size} bytes, read on this device and sent nowhere.",
        fetched=(
            "Fetched once from the server of this page: {address}, {size} bytes. Since then nothing was asked of any "
            "server."
        ),
        unfetched="The proof could not be fetched from the server. Try again, or choose a bundle that you have.",
        body="The record, as it was hashed",
        payload="Names and reasons, as they were committed to",
        unscripted="This page checks with a script, and scripts are switched off here. zeren verify checks without.",
        insecure=(
            "Browsers check signatures only on pages that came by HTTPS or were opened from a file. Save the page as "
            "one file and open that, or use zeren verify."
        ),
        unable=(
            "This browser cannot check Ed25519 signatures. Chrome and Edge can from version 137, Firefox from 129, "
            "Safari from 17; zeren verify can anywhere."
        ),
        limits="What this page cannot do",
        limit=(
            (
                "It cannot prove that whoever gave it to you is honest: a page from the operator of the log could say "
                "anything. Keep it as a file and compare it with one from elsewhere, or check with programs of others."
            ),
            (
                "It checks one record, not the whole log, and knows nothing of other copies of the log that others may "
                "have been shown: witnesses do, if the policy asks for them."
            ),
        ),
    ),
    "zh-Hans": PageWords(
        **_of(TOLD_IN_CHINESE),  # type: ignore[arg-type]  # the fields of Words
        title="在本浏览器中核验证明",
        lead="证明包是一个 ZIP 文件，内有日志的一条记录及其证明。核验就在您的浏览器中进行：文件不会发往任何地方。",
        bundle="证明包",
        bundle_hint="ZIP 文件。请选择，或拖放到本页任意位置。",
        policy="您信任的公钥",
        policy_hint="策略文件：日志及其见证方的公钥，取自见证方、印刷品或从前留存。留空则使用随证明包来的公钥。",
        policy_file="……取自文件",
        findings="核验所得",
        waiting="尚无：请选择证明包。",
        chosen="{name}，{size} 字节，在本设备上读取，未发往任何地方。",
        fetched="已从本页所在服务器取得一次：{address}，{size} 字节。此后未向任何服务器请求任何内容。",
        unfetched="未能从服务器取得证明。请重试，或选择您已有的证明包。",
        body="记录原文，即被哈希的内容",
        payload="姓名和理由原文，即所承诺的内容",
        unscripted="本页靠脚本核验，而此处脚本已关闭。不用脚本可使用 zeren verify 核验。",
        insecure=(
            "浏览器只在经 HTTPS 取得或从文件打开的页面上核验签名。请将本页存为一个文件后打开，或使用 zeren verify。"
        ),
        unable=(
            "本浏览器不能核验 Ed25519 签名。Chrome、Edge 自 137 版起，Firefox 自 129 版起，Safari 自 17 版起可以；"
            "zeren verify 随处可以。"
        ),
        limits="本页做不到的",
        limit=(
            (
                "不能证明给您本页的人诚实：日志运营者给出的页面可以随意说话。"
                "请将本页存为文件并与别处得到的比对，或用他人的程序核验。"
            ),
            "只核验一条记录，不核验整个日志；也不知道别人是否被出示过日志的另一个版本：如策略要求见证方，见证方知道。",
        ),
    ),
}
