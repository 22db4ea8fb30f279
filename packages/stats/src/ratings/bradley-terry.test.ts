import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bradleyTerry, type PairRecord } from './bradley-terry.ts'
import { eloOfShare, shareOfElo } from './elo.ts'

const counts = fc.integer({ min: 1, max: 60 })

/** A ring of battles, both sides of which won some, so that an optimum exists. */
const rings = fc
  .array(fc.record({ firstWins: counts, secondWins: counts, ties: fc.nat(20) }), {
    minLength: 2,
    maxLength: 6,
  })
  .map((records) =>
    records.map((record, i): PairRecord => ({
      first: `player ${i}`,
      second: `player ${(i + 1) % records.length}`,
      ...record,
    })),
  )

test('shares and Elo points lead to each other', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (share) => {
      expect(shareOfElo(eloOfShare(share))).toBeCloseTo(share, 10)
      expect(eloOfShare(share)).toBeCloseTo(-eloOfShare(1 - share), 6)
    }),
  )
  expect([eloOfShare(0), eloOfShare(0.5), eloOfShare(1)]).toEqual([-Infinity, 0, Infinity])
  expect([shareOfElo(-Infinity), shareOfElo(0), shareOfElo(Infinity)]).toEqual([0, 0.5, 1])
})

test('against one baseline the fit is the closed form', () => {
  const record = fc.record({ firstWins: counts, secondWins: counts, ties: fc.nat(20) })
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 8 }), (records) => {
      const stars = records.map((each, i) => ({ ...each, first: `model ${i}`, second: 'baseline' }))
      const fit = bradleyTerry(stars, 'baseline')!
      expect(fit.converged).toBe(true)
      for (const { first, firstWins, secondWins, ties } of stars) {
        const share = (firstWins + ties / 2) / (firstWins + secondWins + ties)
        const elo = (400 / Math.LN10) * fit.logStrengths.get(first)!
        expect(elo).toBeCloseTo(eloOfShare(share), 5)
      }
    }),
  )
})

test('expected wins are the counted ones', () => {
  fc.assert(
    fc.property(rings, (records) => {
      const fit = bradleyTerry(records, 'player 0')!
      const excess = new Map<string, number>()
      const add = (player: string, wins: number) => excess.set(player, (excess.get(player) ?? 0) + wins)
      for (const { first, second, firstWins, secondWins, ties } of records) {
        const gap = fit.logStrengths.get(first)! - fit.logStrengths.get(second)!
        const expected = (firstWins + secondWins + ties) / (1 + Math.exp(-gap))
        add(first, firstWins + ties / 2 - expected)
        add(second, expected - firstWins - ties / 2)
      }
      for (const wins of excess.values()) expect(wins).toBeCloseTo(0, 6)
    }),
  )
})

test('order, sides, scale and anchor do not matter', () => {
  fc.assert(
    fc.property(rings, fc.integer({ min: 2, max: 5 }), (records, times) => {
      const fit = bradleyTerry(records, 'player 0')!.logStrengths
      const changed = records.toReversed().map((record) => ({
        first: record.second,
        second: record.first,
        firstWins: record.secondWins * times,
        secondWins: record.firstWins * times,
        ties: record.ties * times,
      }))
      const other = bradleyTerry(changed, 'player 1')!.logStrengths
      expect(other.get('player 1')).toBe(0)
      const shift = fit.get('player 1')!
      for (const [player, strength] of fit) expect(other.get(player)! + shift).toBeCloseTo(strength, 6)
    }),
  )
})

test('without a finite optimum there is no fit', () => {
  const won = { first: 'a', second: 'b', firstWins: 3, secondWins: 0, ties: 0 }
  expect(bradleyTerry([won], 'a')).toBeNull()
  expect(bradleyTerry([won], 'b')).toBeNull()
  expect(bradleyTerry([{ ...won, ties: 1 }], 'a')?.converged).toBe(true)
  // A circle of wins has an optimum; a player whom nobody met has none.
  const circle = [won, { ...won, first: 'b', second: 'c' }, { ...won, first: 'c', second: 'a' }]
  expect(bradleyTerry(circle, 'a')?.logStrengths.get('b')).toBeCloseTo(0, 9)
  expect(bradleyTerry(circle, 'nobody')).toBeNull()
  expect(bradleyTerry([], 'alone')?.logStrengths).toEqual(new Map([['alone', 0]]))
})

test('what a fit comes to does not depend on how much a battle counts', () => {
  const ring = [3, 7, 2, 9, 4].map((firstWins, i) => ({
    first: `player ${i}`,
    second: `player ${(i + 1) % 5}`,
    firstWins,
    secondWins: [5, 1, 8, 2, 6][i]!,
    ties: [1, 0, 2, 3, 1][i]!,
  }))
  const fit = bradleyTerry(ring, 'player 0')!
  expect(fit.converged).toBe(true)
  for (const times of [1e-9, 1e7]) {
    const scaled = ring.map((record) => ({
      ...record,
      firstWins: record.firstWins * times,
      secondWins: record.secondWins * times,
      ties: record.ties * times,
    }))
    const other = bradleyTerry(scaled, 'player 0')!
    expect(other.converged).toBe(true)
    for (const [player, strength] of fit.logStrengths)
      expect(other.logStrengths.get(player)).toBeCloseTo(strength, 9)
  }
})

test('a long chain has its closed form, though its ends are e^-337 apart', () => {
  const chain = Array.from({ length: 99 }, (_, i) => ({
    first: `player ${i}`,
    second: `player ${i + 1}`,
    firstWins: 30,
    secondWins: 1,
    ties: 0,
  }))
  const fit = bradleyTerry(chain, 'player 0')!
  expect(fit.converged).toBe(true)
  for (let i = 0; i < 100; i += 1)
    expect(fit.logStrengths.get(`player ${i}`)).toBeCloseTo(-i * Math.log(30), 8)
})

test('a fit that was not let finish says so', () => {
  const record = { first: 'a', second: 'b', firstWins: 30, secondWins: 1, ties: 0 }
  expect(bradleyTerry([record], 'a', { maxIterations: 1 })?.converged).toBe(false)
  // One battle against ten million.
  const fit = bradleyTerry([{ ...record, firstWins: 1e7 }], 'a')
  expect(fit?.converged).toBe(true)
  expect(fit?.logStrengths.get('b')).toBeCloseTo(-Math.log(1e7), 9)
})

test('counts that are none are refused', () => {
  for (const wrong of [Number.NaN, -1, Infinity]) {
    for (const field of ['firstWins', 'secondWins', 'ties']) {
      const record = { first: 'a', second: 'b', firstWins: 1, secondWins: 1, ties: 0, [field]: wrong }
      expect(() => bradleyTerry([record], 'a')).toThrow(/battles of a and b/)
    }
  }
})
