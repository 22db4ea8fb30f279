import { randomStream, type Handle, type Judged, type Lab } from '@retable/core'
import { expect, test } from 'vitest'
import { gradeResponse, judgeByQuality } from './judge.nano.ts'
import { creditsOf } from './judge.paper.ts'
import type { Contest, Credit } from './responses.ts'

const instruction = 'reverse: pen cup hat key box map jar fan ->'
const contest = (baseline: string, response: string): Contest => ({
  id: `${baseline}|${response}`,
  instruction,
  responses: [baseline, response],
})

// The whole result is: fan jar map box key hat cup pen.
test('nano: the response with the higher quality wins, equal ones tie', () => {
  const contests = [
    contest(' fan jar', ' fan jar map'),
    contest(' fan jar map', ' fan jar'),
    contest(' fan', ' fan cup jar pen'),
    contest(' jar fan', ' cup pen'),
    contest(' fan jar map', ' fan jar map key pen box hat'),
  ]
  // 3 to 2; 2 to 3; 1 − 1.5 to 1; −1 to −1; 3 − 2 to 3.
  const credits = [1, 0, 0, 0.5, 0]
  const derive = (name: string, inputs: object, make: (given: never, random: never) => Credit[]) => {
    expect([name, inputs]).toEqual(['judged', { contests: { step: 'contests' } }])
    const given = make({ contests } as never, randomStream('none') as never)
    expect(given).toEqual(contests.map(({ id }, i) => ({ id, credit: credits[i] })))
    return { step: name }
  }
  const judge = judgeByQuality({ derive } as unknown as Lab)
  const handle: Handle<readonly Contest[]> = { step: 'contests' }
  expect(judge('judged', handle, 5)).toEqual({ step: 'judged' })
})

test('nano: a response is graded by its quality and the share of its words that are right', () => {
  const grades = (response: string) =>
    gradeResponse({ id: 'x', instruction, baseline: '', limit: 3 }, response)
  expect(grades(' fan jar pen pen')).toEqual([
    { metric: 'quality', unit: 'points', value: 1 },
    { metric: 'right_words', unit: 'fraction', value: 0.5 },
  ])
  expect(grades('').map(({ value }) => value)).toEqual([0, 0])
})

// AlpacaEval 2: a preference is 1 for the response shown first, 2 for the second.
test('paper: a preference counts for the response, in whichever order both were shown', () => {
  const judged = (order: 'given' | 'swapped', verdict: number | null): Judged<Contest, number> => ({
    of: contest('base', 'new'),
    judgements: [{ text: '', verdict, order }],
  })
  const credit = (...of: Parameters<typeof judged>) => creditsOf([judged(...of)])[0]!.credit
  expect([credit('given', 2), credit('given', 1), credit('given', 1.75)]).toEqual([1, 0, 0.75])
  expect([credit('swapped', 2), credit('swapped', 1), credit('swapped', 1.75)]).toEqual([0, 1, 0.25])
  expect(credit('given', null)).toBeNull()
})
