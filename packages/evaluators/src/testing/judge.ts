import { promptAsText, type Judge, type PairVerdict } from '@retable/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { credit } from '../../judgements/credit.ts'
import { inOwnOrder } from '../../judgements/orders.ts'
import { hostileOutputs } from './hostile-texts.ts'
import { promptOf } from '../judge-rules.ts'

/** What every judge must keep. */
export function testJudge(judge: Judge): void {
  const { asks, order, prompt, ties, errors } = judge
  describe(`judge ${judge.id}`, () => {
    test('says how it is asked and what its verdicts count', () => {
      // One response by itself has no order.
      if (asks === 'single') expect(order).toBe('given')
      for (const rule of [ties, asks === 'pair' ? errors : 0]) {
        if (typeof rule === 'number') expect(rule >= 0 && rule <= 1).toBe(true)
      }
      expect(judge.aggregation).toMatch(/\.$/)
      expect(promptOf(judge)).not.toBe('')
    })

    if (prompt !== undefined) {
      test('renders the instruction and every response', () => {
        const text = fc.string({ minLength: 1 })
        const asked = fc.tuple(text, fc.array(text, { minLength: 2, maxLength: 2 }))
        fc.assert(
          fc.property(asked, ([instruction, two]) => {
            const responses = asks === 'pair' ? two : two.slice(1)
            const rendered = promptAsText(prompt({ instruction, responses }))
            for (const part of [instruction, ...responses]) expect(rendered).toContain(part)
          }),
        )
      })
    }

    test('reads a known verdict or none in crooked texts, and the same twice', () => {
      expect(judge.parse('')).toBeNull()
      for (const text of hostileOutputs) {
        const verdict = judge.parse(text)
        expect(judge.parse(text)).toEqual(verdict)
        expect(isVerdict(verdict), `${JSON.stringify(verdict)} in ${text.slice(0, 40)}`).toBe(true)
      }
    })

    if (order === 'both') {
      test('exchanged responses exchange what its two verdicts count', () => {
        const verdict = fc.constantFrom<PairVerdict | null>('first', 'second', 'tie', null)
        fc.assert(
          fc.property(verdict, verdict, (own, swapped) => {
            const given = inOwnOrder(judge, [own, swapped])!
            const exchanged = inOwnOrder(judge, [swapped, own])!
            expect(exchanged.map((each) => credit(each, judge, 'second')).toReversed()).toEqual(
              given.map((each) => credit(each, judge, 'first')),
            )
          }),
        )
        expect(inOwnOrder(judge, ['first'])).toBeNull()
      })
    }

    if (order === 'drawn') {
      test('a verdict without its switch is none', () => {
        expect(inOwnOrder(judge, ['first'])).toBeNull()
        expect(inOwnOrder(judge, ['first'], true)).toEqual(['second'])
      })
    }
  })
}

/** Whether a value is something that a judge may say. */
function isVerdict(value: unknown): boolean {
  if (value === null || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  // A label is a verdict with a strength.
  const verdict = typeof value === 'object' ? (value as { readonly verdict?: unknown }).verdict : value
  return verdict === 'first' || verdict === 'second' || verdict === 'tie'
}
