"""The acoustic model: tokens in, frames of WORLD parameters out; durations, pitch and energy in between.

An encoder reads all tokens of a sentence, told who speaks and in which language. A predictor says how long each token
lasts, how high and how strong it is: what the controls act on. A decoder of convolutions makes frames of tokens laid
out in time; it sees 21 frames to each side, so that it can work piece by piece.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 256  # channels of the encoder
FEATURE = 48  # numbers that each feature but the symbol becomes
SIZES = (3, 2, 2, 7, 7, 16, 16)  # values of each feature beside the symbol
PREDICTOR = 192  # channels of what predicts lengths, pitch and energy
SPEAKER, LANGUAGE = 64, 32  # numbers that tell one from the others
DECODER = 224  # channels
DILATIONS = (1, 1, 2, 2, 1)  # with kernels of 7: 21 frames to each side
POSITIONS = 6  # numbers that tell a frame where in its token it is, and the token's pitch and energy
FRAME = 65


class Block(nn.Module):
    """A ConvNeXt block (Liu et al. 2022), in one dimension: (batch, frames, channels) → the same."""

    def __init__(self, channels: int, kernel: int, dilation: int, factor: int = 3) -> None:
        super().__init__()
        reach = kernel // 2 * dilation
        self.depth = nn.Conv1d(channels, channels, kernel, padding=reach, dilation=dilation, groups=channels)
        self.norm = nn.LayerNorm(channels)
        self.wide = nn.Linear(channels, channels * factor)
        self.narrow = nn.Linear(channels * factor, channels)
        self.scale = nn.Parameter(torch.full((channels,), 0.2))

    def forward(self, frames: Tensor) -> Tensor:
        mixed = self.depth(frames.transpose(1, 2)).transpose(1, 2)
        found: Tensor = frames + self.scale * self.narrow(functional.gelu(self.wide(self.norm(mixed))))
        return found


class Encoder(nn.Module):
    """Tokens (b, n, 8), speaker (b, 64), language (b, 32), mask (b, n) → hidden (b, n, 256) and prosody (b, n, 3)."""

    def __init__(self, symbols: int) -> None:
        super().__init__()
        self.symbol = nn.Embedding(symbols, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, FEATURE) for size in SIZES)
        self.join = nn.Linear(FEATURE * len(SIZES), WIDTH)
        self.tell_language = nn.Linear(LANGUAGE, WIDTH)
        self.convolutions = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 5, padding=2) for _ in range(4))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(4))
        self.recurrent = nn.GRU(WIDTH, WIDTH // 2, batch_first=True, bidirectional=True)
        self.tell_speaker = nn.Linear(SPEAKER, WIDTH)
        self.prosody = nn.ModuleList(
            (nn.Conv1d(WIDTH, PREDICTOR, 3, padding=1), nn.Conv1d(PREDICTOR, PREDICTOR, 3, padding=1))
        )
        self.predict = nn.Linear(PREDICTOR, 3)
        self.drop, self.drop_more = nn.Dropout(0.15), nn.Dropout(0.3)

    def forward(self, tokens: Tensor, speaker: Tensor, language: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        told = [table(tokens[..., at + 1]) for at, table in enumerate(self.features)]
        mask = mask[..., None]
        hidden = self.symbol(tokens[..., 0]) + self.join(torch.cat(told, -1))
        hidden = (hidden + self.tell_language(language)[:, None]) * mask
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            moved = norm(functional.gelu(convolution(hidden.transpose(1, 2)).transpose(1, 2)))
            hidden = (hidden + self.drop(moved)) * mask
        hidden = (hidden + self.recurrent(hidden)[0]) * mask
        hidden = (hidden + self.tell_speaker(speaker)[:, None]) * mask
        prosody = (
            hidden.detach() * 0.3 + hidden * 0.7
        )  # it learns fast: what it wants shall not shape the rest too much
        for convolution in self.prosody:
            prosody = self.drop_more(functional.gelu(convolution(prosody.transpose(1, 2)).transpose(1, 2))) * mask
        return hidden, self.predict(prosody)


class Decoder(nn.Module):
    """Frames told what to be (b, t, 262), speaker (b, 64), mask (b, t) → frames (b, t, 65).

    They are normalised; voicing is a logit.
    """

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(WIDTH + POSITIONS, DECODER)
        self.tell_speaker = nn.Linear(SPEAKER, DECODER)
        self.blocks = nn.ModuleList(Block(DECODER, 7, dilation) for dilation in DILATIONS)
        self.norm = nn.LayerNorm(DECODER)
        self.leave = nn.Linear(DECODER, FRAME)

    def forward(self, frames: Tensor, speaker: Tensor, mask: Tensor) -> Tensor:
        mask = mask[..., None]
        hidden = (self.enter(frames) + self.tell_speaker(speaker)[:, None]) * mask
        for block in self.blocks:
            hidden = block(hidden) * mask
        found: Tensor = self.leave(self.norm(hidden))
        return found


class Acoustic(nn.Module):
    """Both, and a vector for each speaker and language: what makes the same network speak as one or another."""

    def __init__(self, symbols: int, speakers: int, languages: int) -> None:
        super().__init__()
        self.speaker = nn.Embedding(speakers, SPEAKER)
        self.language = nn.Embedding(languages, LANGUAGE)
        self.encoder = Encoder(symbols)
        self.decoder = Decoder()


def laid_out(hidden: Tensor, pitch: Tensor, energy: Tensor, lengths: Tensor) -> Tensor:
    """Tokens laid out in time: hidden (n, 256), pitch, energy (n,), lengths (n,) frames → (t, 262)."""
    owner = torch.repeat_interleave(torch.arange(len(lengths), device=lengths.device), lengths)
    since = torch.arange(len(owner), device=lengths.device) - (torch.cumsum(lengths, 0) - lengths)[owner]
    length = lengths[owner].float()
    share = (since.float() + 0.5) / length
    where = torch.stack(
        [share, 1 - share, torch.clamp(since / 10.0, max=2.0), torch.log1p(length) / 3, pitch[owner], energy[owner]], -1
    )
    return torch.cat([hidden[owner], where], -1)


class Discriminator(nn.Module):
    """Tells recordings from what was made, by windows of log spectra and log f0: three sizes of (b, 2, frames, 80)."""

    WINDOWS = (32, 64, 128)

    def __init__(self) -> None:
        super().__init__()
        self.looks = nn.ModuleList(self._look() for _ in self.WINDOWS)

    @staticmethod
    def _look() -> nn.ModuleList:
        widths = (2, 32, 64, 128)
        normed = nn.utils.parametrizations.spectral_norm
        layers: list[nn.Module] = []
        for before, after in pairwise(widths):
            layers += [normed(nn.Conv2d(before, after, 3, stride=2, padding=1)), nn.LeakyReLU(0.2)]
        return nn.ModuleList([*layers, normed(nn.Conv2d(widths[-1], 1, 3, padding=1))])

    def forward(self, windows: list[Tensor]) -> tuple[list[Tensor], list[Tensor]]:
        """Verdicts, and what was found on the way to them."""
        verdicts, found = [], []
        for window, layers in zip(windows, self.looks, strict=True):
            for layer in layers:
                window = layer(window)
                if isinstance(layer, nn.LeakyReLU):
                    found.append(window)
            verdicts.append(window)
        return verdicts, found
