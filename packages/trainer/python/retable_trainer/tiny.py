"""`make-tiny FOLDER`: a random tiny Llama with a tokenizer of its own, made on the spot from settings in JSON on standard input.

The same settings give the same folder, to the byte. Settings: layers, width, heads, keyValueHeads, intermediate,
context, vocabulary (tokens at most), seed, initializerRange, corpus (texts that the tokenizer learns from), and
addBosToken (optional, false): whether the tokenizer puts BOS before texts by itself, as Llama's does.
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

NUMBERS = {"layers", "width", "heads", "keyValueHeads", "intermediate", "context", "vocabulary", "seed", "initializerRange"}
SETTINGS = NUMBERS | {"corpus"}

PAD, BOS, EOS = "<pad>", "<s>", "</s>"
ROLES = ["<|system|>", "<|user|>", "<|assistant|>"]
TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}"
    "{% if message['role'] == 'assistant' %}{{ eos_token }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make-tiny", description=__doc__)
    parser.add_argument("folder", type=Path, help="is made; must not be there yet")
    options = parser.parse_args(arguments)
    try:
        settings = read_settings(sys.stdin.read())
        if options.folder.exists():
            raise ValueError(f"{options.folder} is there already")
    except ValueError as error:
        print(error, file=sys.stderr)
        return 65
    print(make_tiny(options.folder, settings))
    return 0


def read_settings(text: str) -> dict:
    """Checks the settings' names and kinds. Raises ValueError."""
    settings = json.loads(text)
    if not isinstance(settings, dict):
        raise ValueError("the settings are an object")
    missing = SETTINGS - settings.keys()
    unknown = settings.keys() - SETTINGS - {"addBosToken"}
    if missing or unknown:
        raise ValueError(f"settings that are missing: {sorted(missing)}; that are unknown: {sorted(unknown)}")
    for name in NUMBERS:
        value = settings[name]
        whole = name != "initializerRange"
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)) or value < 0:
            raise ValueError(f"{name} is a number from 0")
    corpus = settings["corpus"]
    if not (isinstance(corpus, list) and all(isinstance(text, str) for text in corpus)):
        raise ValueError("corpus is a list of texts")
    if settings["vocabulary"] < 256 + 3 + len(ROLES):
        raise ValueError(f"the bytes and special tokens alone are {256 + 3 + len(ROLES)}: a larger vocabulary")
    return settings


def make_tiny(folder: Path, settings: dict) -> str:
    """Writes the folder whole or not at all, and gives its hash."""
    from .folder import write_hashes
    from .spelling import write_both_spellings

    tokenizer = make_tokenizer(settings)
    model = make_model(settings, tokenizer)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    model.save_pretrained(part)
    tokenizer.save_pretrained(part)
    write_both_spellings(part, settings["context"], tokenizer.chat_template)
    digest = write_hashes(part)
    part.rename(folder)
    return digest


def make_tokenizer(settings: dict):
    """Byte-level byte pairs learnt from the corpus, with special tokens for the roles of a chat."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    bytepairs = Tokenizer(models.BPE())
    bytepairs.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bytepairs.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=settings["vocabulary"],
        special_tokens=[PAD, BOS, EOS, *ROLES],
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    bytepairs.train_from_iterator(settings["corpus"], trainer)
    if settings.get("addBosToken"):
        bos = bytepairs.token_to_id(BOS)
        bytepairs.post_processor = processors.TemplateProcessing(
            single=f"{BOS} $A", pair=f"{BOS} $A {BOS}:1 $B:1", special_tokens=[(BOS, bos)]
        )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bytepairs, bos_token=BOS, eos_token=EOS, pad_token=PAD, clean_up_tokenization_spaces=False
    )
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def make_model(settings: dict, tokenizer):
    """A Llama in float32 with random weights."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    torch.manual_seed(settings["seed"])
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=settings["width"],
        intermediate_size=settings["intermediate"],
        num_hidden_layers=settings["layers"],
        num_attention_heads=settings["heads"],
        num_key_value_heads=settings["keyValueHeads"],
        max_position_embeddings=settings["context"],
        initializer_range=settings["initializerRange"],
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=False,
    )
    return LlamaForCausalLM(config).to(torch.float32)
