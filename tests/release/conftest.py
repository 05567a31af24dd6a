from pathlib import Path

import pytest
from release import made


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, published as a build."""
    return made.folder(tmp_path_factory.mktemp("built") / "dist")
