import { grouped, type JudgedCell, type PaperVerdicts } from '@retable/core'
import { checkCounts } from '../checks/check-counts.ts'
import { foundTable } from '../checks/check-tables.ts'
import { orNone, type Cell, type Table } from '../tables/table.ts'
import { cellRemarks } from '../cells/cell-remarks.ts'
import { differencesIn } from '../cells/differences-in.ts'
import { cellWord } from '../cells/cell-word.ts'
import { effectText } from '../cells/effect-text.ts'
import { pText } from '../cells/p-text.ts'
import { quotedNotes, quotedText } from '../cells/quoted-cell.ts'
import { shownNumber } from '../cells/shown-number.ts'
import { unitWord } from '../cells/unit-text.ts'
import { verdictWords } from '../cells/verdict-words.ts'
import {
  countsText,
  withOwn,
  withOwnVerdicts,
  isLookedUp,
  tierCounts,
  withoutTable,
  wordCounts,
  type TierCounts,
} from './verdict-counts.ts'

/** One row a paper: what was reported, recomputed, run, and what contradicts itself. */
export function verdictsTable(papers: readonly PaperVerdicts[]): Table {
  return {
    title: 'Verdicts',
    columns: [
      { title: 'paper' },
      { title: 'cells', align: 'right' },
      { title: 'claims', align: 'right' },
      { title: 'recomputed' },
      { title: 'looked up' },
      { title: 'contradictions' },
      { title: 'can be run' },
      { title: 'runs found' },
    ],
    rows: papers.map((paper): Cell[] => {
      if (paper.fault !== '')
        return [paper.paper, ...Array<string>(6).fill(''), `cannot be read: ${paper.fault}`]
      const looked = paper.replayed.filter(isLookedUp)
      const recomputed = paper.replayed.filter((cell) => !isLookedUp(cell))
      return [
        paper.paper,
        { text: grouped(paper.reported), data: paper.reported },
        claimsCell(paper),
        orNone(countsText(wordCounts(recomputed.map(cellWord)))),
        // The column says where.
        orNone(withoutTable(countsText(wordCounts(looked.map(cellWord))))),
        contradictionsText(paper),
        orNone(runnable(paper).join(', ')),
        orNone(tierCounts(paper).map(tierText).join('; ')),
      ]
    }),
  }
}

function claimsCell({ claims }: PaperVerdicts): Cell {
  const own = claims.filter(({ isOwn }) => isOwn).length
  const ofPaper = claims.length - own
  return { text: withOwn(String(ofPaper), own), data: ofPaper }
}

/** What a paper's cells contradict, in numbers; where none of them follows from others, nothing can. */
export function contradictionsText({ check }: PaperVerdicts): string {
  const canBe = check.findings.length + check.possibleShares + check.faults.length > 0
  if (!canBe) return 'none (no cell follows from others)'
  const { known, knownBetweenSources: between, new: fresh, vanished, faults } = checkCounts(check)
  const all = known + fresh + vanished
  return [
    `${all === 0 ? 'none' : all}${between > 0 ? ` (${between} of them between versions or sources)` : ''}`,
    ...(fresh > 0 ? [`${fresh} new`] : []),
    ...(vanished > 0 ? [`${vanished} vanished`] : []),
    ...(faults > 0 ? [`${faults} ${faults === 1 ? 'fault' : 'faults'}`] : []),
  ].join(', ')
}

/** What can be run on this machine: a replay, and tiers. */
export function runnable({ canReplay, tiers }: PaperVerdicts): string[] {
  return [
    ...(canReplay ? ['replay'] : []),
    ...tiers.flatMap(({ tier, available }) => (available ? tier : [])),
  ]
}

/** What the runs of a tier found: claims, then cells. */
function tierText({ tier, seeds, claims, ownClaims, cells }: TierCounts): string {
  const of = (noun: string, text: string) => (text === '' ? [] : [`${noun}: ${text}`])
  const found = withOwnVerdicts(countsText(claims), ownClaims)
  return `${tier}${seedsText(seeds)}, ${[...of('claims', found), ...of('cells', countsText(cells))].join('; ')}`
}

/** How many seeds, behind a tier's name. */
export function seedsText(seeds: number): string {
  return seeds === 0 ? '' : ` (${seeds} ${seeds === 1 ? 'seed' : 'seeds'})`
}

/** Everything about one paper: its claims, its cells with a verdict, its contradictions. */
export function paperVerdictsTables(paper: PaperVerdicts): readonly Table[] {
  const { paper: id, title, authors, arxiv, check, measured, replayed } = paper
  const notes = [
    `${title} (${authors}; arXiv ${arxiv})`,
    `can be run: ${runnable(paper).join(', ') || 'nothing yet'}`,
    ...paper.claims.flatMap(({ claim, explanation }) =>
      explanation === '' ? [] : `${claim}: ${explanation}`,
    ),
  ]
  const tables = [
    judgedCellsTable(`${id}: cells recomputed or looked up`, replayed),
    judgedCellsTable(`${id}: cells measured`, measured),
    foundTable(check),
  ]
  return [
    { ...claimsTable(paper, { isWhole: true }), notes },
    ...tables.filter(({ rows }) => rows.length > 0),
  ]
}

/**
 * A claim a row, with the verdicts of each tier that was recorded.
 *
 * @param options - `isWhole` shows people what else is in CSV: intervals, p and reasons
 */
export function claimsTable(paper: PaperVerdicts, { isWhole = false } = {}): Table {
  const tiers = tierCounts(paper).filter(({ seeds }) => seeds > 0)
  return {
    title: `${paper.paper}: claims`,
    columns: [
      { title: 'claim' },
      ...tiers.flatMap(({ tier, seeds }) => [
        { title: `${tier}${seedsText(seeds)}`, name: tier },
        { title: 'effect', name: `${tier} effect`, align: 'right' } as const,
        ...dataOf.map(([name]) => ({ title: name, name: `${tier} ${name}`, isDataOnly: !isWhole })),
      ]),
      { title: 'statement' },
    ],
    rows: paper.claims.map(({ claim, statement, recorded }) => [
      claim,
      ...tiers.flatMap(({ tier }): Cell[] => {
        const found = recorded.find((each) => each.tier === tier)
        if (found === undefined) return ['', '', ...dataOf.map(() => '')]
        const { verdict, effect } = found
        return [
          verdict,
          { text: effectText(found).effect, data: effect },
          ...dataOf.map(([, key]) => ({ text: shownOf(found, key), data: found[key] })),
        ]
      }),
      statement,
    ]),
  }
}

const dataOf = [
  ['ci_low', 'low'],
  ['ci_high', 'high'],
  ['unit', 'unit'],
  ['p', 'pAdjusted'],
  ['seeds', 'seeds'],
  ['reason', 'reason'],
] as const

type Recorded = PaperVerdicts['claims'][number]['recorded'][number]

/** The ends of an interval are in the effect's unit. */
function shownOf(found: Recorded, key: (typeof dataOf)[number][1]): string {
  if (key === 'low' || key === 'high') return effectText({ ...found, effect: found[key] }).effect
  return key === 'pAdjusted' ? pText(found[key]) : String(found[key])
}

/** Cells beside what was found, with why below. */
export function judgedCellsTable(title: string, cells: readonly JudgedCell[]): Table {
  return {
    title,
    columns: [
      { title: 'tier' },
      { title: 'reported', align: 'right' },
      { title: 'found', align: 'right' },
      { title: 'verdict' },
      { title: 'cell', name: 'place' },
      ...['cell', 'unit', 'found unit', 'std. error', 'resolution', 'reason'].map((name) => ({
        title: name,
        isDataOnly: true,
      })),
    ],
    rows: cells.map((cell) => [
      cell.tier,
      { text: quotedText(cell), data: cell.reported },
      { text: foundText(cell), data: cell.measured },
      { text: verdictWords({ ...cell, verdict: cellWord(cell) }), data: cellWord(cell) },
      `${cell.table}: ${cell.row}, ${cell.column}`,
      ...[cell.cell, cell.unit, cell.measuredUnit],
      ...[cell.standardError, cell.resolution].map((data) => ({ text: '', data })),
      cell.reason,
    ]),
    notes: [
      ...quotedNotes(cells),
      ...cellRemarks(
        cells.map((cell) => ({
          ...cell,
          reasons: reasonsOf(cell),
          ...{ nFrom: null, hasInterval: false, assumptions: [] },
        })),
      ).reasons,
    ],
  }
}

function reasonsOf({ verdict, reason }: JudgedCell): readonly string[] {
  if (reason === '') return []
  return verdict === 'not comparable' ? differencesIn(reason) : [reason]
}

function foundText({ measured, measuredUnit, ...cell }: JudgedCell): string {
  return measured === null ? '–' : `${shownNumber(measured, cell)} ${unitWord(measuredUnit)}`.trim()
}
