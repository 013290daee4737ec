"""The page in a bundle: what the record says and how to check it, for people, in Chinese and English."""

import json
from collections.abc import Iterable
from html import escape
from typing import Final

from zeren.merkle.log_proof import LogProof
from zeren.merkle.records import Record, read_canonical

__all__ = ["page"]

_STYLE: Final = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 system-ui,sans-serif}"
    "th{text-align:left;vertical-align:top;padding-right:1.5rem;white-space:nowrap}"
    "td{overflow-wrap:anywhere}pre{overflow-x:auto;background:#f3f3f3;padding:.6rem}"
)
_HOW_ZH: Final = (
    "本页仅供阅读，不是证据；证据在同一压缩包的其他文件中。请从别处取得日志和见证方的公钥（策略文件），再运行："
)
_HOW_EN: Final = (
    "This page is for reading and proves nothing; the evidence is in the other files of the archive. Get the keys of "
    "the log and of the witnesses (a policy file) from elsewhere, then run:"
)
_COMMANDS: Final = 'pip install "zeren[verify]"\nzeren verify BUNDLE --policy POLICY'
_NOT: Final = (
    ("所记内容是否属实。", "That what was recorded is true."),
    ("从未记录的行为是否发生过。", "That nothing happened which was never recorded."),
    ("公钥归谁所有。", "Whose the keys are."),
)


def page(*, body: bytes, proof: bytes, payload: bytes | None = None, title: str = "") -> bytes:
    """Write the page of a bundle.

    Parameters
    ----------
    body : bytes
        The record as it was hashed.
    proof : bytes
        Its ``tlog-proof``.
    payload : bytes or None
        What the record says of people, if it is handed out.
    title : str
        The record in one sentence; by default its event and subject.

    Returns
    -------
    bytes
        HTML without script, link or picture.

    Raises
    ------
    MalformedError
        If the body, the proof or the payload cannot be read.
    """
    record, found = Record.from_body(body), LogProof.from_bytes(proof)
    head = title or f"{record.event} · {record.subject}"
    return "".join(
        (
            '<!doctype html><html lang="zh"><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(head)}</title><style>{_STYLE}</style><h1>{escape(head)}</h1>",
            _table(_record_rows(record, payload)),
            "<h2>在账本中的位置 · Its place in the ledger</h2>",
            _table(_place_rows(found)),
            "<h2>如何核验 · How to check</h2>",
            *(f"<p>{escape(sentence)}</p>" for sentence in (_HOW_ZH, _HOW_EN)),
            f"<pre>{escape(_COMMANDS)}</pre>",
            "<h2>不能证明的 · What is not proved</h2><ul>",
            *(f"<li>{escape(chinese)} {escape(english)}</li>" for chinese, english in _NOT),
            "</ul>\n",
        )
    ).encode()


def _record_rows(record: Record, payload: bytes | None) -> Iterable[tuple[str, str]]:
    yield "事项 · Event", record.event
    yield "对象 · Subject", record.subject
    yield "服务器时间 · Time, as the server says", record.at.isoformat(timespec="seconds")
    yield "行为主体 · By", " · ".join(part for part in (record.kind, record.unit, record.role) if part)
    for name, fact in record.facts.items():
        yield name, fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False)
    told = "未附或已删除 · withheld or erased"
    if payload is not None:
        told = json.dumps(read_canonical(payload, step="payload"), ensure_ascii=False)
    yield "涉及个人的内容 · What it says of people", told
    yield "编号 · Identifier", record.uid


def _place_rows(proof: LogProof) -> Iterable[tuple[str, str]]:
    tree = proof.checkpoint()
    yield "日志 · Log", tree.origin
    yield "序号（从 0 起）· Number, from 0", str(proof.index)
    yield "检查点的记录数 · Records at the checkpoint", str(tree.size)
    yield "根哈希 · Root", tree.root.hex()
    yield "签名方 · Signed by", ", ".join(line.name for line in proof.note.signatures)


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(told)}</td></tr>" for name, told in rows)
    return f"<table>{cells}</table>"
