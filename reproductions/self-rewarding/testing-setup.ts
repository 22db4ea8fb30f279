import type { Judge, TrainingPlan } from '@retable/core'
import { recordingEngine } from '@retable/core/testing'
import type { Instruction, InstructionRow, RankedResponse, Setup } from './setup.ts'

const ask = (instruction: string) => `do ${instruction}`
const instructionsOf = (split: string) => (): Instruction[] =>
  [0, 1].map((i) => ({ id: `${split} ${i}`, instruction: `${split} ${i}`, prompt: ask(`${split} ${i}`) }))

/** Four rows of IFT, four of EFT, and two ranked instructions of two responses. */
export const ift: readonly InstructionRow[] = [0, 1, 2, 3].map((i) => {
  return { instruction: `seed ${i}`, prompt: ask(`seed ${i}`), completion: `imitate ${i}` }
})
export const eft = [0, 1, 2, 3].map((i) => ({ prompt: `review ${i}`, completion: `Score: ${i}` }))
const ranked: readonly RankedResponse[] = [0, 1].flatMap((i) =>
  [0, 1].map((rank) => ({
    ...{ id: `${i}/${rank}`, item: String(i), instruction: `ranked ${i}`, responses: [`r${rank}`], rank },
  })),
)

const rubric: Judge<number> = {
  ...{ id: 'toy', version: '1', source: '', asks: 'single', order: 'given', ties: 'none' },
  ...{ errors: 'left out', aggregation: '' },
  prompt: ({ instruction, responses }) => `score "${responses[0]}" for ${instruction}`,
  parse(text) {
    const score = /Score: (\d)$/.exec(text)?.[1]
    return score === undefined ? null : Number(score)
  },
}

/** A training that is told from every other by its rate. */
const plan = (learningRate: number, loss: TrainingPlan['loss']): TrainingPlan => ({
  ...{ batchSize: 2, maxSteps: 5, order: 'shuffled', loss },
  optimizer: {
    kind: 'adamw',
    ...{ learningRate, betas: [0.9, 0.999], epsilon: 1e-8, weightDecay: 0 },
    ...{ clip: 1, warmup: 0, decayFrom: 0, finalShare: 1 },
  },
})
export const sft = plan(1, { kind: 'sft', mean: 'tokens' })
export const dpo = plan(2, { kind: 'dpo', beta: 0.1, alpha: 0 })
export const sampling = {
  writing: { temperature: 1, topP: 1, maxTokens: 9 },
  answers: { temperature: 0.7, topP: 0.9, maxTokens: 9 },
  reviews: { temperature: 0.7, topP: 0.9, maxTokens: 8 },
  answering: { temperature: 0, topP: 1, maxTokens: 9 },
}

/** A setup small enough to be followed by hand; an answer is as good as the number it ends with. */
export function setupOf(options: Partial<Setup> = {}): Setup {
  return {
    m0: { kind: 'hub', repository: 'an/open-model', revision: 'r1' },
    promptWriter: null,
    ift: { size: ift.length, make: () => ift },
    eft: { size: eft.length, make: () => eft },
    ranked: { size: ranked.length, make: () => ranked },
    testInstructions: { size: 2, make: instructionsOf('test') },
    rubric,
    iterations: 2,
    newInstructions: {
      sizes: () => ({ written: 3, kept: 2 }),
      shown: { ift: 1, written: 1 },
      prompt: (demonstrations) => `write one more: ${demonstrations.join(', ')}`,
      sampling: sampling.writing,
      read: (text) => text,
      alike: 1,
      ask,
    },
    answers: { samples: 4, sampling: sampling.answers },
    reviews: { samples: 3, sampling: sampling.reviews },
    sft,
    dpo,
    evaluation: {
      answering: sampling.answering,
      grading: { kind: 'exact', quality: (_instruction, response) => Number(/\d$/.exec(response)?.[0] ?? 0) },
      length: 'words',
    },
    fewReviews: 1,
    ...options,
  }
}

/**
 * Answers end with their sample's number; the first instruction's answers get that number from two reviews and one more
 * from the third, the second's are all given 4, which gives no pair.
 */
export const engineOf = () =>
  recordingEngine({
    write({ id }, { prompt, stream }) {
      const sample = Number(/\d+$/.exec(stream)![0])
      if (!(prompt as string).startsWith('score '))
        return `[${id}] as ${stream.replaceAll(' ', '_')} ${sample}`
      if (/\/\d\/1\/\d \d" for/.test(prompt as string)) return 'Score: 4'
      if (/ 3" for/.test(prompt as string) && sample === 1) return 'unreadable'
      const answer = Number(/ (\d)" for/.exec(prompt as string)?.[1] ?? 0)
      return `Score: ${answer + (sample === 2 ? 1 : 0)}`
    },
  })
