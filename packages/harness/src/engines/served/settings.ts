import {
  boolean,
  gtValue,
  integer,
  literal,
  ltValue,
  minValue,
  nullable,
  number,
  optional,
  picklist,
  pipe,
  type InferOutput,
} from 'valibot'
import { name, parts, texts } from '../../schema/parts.ts'

const wanted = 'a whole number above 0'
const size = pipe(number(wanted), integer(wanted), minValue(1, wanted))
const above0 = pipe(number('a number above 0'), gtValue(0, 'a number above 0'))
const dropout = pipe(
  number('a number from 0 to below 1'),
  minValue(0, 'a number from 0 to below 1'),
  ltValue(1, 'a number from 0 to below 1'),
)
const yesOrNo = boolean('true or false')
const number16 = 'null or "bfloat16"'

/** Weights that no one has trained yet: a small Llama whose tokenizer is learnt from a corpus. */
const fresh = parts({
  kind: literal('tiny-llama', '"tiny-llama"'),
  ...{ layers: size, width: size, heads: size, keyValueHeads: size, intermediate: size },
  /** Tokens of prompt and completion at most. */
  context: size,
  /** Tokens that the tokenizer knows at most, the 256 bytes among them. */
  vocabulary: size,
  /** Standard deviation of the first weights. */
  initializerRange: above0,
  /** Texts that the tokenizer is learnt from. */
  corpus: texts,
})

/** What a tier says of the engine `served`. */
export const settings = parts({
  /** Longer rows are left out of a training. */
  maxTokens: size,
  /** A low-rank adapter in place of a full training. */
  adapter: nullable(parts({ rank: size, scale: above0, dropout })),
  /** Of what is frozen under an adapter, or else of all weights. */
  weights: picklist(['float32', 'bfloat16'], '"float32" or "bfloat16"'),
  autocast: nullable(literal('bfloat16', number16)),
  gradientCheckpointing: yesOrNo,
  /** Rows that go through the model at once in training. */
  microBatch: size,
  /** Requests that a server draws together; at 1 its texts are the same in any order. */
  batch: size,
  /** Of a processor, for each program. */
  threads: size,
  device: picklist(['cpu', 'cuda'], '"cpu" or "cuda"'),
  sharding: optional(picklist(['none', 'fsdp'], '"none" or "fsdp"')),
  /** That a server's weights are split over, and a sharded training's on each machine; 1 if left out. */
  gpus: optional(size),
  /** Machines of a sharded training; 1 if left out. */
  nodes: optional(size),
  /** Machines that one server's layers are spread over, with `gpus` of each, where one does not hold them; 1 if left out. */
  serverNodes: optional(size),
  /** The layer that a sharded training gathers at a time; as the model's architecture names it if left out. */
  layer: optional(name),
  fresh: nullable(fresh),
  checkpointSeconds: above0,
  /** What a machine must have, in GB. */
  needs: optional(parts({ memory: optional(above0), gpuMemory: optional(above0) })),
  /** Model servers side by side at most; as many as there are cores and memory for if left out. */
  servers: optional(size),
  /** Servers of one model, which share its requests; 1 if left out. */
  replicas: optional(size),
  /** Trainings side by side at most; as many as there are cores and memory for if left out. */
  trainings: optional(size),
})

/** What a tier says of the engine `served`. */
export type ServedSettings = InferOutput<typeof settings>
