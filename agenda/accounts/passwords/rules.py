"""Which passwords are refused: too short, too long, or made of what everybody types.

A list of words alone misses what people here choose (woaini1314, shequ2026), so a password is taken
apart into common words, names, dates, runs of the keyboard and repeated characters; what is left over
must still be worth something. There is no rule on kinds of characters (ASVS 6.2.5).
"""

import re
from collections.abc import Iterable

from agenda.accounts.passwords.words.rules import COMMON
from agenda.accounts.rules import PASSWORD_LEAST, PASSWORD_MOST
from agenda.kernel.errors import Invalid
from agenda.kernel.texts import folded

LEAST_LEFT = 4
"""How many characters must be left once the common parts are taken away."""

_WORDS = """
abc admin administrator agenda aini aiwo alexander alipay amanda america andrew angel anthony
apple ashley austin baby babygirl bai bailey baobao baobei barcelona baseball basketball batman
beijing benjamin bitch blink bonjour brandon buster butterfly cai cao charlie cheese chelsea chen
cheng chicken china chocolate chris christ coffee college compaq computer corvette cowboy cui dai
dallas daniel david default deng destiny diamond ding doctor dong dragon du duan eagle elephant
elizabeth empire english fan fang feng ferrari fishing flower football forever freedom friend fu
fuck gaofang garfield george ginger gu guest guo hacker hahaha hammer hannah hao happy harley
heaven hello hockey hotmail hou hu huang hunter iloveyou internet jackson jasmine jasper jennifer
jessica jia jiang jiayou jin jonathan jordan joseph joshua jumin junior justin juwei juweihui kang
killer kitty knight kong lauren letmein liang liao lin liu liverpool lol long longge love lovely
loveme lover lu luo mama mao marina martin master matrix matthew maverick maxwell melissa meng
mercedes merlin michael michelle midnight mima mimi minecraft mingtian money monkey monster mother
motorola mustang naruto natasha nicholas nicole nihao office oliver orange p@ssw0rd p@ssword pan
panther parola pass passw0rd password passwort patrick peanut peng pepper phoenix player pokemon
porsche princess private purple qazwsx qian qin qingqing qiu rachel rainbow ranger red ren robert
root samantha samsung scooter secret server sex shadow shanghai shao shen shequ shi shit silver
single skywalker slipknot snoopy soccer softball song spider spiderman starwars steelers stephanie
su success summer sun sunshine superman supernova sweet tan tang taobao tennis test testing thomas
thunder tian tiger tigger trouble trustno tudou turtle user victoria vincent wan wang wangzhe
warrior webmaster wechat wei weihui weixin welcome whatever william winner winter woaini woaiwo
wode wolf woshi wuliqiao xia xiao xiaobao xiaoli xiaoming xiaoqu xiaowang xie xihuan xiong xu xue
yamaha yan yang yankees yao ye yewei yin yishi yixin you yu yuan zaijian zeng zhai zhang zhao
zheng zhong zhongguo zhou zhu zou zuqiu
"""
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "qwertzuiop",
    "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()_+",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1s2d3f4g5h6j7k8l9",
    "z1x2c3v4b5n6m7",
    "a1b2c3d4e5f6g7h8i9",
    "1a2b3c4d5e6f7g8h9i",
    "qawsedrftgyhujikolp",
    "azsxdcfvgbhnjmk",
    "12qwaszx",
    "adgjmptw",
    "11223344556677889900",
    "1029384756",
    "1357924680",
    "13243546",
    "147258369",
    "741852963",
    "789456123",
)
_LUCKY = (
    "5201314 1314520 7758521 7758258 1314 520 521 666 888 168 518 110 119 12306 10086 007".split()
)
_DATE = re.compile(r"(?:19|20)\d\d(?:0?[1-9]|1[0-2])?(?:0?[1-9]|[12]\d|3[01])?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SAME = re.compile(r"(.)\1{2,}")
_BLOCK = re.compile(r"(.{2,6})\1+")
_LOOKS_LIKE = str.maketrans("@$013457!|", "asoieastil")
_PLAIN = sorted(set(_WORDS.split()) | set(_LUCKY), key=len, reverse=True)
_COMMON = re.compile("|".join(re.escape(word) for word in _PLAIN))
_SHORTEST_RUN = 3


def check_password(password: str, *, own_words: Iterable[str] = ()) -> None:
    """Raise Invalid where a password is too short, too long or too common.

    `own_words` are what an attacker would try first: the sign-in name, the person's name, the site.
    """
    if len(password) < PASSWORD_LEAST:
        raise Invalid("accounts.password_short", field="password", least=PASSWORD_LEAST)
    if len(password) > PASSWORD_MOST:
        raise Invalid("accounts.password_long", field="password", most=PASSWORD_MOST)
    if worth(password, own_words=own_words) < LEAST_LEFT:
        raise Invalid("accounts.password_common", field="password")


def worth(password: str, *, own_words: Iterable[str] = ()) -> int:
    """Return how many different characters are left once everything common is taken away."""
    text = folded(password).lower()
    if text in COMMON or text.strip("0123456789!@#.") in COMMON:
        return 0
    for word in sorted(filter(None, map(_own, own_words)), key=len, reverse=True):
        text = text.replace(word, "")
    return min(_left(text), _left(text.translate(_LOOKS_LIKE)))


def _own(word: str) -> str:
    """Return a word of one's own as it is looked for: in small letters, of an e-mail its local part."""
    plain = folded(word).lower().partition("@")[0]
    return plain if len(plain) > 1 else ""


def _left(text: str) -> int:
    """Return how many different characters the common parts of a text leave."""
    for pattern in (_BLOCK, _SAME):
        text = pattern.sub(r"\1", text)
    for pattern in (_MOBILE, _DATE):
        text = pattern.sub("", text)
    return len(set(_COMMON.sub("", _without_runs(text))) - set(" -_.!?@#*"))


def _without_runs(text: str) -> str:
    """Return a text without the runs of neighbouring keys or letters in it, in either direction."""
    kept, place = [], 0
    while place < len(text):
        length = max(_run(text, place, row) for row in _ROWS)
        if length < _SHORTEST_RUN:
            kept.append(text[place])
            length = 1
        place += length
    return "".join(kept)


def _run(text: str, place: int, row: str) -> int:
    """Return how many characters from a place on stand side by side in a row of keys."""
    length = 1
    while place + length < len(text) and text[place : place + length + 1] in row:
        length += 1
    return length


_ROWS = (*_RUNS, *(row[::-1] for row in _RUNS))
