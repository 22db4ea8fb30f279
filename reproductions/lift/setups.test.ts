import { randomStream, type Prompt } from '@retable/core'
import { madeOf, recordingEngine, rehearse } from '@retable/core/testing'
import { wordCount } from '@retable/evaluators'
import { qualityOf, readInstruction, splitOfInstruction, wordsOf } from '@retable/nano-tasks/length-limits'
import { describe, expect, test } from 'vitest'
import { cells, judgedCells, mtBenchWins } from './cells.ts'
import { promptsOf } from './evaluation/responses.ts'
import { recipe } from './recipe.ts'
import { nano } from './setup.nano.ts'
import { paperTier } from './setup.paper.ts'
import { madeNow } from './testing-setup.ts'

describe('paper', () => {
  const { setup, engine, engines, differences } = paperTier()

  test('GPT-4 Turbo plays the judge, behind an API; no GPU of ours is counted for it', () => {
    expect(engine.settings['parameters']).toBe(70e9)
    expect(engines!['judge']!.settings).toEqual({ reason: expect.stringContaining('gpt-4-1106-preview') })
  })

  test('its data cannot be read yet, which is told', () => {
    const random = randomStream('paper')
    for (const data of [setup.sft!.examples, setup.preferences, ...setup.tests]) {
      expect(() => madeNow<unknown>(data, random)).toThrow(/laid out only/)
    }
  })

  test('what is known of the judge is about win rates alone', () => {
    expect(judgedCells.length).toBe(cells.filter(({ cell }) => /win$/.test(cell)).length)
    expect(judgedCells.every((cell) => cell.endsWith('win'))).toBe(true)
    // Seven arms, four of which stand in tables 3 and 5.
    expect(mtBenchWins).toHaveLength(11)
    const named = differences.filter(({ of }) => of === 'judge').map(({ cells: ids }) => ids)
    expect(named).toEqual([judgedCells, mtBenchWins])
  })
})

describe('nano', () => {
  const { setup } = nano({ seed: 1, quick: false })
  const [limited, open] = setup.tests.map((set, i) => madeNow(set, randomStream('test', i)))

  test('test instructions are of their own split, whatever the stream; training ones of the other', () => {
    for (const { instruction } of [...limited!, ...open!]) {
      expect(splitOfInstruction(readInstruction(instruction))).toBe('test')
    }
    const random = randomStream('training')
    const prompts = [...madeOf(setup.sft!.examples, random), ...madeNow(setup.preferences, random)].map(
      ({ prompt }) => prompt,
    )
    for (const prompt of prompts) expect(splitOfInstruction(readInstruction(prompt))).toBe('train')
  })

  test('a limit is the words of the response that others are compared with; without limits they are others’', () => {
    for (const { baseline, limit } of limited!) expect(wordCount(baseline)).toBe(limit)
    const limits = (items: typeof limited) => [...new Set(items!.map(({ limit }) => limit))].toSorted()
    expect(limits(limited)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(limits(open)).toEqual([1, 2, 3, 4, 5, 6, 7])
    const free = new Set(open!.map(({ baseline }) => wordsOf(baseline).length))
    expect([...free].toSorted()).toEqual([2, 3, 4, 5, 6, 7, 8])
  })

  test('a quarter of the baselines of two words or more has a slip', () => {
    const written = [...limited!, ...open!].filter(({ baseline }) => wordsOf(baseline).length > 1)
    const slipped = written.filter(
      ({ instruction, baseline }) => qualityOf(readInstruction(instruction), baseline).wrong > 0,
    )
    // Five standard errors of a share of .25 of some 950.
    expect(Math.abs(slipped.length / written.length - 0.25)).toBeLessThan(2.2 / Math.sqrt(written.length))
  })

  test('items have ids of their own and follow from their stream', () => {
    expect(new Set(limited!.map(({ id }) => id)).size).toBe(setup.tests[0]!.size)
    expect(madeNow(setup.tests[0]!, randomStream('test', 0))).toEqual(limited)
    expect(madeNow(setup.tests[0]!, randomStream('test', 9))).not.toEqual(limited)
  })

  test('every prompt with its longest response fits into the context, one token a word', () => {
    const tokens = ({ prompt }: Prompt) => {
      // The limit is one token, the operation another, the arrow a third, and each of eight words one.
      const [, rest] = /^(?:Use \d words or less\. )?(.*)$/.exec(prompt as string)!
      return (rest === prompt ? 0 : 1) + 2 + readInstruction(rest!).words.length
    }
    const { context } = nano({ seed: 1, quick: false }).engine.settings as { context: number }
    const prompts = promptsOf(limited!, setup.limits.template, 1)
    const longest = Math.max(...prompts.map(tokens))
    expect(longest).toBe(11)
    expect(longest + setup.sampling.maxTokens).toBe(context)
  })

  test('a quick run is smaller, and tests nothing', () => {
    const quick = nano({ seed: 1, quick: true })
    expect([quick.underpowered, nano({ seed: 1, quick: false }).underpowered]).toEqual([true, false])
    const sizes = ({ sft, preferences }: typeof setup) => [sft!.examples.size, preferences.size]
    sizes(quick.setup).forEach((size, i) => expect(size).toBeLessThan(sizes(setup)[i]!))
  })

  test('what gates and claims are about is measured', async () => {
    const quick = nano({ seed: 1, quick: true })
    const base = { kind: 'hub', repository: 'an/open-model', revision: 'r1' } as const
    const engine = recordingEngine({ write: () => ' pen cup' })
    const { measured } = await rehearse(recipe, { ...quick.setup, base }, { engine })
    const compared = quick.claims.flatMap(({ test: of }) =>
      of.kind === 'higher' ? of.pairs.flatMap(({ higher, lower }) => [higher, lower]) : [],
    )
    expect(quick.gates).not.toHaveLength(0)
    for (const { setting, metric } of [...compared, ...quick.gates!.map(({ of }) => of)]) {
      expect(
        measured[setting]?.map((one) => one.metric),
        setting,
      ).toContain(metric)
    }
  })
})
