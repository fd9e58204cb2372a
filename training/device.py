"""Where the models are trained."""

import torch


def device() -> torch.device:
    """The first CUDA device, or else the CPU, in one thread: beside others that train it is the fastest."""
    if torch.cuda.is_available():
        return torch.device("cuda")
    torch.set_num_threads(1)
    return torch.device("cpu")
