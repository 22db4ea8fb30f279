import {
  hyperparameters,
  type EngineChoice,
  type Hardware,
  type SetupOptions,
  type TierSetup,
  type TrainingPlan,
} from '@retable/core'
import { arcDevelopment, arcTasks } from '../data/arc.ts'
import { gsm8kTasks } from '../data/gsm8k.ts'
import { mathTasks } from '../data/math.ts'
import type { TaskSet } from '../data/task-set.ts'
import { cellsOf, trainedOf, type BenchmarkId } from '../cells.ts'
import { claims } from '../claims.ts'
import type { CheckpointRule, Setup } from '../setup.ts'

/** What sections 3.1 to 3.3 say of one benchmark. */
interface OfBenchmark {
  readonly tasks: TaskSet
  readonly section: string
  readonly iterations: number
  readonly samples: number
  /** Until the second iteration, and later. */
  readonly temperatures: readonly [number, number]
  readonly pairsPerTask: number
  readonly maxSteps: number
  readonly mostPairs: readonly [count: number, source: string]
  /** Tokens of a response at most, and of prompt and response together, as a plan takes them. */
  readonly tokens: { readonly response: number; readonly row: number }
  readonly gold: readonly [among: boolean, source: string]
  readonly choiceOn: readonly [on: CheckpointRule['on'], source: string]
}

const asOnGsm8k = 'assumed: as on GSM8K (§3.1)'
const heldOut = { kind: 'held out', tasks: 1000 } as const

const benchmarks: Readonly<Record<BenchmarkId, OfBenchmark>> = {
  gsm8k: {
    ...{ tasks: gsm8kTasks, section: '§3.1', iterations: 4, samples: 30, temperatures: [0.8, 1.3] },
    ...{ pairsPerTask: 10, maxSteps: 5000, mostPairs: [60_000, 'stated footnote 4'] },
    tokens: { response: 512, row: 768 },
    ...{ gold: [true, 'stated §3.1'], choiceOn: [heldOut, 'stated §3.1'] },
  },
  arc: {
    ...{ tasks: arcTasks, section: '§3.2', iterations: 3, samples: 30, temperatures: [0.8, 1.3] },
    ...{ pairsPerTask: 20, maxSteps: 4000, mostPairs: [60_000, 'stated footnote 4'] },
    tokens: { response: 512, row: 768 },
    gold: [false, 'stated §3.2'],
    choiceOn: [{ kind: 'development', tasks: arcDevelopment }, 'stated §3.2 (of the Challenge set: assumed)'],
  },
  math: {
    ...{ tasks: mathTasks, section: '§3.3', iterations: 3, samples: 20, temperatures: [0.8, 1] },
    ...{
      pairsPerTask: 15,
      maxSteps: 5000,
      mostPairs: [75_000, 'inferred (§3.3: about 75,000 an iteration)'],
    },
    tokens: { response: 1024, row: 2048 },
    ...{ gold: [true, asOnGsm8k], choiceOn: [heldOut, asOnGsm8k] },
  },
}

/** Llama-2-70b-chat on the paper's cluster: 8 nodes of 8 A100 of 80 GB for training (section 3.1). */
const hardware = { gpus: 64, gpu: 'A100 80 GB', parameters: 68_976_648_192, bytesPerWeight: 4 } as const

/** The paper's own model, data and sizes on one of its benchmarks (sections 3.1 to 3.3). */
export function paperTier({ benchmark: asked }: Partial<SetupOptions> = {}): TierSetup<Setup> {
  const benchmark = isBenchmark(asked) ? asked : 'gsm8k'
  const of = benchmarks[benchmark]
  const { tasks, section } = of
  const { take, taken } = hyperparameters()
  const stated = `stated ${section}`
  const alike = benchmark === 'gsm8k' ? 'stated §3.1' : asOnGsm8k
  const beta = take('beta', 0.1, alike)
  const alpha = take('alpha', 1, 'stated §3.1')
  const iterations = take('iterations', of.iterations, stated)
  const samples = take('samples per problem', of.samples, stated)
  const temperatures = take('temperature, iterations 1-2 / later', of.temperatures, stated)
  const pairsPerTask = take('pairs per problem', of.pairsPerTask, stated)
  const batchSize = take('batch size', 16, alike)
  const learningRate = take('learning rate', 7e-7, alike)
  const maxSteps = take('most steps per iteration', of.maxSteps, stated)
  const votes = take('votes', 32, 'stated tables 1 and 2')
  const [warmup, finalShare] = take('learning-rate schedule', [0, 1], 'assumed', () => 'constant, no warm-up')
  const clip = take('gradient clipping', 1, 'assumed')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', of.tokens.response, 'assumed')
  const weightDecay = take('weight decay', 0, 'assumed')
  const betas = take('AdamW, betas', [0.9, 0.999], 'assumed')
  const epsilon = take('AdamW, epsilon', 1e-8, 'assumed')
  const voteTemperature = take(
    'temperature of votes',
    0.8,
    benchmark === 'gsm8k' ? 'stated table 1' : asOnGsm8k,
  )
  const context = take('context, in tokens', 4096, 'inferred (Llama-2’s own)')
  const template = take('tokens of the chat template', 16, 'assumed')
  const most = take('most pairs per iteration', ...of.mostPairs)
  const goldAmongWinners = take('gold solutions among the winners', ...of.gold, (among) =>
    among ? 'yes' : 'no',
  )
  const on = take('checkpoint chosen on', ...of.choiceOn, choiceText)
  const checkpoints = take('checkpoints of a training', 5, 'assumed')
  take('rate and steps of SFT, its checkpoint', 'as of preference training', 'assumed')
  take('order of winners', 'sampling order, gold last', 'assumed')
  takeOfBenchmark(benchmark, take)
  const revision = take('weights, commit', 'e9149a12809580e8602995856f8098ce973d1080', 'assumed')
  const optimizer = {
    kind: 'adamw',
    ...{ learningRate, weightDecay, clip, warmup, decayFrom: 0, finalShare, betas, epsilon },
  } as const
  const common = { batchSize, maxSteps, order: 'shuffled', optimizer } as const
  const sft: TrainingPlan = { ...common, loss: { kind: 'sft', mean: 'responses' } }
  const stop = tasks.stop.length === 0 ? {} : { stop: tasks.stop }
  const mapped = cellsOf(benchmark, votes)
  return {
    setup: {
      base: { kind: 'hub', repository: 'meta-llama/Llama-2-70b-chat-hf', revision },
      trainingTasks: tasks.training,
      testTasks: tasks.test,
      variant: tasks.variant,
      benchmark: tasks.benchmark,
      iterations,
      samples,
      sampling: (iteration) => ({
        temperature: temperatures[iteration <= 2 ? 0 : 1],
        topP,
        maxTokens,
        ...stop,
      }),
      pairsPerTask,
      goldAmongWinners,
      pairFilter: { context, template, most },
      preference: (_iteration, terms) => ({
        ...common,
        loss: { kind: 'dpo', beta, alpha: terms.alpha ? alpha : 0 },
      }),
      sft,
      choice: { checkpoints, on },
      evaluation: {
        greedy: { temperature: 0, topP, maxTokens, ...stop },
        votes: {
          tasks: tasks.test.size,
          samples: votes,
          sampling: { temperature: voteTemperature, topP, maxTokens, ...stop },
        },
      },
      votedAfter: benchmark === 'gsm8k' ? [3, 4] : [3],
      arms: { ofTable1: benchmark === 'gsm8k', secondDpo: false },
      followedPairs: 1000,
    },
    engine: engineOf(context),
    hardware: { ...hardware, rowTokens: of.tokens.row } satisfies Hardware,
    cells: mapped,
    claims: claims(iterations, { votes, benchmark, secondDpo: false }),
    underpowered: false,
    hyperparameters: taken,
    remarks: [
      'The prompt asks for what the paper’s does (appendix B.1), in words of our own.',
      'Llama-2’s own chat template, without a system prompt: the paper does not say.',
    ],
    differences:
      benchmark === 'math'
        ? [
            {
              of: 'data',
              statement: 'one of MATH’s 7,500 training problems is not in the copy that is pinned',
              cells: trainedOf(mapped),
            },
          ]
        : [],
  }
}

/** What only one benchmark asks for. */
function takeOfBenchmark(benchmark: BenchmarkId, take: ReturnType<typeof hyperparameters>['take']): void {
  if (benchmark === 'gsm8k') {
    take('gold solutions', 'without calculator marks, "#### 18" as "Final answer: 18"', 'inferred')
  } else if (benchmark === 'arc') {
    take(
      'training questions',
      '3,370: those of the Easy and the Challenge set',
      'inferred (§3.2: 7.7k questions, which is all that ARC has, tests among them)',
    )
  } else {
    take(
      'worked examples in the prompt',
      '4, drawn once among short solutions',
      'stated §3.3 (which four: assumed)',
    )
    take('answers are equal', 'by Hendrycks et al.’s normal form', 'assumed (§3.3: "after normalization")')
    take('training problems', '7,495: the four that are shown are left out', 'assumed')
  }
}

function engineOf(context: number): EngineChoice {
  return {
    engine: 'served',
    settings: {
      ...{ maxTokens: context, adapter: null, weights: 'float32', autocast: 'bfloat16' },
      ...{ gradientCheckpointing: true, microBatch: 1, batch: 64, threads: 8, device: 'cuda' },
      ...{
        sharding: 'fsdp',
        gpus: 8,
        nodes: hardware.gpus / 8,
        fresh: null,
        checkpointSeconds: 600,
        servers: 1,
        trainings: 1,
      },
    },
  }
}

function choiceText(on: CheckpointRule['on']): string {
  return on.kind === 'held out'
    ? `${on.tasks} training problems held out, then trained again with them`
    : `the ${on.tasks.size} development questions`
}

function isBenchmark(id: string | undefined): id is BenchmarkId {
  return id !== undefined && Object.hasOwn(benchmarks, id)
}
