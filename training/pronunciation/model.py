"""The grapheme-to-phoneme model in torch: labels each letter of a word with what it says.

The same in numpy is ``vivavoce.text.pronouncing.model``, which runs what ``train`` writes.
"""

import torch
from torch import Tensor, nn
from torch.nn.functional import pad

WIDTH = 160
BLOCKS = 6
REACH = 3  # letters that a block sees: itself and one to each side
MIXING = 3  # block before which each letter hears of the whole word, for its stress


class Model(nn.Module):
    """letters: how many there are; languages: how many; chunks: how many things a letter can say."""

    def __init__(self, letters: int, languages: int, chunks: int) -> None:
        super().__init__()
        self.letters = nn.Embedding(letters, WIDTH)
        self.languages = nn.Embedding(languages, WIDTH)
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(BLOCKS))
        self.blocks = nn.ModuleList(nn.Linear(REACH * WIDTH, WIDTH) for _ in range(BLOCKS))
        self.whole = nn.Linear(WIDTH, WIDTH)
        self.head = nn.Linear(WIDTH, chunks)

    def forward(self, letters: Tensor, language: Tensor) -> Tensor:
        """letters: (n, length) numbers, 0 where there is none; language: (n,); returns (n, length, chunks) logits."""
        mask = (letters > 0).unsqueeze(2).float()  # (n, length, 1)
        x = self.letters(letters) + self.languages(language)[:, None]  # (n, length, width)
        for number, (norm, block) in enumerate(zip(self.norms, self.blocks, strict=True)):
            if number == MIXING:
                x = x + self.whole((x * mask).sum(1, keepdim=True) / mask.sum(1, keepdim=True))
            x = x + torch.relu(block(beside(norm(x) * mask)))
        logits: Tensor = self.head(x)
        return logits


def beside(x: Tensor) -> Tensor:
    """(n, length, width) → (n, length, REACH · width): each letter with its neighbours, zeros beyond the ends."""
    side = REACH // 2
    wide = pad(x, (0, 0, side, side))
    return torch.cat([wide[:, at : at + x.shape[1]] for at in range(REACH)], dim=2)
