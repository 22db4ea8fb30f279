import { randomStream, type Drawn, type Prompt } from '@retable/core'
import { expect, test } from 'vitest'
import { keptInstructions, writerPrompts } from './new-instructions.ts'

const known = (...instructions: readonly string[]) => instructions.map((instruction) => ({ instruction }))
const ift = known(...Array.from({ length: 12 }, (_, i) => `seed${i}`))
const written = known('own0', 'own1', 'own2')
const prompt = (demonstrations: readonly string[]) => demonstrations.join(' ')
const plan = { shown: { ift: 6, written: 2 }, prompt }
const promptsOf = (given: Parameters<typeof writerPrompts>[0], count = 200) =>
  writerPrompts(given, { t: 2, count, plan, random: randomStream('prompts') })

test('each prompt shows six of IFT and two written before, all different, in any order', () => {
  const prompts = promptsOf({ ift, written })
  expect(prompts[0]!.id).toBe('2/0')
  expect(new Set(prompts.map(({ id }) => id)).size).toBe(200)
  const places = new Set<number>()
  const met = new Set<string>()
  for (const { prompt } of prompts) {
    const shown = (prompt as string).split(' ')
    expect(new Set(shown).size).toBe(8)
    expect(shown.filter((each) => each.startsWith('own'))).toHaveLength(2)
    places.add(shown.findIndex((each) => each.startsWith('own')))
    for (const each of shown) met.add(each)
  }
  expect(places.size).toBeGreaterThan(4)
  expect(met.size).toBe(15)
})

test('until something was written all eight are of IFT; fewer are shown where there are no more', () => {
  for (const { prompt } of promptsOf({ ift, written: [] }, 20)) {
    expect((prompt as string).match(/seed/g)).toHaveLength(8)
  }
  expect((promptsOf({ ift: ift.slice(0, 3), written: [] }, 1)[0]!.prompt as string).split(' ')).toHaveLength(
    3,
  )
})

const drawn = (...texts: readonly string[]): Drawn<Prompt>[] =>
  texts.map((text, i) => ({
    of: { id: `1/${i}`, prompt: '' },
    completions: [{ text, tokens: 1, finishReason: 'stop' }],
  }))
const filter = {
  read: (text: string) => (text.startsWith('bad') ? null : text),
  alike: 0.7,
  ask: (instruction: string) => `${instruction}?`,
}
const keptOf = (most: number, ...texts: readonly string[]) =>
  keptInstructions(drawn(...texts), known('a b c d'), most, filter).map(({ instruction }) => instruction)

test('what cannot be used, or is like another, is not kept', () => {
  // a b c x: 6 / 8 is too like the known one; a b x y: 4 / 8 is not; its like comes second.
  expect(keptOf(9, 'bad one', 'a b c x', 'a b x y', 'a b x y z', 'p q r s')).toEqual(['a b x y', 'p q r s'])
})

test('the threshold itself is too like', () => {
  const filterAt = (alike: number) =>
    keptInstructions(drawn('a b c x'), known('a b c d'), 9, { ...filter, alike })
  expect(filterAt(0.75)).toHaveLength(0)
  expect(filterAt(0.76)).toHaveLength(1)
})

test('no more are kept than are wanted; each asks a model, under the id of what wrote it', () => {
  expect(keptOf(1, 'p q r s', 't u v w')).toEqual(['p q r s'])
  expect(keptInstructions(drawn('bad', 'p q'), [], 5, filter)).toEqual([
    { id: '1/1', instruction: 'p q', prompt: 'p q?' },
  ])
})
