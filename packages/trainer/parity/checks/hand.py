"""The losses by hand, in float64 and one sequence at a time: nothing of the trainer's is used."""

import math

import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoTokenizer


class Hand:
    """The model that is trained, the fixed one, and texts as ids."""

    def __init__(self, model, reference):
        load = lambda folder: AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float64)
        self.model, self.reference = load(model), load(reference)
        self.tokenizer = AutoTokenizer.from_pretrained(model)

    def token_log_probabilities(self, model, prompt: str, completion: str) -> torch.Tensor:
        chat = [{"role": "user", "content": prompt}]
        spell = lambda messages, **words: self.tokenizer.apply_chat_template(messages, return_dict=True, **words)["input_ids"]
        begin = len(spell(chat, add_generation_prompt=True))
        ids = torch.tensor([spell([*chat, {"role": "assistant", "content": completion}])])
        scores = F.log_softmax(model(ids).logits, -1)[0, :-1]
        return scores.gather(-1, ids[0, 1:, None])[begin - 1 :, 0]

    def pair(self, pair: dict) -> dict:
        c, r = (self.token_log_probabilities(self.model, pair["prompt"], pair[side]) for side in ("chosen", "rejected"))
        with torch.no_grad():
            c0, r0 = (
                self.token_log_probabilities(self.reference, pair["prompt"], pair[side]).sum()
                for side in ("chosen", "rejected")
            )
        return {"c": c, "r": r, "margin": (c.sum() - c0) - (r.sum() - r0), "reference": (c0, r0)}

    def loss(self, name: str, pairs: list[dict], weights: tuple[float, ...], beta=0.1, alpha=1.0, penalty=0.02):
        """Loss and gradient norm of a whole group, as the papers write them."""
        parts = [self.pair(pair) for pair in pairs]
        count = len(parts)
        preference = lambda part, extra=0.0: -F.logsigmoid(beta * part["margin"] + extra)
        nll = lambda part: -part["c"].sum() / len(part["c"])
        loss = {
            "sft, mean over tokens": lambda: -sum(part["c"].sum() for part in parts) / sum(len(part["c"]) for part in parts),
            "sft, mean over responses": lambda: sum(nll(part) for part in parts) / count,
            "dpo": lambda: sum(preference(part) for part in parts) / count,
            "dpo + nll": lambda: sum(preference(part) + alpha * nll(part) for part in parts) / count,
            "weighted dpo + nll": lambda: sum(
                weight * (preference(part) + alpha * nll(part)) for weight, part in zip(weights, parts)
            )
            / count,
            "r-dpo": lambda: sum(preference(part, penalty * (len(part["c"]) - len(part["r"]))) for part in parts) / count,
        }[name]()
        self.model.zero_grad()
        loss.backward()
        norm = math.sqrt(sum((p.grad**2).sum().item() for p in self.model.parameters() if p.grad is not None))
        return loss.item(), norm

    def sums(self, pairs: list[dict]) -> list[dict]:
        """What another program needs to compute the same losses: sums of log-probabilities and lengths."""
        parts = [self.pair(pair) for pair in pairs]
        return [
            {
                "chosen": part["c"].sum().item(),
                "rejected": part["r"].sum().item(),
                "reference": [value.item() for value in part["reference"]],
                "lengths": [len(part["c"]), len(part["r"])],
            }
            for part in parts
        ]
