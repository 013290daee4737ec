"""What a check of a bundle says to people, in English and Chinese: the same on the command line and in the browser."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = ["CHINESE", "ENGLISH", "Words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The sentences of one language; what stands in braces is a fact of the finding.

    Parameters
    ----------
    outcomes, steps : mapping of str to str
        The name of each outcome and step.
    proved, failed, absent : mapping of str to str
        What each step says, by its outcome.
    not_checked, lacking : str
        Why a step was not taken: one before it failed, or the browser cannot.
    otherwise : str
        Stands for a fact that a refusal does not give.
    seen_by, seen_untold, seen_beyond : str
        When enough witnesses had signed: a time, none, or one that no calendar holds.
    together : str
        What the steps with witnesses prove together.
    never_proved, never : str and tuple of str
        What no bundle proves.
    own_keys : str
        Said where the keys came with the bundle.
    verified, verified_by_own_keys, refused, undecided : str
        The result.
    faults : mapping of str to str
        The faults of malformed evidence, where the language is not that of the program.
    """

    outcomes: Mapping[str, str]
    steps: Mapping[str, str]
    proved: Mapping[str, str]
    failed: Mapping[str, str]
    absent: Mapping[str, str]
    not_checked: str
    lacking: str
    otherwise: str
    seen_by: str
    seen_untold: str
    seen_beyond: str
    together: str
    never_proved: str
    never: tuple[str, ...]
    own_keys: str
    verified: str
    verified_by_own_keys: str
    refused: str
    undecided: str
    faults: Mapping[str, str]


ENGLISH: Final = Words(
    outcomes={"proved": "proved", "failed": "FAILED", "not_checked": "not checked", "absent": "not proved"},
    steps={
        "archive": "Archive",
        "record": "Record",
        "proof": "Proof",
        "policy": "Policy",
        "inclusion": "Inclusion",
        "log": "Log",
        "witnesses": "Witnesses",
        "payload": "Names and reasons",
    },
    proved={
        "archive": "The files of a bundle are there, and no others.",
        "record": "The record can be read in one way only: {event} on {subject}, by {kind} {unit} {role}.",
        "proof": "The proof is well formed. It speaks of record {index} (from 0) of {size} in the log {origin}.",
        "policy": "It is settled whose signatures count.",
        "inclusion": "The record is number {index} of the {size} records under the root {root}.",
        "log": "The log signed that root with the key {key}.",
        "witnesses": "Enough witnesses saw that root (quorum {quorum}; signed by {witnesses}), {seen_at}.",
        "payload": "The names and reasons here are those to which the record is committed.",
    },
    failed={
        "archive": "This is not a bundle as it was handed out: {fault}.",
        "record": "The record is not as the ledger writes records: {fault}.",
        "proof": "The proof cannot be read: {fault}.",
        "policy": "The policy cannot be read: {fault}.",
        "inclusion": (
            "The proof does not lead from this record to the root of the checkpoint: one of them was changed."
        ),
        "log": "No log that the policy names signed this checkpoint, or its signature does not hold.",
        "witnesses": "The witnesses that are asked for did not sign this checkpoint, or a signature does not hold.",
        "payload": "The names and reasons here are not those to which the record is committed: {fault}.",
    },
    absent={
        "witnesses": "The policy asks for no witness: the log alone says so, and could tell others something else.",
        "payload": "Names and reasons are withheld or erased; nothing is said about them.",
    },
    not_checked="A step before it failed.",
    lacking="This browser cannot check signatures of the kind {lacking}. Another browser can, or zeren verify.",
    otherwise="it does not hold",
    seen_by="by {time} UTC",
    seen_untold="at a time that they do not say",
    seen_beyond="by second {time} of 1970",
    together=(
        "Together: this record stood in the log {seen_at}, as it is here. Neither it nor any before it can be changed, "
        "removed or put in since without these witnesses noticing."
    ),
    never_proved="What this does not prove:",
    never=(
        "That what was recorded is true: a false statement can be recorded too.",
        "That nothing else happened: what was never recorded leaves no trace here.",
        "The time {at} in the record, which the server wrote itself.",
        "Anything on page.html, which is for reading.",
    ),
    own_keys=(
        "Whose the keys are: they came with the bundle. Compare them with what the log and the witnesses publish, or "
        "give a policy from elsewhere. They are:"
    ),
    verified="Result: verified.",
    verified_by_own_keys="Result: verified, by the keys that came with the bundle.",
    refused="Result: NOT VERIFIED; what failed: {steps}.",
    undecided="Result: not verified here: nothing failed, but this browser could not take every step.",
    faults={},
)
CHINESE: Final = Words(
    outcomes={"proved": "已证明", "failed": "不成立", "not_checked": "未核验", "absent": "未证明"},
    steps={
        "archive": "压缩包",
        "record": "记录",
        "proof": "证明",
        "policy": "策略",
        "inclusion": "收录",
        "log": "日志",
        "witnesses": "见证方",
        "payload": "姓名和理由",
    },
    proved={
        "archive": "证明包应有的文件齐全，没有其他文件。",
        "record": "记录只有一种读法：{kind} {unit} {role}，对 {subject} 作出 {event}。",
        "proof": "证明格式正确，所指为日志 {origin} 共 {size} 条记录中的第 {index} 号（从 0 起）。",
        "policy": "谁的签名算数，已经确定。",
        "inclusion": "该记录是根哈希 {root} 之下 {size} 条记录中的第 {index} 号。",
        "log": "日志已用公钥 {key} 对应的私钥对该根哈希签名。",
        "witnesses": "足够的见证方见过该根哈希（法定数 {quorum}；签名方 {witnesses}），{seen_at}。",
        "payload": "此处的姓名和理由，就是记录所承诺的内容。",
    },
    failed={
        "archive": "这不是发出时的证明包：{fault}。",
        "record": "这不是账本写出的记录：{fault}。",
        "proof": "证明无法读取：{fault}。",
        "policy": "策略无法读取：{fault}。",
        "inclusion": "从该记录按证明推算，得不到检查点的根哈希：其中之一被改动过。",
        "log": "策略所列的日志都没有签署该检查点，或者签名不成立。",
        "witnesses": "所要求的见证方没有签署该检查点，或者有签名不成立。",
        "payload": "此处的姓名和理由，不是记录所承诺的内容：{fault}。",
    },
    absent={
        "witnesses": "策略不要求见证方：仅日志自己这样说，它也可能对别人另有说法。",
        "payload": "姓名和理由未附或已删除；对其不作任何说明。",
    },
    not_checked="前面有步骤不成立。",
    lacking="本浏览器不能核验 {lacking} 签名。请换用其他浏览器，或使用 zeren verify。",
    otherwise="不成立",
    seen_by="不晚于 {time}（UTC）",
    seen_untold="时间未说明",
    seen_beyond="不晚于 1970 年起第 {time} 秒",
    together=(
        "合起来：{seen_at}，该记录已在日志之中，内容与此处相同。此后，对它或它之前任何记录的改动、删除、插入，"
        "都会被这些见证方察觉。"
    ),
    never_proved="不能证明的：",
    never=(
        "所记内容是否属实：不实之词同样可以被记录。",
        "此外没有发生别的事：从未记录的行为在此不留痕迹。",
        "记录中的时间 {at}：那是服务器自己写的。",
        "page.html 上的任何内容：它仅供阅读。",
    ),
    own_keys="公钥归谁所有：公钥是随证明包来的。请与日志和见证方公布的公钥核对，或另行提供策略。公钥为：",
    verified="结果：核验通过。",
    verified_by_own_keys="结果：核验通过，依据的是随证明包来的公钥。",
    refused="结果：核验未通过；不成立的步骤：{steps}。",
    undecided="结果：在此未能核验：没有步骤不成立，但本浏览器不能完成全部步骤。",
    faults={
        "JSON, but not in its canonical spelling": "是 JSON，但不是规范写法",
        "a commitment that is not 64 hexadecimal digits": "承诺不是 64 位十六进制数",
        "a control character": "含有控制字符",
        "a damaged ZIP file": "ZIP 文件已损坏",
        "a field that is not a text": "有字段不是文本",
        "a file is missing": "缺少文件",
        "a file that does not belong there": "有不应出现的文件",
        "a file that is too large": "有文件过大",
        "a hash that is not 32 bytes": "哈希不是 32 字节",
        "a key of the wrong length": "公钥长度不对",
        "a key that is not 64 hexadecimal digits and a line feed": "密钥不是 64 位十六进制数加换行",
        "a key that is not hexadecimal": "密钥不是十六进制数",
        "a kind of key that is not known here": "公钥种类未知",
        "a log's key twice": "日志公钥重复",
        "a member that is listed twice": "成员重复列出",
        "a member that is not defined before": "成员在前面没有定义",
        "a name that is empty or has a space or a plus": "名称为空，或含空格、加号",
        "a name twice": "名称重复",
        "a number that the members cannot reach": "人数超过成员数",
        "a quorum that is not defined before": "法定数在前面没有定义",
        "a second quorum": "法定数重复",
        "a signature line that is not dash, name, signature": "签名行不是“破折号、名称、签名”",
        "a way of packing that bundles do not use": "压缩方式不是证明包所用的",
        "a witness whose key is not one for cosignatures": "见证方的公钥不是共同签名用的",
        "a witness's key twice": "见证方公钥重复",
        "an empty signature": "签名为空",
        "an id that is not the key's": "编号与公钥不符",
        "another format or version": "格式或版本不同",
        "another payload or another key": "内容或密钥不同",
        "another version, or no facts": "版本不同，或没有事实",
        "does not begin with c2sp.org/tlog-proof@v1, or has no checkpoint": (
            "不以 c2sp.org/tlog-proof@v1 开头，或没有检查点"
        ),
        "more hashes than any tree needs": "哈希多于任何树所需",
        "no index": "没有序号",
        "no line feed at the end": "末尾没有换行",
        "no quorum": "没有法定数",
        "no text, empty line and signature lines, each ended by a line feed": "不是以换行结尾的正文、空行、签名行",
        "not UTF-8": "不是 UTF-8",
        "not a ZIP file": "不是 ZIP 文件",
        "not a decimal number without leading zeros": "不是没有前导零的十进制数",
        "not a log, witness, group or quorum": "不是 log、witness、group 或 quorum",
        "not a time": "不是时间",
        "not a time in UTC with microseconds": "不是精确到微秒的 UTC 时间",
        "not base64": "不是 base64",
        "not base64 in its one spelling": "不是 base64 的唯一写法",
        "not canonical JSON": "不是规范 JSON",
        "not name+id+key": "不是“名称+编号+公钥”",
        "not the fields of a record": "不是记录应有的字段",
        "not three or more lines, none of them empty": "不足三行，或有空行",
        "too large": "过大",
        "too many signatures": "签名过多",
    },
)
