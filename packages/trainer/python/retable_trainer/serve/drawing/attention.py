"""Attention that reads keys and values once where several query heads share them.

Transformers' own repeats keys and values for each query head before PyTorch's attention wherever there is a mask, which
for one new token of many rows is most of the work. Where each row has one new token, the query heads that share a key
head can stand where queries of several tokens would: they see the same keys.
"""

import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

NAME = "sdpa_shared_keys"


def attend(
    module: torch.nn.Module,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: torch.Tensor | None,
    scaling: float | None = None,
    **others: object,
) -> tuple[torch.Tensor, None]:
    rows, heads, tokens, size = query.shape
    shared = key.shape[1]
    if tokens > 1 or heads == shared:
        return sdpa_attention_forward(module, query, key, value, attention_mask, scaling=scaling, **others)
    grouped = query.reshape(rows, shared, heads // shared, size)
    seen = torch.nn.functional.scaled_dot_product_attention(
        grouped, key, value, attn_mask=attention_mask, scale=scaling
    )
    return seen.reshape(rows, 1, heads, size), None


AttentionInterface.register(NAME, attend)
AttentionMaskInterface.register(NAME, sdpa_mask)
