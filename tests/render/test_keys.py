from render.callback import encode
from render.keys import button, in_rows
from render.message import Button, Style
from render.texts import Texts


def test_a_button_says_one_thing_and_sends_another(zh: Texts) -> None:
    made = button(zh, "button.done_line", "k1", "done", 3, style=Style.SUCCESS, n=3)
    assert made == Button("3 完成", encode("k1", "done", 3), style=Style.SUCCESS)


def test_buttons_stand_in_rows() -> None:
    one, two, three = (Button(str(n)) for n in range(3))
    assert in_rows([one, two, three], 2) == ((one, two), (three,))
    assert in_rows([], 2) == ()
