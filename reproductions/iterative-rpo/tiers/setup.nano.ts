import { hyperparameters, type SetupOptions, type Task, type TierSetup } from '@retable/core'
import { finalAnswer } from '@retable/evaluators'
import { drawSplit, goldSolution, pieces, promptOf, type WordProblem } from '@retable/nano-tasks'
import { baseTraining } from './base.nano.ts'
import { trainedCells } from '../cells.ts'
import { claims } from '../claims.ts'
import type { Setup } from '../setup.ts'

/** The method on generated word problems with nanolm, in minutes. */
export function nano({ quick }: SetupOptions): TierSetup<Setup> {
  const sizes = quick
    ? { arithmetic: 130, problems: 170, training: 96, test: 128, votes: 32, steps: 8, iterations: 2 }
    : { arithmetic: 400, problems: 600, training: 400, test: 512, votes: 256, steps: 45, iterations: 4 }
  const { take, taken } = hyperparameters()
  const beta = take('beta', 0.1, 'stated §3.1')
  const alpha = take('alpha', 1, 'stated §3.1')
  const temperatures = take('temperature, iterations 1-2 / 3-4', [0.8, 1.3], 'stated §3.1')
  const iterations = take('iterations', sizes.iterations, quick ? 'own (the paper: 4)' : 'stated §3.1')
  const samples = take('samples per problem', 8, 'own (the paper: 30)')
  const pairsPerTask = take('pairs per problem', 8, 'own (the paper: 10)')
  const training = take('training problems', sizes.training, 'own (the paper: about 7,500)')
  const batchSize = take('batch size', 32, 'own (the paper: 16)')
  const learningRate = take(
    'learning rate',
    5e-4,
    'own (the paper: 7e-7)',
    () => '5e-4, halved each iteration',
  )
  const maxSteps = take('most steps per training', sizes.steps, 'own (the paper: 5,000)')
  const passes = take('passes over the pairs', 0.7, 'own')
  const votes = take('votes', 8, 'own (the paper: 32)')
  const voteTemperature = take('temperature of votes', 0.8, 'stated table 1')
  const votedOn = take('problems voted on', sizes.votes, 'own (the paper: all 1,319)')
  const tested = take('test problems', sizes.test, 'own (the paper: 1,319)')
  const topP = take('top-p', 1, 'assumed')
  const maxTokens = take('most tokens per response', 22, 'own')
  const warmup = take('warm-up steps', 5, 'own (the paper: not stated)')
  const finalShare = take(
    'decay of the learning rate',
    0.1,
    'own (the paper: not stated)',
    () => 'linear, to a tenth',
  )
  const clip = take('gradient clipping', 1, 'own (the paper: not stated)')
  const weightDecay = take('optimizer', 0, 'stated §3.1 (decay: assumed)', () => 'AdamW, no weight decay')
  const betas = take('AdamW, betas', [0.9, 0.95], 'own (the paper: not stated)')
  const epsilon = take('AdamW, epsilon', 1e-8, 'own (the paper: not stated)')
  const followedPairs = take('pairs on which log-probabilities are followed', 192, 'own')
  const model = take('model', { width: 64, layers: 3, heads: 4, context: 36 }, 'own', (size) => {
    return `width ${size.width}, ${size.layers} layers, ${size.heads} heads, context ${size.context}`
  })
  const base = baseTraining(take, sizes)
  const optimizer = (iteration: number) =>
    ({
      kind: 'adamw',
      learningRate: learningRate * 0.5 ** (iteration - 1),
      weightDecay,
      clip,
      warmup,
      decayFrom: 0,
      finalShare,
      betas,
      epsilon,
    }) as const
  const common = { batchSize, maxSteps, passes, order: 'shuffled' } as const
  const setup: Setup = {
    base: base.base,
    trainingTasks: { size: training, make: (random) => drawSplit('train', training, random).map(taskOf) },
    testTasks: { size: tested, make: (random) => drawSplit('test', tested, random).map(taskOf) },
    variant: finalAnswer,
    benchmark: { id: 'nano-word-problems', version: '1' },
    iterations,
    samples,
    sampling: (iteration) => ({ temperature: temperatures[iteration <= 2 ? 0 : 1], topP, maxTokens }),
    pairsPerTask,
    goldAmongWinners: false,
    preference: (iteration, terms) => ({
      ...common,
      loss: { kind: 'dpo', beta, alpha: terms.alpha ? alpha : 0 },
      optimizer: optimizer(iteration),
    }),
    sft: { ...common, loss: { kind: 'sft', mean: 'responses' }, optimizer: optimizer(1) },
    evaluation: {
      greedy: { temperature: 0, topP, maxTokens },
      votes: { tasks: votedOn, samples: votes, sampling: { temperature: voteTemperature, topP, maxTokens } },
    },
    followedPairs,
  }
  return {
    setup,
    engine: { engine: 'nanolm', settings: { pieces, ...model } },
    claims: claims(iterations),
    underpowered: quick,
    hyperparameters: taken,
    remarks: [
      `Votes are ${votes} instead of the paper’s 32, on the first ${votedOn} of ${tested} test problems.`,
      'The learning rate is halved each iteration; the paper’s schedule is not stated.',
      'The base model is trained here, on a seed corpus made so that it can do more than it shows: it first learns to work problems out, then to imitate writers with two habits.',
      ...base.remarks,
      'Gold solutions are not among the winners, unlike in the paper: here they are written in another style than the model’s, and no chosen response would then be the model’s own.',
    ],
    differences: [
      { of: 'model', statement: 'a small model trained here, and not Llama-2-70b-chat' },
      { of: 'data', statement: 'generated word problems, and not GSM8K’s' },
      { of: 'sizes', statement: 'fewer problems, samples, votes and training steps than the paper’s' },
      { of: 'method', statement: 'gold solutions are not among the winners', cells: trainedCells },
    ],
  }
}

function taskOf(problem: WordProblem, index: number): Task {
  const gold = String(problem.answer)
  return { id: String(index), prompt: promptOf(problem), gold, solution: goldSolution(problem) }
}
