@echo off
chcp 65001 >nul
rem 未在 Windows 实机上试验。
setlocal
set "TARGET=%LOCALAPPDATA%\gipdesk"
set "PY=python"
where py >nul 2>nul && set "PY=py -3"

%PY% -c "import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.maxsize > 2**32))"
if errorlevel 1 (
    echo 请先安装 64 位 Python 3.11、3.12 或 3.13，再运行本脚本。
    goto failed
)

echo 正在安装到 %TARGET% ……
%PY% -m venv --clear "%TARGET%" || goto failed
"%TARGET%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%~dp0." gipdesk || goto failed

powershell -NoProfile -Command "$s = (New-Object -ComObject WScript.Shell).CreateShortcut([Environment]::GetFolderPath('Desktop') + '\政府信息公开年报.lnk'); $s.TargetPath = '%TARGET%\Scripts\pythonw.exe'; $s.Arguments = '-m gipdesk'; $s.Save()" || goto failed

echo 安装完成。请双击桌面的“政府信息公开年报”。
pause
exit /b 0

:failed
echo 安装没有完成，原因见上。
pause
exit /b 1
