"""Made-up matters of a made-up city, for the gallery; in the reader's language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Final, NamedTuple

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from zeren_platform.ui.parts.words import link
from zeren_platform.ui.shapes import (
    Act,
    Column,
    Crumb,
    Mark,
    MatrixCell,
    MatrixLine,
    Series,
    Slice,
    Step,
    StepState,
    Tab,
    Tone,
)
from zeren_platform.ui.web.sample_words import TAGS, TONES, WORDS

__all__ = ["DrawnDuty", "Duty", "FilterForm", "Page", "SampleForm", "Suggested", "samples", "say"]


class Duty(NamedTuple):
    """A row of the sample table."""

    number: int
    title: str
    unit: str
    role: str
    state: str
    state_label: str
    due_on: date | None
    points: int


class Suggested(NamedTuple):
    """Something that a search suggests."""

    what: SafeString
    kind: str


class DrawnDuty(NamedTuple):
    """A row with its cells drawn."""

    href: str
    title: str
    unit: str


def say(en: str, zh: str) -> str:
    """Choose the wording of a sample."""
    return zh if (get_language() or "").startswith("zh") else en


AT: Final = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
DUTIES: Final = (
    ("Emergency cuts in heavy pollution", "重污染天气应急减排", "ecology", "lead", "red", date(2026, 10, 31), 4),
    ("Dust on building sites", "建筑工地扬尘治理", "housing", "lead", "amber", date(2026, 12, 20), 3),
    ("Sorting waste at the fish market", "鱼市场垃圾分类", "harbour", "support", "blue", date(2027, 1, 15), 2),
    ("Outlets into Wangchao Bay", "望潮湾入海排污口整治", "water", "territorial", "green", date(2026, 6, 30), 5),
    ("Noise at night near schools", "学校周边夜间噪声", "police", "supervise", "grey", None, 1),
    ("Reed beds at the river mouth", "河口芦苇湿地", "forestry", "verify", "green", date(2026, 5, 1), 2),
)
UNITS: Final = {
    "ecology": ("Ecology and Environment Bureau", "市生态环境局"),
    "housing": ("Housing and Construction Bureau", "市住房城乡建设局"),
    "harbour": ("Harbour and Fisheries Bureau", "市港口与渔业局"),
    "water": ("Wangchao District Government", "望潮区人民政府"),
    "police": ("Public Security Bureau", "市公安局"),
    "forestry": ("Forestry and Parks Bureau", "市林业和园林局"),
}
STATES: Final = {
    "red": ("Overdue", "已逾期"),
    "amber": ("Due soon", "临近到期"),
    "blue": ("In progress", "进行中"),
    "green": ("Done and verified", "已核实办结"),
    "grey": ("Not begun", "未启动"),
}
FIELDS: Final = (
    ("Air", "大气"),
    ("Water", "水"),
    ("Soil", "土壤"),
    ("Noise", "噪声"),
    ("Waste", "固废"),
    ("Sea", "海洋"),
)
TEXT: Final = (
    (
        "The meeting reviewed the List of Responsibilities for Ecological Protection in Binhai.\n"
        "\n"
        "The Housing and Construction Bureau, with the districts, will bring dust under control on all 214 building "
        "sites by the end of June. The Ecology and Environment Bureau will publish the results each month.\n"
        "The meeting also studied other matters."
    ),
    (
        "会议审议了《滨海市生态环境保护责任清单》。\n\n市住房城乡建设局牵头，各区配合，6月底前完成214个建筑工地扬尘治理。"
        "市生态环境局按月公布结果。\n会议还研究了其他事项。"
    ),
)
SENTENCES: Final[tuple[tuple[tuple[str, str], tuple[str, str], str, Tone], ...]] = (
    (("The Housing and", "end of June."), ("市住房城乡建设局牵头", "扬尘治理。"), "1", "warning"),
    (("with the districts", "with the districts"), ("各区配合", "各区配合"), "", "quiet"),
    (("The Ecology and Environment Bureau will", "each month."), ("市生态环境局按月", "公布结果。"), "2", "success"),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(max_length=80)
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))
    lead = forms.ChoiceField()
    support = forms.MultipleChoiceField(required=False)
    answer = forms.ChoiceField(widget=forms.RadioSelect)
    cycles = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    due_on = forms.DateField(required=False)
    points = forms.IntegerField(min_value=0, max_value=10, initial=3)
    evidence = forms.FileField(required=False)
    told = forms.BooleanField()

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query or nothing
        units = [(code, say(*names)) for code, names in UNITS.items()]
        labels = {
            "title": (say("Title of the duty", "责任事项名称"), say("As the list has it.", "以清单原文为准。")),
            "text": (say("What is to be done", "工作内容"), ""),
            "lead": (say("Lead unit", "牵头单位"), say("Exactly one.", "只能有一个。")),
            "support": (say("Supporting units", "配合单位"), ""),
            "answer": (say("Your answer", "签收意见"), ""),
            "cycles": (say("Report", "报送周期"), ""),
            "due_on": (say("Due", "办理时限"), ""),
            "points": (say("Points", "分值"), ""),
            "evidence": (say("Document", "文件"), say("Text or a web page, up to 20 MB.", "文本或网页，不超过20 MB。")),
            "told": (say("The unit has been told by telephone", "已电话告知责任单位"), ""),
        }
        for name, (label, hint) in labels.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
        self._offer("lead", [("", say("Choose a unit", "请选择单位")), *units])
        self._offer("support", units)
        self._offer(
            "answer",
            [("accept", say("We accept", "签收")), ("decline", say("We decline, because …", "不予签收，理由……"))],
        )
        self._offer("cycles", [("monthly", say("each month", "每月")), ("yearly", say("each year", "每年"))])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class FilterForm(forms.Form):
    """What a list is narrowed by."""

    q = forms.CharField(required=False, widget=forms.TextInput(attrs={"type": "search"}))
    unit = forms.ChoiceField(required=False)
    state = forms.ChoiceField(required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a query or nothing
        for name, label in (
            ("q", say("Words", "关键词")),
            ("unit", say("Unit", "单位")),
            ("state", say("State", "状态")),
        ):
            self.fields[name].label = label
        for name, found in (("unit", UNITS), ("state", STATES)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", say("All", "全部")), *((code, say(*names)) for code, names in found.items())]


class Page(NamedTuple):
    """A place in a list, as ``common.pagination`` gives it."""

    previous: str = "WzNd"
    next: str = "WzEyXQ"


def samples() -> dict[str, object]:
    """Everything that the gallery shows, besides its forms."""
    return {
        "say": _words(),
        "tones": [(tone, say(en, zh)) for tone, en, zh in TONES],
        "duties": _duties(),
        "columns": _columns(),
        "few_columns": [column for column in _columns() if column.key in DrawnDuty.__annotations__],
        "drawn": [DrawnDuty("#tables", link(href="#tables", label=duty.title), duty.unit) for duty in _duties()],
        "found": [Suggested(link(href="#forms", label=duty.title), say("Duty", "责任事项")) for duty in _duties()[:2]],
        "page": Page(),
        "crumbs": [
            Crumb(label=say("Registers", "清单"), href="#"),
            (say("Air", "大气"), "#"),
            (say("Duty 14", "第14项"), None),
        ],
        "tabs": [
            Tab(label=say("Duties", "责任事项"), href="#", selected=True, count=232),
            Tab(label=say("Coverage", "覆盖情况"), href="#"),
            Tab(label=say("Receipt", "签收"), href="#", count=7),
        ],
        "steps": _steps(),
        "text": say(*TEXT),
        "marks": _marks(),
        "changed": [
            ("same", say("Report every ", "每")),
            ("out", say("quarter", "季度")),
            ("in", say("month", "月")),
            ("same", say(".", "报告。")),
        ],
        "at": AT,
        "acts": _acts(),
        "day": date(2026, 6, 30),
        "slices": _slices(),
        "series": _series(),
        "values": [3, 5, 4, 8, 7, 11, 13, 12, 16],
        "rows": _rows(),
        "fields": [MatrixLine(key=en, label=say(en, zh)) for en, zh in FIELDS],
        "cells": _cells(),
    }


def _acts() -> list[Act]:
    told = {"title": say("Due", "到期"), "uid": "00000000-0000-4000-8000-000000000061", "icon": "pen-line"}
    who = {"who": say("Zhao Qihang", "赵启航"), "unit": say("Housing and Construction Bureau", "市住房城乡建设局")}
    said = say("All moorings have power.", "全部泊位已通岸电。")
    return [Act(at=AT, number=61, said=said, **told, **who), Act(at=AT, number=None, **told, **who)]


def _duties() -> list[Duty]:
    return [
        Duty(number, say(en, zh), say(*UNITS[unit]), role, state, say(*STATES[state]), due_on, points)
        for number, (en, zh, unit, role, state, due_on, points) in enumerate(DUTIES, start=12)
    ]


def _columns() -> list[Column]:
    return [
        Column(key="number", label=say("No.", "序号"), sortable=True, width="xs", align="end"),
        Column(key="title", label=say("Duty", "责任事项"), sortable=True),
        Column(key="unit", label=say("Unit", "责任单位"), width="l"),
        Column(key="role", label=say("Role", "角色"), width="m"),
        Column(key="state", label=say("State", "状态"), width="m"),
        Column(key="due", label=say("Due", "时限"), sortable=True, width="s"),
        Column(key="points", label=say("Points", "分值"), align="end", width="xs", hide_below="narrow"),
    ]


def _steps() -> list[Step]:
    told: tuple[tuple[str, str, StepState], ...] = (
        ("Read", "识别", "done"),
        ("Accept", "采纳", "done"),
        ("Draft", "起草", "current"),
        ("Adopt", "印发", "ahead"),
        ("Receipt", "签收", "ahead"),
    )
    return [
        Step(
            label=say(en, zh),
            state=state,
            href="#" if state == "done" else "",
            hint=say("41 of 50", "50项中的41项") if state == "current" else "",
        )
        for en, zh, state in told
    ]


def _marks() -> list[Mark]:
    text = say(*TEXT)
    found = []
    for number, (en, zh, label, tone) in enumerate(SENTENCES, start=1):
        first, last = (say(en[0], zh[0]), say(en[1], zh[1]))
        start = text.index(first)
        mark = Mark(
            start=start,
            end=text.index(last, start) + len(last),
            id=f"span-{number}",
            tone=tone,
            title=say(f"Proposal {label}", f"建议{label}") if label else "",
            back=f"#proposal-{label}" if label else "",
            number=label,
        )
        found.append(mark)
    return found


def _slices() -> list[Slice]:
    tones: tuple[Tone, ...] = ("success", "plain", "warning", "danger", "quiet")
    states = ("green", "blue", "amber", "red", "grey")
    amounts = (96, 71, 23, 11, 31)
    return [
        Slice(label=say(*STATES[state]), amount=amount, tone=tone, href="#")
        for state, amount, tone in zip(states, amounts, tones, strict=True)
    ]


def _series() -> Sequence[Series]:
    amounts = ((18, 9, 4), (22, 6, 2), (9, 12, 7), (6, 2, 0), (14, 11, 3), (11, 8, 5))
    names: tuple[tuple[str, str, Tone], ...] = (
        ("Done", "已办结", "success"),
        ("In progress", "进行中", "plain"),
        ("Overdue", "已逾期", "danger"),
    )
    return [
        Series(
            label=say(*field),
            slices=[
                Slice(label=say(en, zh), amount=amount, tone=tone)
                for (en, zh, tone), amount in zip(names, line, strict=True)
            ],
            href="#",
        )
        for field, line in zip(FIELDS, amounts, strict=True)
    ]


def _rows() -> list[MatrixLine]:
    groups = (say("Departments", "市直部门"), say("Districts", "区县"))
    return [
        MatrixLine(key=code, label=say(*names), href="#", group=groups[1] if code == "water" else groups[0])
        for code, names in sorted(UNITS.items(), key=lambda unit: unit[0] == "water")
    ]


def _cells() -> list[MatrixCell]:
    # Any spread that shows every level, and gaps.
    amounts = {(u, f): (u * 5 + f * 3) % 8 - 1 for u in range(len(UNITS)) for f in range(len(FIELDS))}
    return [
        MatrixCell(
            row=list(UNITS)[unit],
            column=FIELDS[field][0],
            amount=max(amount, 0),
            within=min((unit + field) % 3, max(amount, 0)),
            href="#",
            label=": ".join([say(*list(UNITS.values())[unit]), f"{say(*FIELDS[field])} {max(amount, 0)}"]),
        )
        for (unit, field), amount in amounts.items()
    ]


def _words() -> dict[str, object]:
    return {name: say(en, zh) for name, (en, zh) in WORDS.items()} | {"tags": [say(en, zh) for en, zh in TAGS]}
