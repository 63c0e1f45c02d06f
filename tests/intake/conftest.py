from pathlib import Path

import pytest

from tests.intake.workbooks import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "表.xlsx")
