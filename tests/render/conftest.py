"""The catalogues, loaded once."""

from collections.abc import Mapping

import pytest

from render.texts import LANGUAGES, Texts, load_texts

CATALOGUES = load_texts()


@pytest.fixture
def catalogues() -> Mapping[str, Texts]:
    return CATALOGUES


@pytest.fixture(params=LANGUAGES)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Each language in turn."""
    return CATALOGUES[request.param]


@pytest.fixture
def zh() -> Texts:
    return CATALOGUES["zh-Hans"]


@pytest.fixture
def en() -> Texts:
    return CATALOGUES["en"]
