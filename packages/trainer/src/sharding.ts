import { TrainerError } from './errors.ts'

/** What is to be trained, and on what. */
export interface Hardware {
  /** Parameters of the model. */
  readonly parameters: number
  /** Those that are trained: all, or an adapter's. */
  readonly trained: number
  readonly weights: 'float32' | 'bfloat16'
  /** Whether a fixed reference model stays in memory beside it: so it is for DPO under sharding. */
  readonly hasReference: boolean
  /** The layer that FSDP gathers at a time, for instance `LlamaDecoderLayer`. */
  readonly layer: string
  /** That work together, on all machines. */
  readonly gpus: number
  /** Machines that they are in, the same number in each; 1 if left out. */
  readonly nodes?: number
  /** Memory of one GPU, in bytes. */
  readonly gpuBytes: number
}

/** How a training is started on GPUs. */
export interface Launch {
  readonly sharding: 'none' | 'fsdp'
  /** Words before `-m retable_trainer`; they replace the interpreter. */
  readonly command: readonly string[]
  /** The file that the words name, in accelerate's form (JSON is YAML too); null where none is needed. */
  readonly config: Readonly<Record<string, unknown>> | null
  readonly gradientCheckpointing: boolean
  /** Weights, gradients and moments on one GPU, in bytes; activations come on top. */
  readonly stateBytes: number
}

// What is left of a GPU for activations, logits and what the allocator cannot use.
const shareForState = 0.7
// AdamW's two moments and the gradient, of the kind of the trained weights (an adapter's are float32).
const copies = 3

/**
 * How to train on some GPUs: one process where the state fits on one GPU, else sharded over all (FSDP 2, weights gathered
 * layer by layer, whole weights at every save).
 *
 * @throws TrainerError `trainer/no-memory` where not even all GPUs together hold the state
 */
export function launchOf(hardware: Hardware, configFile: string): Launch {
  const { gpus, gpuBytes } = hardware
  const { own, room } = stateOf(hardware)
  if (gpus === 1 || own <= room) {
    if (own > room) throw tooSmall(own, gpuBytes, 1)
    return {
      sharding: 'none',
      command: ['python'],
      config: null,
      gradientCheckpointing: own > room / 2,
      stateBytes: own,
    }
  }
  return shardedLaunch(hardware, configFile)
}

/** Weights, gradients and moments in bytes, and what a GPU has for them. */
function stateOf({ parameters, trained, weights, gpuBytes }: Hardware) {
  const weightBytes = weights === 'float32' ? 4 : 2
  const trainedBytes = trained < parameters ? 4 : weightBytes
  const own = parameters * weightBytes + trained * trainedBytes * copies
  return { own, room: gpuBytes * shareForState, weightBytes }
}

/**
 * A training that is sharded over all GPUs, whether one would hold it or not. With several machines, each starts its share
 * of the processes, and the address of the first is told to it in its environment.
 *
 * @throws TrainerError `trainer/no-memory` where not even all GPUs together hold the state
 */
export function shardedLaunch(hardware: Hardware, configFile: string): Launch {
  const { parameters, gpus, nodes = 1, gpuBytes } = hardware
  const { own, room, weightBytes } = stateOf(hardware)
  const reference = hardware.hasReference ? parameters * weightBytes : 0
  const share = Math.ceil((own + reference) / gpus)
  if (share > room) throw tooSmall(own + reference, gpuBytes, gpus)
  return {
    sharding: 'fsdp',
    command: ['accelerate', 'launch', '--config_file', configFile],
    config: {
      compute_environment: 'LOCAL_MACHINE',
      debug: false,
      distributed_type: 'FSDP',
      downcast_bf16: 'no',
      enable_cpu_affinity: false,
      fsdp_config: {
        fsdp_version: 2,
        fsdp_auto_wrap_policy: 'TRANSFORMER_BASED_WRAP',
        fsdp_transformer_layer_cls_to_wrap: hardware.layer,
        fsdp_reshard_after_forward: true,
        fsdp_state_dict_type: 'FULL_STATE_DICT',
        fsdp_cpu_ram_efficient_loading: false,
        fsdp_offload_params: false,
        fsdp_activation_checkpointing: false,
      },
      machine_rank: 0,
      main_training_function: 'main',
      mixed_precision: 'no',
      num_machines: nodes,
      num_processes: gpus,
      rdzv_backend: 'static',
      same_network: true,
      tpu_use_cluster: false,
      tpu_use_sudo: false,
      use_cpu: false,
    },
    gradientCheckpointing: true,
    stateBytes: share,
  }
}

function tooSmall(bytes: number, gpuBytes: number, gpus: number): TrainerError {
  const gib = (value: number) => `${(value / 2 ** 30).toFixed(0)} GiB`
  return new TrainerError(
    'trainer/no-memory',
    `weights, gradients and moments take ${gib(bytes)}, more than ${gpus === 1 ? 'a GPU' : `${gpus} GPUs`} of ${gib(gpuBytes)} can hold beside activations: take more GPUs, an adapter, or a smaller model`,
  )
}
