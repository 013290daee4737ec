"""The report on an index: one page that opens offline, with its charts, its method and how to compute it again."""

from zeren.composite.report.page import render
from zeren.composite.report.study import Comparison, Source, Study
from zeren.composite.report.words import Language, told

__all__ = ["Comparison", "Language", "Source", "Study", "render", "told"]
