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
  /** That each layer is split over, on each machine. */
  readonly gpus: number
  /** Machines that the layers are spread over; 1 if left out. */
  readonly nodes?: number | undefined
}

/** The module of vLLM that serves in OpenAI's form. */
export const vllmModule = 'vllm.entrypoints.openai.api_server'

/**
 * The words after `python -m vllm.entrypoints.openai.api_server`, with nothing that decides an answer left to vLLM or to
 * the model's own files.
 */
export function vllmArguments(launch: VllmLaunch): string[] {
  const { folder, name, hasTemplate, host, port, context, slots, gpus, nodes = 1 } = launch
  const { memoryShare = 0.9 } = launch
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
    ...(nodes === 1 ? {} : overNodes(nodes)),
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

/**
 * Tensor parallel in a machine, pipeline parallel between them. 0.11 reaches other machines by a Ray cluster that has been
 * made before, and by nothing else; later versions also know --nnodes, --node-rank and --master-addr.
 */
function overNodes(nodes: number) {
  return { 'pipeline-parallel-size': nodes, 'distributed-executor-backend': 'ray' }
}

/** On which GPUs it runs, as its identity tells it: sums are split and added by that. */
export function gpusInWords(gpus: number, nodes = 1): string {
  const each = `${gpus || 1} GPU${gpus > 1 ? 's' : ''}`
  return nodes === 1 ? each : `${each} on each of ${nodes} nodes`
}

/** What vLLM sees of the environment, beside paths: nothing is fetched and nothing is told to anyone. */
export function vllmEnvironment({
  batchInvariant = false,
  nodes = 1,
}: Pick<VllmLaunch, 'batchInvariant' | 'nodes'>) {
  return {
    ...{ HF_HUB_OFFLINE: '1', TRANSFORMERS_OFFLINE: '1', HF_HUB_DISABLE_TELEMETRY: '1' },
    ...{ VLLM_NO_USAGE_STATS: '1', DO_NOT_TRACK: '1', PYTHONNOUSERSITE: '1' },
    // By the name that 0.11.0 reads, and that of later ones.
    ...(batchInvariant ? { VLLM_KERNEL_OVERRIDE_BATCH_INVARIANT: '1', VLLM_BATCH_INVARIANT: '1' } : {}),
    // It would end what takes most memory of the node, whoever has taken the rest.
    ...(nodes === 1 ? {} : { RAY_USAGE_STATS_ENABLED: '0', RAY_memory_monitor_refresh_ms: '0' }),
  }
}
