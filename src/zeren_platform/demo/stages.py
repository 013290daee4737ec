"""What is said while the city loads, in its language."""

from collections.abc import Mapping
from typing import Final, Literal, Protocol

from zeren_platform.demo.city import Language

__all__ = ["STAGES", "Stage", "Step"]

Stage = Literal["units", "people", "read", "accepted", "adopted", "signed"]


class Step(Protocol):
    """Tell that a stage is done, and of how much."""

    def __call__(self, stage: Stage, /, **told: object) -> None:
        """Take the stage and its numbers."""


STAGES: Final[Mapping[Language, Mapping[Stage, str]]] = {
    "en": {
        "units": "{count} units",
        "people": "{count} people with their posts",
        "read": "read “{title}”: {count} proposals",
        "accepted": "accepted {count} of them",
        "adopted": "adopted the register",
        "signed": "{units} units signed for their duties, {declined} parts were declined",
    },
    "zh": {
        "units": "录入{count}个单位",
        "people": "录入{count}名人员及其职务",
        "read": "识别“{title}”，得到{count}条任务建议",
        "accepted": "采纳其中{count}条",
        "adopted": "通过清单",
        "signed": "{units}个单位签收责任事项，{declined}项分工拒签",
    },
}
