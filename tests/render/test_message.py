from render.message import Button, Message, Style, utf16_length


def test_length_counts_utf_16_units() -> None:
    assert [utf16_length(text) for text in ("ab", "督办", "😀", "")] == [2, 2, 2, 0]


def test_a_message_is_loud_and_plain_unless_told() -> None:
    message = Message("text", ((Button("label", "data"),),))
    assert (message.silent, message.ask) == (False, False)
    assert message.buttons[0][0].style is Style.PLAIN
