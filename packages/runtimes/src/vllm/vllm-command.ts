import type { VllmOptions } from '../service.ts'

/** What vLLM is started for. */
export interface VllmLaunch extends Pick<VllmOptions, 'dtype' | 'memoryShare' | 'batchInvariant'> {
  /** Of the model; absolute, and the same to the server. */
  readonly folder: string
  /** What requests give as `model`. */
  readonly name: string
  /** Whether the folder holds chat_template.jinja; else the tokenizer's own is taken. */
  readonly hasTemplate: boolean
  readonly host: string
  readonly port: number
  /** Tokens of one request, prompt and completion. */
  readonly context: number
  /** Requests that it computes together. */
  readonly slots: number
  /** That the model's layers are split over. */
  readonly gpus: number
}

/** The module of vLLM that serves in OpenAI's form. */
export const vllmModule = 'vllm.entrypoints.openai.api_server'

/**
 * The words after `python -m vllm.entrypoints.openai.api_server`, with nothing that decides an answer left to vLLM or to
 * the model's own files.
 */
export function vllmArguments(launch: VllmLaunch): string[] {
  const { folder, name, hasTemplate, host, port, context, slots, gpus, memoryShare = 0.9 } = launch
  const options = {
    model: folder,
    'served-model-name': name,
    host,
    port,
    // Of what a request names no seed for.
    seed: 0,
    // Else top-k and the like are those of the folder's generation_config.json.
    'generation-config': 'vllm',
    dtype: launch.dtype ?? 'bfloat16',
    'max-model-len': context,
    'max-num-seqs': slots,
    'tensor-parallel-size': Math.max(1, gpus),
    'gpu-memory-utilization': memoryShare,
    // At temperature 1, before anything is cut.
    'logprobs-mode': 'raw_logprobs',
    ...(hasTemplate ? { 'chat-template': `${folder}/chat_template.jinja` } : {}),
  }
  return [
    ...Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]),
    // What was asked before has no say.
    '--no-enable-prefix-caching',
  ]
}

/** What vLLM sees of the environment, beside paths: nothing is fetched and nothing is told to anyone. */
export function vllmEnvironment({ batchInvariant = false }: Pick<VllmLaunch, 'batchInvariant'>) {
  return {
    ...{ HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1', HF_HUB_DISABLE_TELEMETRY: '1' },
    ...{ VLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1', PYTHONNOUSERSITE: '1' },
    // By the name that 0.11.0 reads, and that of later ones.
    ...(batchInvariant ? { VLLM_KERNEL_OVERRIDE_BATCH_INVARIANT: '1', VLLM_BATCH_INVARIANT: '1' } : {}),
  }
}
