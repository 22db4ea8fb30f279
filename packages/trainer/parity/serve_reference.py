"""What Transformers itself makes of a model folder: reads a job in JSON from standard input, writes the answers in JSON."""

import json
import sys

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

torch.set_num_threads(1)
job = json.load(sys.stdin)
model = AutoModelForCausalLM.from_pretrained(job["folder"], dtype=torch.float32).eval()
tokenizer = AutoTokenizer.from_pretrained(job["folder"])


def chat(messages: list) -> list[int]:
    return tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=True, return_dict=False)


def greedy(ids: list[int], tokens: int) -> dict:
    """Its own generation, one prompt at a time."""
    output = model.generate(
        torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), do_sample=False, max_new_tokens=tokens
    )
    drawn = output[0, len(ids) :].tolist()
    return {"ids": drawn, "text": tokenizer.decode(drawn, skip_special_tokens=True)}


def log_probabilities(ids: list[int]) -> list[float]:
    """Of each token but the first, by one pass over all."""
    logs = torch.log_softmax(model(torch.tensor([ids])).logits[0, :-1].double(), -1)
    return logs.gather(-1, torch.tensor(ids[1:]).unsqueeze(-1)).squeeze(-1).tolist()


def next_probabilities(ids: list[int]) -> list[float]:
    return torch.softmax(model(torch.tensor([ids])).logits[0, -1].double(), -1).tolist()


with torch.inference_mode():
    chats = [chat(messages) for messages in job.get("chats", [])]
    answers = {
        "chats": chats,
        "greedy": [greedy(ids, job["tokens"]) for ids in chats] if "tokens" in job else [],
        "texts": [tokenizer(text)["input_ids"] for text in job.get("texts", [])],
        "textScores": [log_probabilities(tokenizer(text)["input_ids"]) for text in job.get("texts", [])],
        "scores": [log_probabilities(ids) for ids in job.get("ids", [])],
        "next": [next_probabilities(ids) for ids in chats] if job.get("next") else [],
        "names": [tokenizer.convert_ids_to_tokens(id) for id in range(len(tokenizer))] if job.get("next") else [],
    }
json.dump(answers, sys.stdout)
