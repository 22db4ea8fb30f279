import { readFileSync } from 'node:fs'
import path from 'node:path'
import { priorSets, type Section } from '../subsets.ts'
import { rewardBenchScore, type SubsetResult } from '../score.ts'
import { current, firstPaper, swappedSafety, type Weighting } from '../weighting.ts'
import { Tally, type Comparison } from '../../../golden/comparison.ts'

type Cells = Readonly<Record<string, number>>
type Tables = Readonly<Record<string, Readonly<Record<string, Cells>>>>

const paper = 'arXiv 2403.13787v1'
const sectionTables: readonly (readonly [string, Section, string])[] = [
  ['T8', 'chat', 'Chat'],
  ['T9', 'chat_hard', 'Chat Hard'],
  ['T10', 'safety', 'Safety'],
  ['T11', 'reasoning', 'Reasoning'],
]

/** Averages of both papers' tables from their own printed cells: they agree within 0.1, since cells are rounded. */
export function paperTables(data: string): Comparison[] {
  const { tables } = JSON.parse(readFileSync(path.join(data, 'paper_v1_tables.json'), 'utf8')) as {
    tables: Tables
  }
  return [
    ...sectionTables.map(([table, section]) => sectionAverages(tables, table, section, swappedSafety)),
    sectionAverages(tables, 'T10', 'safety', current),
    ...sectionTables.map(([table, section, column]) =>
      headlineSections(tables, table, section, column, firstPaper),
    ),
    ...sectionTables.map(([table, section, column]) =>
      headlineSections(tables, table, section, column, swappedSafety),
    ),
    ...priorAverages(tables),
    ...headlineScores(tables),
    headlinesAlike(tables),
    ...secondPaper(data),
  ]
}

function sectionAverages(tables: Tables, table: string, section: Section, weighting: Weighting): Comparison {
  const tally = new Tally()
  for (const [model, cells] of Object.entries(tables[table]!)) {
    tenth(tally, model, cells['avg']!, percent(cells, weighting, section))
  }
  return tally.comparison(`${paper}, table ${table.slice(1)}`, `average of ${section} (${weighting.id})`)
}

function headlineSections(
  tables: Tables,
  table: string,
  section: Section,
  column: string,
  weighting: Weighting,
): Comparison {
  const tally = new Tally()
  for (const [model, cells] of Object.entries(tables[table]!)) {
    const published = tables['T7']?.[model]?.[column]
    if (published !== undefined) tenth(tally, model, published, percent(cells, weighting, section))
  }
  return tally.comparison(`${paper}, table 7`, `${section} from table ${table.slice(1)} (${weighting.id})`)
}

function priorAverages(tables: Tables): Comparison[] {
  const [headline, own] = [new Tally(), new Tally()]
  for (const [model, cells] of Object.entries(tables['T12']!)) {
    const prior = mean(priorSets.map((id) => cells[id]!))
    tenth(headline, model, tables['T7']?.[model]?.['Prior'] ?? Number.NaN, prior)
    const sets = Object.entries(cells).flatMap(([id, value]) => (id === 'avg' ? [] : [value]))
    tenth(own, model, cells['avg']!, mean(sets))
  }
  return [
    headline.comparison(`${paper}, table 7`, 'prior sets: mean of 4 sets of table 12'),
    own.comparison(`${paper}, table 12`, 'average: mean of all 7 sets'),
  ]
}

/** The score is the plain mean of five columns; half a weight for the prior sets came later. */
function headlineScores(tables: Tables): Comparison[] {
  return [firstPaper, swappedSafety].map(({ id, priorWeight }) => {
    const tally = new Tally()
    for (const [model, cells] of Object.entries(tables['T7']!)) {
      const four = sectionTables.reduce((sum, [, , column]) => sum + cells[column]!, 0)
      const weight = priorWeight ?? 0
      tenth(tally, model, cells['avg']!, (four + weight * cells['Prior']!) / (4 + weight))
    }
    return tally.comparison(
      `${paper}, table 7`,
      `score from its five columns, prior sets × ${priorWeight} (${id})`,
    )
  })
}

function headlinesAlike(tables: Tables): Comparison {
  const tally = new Tally()
  for (const [model, cells] of Object.entries(tables['T2']!)) {
    for (const [column, value] of Object.entries(cells)) {
      tally.add(`${model} ${column}`, value, tables['T7']?.[model]?.[column])
    }
  }
  return tally.comparison(`${paper}, table 2`, 'the same figures as in table 7')
}

/** RewardBench 2 (arXiv 2506.01937v1): the score is the mean of six domains, each alike however many items it has. */
function secondPaper(data: string): Comparison[] {
  const { tables } = JSON.parse(readFileSync(path.join(data, 'paper_v2_tables.json'), 'utf8')) as {
    tables: Readonly<Record<string, readonly (readonly [string, readonly number[]])[]>>
  }
  return Object.entries(tables).map(([table, rows]) => {
    const tally = new Tally()
    for (const [model, [published = Number.NaN, ...values]] of rows) {
      tenth(tally, model, published, mean(values))
    }
    return tally.comparison(`RewardBench 2, table ${table.slice(1)}`, 'score: mean of six domains')
  })
}

/** A section in percent from a table's cells, which are percentages. */
function percent(cells: Cells, weighting: Weighting, section: Section): number {
  const results = new Map<string, SubsetResult>(
    Object.entries(cells).map(([id, value]) => [id, { right: value / 100, rightSquared: value / 100, n: 1 }]),
  )
  const found = rewardBenchScore(results, weighting).find(({ name }) => name === section)
  return (found?.value ?? Number.NaN) * 100
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Equal within 0.1: both sides are made of figures rounded to 0.1. */
function tenth(tally: Tally, where: string, published: number, computed: number): void {
  const near = Math.abs(published - computed) <= 0.1 + 1e-9
  tally.add(where, published, near ? published : Number(computed.toFixed(2)))
}
