import { randomStream, type DataSource, type TierSetup } from '@retable/core'
import { madeOf, recordingEngine, rehearse } from '@retable/core/testing'
import {
  listReview,
  qualityOf,
  readInstruction,
  splitOfInstruction,
  type ListInstruction,
} from '@retable/nano-tasks'
import { describe, expect, test } from 'vitest'
import { claims } from './claims.ts'
import { additiveRubric } from './rubrics/additive.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import type { Setup } from './setup.ts'

const tiers: [tier: string, TierSetup<Setup>][] = [
  ['nano', nano({ seed: 1, quick: false })],
  ['nano --quick', nano({ seed: 1, quick: true })],
  ['paper', paperTier()],
]

// arXiv 2401.10020v3, sections 2.4, 3.1.1 and 3.1.3.
describe.each(tiers)('%s keeps what the paper states', (_tier, { setup, claims: tested }) => {
  test('M3 is the last model; four answers, three reviews of each, at temperature 0.7 and top-p 0.9', () => {
    expect([setup.iterations, setup.answers.samples, setup.reviews.samples]).toEqual([2, 4, 3])
    for (const { sampling } of [setup.answers, setup.reviews])
      expect(sampling).toMatchObject({ temperature: 0.7, topP: 0.9 })
  })

  test('3,200 rows of IFT and 1,630 of EFT; DPO with β = 0.1 and nothing beside it', () => {
    expect([setup.ift.size, setup.eft.size]).toEqual([3200, 1630])
    expect(setup.dpo.loss).toEqual({ kind: 'dpo', beta: 0.1, alpha: 0 })
    expect(setup.sft.loss.kind).toBe('sft')
    expect(setup.fewReviews).toBeLessThan(setup.eft.size / 10)
  })

  test('its claims are the paper’s', () => expect(tested).toBe(claims))
})

test('paper: sizes, rates and the fixed writer of sections 3.1.1 and 3.1.3', () => {
  const { setup } = paperTier()
  expect(setup.rubric).toBe(additiveRubric)
  expect(setup.promptWriter).toMatchObject({ repository: 'meta-llama/Llama-2-70b-chat-hf' })
  expect(setup.m0).toMatchObject({ repository: 'meta-llama/Llama-2-70b-hf' })
  expect(setup.newInstructions.shown).toEqual({ ift: 6, written: 2 })
  expect(setup.newInstructions.sampling).toMatchObject({ temperature: 0.6, topP: 0.9 })
  expect([setup.ranked.size, setup.testInstructions.size]).toEqual([1542, 256])
  const { sft, dpo } = setup
  expect([sft.batchSize, dpo.batchSize]).toEqual([16, 16])
  const ends = [sft, dpo].map(({ optimizer: { learningRate, finalShare } }) => [
    learningRate,
    learningRate * finalShare,
  ])
  expect(ends[0]![0]).toBe(5.5e-6)
  expect(ends[0]![1]).toBeCloseTo(1.1e-6, 12)
  expect(ends[1]![0]).toBe(1e-6)
  expect(ends[1]![1]).toBeCloseTo(1e-7, 12)
  // Enough instructions for as many pairs as the paper counts (3,964 and 6,942).
  expect(setup.newInstructions.sizes(1).kept).toBeGreaterThan(3964)
  expect(setup.newInstructions.sizes(2).kept).toBeGreaterThan(6942)
})

describe('nano', () => {
  const { setup, engine, gates } = nano({ seed: 1, quick: false })
  const read = (text: string) => readInstruction(text)!
  const splits = (instructions: readonly string[]) => new Set(instructions.map(read).map(splitOfInstruction))
  const of = <T>(data: DataSource<T>, seed = 1) => madeOf(data, randomStream('data', seed))

  test('no tested or ranked instruction is one that a model is taught or may write', () => {
    expect(splits(of(setup.testInstructions).map(({ instruction }) => instruction))).toEqual(
      new Set(['test']),
    )
    expect(splits(of(setup.ranked).map(({ instruction }) => instruction))).toEqual(new Set(['development']))
    expect(splits(of(setup.ift).map(({ instruction }) => instruction))).toEqual(new Set(['train']))
    const taught = of(setup.eft).map(({ prompt }) => prompt.split('\n')[0]!)
    expect(splits(taught)).toEqual(new Set(['train']))
    const written = [...of(setup.testInstructions), ...of(setup.ranked)].map(({ instruction }) =>
      setup.newInstructions.read(instruction),
    )
    expect(new Set(written)).toEqual(new Set([null]))
    const [row] = of(setup.ift)
    expect(setup.newInstructions.read(row!.instruction)).toBe(row!.instruction)
    expect(setup.newInstructions.read(`${row!.instruction} ok`)).toBeNull()
  })

  test('there are as many as are said, and they follow from their stream', () => {
    for (const data of [setup.ift, setup.eft, setup.ranked, setup.testInstructions]) {
      expect(of<object>(data)).toHaveLength(data.size)
      expect(of<object>(data)).toEqual(of<object>(data))
      expect(of<object>(data)).not.toEqual(of<object>(data, 2))
    }
  })

  test('responses are ranked by their quality, without ties', () => {
    const byItem = Map.groupBy(of(setup.ranked), ({ item }) => item)
    for (const all of byItem.values()) {
      const inOrder = all.toSorted((a, b) => a.rank - b.rank)
      expect(inOrder.map(({ rank }) => rank)).toEqual([0, 1, 2])
      const quality = inOrder.map(({ instruction, responses }) => qualityOf(read(instruction), responses[0]))
      expect(quality).toEqual(quality.toSorted((a, b) => b - a))
      expect(new Set(quality).size).toBe(3)
    }
  })

  test('the rubric is the world’s own, and quality is exact', () => {
    expect(setup.rubric).toBe(listReview)
    const { grading } = setup.evaluation
    if (grading.kind !== 'exact') throw new Error('nano knows how good a response is')
    const reverse: ListInstruction = { operation: 'reverse', list: ['pen', 'cup', 'hat', 'key'] }
    expect(grading.quality('reverse: pen cup hat key', ' key hat')).toBe(qualityOf(reverse, ' key hat'))
  })

  test('everything that is taught and asked fits the model', async () => {
    const { context, pieces } = engine.settings as { context: number; pieces: readonly string[] }
    const byLength = pieces.toSorted((a, b) => b.length - a.length)
    const tokens = (text: string) => {
      let [left, count] = [text, 0]
      for (; left !== ''; count += 1) {
        const piece = byLength.find((each) => left.startsWith(each))
        if (piece === undefined) throw new Error(`no piece fits ${JSON.stringify(left)}`)
        left = left.slice(piece.length)
      }
      return count
    }
    const { setup: small } = nano({ seed: 1, quick: true })
    const { asked } = await rehearse((lab) => void lab.model('m0', small.m0), small, {
      engine: recordingEngine(),
    })
    const [reading] = Object.values(asked)
    if (reading?.kind !== 'train') throw new Error('M0 is trained')
    const texts = [...reading.examples.slice(0, 2000), ...of(setup.ift), ...of(setup.eft)]
    for (const text of texts) {
      if (!('completion' in text)) throw new Error('M0 imitates texts')
      // Its end is one more token, which is only predicted.
      expect(tokens(text.prompt + text.completion)).toBeLessThanOrEqual(context)
    }
  })

  test('M0 is trained from nothing, on what it reads in the order given', () => {
    if (setup.m0.kind !== 'trained') throw new Error('M0 is trained')
    const [reading] = setup.m0.phases
    expect(setup.m0.phases).toHaveLength(1)
    expect(reading!.plan).toMatchObject({ order: 'given', loss: { kind: 'sft', mean: 'tokens' } })
    expect(reading!.size).toBe(reading!.plan.maxSteps * reading!.plan.batchSize)
  })

  test('a quick run is smaller, and tests nothing', () => {
    const quick = nano({ seed: 1, quick: true })
    expect([quick.underpowered, nano({ seed: 1, quick: false }).underpowered]).toEqual([true, false])
    expect(quick.setup.newInstructions.sizes(1).kept).toBeLessThan(setup.newInstructions.sizes(1).kept)
    expect(quick.setup.testInstructions.size).toBeLessThan(setup.testInstructions.size)
  })

  test('the judge of M1 has to pass a gate', () => {
    expect(gates).toMatchObject([{ of: { setting: 'm1', metric: 'pairwise accuracy' } }])
  })
})
