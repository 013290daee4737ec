"""Every part in every state, with made-up matters of a made-up city."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse

from zeren_platform.ui.shapes import Consequence, Tab
from zeren_platform.ui.web.samples import FilterForm, SampleForm, samples, say

__all__ = ["GROUPS", "NextStep", "Section", "gallery", "part", "step"]

GROUPS: Final = {
    "layout": ("Layout", "布局"),
    "words": ("Words", "文字"),
    "tables": ("Tables", "表格"),
    "forms": ("Forms", "表单"),
    "acts": ("Acts", "操作"),
    "states": ("States", "状态"),
    "story": ("Story", "经过"),
    "charts": ("Charts", "图表"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One group of parts: its template, and that template to read."""

    name: str
    title: str
    template: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What the wiring would offer here."""

    address: str
    label: str
    icon: str


def gallery(request: HttpRequest) -> HttpResponse:
    """Show the parts; what is sent is looked at, and kept nowhere."""
    sections = [_section(name, *title) for name, title in GROUPS.items()]
    context = {
        **samples(),
        "sections": sections,
        "groups": [Tab(label=section.title, href=f"#{section.name}") for section in sections],
        "form": SampleForm(request.POST) if request.method == "POST" else SampleForm(),
        "empty_form": SampleForm(),
        "filters": FilterForm(request.GET),
        "sort": request.GET.get("sort", "title"),
        # What is typed in the sample leads back here.
        "search": "ui:gallery",
        "swap_address": reverse("ui:gallery-part"),
        "consequences": {"gallery": lambda _actor, _keys: [_consequence()]},
        "next_steps": {
            "gallery": [
                NextStep(address="ui:gallery-step", label=say("Put them into a register", "列入清单"), icon="list-plus")
            ]
        },
    }
    return render(request, "ui/gallery.html", context)


def _consequence() -> Consequence:
    return Consequence(title=say("Transport Bureau", "交通局"), words=say("holds 3 parts", "承担3项"), href="#acts")


def part(request: HttpRequest) -> HttpResponse:
    """Answer with the part that replaces another, or with the whole gallery where no part was asked for."""
    if not getattr(request, "htmx", False):
        return redirect("ui:gallery")
    return render(request, "ui/gallery/swapped.html", samples())


def step(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001 -- the sample of a next step has a key
    """Take the sample of a next step back to the gallery."""
    return redirect("ui:gallery")


def _section(name: str, en: str, zh: str) -> Section:
    template = f"ui/gallery/{name}.html"
    source: str = loader.get_template(template).template.source  # type: ignore[attr-defined]  # Django's own engine
    return Section(name=name, title=say(en, zh), template=template, source=source.strip())
