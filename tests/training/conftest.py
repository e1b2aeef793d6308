import pytest
import torch


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """As everywhere where torch trains: two threads on two busy cores spin and wait."""
    torch.set_num_threads(1)
