import fc from 'fast-check'
import { expect, test } from 'vitest'
import { grim } from './grim.ts'
import { agreesAsPrinted } from './printed.ts'

const share = { scale: 100, most: 1 }

test('by hand', () => {
  // Auto-J's paper, Table 1: 120 pairs a group. 44 right are 36.67, which cut off is 36.6.
  expect(grim('36.6', { items: 120, ...share })).toEqual({
    consistent: false,
    totals: null,
    cutOff: true,
    decisive: true,
  })
  expect(grim('36.7', { items: 120, ...share })).toMatchObject({ consistent: true, cutOff: false })
  expect(grim('36.7', { items: 120, ...share }).totals).toEqual({ least: 44n, most: 44n })
  // 1,319 problems: two decimals tell the number of right ones, one decimal leaves two.
  expect(grim('51.80', { items: 1319, ...share })).toMatchObject({ consistent: false, decisive: true })
  expect(grim('51.8', { items: 1319, ...share })).toMatchObject({ consistent: true, decisive: false })
  // 1/8 lies between 12 and 13 per cent: either may be printed.
  expect(grim('12', { items: 8, ...share }).totals).toEqual({ least: 1n, most: 1n })
  expect(grim('13', { items: 8, ...share }).totals).toEqual({ least: 1n, most: 1n })
  // Means over two orders count half points.
  expect(grim('0.25', { items: 2 }).consistent).toBe(false)
  expect(grim('0.25', { items: 2, steps: 2 }).consistent).toBe(true)
  expect(grim(' 36.7 ', { items: 120, ...share })).toEqual(grim('36.7', { items: 120, ...share }))
  expect(grim('-0.5', { items: 2 }).totals).toEqual({ least: -1n, most: -1n })
})

test('a share is at most all, and at least none', () => {
  expect(grim('100.4', { items: 250, ...share }).consistent).toBe(false)
  expect(grim('100.4', { items: 250, scale: 100 }).consistent).toBe(true)
  expect(grim('-0.4', { items: 250, ...share }).consistent).toBe(false)
})

test('what is no number is refused', () => {
  for (const text of ['', '5.', '.5', '1e3', '12 %', 'NaN']) {
    expect(() => grim(text, { items: 2 })).toThrow(RangeError)
  }
  for (const items of [0, -1, 1.5, Number.NaN]) expect(() => grim('1', { items })).toThrow(RangeError)
})

const decimals = fc.integer({ min: 0, max: 4 })
const size = fc.integer({ min: 1, max: 3000 })

test('whatever a share of n items is printed as is possible, rounded by either rule and cut off', () => {
  fc.assert(
    fc.property(size, fc.nat(), decimals, (items, seed, places) => {
      const right = BigInt(seed % (items + 1))
      const printed = ((100 * Number(right)) / items).toFixed(places)
      const { consistent, totals } = grim(printed, { items, ...share })
      expect(consistent).toBe(true)
      expect(totals!.least <= right && right <= totals!.most).toBe(true)
      const unit = 10n ** BigInt(places)
      const cut = (100n * right * unit) / BigInt(items)
      expect(grim(decimal(cut, places), { items, ...share }).cutOff).toBe(true)
    }),
  )
})

test('says the same as trying every count', () => {
  // Powers of two, so that the binary shares are exact and their ties are ties.
  const powers = fc.integer({ min: 0, max: 8 }).map((power) => 2 ** power)
  fc.assert(
    fc.property(powers, fc.nat({ max: 10_000 }), fc.integer({ min: 0, max: 2 }), (items, units, places) => {
      const printed = decimal(BigInt(units % (100 * 10 ** places + 1)), places)
      const counts = Array.from({ length: items + 1 }, (_, right) => right)
      const fitting = counts.filter((right) => agreesAsPrinted((100 * right) / items, printed))
      const { consistent, totals } = grim(printed, { items, ...share })
      expect(consistent).toBe(fitting.length > 0)
      if (totals !== null) {
        expect([totals.least, totals.most]).toEqual([BigInt(fitting[0]!), BigInt(fitting.at(-1)!)])
      }
    }),
  )
})

test('cut off: what no count gives with its further digits left out is not', () => {
  const step = fc.integer({ min: 1, max: 3 })
  const size = fc.integer({ min: 1, max: 40 })
  const sign = fc.boolean()
  fc.assert(
    fc.property(
      size,
      step,
      fc.nat({ max: 1200 }),
      fc.integer({ min: 0, max: 1 }),
      sign,
      (items, steps, units, places, isNegative) => {
        const printed = `${isNegative ? '-' : ''}${decimal(BigInt(units), places)}`
        // Every total that can come near: 100 t / parts, with so many decimals, the rest dropped.
        const parts = BigInt(items * steps)
        const unit = 100n * 10n ** BigInt(places)
        const totals = Array.from({ length: 13 * Number(parts) + 2 }, (_, t) => BigInt(t))
        const fits = totals.some((t) => (unit * t) / parts === BigInt(units))
        expect(grim(printed, { items, steps, scale: 100 }).cutOff).toBe(fits)
      },
    ),
  )
})

test('cut off, at its very ends', () => {
  // 44 of 120 are 36.67 and 45 are 37.5.
  const cut = (printed: string, items = 120) => grim(printed, { items, ...share }).cutOff
  expect(['36.5', '36.6', '36.7', '37.4', '37.5', '37.6'].map((text) => cut(text))).toEqual([
    false,
    true,
    false,
    false,
    true,
    false,
  ])
  // 1 of 4 is 25 and no other digit; the first number that it is too small for.
  expect(['24', '25', '26'].map((text) => cut(text, 4))).toEqual([false, true, false])
  expect(['-24', '-25', '-26'].map((text) => grim(text, { items: 4, scale: 100 }).cutOff)).toEqual([
    false,
    true,
    false,
  ])
  expect(['100', '101'].map((text) => cut(text, 4))).toEqual([true, false])
  expect(grim('101', { items: 100, scale: 100 }).cutOff).toBe(true)
})

test('decided by whether there are fewer totals than printable numbers', () => {
  const decisive = (items: number, printed: string) => grim(printed, { items, ...share }).decisive
  expect([99, 100, 101].map((items) => decisive(items, '50'))).toEqual([true, false, false])
  expect([999, 1000].map((items) => decisive(items, '50.0'))).toEqual([true, false])
  expect(grim('0.5', { items: 9 }).decisive).toBe(true)
  expect(grim('0.5', { items: 5, steps: 2 }).decisive).toBe(false)
})

test('with enough items every number is possible, and it says that nothing is decided', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1000 }), fc.integer({ min: 1000, max: 5000 }), (units, items) => {
      const { consistent, decisive } = grim(decimal(BigInt(units), 1), { items, ...share })
      expect([consistent, decisive]).toEqual([true, false])
    }),
  )
})

function decimal(units: bigint, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
}
