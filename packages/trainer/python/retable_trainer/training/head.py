"""Log-probabilities of completions, with logits made at the tokens of completions alone."""

from types import MethodType

import torch
import torch.nn.functional as F
from transformers.modeling_outputs import ModelOutput
from trl.trainer.utils import add_fused_lm_head

# What some models do with their logits; TRL's fused head knows each of them, the plain product none.
SCALINGS = ("final_logit_softcapping", "logit_scale", "output_multiplier", "lm_head_multiplier", "logits_scaling")

# Logits that are made at once on a processor: 1 GiB in float32.
MOST_LOGITS = 2**28


def add_completion_head(model: torch.nn.Module) -> None:
    """Lets `model(input_ids=…, learnt=…)` give the log-probabilities, for completion_sums.

    It must be the model's own forward: wrappers (autocast, sharding) gather and cast around it.
    """
    if not hasattr(model, "_completion_head"):
        add_fused_lm_head(model, outputs=("log_probs",))
        own = model.forward
        config = model.config.get_text_config()
        plain = all(getattr(config, name, None) in (None, 1.0) for name in SCALINGS)
        model._completion_head = True

        def forward(self, *arguments, learnt=None, **options):
            if learnt is None:
                return own(*arguments, **options)
            ids = options["input_ids"]
            logits = int(learnt.sum()) * config.vocab_size
            if not plain or ids.device.type != "cpu" or logits > MOST_LOGITS:
                labels = ids.masked_fill(~learnt, -100)
                return ModelOutput(sums=own(input_ids=ids, labels=labels, fused_lm_head=True).log_probs.float().sum(1))
            return ModelOutput(sums=_gathered(self, ids, learnt))

        model.forward = MethodType(forward, model)


def _gathered(model: torch.nn.Module, ids: torch.Tensor, learnt: torch.Tensor) -> torch.Tensor:
    hidden = model.base_model(input_ids=ids, use_cache=False).last_hidden_state[:, :-1]
    places = learnt[:, 1:]
    logits = model.get_output_embeddings()(hidden[places]).float()
    losses = F.cross_entropy(logits, ids[:, 1:][places], reduction="none")
    rows = torch.arange(len(ids))[:, None].expand_as(places)[places]
    return torch.zeros(len(ids)).index_add(0, rows, -losses)


def completion_sums(model: torch.nn.Module, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    """Σ log p of each row's completion [rows], in float32.

    Rows are padded on the right: what comes later is not seen by what is learnt, so that no attention mask is needed.
    """
    return model(input_ids=batch["input_ids"], learnt=batch["learnt"]).sums
