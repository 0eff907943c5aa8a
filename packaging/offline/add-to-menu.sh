#!/bin/sh
# 把本文件夹中的程序加入当前用户的开始菜单。文件夹移动后再运行一次即可。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
menu="${XDG_DATA_HOME:-$HOME/.local/share}/applications"
mkdir -p "$menu"
cat > "$menu/gipdesk.desktop" <<ENTRY
[Desktop Entry]
Type=Application
Name=Annual Report on Government Information Disclosure
Name[zh_CN]=政府信息公开年报
Comment[zh_CN]=编制、核对、印制政府信息公开工作年度报告
Exec="$here/gipdesk" %f
Icon=$here/_internal/gipdesk/_data/resources/icons/gipdesk.svg
Terminal=false
Categories=Office;
ENTRY
echo "已加入开始菜单：政府信息公开年报"
