"""Write the city's responsibility list as an office would issue it, for the reader to read."""

from itertools import groupby
from typing import Final

from zeren_platform.demo import city
from zeren_platform.demo.city import CityDuty, Language

__all__ = ["write"]

TITLES: Final[dict[Language, str]] = {
    "en": "List of Responsibilities for Ecological Environment Protection in Binhai (2026)",
    "zh": "滨海市生态环境保护责任清单（2026年版）",
}
CYCLES: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "continuous": "continuous",
        "monthly": "monthly",
        "quarterly": "quarterly",
        "half-yearly": "half-yearly",
        "yearly": "yearly",
        "once": "once",
    },
    "zh": {
        "continuous": "持续",
        "monthly": "每月",
        "quarterly": "每季度",
        "half-yearly": "每半年",
        "yearly": "每年",
        "once": "一次",
    },
}
CHINESE_NUMERALS: Final = "一二三四五六七八九十"
ROMAN_NUMERALS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ALL_PLACES: Final[dict[Language, str]] = {
    "en": "all district and county governments and new areas",
    "zh": "各区（市）县人民政府、新区管委会",
}


def write(language: Language) -> str:
    """Write title, preface, a heading for each field, and each duty with its units, basis, target and cycle."""
    names = {unit.code: unit.named(language) for unit in city.units()}
    lines = [TITLES[language], "", city.text("preface", language).strip(), ""]
    for index, (heading, duties) in enumerate(groupby(city.duties(language), key=lambda duty: duty.heading)):
        lines.append(_heading(index, heading, language))
        for duty in duties:
            lines += _item(duty, names, language)
        lines.append("")
    return "\n".join(lines)


def _heading(index: int, heading: str, language: Language) -> str:
    return f"{CHINESE_NUMERALS[index]}、{heading}" if language == "zh" else f"{ROMAN_NUMERALS[index]}. {heading}"


def _item(duty: CityDuty, names: dict[str, str], language: Language) -> list[str]:
    cycle = CYCLES[language][duty.cycle]
    if language == "zh":
        item = f"{duty.number}.{duty.title}。{duty.text}（{_units_zh(duty, names)}）"
        labels = [("依据", duty.basis), ("目标", duty.target), ("周期", cycle)]
        return [item, *(f"{label}：{said}" for label, said in labels if said)]
    item = f"{duty.number}. {duty.title}. {duty.text} ({_units_en(duty, names)})"
    labels = [("Basis", duty.basis), ("Target", duty.target), ("Cycle", cycle)]
    return [item, *(f"{label}: {said}" for label, said in labels if said)]


def _units_zh(duty: CityDuty, names: dict[str, str]) -> str:
    said = f"{names[duty.lead]}牵头"
    if duty.support:
        said += f"，{'、'.join(names[code] for code in duty.support)}配合"
    if duty.territorial:
        places = ALL_PLACES["zh"] if duty.territorial == "all" else "、".join(names[code] for code in duty.territorial)
        said += f"；{places}按属地负责"
    return said


def _units_en(duty: CityDuty, names: dict[str, str]) -> str:
    said = f"Lead: {names[duty.lead]}"
    if duty.support:
        said += f"; support: {', '.join(names[code] for code in duty.support)}"
    if duty.territorial:
        places = ALL_PLACES["en"] if duty.territorial == "all" else ", ".join(names[code] for code in duty.territorial)
        said += f"; territorial: {places}"
    return said
