"""What jinja2 says of a faulty template, in Chinese."""

from __future__ import annotations

import re

_COMPLAINTS = (
    (r"'?([^']+)'? is undefined", "没有名为“{}”的内容"),
    (r"'(.+) object' has no attribute '(.+)'", "“{1}”不是这项内容的一部分"),
    (r"'None' has no attribute '(.+)'", "这里可能没有内容，取“{}”之前须用 if 判断"),
    (r"'(.+)' has no attribute '(.+)'", "“{1}”不是这项内容的一部分"),
    (r"access to attribute '(.+)' of '(.+)' object is unsafe\.", "不允许使用“{}”"),
    (r"(.+) is not safely callable", "不允许调用这个函数"),
    (r"Encountered unknown tag '(.+?)'\..*", "不认识的指令“{}”"),
    (r"Unexpected end of template\..* innermost block that needs to be closed is '(.+)'\.",
     "“{}”没有收尾，缺少 end{}"),
    (r"unexpected end of template, expected '(.+)'\.", "模板在这里中断，缺少“{}”"),
    (r"expected token '(.+)', got '(.+)'", "这里应为“{}”，不应为“{}”"),
    (r"unexpected '(.+)', expected '(.+)'", "这里应为“{1}”，不应为“{0}”"),
    (r"unexpected '(.+)'", "这里不应有“{}”"),
    (r"unexpected char (.+) at .+", "这里不应有{}"),
    (r"No filter named '(.+)'\.", "没有名为“{}”的过滤器"),
    (r"No test named '(.+)' found\.", "没有名为“{}”的判断"),
    (r"Missing end of comment tag", "注释没有收尾，缺少“#}}”"),
    (r"Missing end of raw directive", "raw 没有收尾，缺少 endraw"),
    (r"Expected an expression, got '(.+)'", "这里缺少内容，只有“{}”"),
    (r"Range too big.*", "range 的范围太大，已经停止"),
    (r"block '(.+)' defined twice", "block“{}”写了两次"),
    (r"macro '(.+)' takes no(?:t more than)? .+", "宏“{}”的参数太多"),
    (r"the template '(.+)' .*does not export the requested name '(.+)'", "“{}”中没有“{}”"),
    (r"unexpected end of (?:print statement|statement|template).*", "写到这里中断了"),
    (r"division by zero|integer (?:division or )?modulo by zero", "除数为零"),
    (r"can only concatenate .+|unsupported operand .+", "这两样内容不能这样运算"),
    (r"'.+' object is not iterable", "这项内容不是一列，不能用于 for"),
    (r"'.+' object is not callable", "这项内容不能调用"),
)  # fmt: skip
_CHINESE = re.compile("[\u4e00-\u9fff]")


def in_chinese(message: str) -> str:
    """A complaint of jinja2 in Chinese; what is not foreseen stands behind a word of ours."""
    for pattern, chinese in _COMPLAINTS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            words = match.groups()
            return chinese.format(*words, *words[-1:])
    return message if _CHINESE.search(message) else f"模板语言不接受：{message}"
