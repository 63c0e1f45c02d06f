"""Telegram's HTML, with the places it complains about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehearsal.entities import Entity, piece, to_html
from rehearsal.markup import MarkupError, parse_html

FLAGS = "🏟 🏟&lt;"  # thirteen bytes


@pytest.mark.parametrize(
    ("html", "text", "kinds"),
    [
        ("<b>甲</b>乙", "甲乙", ["bold"]),
        ("<strong>a</strong><em>b</em><ins>c</ins>", "abc", ["bold", "italic", "underline"]),
        ("<del>a</del><s>b</s><strike>c</strike>", "abc", ["strikethrough"] * 3),
        ("<b>a<i>b</i></b>", "ab", ["italic", "bold"]),
        ("<b>a</>", "a", ["bold"]),
        ("<B>a</b >", "a", ["bold"]),
        ("<b></b>", "", []),
        ("<code>x</code><pre>y</pre>", "xy", ["code", "pre"]),
        ("<blockquote expandable>a</blockquote>", "a", ["blockquote"]),
        ('<span class="tg-spoiler">a</span>', "a", ["spoiler"]),
        ("&lt;&gt;&amp;&quot;&#60;&#x3c;", '<>&"<<', []),
        ("&laquo; & &; &#99999999;", "&laquo; & &; &#99999999;", []),
        ("a > b", "a > b", []),
    ],
)
def test_markup_becomes_text_and_entities(html: str, text: str, kinds: list[str]) -> None:
    plain, entities = parse_html(html)
    assert plain == text
    assert [entity.kind for entity in entities] == kinds


def test_entities_are_counted_in_utf16_units() -> None:
    text, entities = parse_html("🏟<b>🏟甲</b>")
    assert entities == (Entity("bold", 2, 3),)
    assert piece(text, entities[0]) == "🏟甲"


@pytest.mark.parametrize(
    ("html", "entity"),
    [
        ('<a href="tg://user?id=7">王</a>', Entity("text_mention", 0, 1, user=7)),
        ('<a href="https://x.cn/?a&amp;b">去</a>', Entity("text_link", 0, 1, "https://x.cn/?a&b")),
        ("<a href=x.cn>去</a>", Entity("text_link", 0, 1, "http://x.cn/")),
        ("<a>x.cn</a>", Entity("text_link", 0, 4, "http://x.cn/")),
        ('<pre><code class="language-sql">x</code></pre>', Entity("pre", 0, 1, language="sql")),
    ],
)
def test_links_people_and_code_keep_what_they_point_at(html: str, entity: Entity) -> None:
    assert parse_html(html)[1] == (entity,)


def test_a_link_to_no_address_is_only_text() -> None:
    assert parse_html('<a href="nowhere at all">去</a>') == ("去", ())


@pytest.mark.parametrize(
    ("html", "error"),
    [
        ("<abac>", 'Unsupported start tag "abac" at byte offset 13'),
        ("<3", "Unclosed start tag at byte offset 13"),
        ("<民政局>", 'Unsupported start tag "民政局" at byte offset 13'),
        ("<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
        ("<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
        ("<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
        ("<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
        ('<i  aba = "&lt;&quot;>', "Unclosed start tag at byte offset 13"),
        ("<b>a</b", "Unclosed end tag at byte offset 17"),
        ("</", "Unexpected end tag at byte offset 13"),
        ("</b>", "Unexpected end tag at byte offset 13"),
        ("<b></b></", "Unexpected end tag at byte offset 20"),
        (
            "<i>a</em   >",
            'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"',
        ),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 13'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(html: str, error: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse_html(FLAGS + html)
    assert str(refused.value) == error


PIECES = st.sampled_from(
    ["<b>", "</b>", "<i>", "</i>", "</>", "&lt;", "&", "<", ">", "甲", "🏟 ", "a"]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_was_understood_is_understood_again_from_its_own_html(html: str) -> None:
    try:
        text, entities = parse_html(html)
    except MarkupError:
        return
    again, kept = parse_html(to_html(text, entities))
    assert again == text
    assert sum(entity.length for entity in kept) >= max((e.length for e in entities), default=0)
