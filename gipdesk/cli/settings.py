"""Commands about the settings: write them for another workstation, take them over there."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gipdesk.cli.commands import FINE, Argument, Command
from gipdesk.workflow.office import Office


def _export(options: argparse.Namespace, _office: Office) -> int:
    from gipdesk.workflow.profile import export_profile

    left_out = export_profile(options.file)
    print(f"已导出设置：{options.file}")
    if left_out:
        names = "、".join(left_out)
        print(f"自己的版式没有写入（{names}）；写成 .zip 文件可以一起带走。", file=sys.stderr)
    return FINE


def _import(options: argparse.Namespace, office: Office) -> int:
    from gipdesk.workflow.profile import changes_by, read_profile, take_over

    profile = read_profile(options.file, office)
    changes = changes_by(profile)
    take_over(profile)
    for each in changes:
        print(f"{each.name}：{each.before or '（空）'} → {each.after or '（空）'}")
    print(f"已导入设置，改动 {len(changes)} 项。" if changes else "与现有设置相同，没有改动。")
    return FINE


_FILE: Argument = (("file",), {"type": Path, "metavar": "FILE", "help": ".toml 或 .zip 文件"})

COMMANDS = (
    Command(
        "settings",
        "设置",
        commands=(
            Command("export", "把设置写成一个文件，供另一台电脑使用", _export, (_FILE,)),
            Command("import", "使用另一台电脑的设置", _import, (_FILE,)),
        ),
    ),
)
