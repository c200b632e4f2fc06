"""Every write to the rules, each all or nothing, and the reasons for which one is refused."""

from rules.services.editing import (
    add_part,
    change_outline,
    change_part,
    move_part,
    remove_part,
    replace_working_copy,
)
from rules.services.publication import (
    has_release,
    is_withdrawn,
    last_editor,
    publish,
    publish_working_copy,
    roll_back,
    withdraw,
)
from rules.services.refusals import (
    Conflict,
    FourEyes,
    InUse,
    KeyTaken,
    NotUsable,
    Refusal,
    SameRules,
    Stale,
    Unpublished,
    Withdrawn,
)

__all__ = [
    "Conflict",
    "FourEyes",
    "InUse",
    "KeyTaken",
    "NotUsable",
    "Refusal",
    "SameRules",
    "Stale",
    "Unpublished",
    "Withdrawn",
    "add_part",
    "change_outline",
    "change_part",
    "has_release",
    "is_withdrawn",
    "last_editor",
    "move_part",
    "publish",
    "publish_working_copy",
    "remove_part",
    "replace_working_copy",
    "roll_back",
    "withdraw",
]
