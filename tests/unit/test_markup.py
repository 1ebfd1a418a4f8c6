"""The checker of pages finds what it is there to find, and lets a good page pass."""

import pytest

from tests.markup import faults, soup_of, visible_text

GOOD = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>加装电梯 · 议事</title>
<link rel="stylesheet" href="/static/css/base.css">
<script src="/static/a.js"></script>
</head><body><a href="#main">跳到正文</a><main id="main"><h1>加装电梯</h1>
<!-- None -->
<form method="post" action="/x"><input type="hidden" name="csrf_token" value="t">
<label for="title">标题</label><input id="title" name="title" aria-describedby="title-hint">
<p id="title-hint">不超过 40 字</p>
<label><input type="checkbox" name="agree" value="y"> 同意</label>
<fieldset><legend id="l">范围</legend><select name="scope" aria-labelledby="l"><option>楼</option>
</select></fieldset><button>提交</button></form>
<svg role="img"><title>进度</title></svg><img src="/static/a.png" alt="">
</main></body></html>"""


def test_a_good_page_has_no_faults() -> None:
    assert faults(GOOD) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("<!doctype html>\n", "", "invalid HTML"),
        ("<p id=", "</div><p id=", "invalid HTML"),
        (
            '<p id="title-hint">不超过 40 字</p>',
            '<p id="title-hint">不<p>超过</p></p>',
            "invalid HTML",
        ),
        (' lang="zh-Hans"', "", "language"),
        ("<h1>加装电梯</h1>", "", "0 h1"),
        ("<h1>加装电梯</h1>", "<h1>加装电梯</h1><h1>电梯</h1>", "2 h1"),
        ("<h1>加装电梯</h1>", "<h1>修路</h1>", "does not start with"),
        ("<h1>加装电梯</h1>", "<h1></h1>", "does not start with"),
        ('<p id="title-hint">', '<p id="title-hint"><b id="main"></b>', "stands 2 times"),
        ('aria-describedby="title-hint"', 'aria-describedby="nowhere"', "not on the page"),
        ('href="#main"', 'href="#nowhere"', "leads nowhere"),
        ('<label for="title">标题</label>', "", "no label"),
        ('<label for="title">标题</label>', '<label for="title"> </label>', "no label"),
        (' aria-labelledby="l"', "", "<select name=scope> has no label"),
        ("<button>提交</button>", "<textarea name=t></textarea>", "<textarea name=t> has no label"),
        ("<button>提交</button>", "<button></button>", "<button> says nothing"),
        (' alt=""', "", "no alt text"),
        ('<input type="hidden" name="csrf_token" value="t">', "", "no csrf_token"),
        ('value="t"', 'value=""', "no csrf_token"),
        ("</main>", "<script>1</script></main>", "inline <script>"),
        ("</main>", "<div><style>b{}</style></div></main>", "<style>"),
        ("<fieldset>", '<fieldset style="color:red">', "style=…> is inline"),
        ("<fieldset>", '<fieldset onclick="x()">', "onclick=…> is inline"),
        ('src="/static/a.png"', 'src="https://elsewhere.example/a.png"', "another host"),
        ('href="/static/css/base.css"', 'href="//elsewhere.example/a.css"', "another host"),
        ('href="#main"', 'href="javascript:x()"', "javascript:"),
        ("不超过 40 字", "截止 None", "«None»"),
        ("不超过 40 字", "还差 %(n)s 户", "«%(»"),
        ('action="/x"', 'action="/x/None"', "«/x/None»"),
        ('value="y"', 'value="None"', "«None»"),
    ],
)
def test_a_fault_is_found(before: str, after: str, fault: str) -> None:
    assert before in GOOD
    assert any(fault in found for found in faults(GOOD.replace(before, after)))


def test_a_preference_needs_no_token() -> None:
    form = '<form method="post" action="{}"><button>English</button></form></main>'
    assert faults(GOOD.replace("</main>", form.format("/language"))) == []
    assert faults(GOOD.replace("</main>", form.format("/languages"))) != []


def test_visible_text_leaves_out_what_a_reader_cannot_see() -> None:
    page = "<h1>甲</h1><p hidden>乙</p><script>丙</script><!-- 丁 --><template>戊</template> 己"
    assert visible_text(soup_of(page)) == "甲 己"
