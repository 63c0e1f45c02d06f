import json

from render.message import Button, Message, Style, packed, unpacked, utf16_length


def test_length_counts_utf_16_units() -> None:
    assert [utf16_length(text) for text in ("ab", "督办", "😀", "")] == [2, 2, 2, 0]


def test_a_message_is_loud_and_plain_unless_told() -> None:
    message = Message("text", ((Button("label", "data"),),))
    assert (message.silent, message.ask) == (False, False)
    assert message.buttons[0][0].style is Style.PLAIN


def test_a_message_that_is_kept_comes_back_as_it_was() -> None:
    button = Button("对", "v1:key:yes", style=Style.SUCCESS)
    for message in (
        Message("<b>文</b>", ((button,), (button, button)), True),
        Message("", ask=True),
    ):
        assert unpacked(json.loads(json.dumps(packed(message)))) == message
