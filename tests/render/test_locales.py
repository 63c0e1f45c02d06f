"""The catalogues agree with each other, with their languages and with the code."""

from collections.abc import Callable, Iterable
from string import Formatter

import opencc
import pytest

from bot.cli.updates import KINDS, OTHER
from plan.changes import TASK_FIELDS, ChangeKind, Thing
from plan.extensions import Denial
from plan.files import Refusal
from plan.health import Ailment, Concern
from plan.model import BlockReason, Lamp, PersonRole, Role, State, Status, UnitKind
from plan.preview import Kind
from plan.replies import Doubt
from rehearsal.page.cast import Part, Section
from rehearsal.page.conductor import Pace
from rehearsal.page.tour import STEPS
from rehearsal.page.troubles import Trouble as PageTrouble
from rehearsal.page.views import SERVICES
from render.item import News
from render.message import TEXT_LIMIT, utf16_length
from render.notices import Audience, Decision, Toast, Trouble
from render.status import Grouping, Listing
from render.tallies import COUNTED
from render.texts import LANGUAGES, TOAST_LIMIT, Entry, load_texts
from tests.render.key_scan import composed_keys, literal_keys
from tests.render.markup import assert_is_markup

CATALOGUES = load_texts()
ENTRIES = {language: texts.entries for language, texts in CATALOGUES.items()}
KEYS = sorted(ENTRIES["en"])
PLAIN = (
    "plan.",
    "change.",
    "button.",
    "listing.",
    "toast.",
    "tally.",
    "reason.",
    "role.",
    "person.",
    "state.",
    "days.",
    "page.",
)
FIELDS = [
    *TASK_FIELDS,
    "number",
    "goal",
    "name",
    "end",
    "kind",
    "parent",
    "chat",
    "role",
    "telegram",
]
# Keys put together at run time, and all they can become.
COMPOSED: dict[str, Iterable[str]] = {
    "button.{}": ("receive", "progress", "done"),
    "button.{}_line": ("receive", "progress", "done"),
    "change.{}": ChangeKind,
    "change.counted.{}": Thing,
    "change.fields.{}": FIELDS,
    "change.kind.{}": UnitKind,
    "change.thing.{}": Thing,
    "command.{}": ("status", "my", "bind", "help", "language"),
    "decided.{}": Decision,
    "evidence.{}": Refusal,
    "extension.{}": Denial,
    "health.do.{}": Concern,
    "health.{}": Ailment,
    "lamp.{}": Lamp,
    "listing.{}": Listing,
    "news.{}": News,
    "page.file.{}": ("photo", "document"),
    "page.lamp.{}": (*Lamp, "closed"),
    "page.pace.{}": Pace,
    "page.pace.{}_long": Pace,
    "page.part.{}": (*Part, "anonymous"),
    "page.section.{}": Section,
    "page.service.{}": (*SERVICES.values(), "other"),
    "page.side.{}": ("role", "week", "trouble"),
    "page.themes.{}": ("auto", "light", "dark"),
    "page.tour.{}_text": STEPS,
    "page.tour.{}_title": STEPS,
    "page.trouble.{}": PageTrouble,
    "page.trouble.{}_about": PageTrouble,
    "person.{}": PersonRole,
    "preview.kind.{}": Kind,
    "preview.{}": ("before", "due", "overdue"),
    "progress.{}": Status,
    "reason.{}": BlockReason,
    "role.{}": Role,
    "start.{}": Audience,
    "state.{}": State,
    "status.{}": Listing,
    "status.{}s": Grouping,
    "summary.{}": ("phases", "units", "late", "blocked", "silent"),
    "tally.{}": COUNTED,
    "toast.{}": Toast,
    "trouble.{}": Trouble,
    "unclear.{}": tuple(doubt for doubt in Doubt if doubt),
    "update.{}": (*KINDS, OTHER),
}
# Characters that both ways of writing Chinese use, although the converter prefers another one.
SHARED = set("台群准")


def forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def holes(entry: Entry) -> set[str]:
    return {name for form in forms(entry) for _, name, _, _ in Formatter().parse(form) if name}


def filled(entry: Entry, word: str) -> Iterable[str]:
    for form in forms(entry):
        yield form.format_map(dict.fromkeys(holes(entry), word))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key(language: str) -> None:
    assert sorted(ENTRIES[language]) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_every_language_has_the_same_holes(key: str) -> None:
    english = holes(ENTRIES["en"][key])
    assert all(holes(entries[key]) == english for entries in ENTRIES.values())
    assert all(name.isidentifier() for name in english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_every_category_of_the_language(language: str) -> None:
    texts = CATALOGUES[language]
    expected = set(texts.locale.plural_form.tags) | {"other"}
    tables = {key: entry for key, entry in texts.entries.items() if not isinstance(entry, str)}
    assert all(entry.keys() == expected for entry in tables.values()), tables
    assert all(len(set(entry.values())) > 1 for entry in tables.values()), tables


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_markup_and_fits(language: str) -> None:
    for key, entry in ENTRIES[language].items():
        for text in filled(entry, "字" * 200):
            assert text == text.strip("\n"), key
            assert_is_markup(text)
            assert utf16_length(text) <= TEXT_LIMIT, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_and_toasts_have_no_markup(language: str) -> None:
    for key, entry in ENTRIES[language].items():
        if key.startswith(PLAIN):
            assert not any(sign in form for form in forms(entry) for sign in "<>&"), key
        if key.startswith("toast."):
            assert all(utf16_length(form) <= TOAST_LIMIT for form in forms(entry)), key


def characters(language: str) -> set[str]:
    return {char for entry in ENTRIES[language].values() for form in forms(entry) for char in form}


@pytest.mark.parametrize(("language", "converter"), [("zh-Hant", "s2t"), ("zh-Hans", "t2s")])
def test_each_way_of_writing_chinese_is_pure(language: str, converter: str) -> None:
    convert: Callable[[str], str] = opencc.OpenCC(converter).convert
    foreign = {c for c in characters(language) - SHARED if convert(c) != c}
    assert foreign == set()


def test_every_key_in_the_code_exists() -> None:
    assert literal_keys(KEYS) - set(KEYS) == set()


def test_every_composed_key_is_declared_and_exists() -> None:
    assert composed_keys(KEYS) == set(COMPOSED)
    assert expanded() - set(KEYS) == set()


def test_every_key_is_used() -> None:
    assert set(KEYS) - literal_keys(KEYS) - expanded() == set()


def expanded() -> set[str]:
    return {pattern.format(value) for pattern, values in COMPOSED.items() for value in values}
