"""A resident who strays finds a page that says so and leads back."""

import pytest

from tests.journeys.driver import DESK, PHONE, Sit, axe, shoot


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_wrong_address_is_answered_in_plain_words(
    sit: Sit, size: tuple[int, int], javascript: bool
) -> None:
    page = sit(size=size, javascript=javascript).open("/nowhere")
    assert page.locator("h1").inner_text()
    axe(page)


def test_the_page_can_be_read_in_english_and_by_seniors(sit: Sit) -> None:
    page = sit().open("/nowhere")
    shoot(page, "stray-zh")
    page.get_by_role("button", name="English").click()
    page.goto("/nowhere")
    assert page.locator("html").get_attribute("lang") == "en"
    axe(page)
    shoot(page, "stray-en")
