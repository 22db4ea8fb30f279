import {
  fixedItems,
  fullRunStops,
  longest,
  quantile,
  shareWithin,
  stopsOf,
  type Stops,
} from './sequential.ts'
import { margin, type Truth } from './truths.ts'

/** Discordances of the sequential table; at 5 % nobody can lose six points. */
export const sequentialDiscordances = [0.07, 0.1, 0.15, 0.2, 0.3] as const

/** A row of the sequential table: a number at each discordance. */
export interface SequentialRow {
  readonly question: string
  readonly unit: 'share' | 'items' | 'ratio'
  readonly atMost?: number
  readonly at: (discordance: number) => number
}

const known = new Map<string, Stops>()
function cached(key: string, make: () => Stops): Stops {
  const stops = known.get(key) ?? make()
  known.set(key, stops)
  return stops
}
const at = (drop: number, discordance: number) =>
  cached(`${drop} ${discordance}`, () => stopsOf({ drop, discordance }))
/** A whole number of lost items at the margin. */
const fullRun = 1300
const full = (drop: number, discordance: number) =>
  cached(`full ${drop} ${discordance}`, () => fullRunStops(fullRun, { drop, discordance }))

const drop = 3 * margin
const worse = (discordance: number) => at(drop, discordance).regressed
const truth = (discordance: number): Truth => ({ drop, discordance })

/** What is asked of a gate that stops as soon as it is settled. */
export const sequentialRows: readonly SequentialRow[] = [
  {
    question: `worse by the margin: ever said to regress, of ${longest.toLocaleString('en')} items`,
    unit: 'share',
    atMost: 0.05,
    at: (s) => shareWithin(at(margin, s).regressed, longest),
  },
  {
    question: 'worse by the margin: ever said to be no worse',
    unit: 'share',
    atMost: 0.05,
    at: (s) => shareWithin(at(margin, s).noWorse, longest),
  },
  {
    question: 'equal: ever said to regress',
    unit: 'share',
    at: (s) => shareWithin(at(0, s).regressed, longest),
  },
  {
    question: 'worse by three margins: items to "regressed", median',
    unit: 'items',
    at: (s) => quantile(worse(s), 0.5),
  },
  ...[0.8, 0.95].flatMap((power): SequentialRow[] => [
    {
      question: `items by which ${100 * power} % have stopped`,
      unit: 'items',
      at: (s) => quantile(worse(s), power),
    },
    {
      question: `items of a fixed number with ${100 * power} % power`,
      unit: 'items',
      at: (s) => fixedItems(truth(s), power),
    },
    {
      question: `median over fixed number, ${100 * power} %`,
      unit: 'ratio',
      at: (s) => quantile(worse(s), 0.5) / fixedItems(truth(s), power),
    },
  ]),
  ...[500, 1319].map((items): SequentialRow => ({
    question: `worse by three margins: "regressed" within ${items.toLocaleString('en')} items`,
    unit: 'share',
    at: (s) => shareWithin(worse(s), items),
  })),
  {
    question: 'equal: items to "no worse", median',
    unit: 'items',
    at: (s) => quantile(at(0, s).noWorse, 0.5),
  },
  ...[1319, 5000].map((items): SequentialRow => ({
    question: `equal: "no worse" within ${items.toLocaleString('en')} items`,
    unit: 'share',
    at: (s) => shareWithin(at(0, s).noWorse, items),
  })),
  {
    question: 'full run of 1,300, worse by the margin: ever said to regress',
    unit: 'share',
    atMost: 0.05,
    at: (s) => shareWithin(full(margin, s).regressed, fullRun),
  },
  {
    question: 'the same: ever said to be no worse',
    unit: 'share',
    atMost: 0.05,
    at: (s) => shareWithin(full(margin, s).noWorse, fullRun),
  },
  {
    question: 'full run of 1,300, worse by three margins: items to "regressed", median',
    unit: 'items',
    at: (s) => quantile(full(drop, s).regressed, 0.5),
  },
  {
    question: 'full run of 1,300, equal: items to "no worse", median',
    unit: 'items',
    at: (s) => quantile(full(0, s).noWorse, 0.5),
  },
]

/** Items after which a broken model is stopped: one that loses so many points and wins none. */
export function brokenStops(points: number): { readonly median: number; readonly most: number } {
  const truth = { drop: points / 100, discordance: points / 100 }
  const { regressed } = stopsOf(truth, 500)
  return { median: quantile(regressed, 0.5), most: quantile(regressed, 0.95) }
}
