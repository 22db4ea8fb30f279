"""Every setting of TRL's and Transformers' that decides the outcome, set by the job or here; none is left to a library."""

from pathlib import Path

from ..job.job import Job
from ..job.tokens import Spelling

LORA_TARGETS = "all-linear"


def trainer_arguments(job: Job, output: Path) -> dict:
    """Arguments that SFTConfig and DPOConfig share. One item of the data is one step's whole group."""
    optimizer = job["optimizer"]
    on_cpu = job["device"] == "cpu"
    return {
        "output_dir": str(output),
        "use_cpu": on_cpu,
        "bf16": job["autocast"] == "bfloat16",
        "fp16": False,
        "tf32": None if on_cpu else False,
        "per_device_train_batch_size": 1,
        "gradient_accumulation_steps": 1,
        "max_steps": job["steps"],
        "num_train_epochs": 1,
        "optim": "adamw_torch_fused",
        "learning_rate": optimizer["learningRate"],
        "adam_beta1": optimizer["betas"][0],
        "adam_beta2": optimizer["betas"][1],
        "adam_epsilon": optimizer["epsilon"],
        "weight_decay": optimizer["weightDecay"],
        "max_grad_norm": optimizer["clip"],
        "gradient_checkpointing": job["gradientCheckpointing"],
        "gradient_checkpointing_kwargs": {"use_reentrant": False} if job["gradientCheckpointing"] else None,
        "seed": job["seed"],
        "data_seed": job["seed"],
        "max_length": None,
        "remove_unused_columns": False,
        "ddp_find_unused_parameters": False,
        "dataloader_num_workers": 0,
        "dataloader_pin_memory": False,
        "save_strategy": "no",
        "logging_strategy": "no",
        "eval_strategy": "no",
        "report_to": [],
        "push_to_hub": False,
        "disable_tqdm": True,
        "logging_nan_inf_filter": False,
        "log_level": "error",
    }


def lora_config(job: Job):
    """PEFT's form of the job's adapter; its scale is α / rank."""
    from peft import LoraConfig

    adapter = job["adapter"]
    if adapter is None:
        return None
    return LoraConfig(
        task_type="CAUSAL_LM",
        r=adapter["rank"],
        lora_alpha=adapter["rank"] * adapter["scale"],
        lora_dropout=adapter["dropout"],
        target_modules=LORA_TARGETS,
        bias="none",
        init_lora_weights=True,
    )


def resolved_settings(job: Job, spelling: Spelling, dropout: float) -> list[dict]:
    """What decided the outcome, each with its source."""
    settings = [{"name": name, "value": value, "source": "job"} for name, value in _leaves(job.fields)]
    ends = [spelling.tokenizer.decode([end]) for end in spelling.ends]
    rest = [
        ("generation ends with", ends, "stated"),
        ("padding token", spelling.tokenizer.decode([spelling.pad]), "stated"),
        ("attention dropout", dropout, "assumed" if job.is_preference else "stated"),
        ("labels", "tokens of completions, to the first that ends generation", "assumed"),
        ("attention", "sdpa", "assumed"),
        ("weight decay of", "all but biases and norms", "assumed"),
        ("moments", "as the trained weights: " + ("float32" if job["adapter"] else job["weights"]), "inferred"),
        ("a model's own limit of a row", spelling.context, "stated"),
        ("too long rows", "left out", "assumed"),
        ("last group of a pass", "the rows that are left", "assumed"),
    ]
    if job.is_preference and job["reference"] is None:
        rest.append(("reference", "the base", "inferred"))
    if job["adapter"] is not None:
        rest += [
            ("adapter on", "every linear map of the layers", "assumed"),
            ("adapter's weights", "float32", "assumed"),
            ("adapter's start", "A uniform (He et al. with a = √5), B zero", "assumed"),
        ]
    return settings + [{"name": name, "value": value, "source": source} for name, value, source in rest]


def _leaves(value: object, path: str = "") -> list[tuple[str, object]]:
    if isinstance(value, dict) and value:
        return [leaf for name, part in value.items() for leaf in _leaves(part, f"{path}.{name}" if path else name)]
    return [(path, value)]
