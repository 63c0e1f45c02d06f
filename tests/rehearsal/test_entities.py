from rehearsal.entities import Entity, finished, piece, to_html, utf16_length


def test_length_counts_as_telegram_does() -> None:
    assert utf16_length("督办a") == 3
    assert utf16_length("🟢𠮷") == 4


def test_text_is_trimmed_and_its_formatting_moves_with_it() -> None:
    text, entities = finished("  \n甲乙  ", [Entity("bold", 3, 2), Entity("italic", 0, 7)])
    assert text == "甲乙"
    assert set(entities) == {Entity("bold", 0, 2), Entity("italic", 0, 2)}


def test_formatting_of_blanks_alone_is_dropped() -> None:
    assert finished("甲  ", [Entity("bold", 1, 2)]) == ("甲", ())


def test_commands_mentions_and_addresses_are_found() -> None:
    text, entities = finished("/start@duban_bot 见 https://x.cn/a?b=1。 @wang_fang 说 a/b")
    assert [(entity.kind, piece(text, entity)) for entity in entities] == [
        ("bot_command", "/start@duban_bot"),
        ("url", "https://x.cn/a?b=1"),
        ("mention", "@wang_fang"),
    ]


def test_nothing_is_found_inside_a_link_or_code() -> None:
    inside = Entity("text_link", 0, 13, "https://y.cn/")
    assert finished("https://x.cn/", [inside])[1] == (inside,)


def test_html_is_escaped_and_nested_tags_close_in_order() -> None:
    html = to_html('a<b>&"', [Entity("bold", 0, 6), Entity("italic", 1, 2)])
    assert html == '<b>a</b><b><i>&lt;b</i></b><b>&gt;&amp;"</b>'


def test_html_links_are_escaped_attributes() -> None:
    link = Entity("text_link", 0, 1, 'https://x.cn/"?a&b')
    assert to_html("甲", [link]) == '<a href="https://x.cn/&quot;?a&amp;b">甲</a>'
    assert to_html("甲", [Entity("text_mention", 0, 1, user=7)]) == (
        '<a href="tg://user?id=7">甲</a>'
    )


def test_html_of_nothing_is_nothing() -> None:
    assert to_html("", []) == ""
