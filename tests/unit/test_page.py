"""The navigator of web tests sends what a reader could send, and nothing else."""

import pytest
from flask import Flask, redirect, request
from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from tests.page import visit

HEAD = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8">
<title>{0} · 议事</title><h1>{0}</h1>"""
FORM = """<form method="post" action="/sent"><input type="hidden" name="csrf_token" value="t">
<label>标题 <input name="title" value="旧"></label><label>正文 <textarea name="matter">
原文</textarea></label><label>范围 <select name="scope"><option value="b">楼</option>
<option value="c" selected>小区</option></select></label>
<label><input type="radio" name="choice" value="for"> 同意</label>
<label><input type="radio" name="choice" value="against"> 反对</label>
<label><input type="checkbox" name="agree" value="y" checked> 知晓</label>
<button name="do" value="save">存稿</button> <button name="do" value="send">提交</button></form>
<a href="/sent">看结果</a>"""


@pytest.fixture
def reader() -> FlaskClient:
    app = Flask(__name__)
    sent: dict[str, list[str]] = {}

    @app.get("/form")
    def form() -> str:
        return HEAD.format("表单") + FORM

    @app.get("/sent")
    def result() -> str:
        return HEAD.format("结果") + f"<p>{sorted(sent.items())}</p>"

    @app.post("/sent")
    def send() -> Response:
        sent.update(request.form.to_dict(flat=False))
        return redirect("/sent", 303)

    @app.get("/bad")
    def bad() -> str:
        return HEAD.format("坏页") + '<p style="color:red">还差 %(n)s 户'

    return app.test_client()


def test_a_bad_page_is_refused_with_every_fault_named(reader: FlaskClient) -> None:
    with pytest.raises(AssertionError, match=r"(?s)/bad has faults.*style.*%\("):
        visit(reader, "/bad")


def test_another_status_than_expected_is_refused(reader: FlaskClient) -> None:
    with pytest.raises(AssertionError, match="404"):
        visit(reader, "/nowhere")


def test_a_form_sends_what_stands_in_it(reader: FlaskClient) -> None:
    page = visit(reader, "/form").form("/sent").submit()
    assert page.url == "/sent"
    assert page.heading == "结果"
    assert "('agree', ['y'])" in page.text
    assert "('matter', ['原文'])" in page.text
    assert "('scope', ['c'])" in page.text
    assert "('do', ['save'])" in page.text
    assert "choice" not in page.text


def test_a_form_sends_what_is_entered_and_the_button_pressed(reader: FlaskClient) -> None:
    form = visit(reader, "/form").form().fill(title="新", scope="b", choice="for", agree=[])
    page = form.submit("提交")
    assert "('title', ['新'])" in page.text
    assert "('choice', ['for'])" in page.text
    assert "('do', ['send'])" in page.text
    assert "agree" not in page.text


@pytest.mark.parametrize("values", [{"scope": "z"}, {"choice": "maybe"}, {"nothing": "x"}])
def test_what_a_reader_could_not_enter_is_refused(
    reader: FlaskClient, values: dict[str, str]
) -> None:
    with pytest.raises(AssertionError):
        visit(reader, "/form").form().fill(values)


def test_a_link_is_followed_by_its_words(reader: FlaskClient) -> None:
    assert visit(reader, "/form").follow("看结果").heading == "结果"
