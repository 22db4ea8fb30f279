import { counted, grouped, type Finding, type JudgedCell, type PaperVerdicts } from '@retable/core'
import { isBetweenSources } from '../checks/between-sources.ts'
import { tableText } from '../tables/table-text.ts'
import { readable, type Table } from '../tables/table.ts'
import { printable, printableHead } from '../text/printable.ts'
import { coloured } from '../text/text-table.ts'
import { cellWord } from '../cells/cell-word.ts'
import { quotedNotes } from '../cells/quoted-cell.ts'
import { verdictColour } from '../cells/verdict-colours.ts'
import {
  countsText,
  isOff,
  tierCounts,
  withOwn,
  withOwnVerdicts,
  withoutTable,
  wordCounts,
} from './verdict-counts.ts'
import { claimsTable, contradictionsText, judgedCellsTable, runnable, seedsText } from './verdicts-tables.ts'

/** Characters of a line, and how many rows of each kind are shown: with its headings all is 50 lines at most. */
const width = 100
const shown = { claims: 14, replayed: 5, measured: 5, findings: 6 } as const

/** A paper on one screen: what it claims, what was recomputed or run, what contradicts itself, and what is left out. */
export function paperVerdictsText(paper: PaperVerdicts): string {
  const { title, authors, arxiv, fault } = paper
  if (fault !== '') return `${printable(paper.paper)} cannot be read: ${printable(fault)}\n`
  const sections = [
    claimsLines(paper),
    replayedLines(paper),
    measuredLines(paper),
    findingLines(paper),
    runLines(paper),
  ]
  const head = cut(`${title} (${authors}; arXiv ${arxiv})`)
  const text = [[head], ...sections].map((lines) => lines.join('\n')).join('\n\n')
  // A text that is cut off ends so.
  const isCut = /…($|  )/m.test(text)
  const signs = quotedNotes([...shownReplayed(paper), ...shownMeasured(paper)]).map(cut)
  return `${[text, ...signs.filter((line) => line.startsWith('†'))].join('\n')}\n${isCut ? `Cut off where there is …; whole: ./retable verdicts ${printable(paper.paper)} --to md\n` : ''}`
}

function claimsLines(paper: PaperVerdicts): string[] {
  const { claims } = paper
  const tested = tierCounts(paper).filter(({ seeds }) => seeds > 0)
  const found = tested.map(
    ({ tier, seeds, claims: counts, ownClaims }) =>
      `${tier}${seedsText(seeds)} ${withOwnVerdicts(countsText(counts), ownClaims)}`,
  )
  const own = claims.filter(({ isOwn }) => isOwn).length
  return [
    heading(
      withOwn(counted(claims.length - own, 'claim'), own),
      found.join('; ') || 'none was tested by a recorded run',
    ),
    ...tableLines(claimsTable(paper), shown.claims),
    ...more(claims.length - shown.claims, 'claim', `./retable verdicts ${paper.paper} --to md`),
  ]
}

function replayedLines({ paper, replayed, reported, canReplay }: PaperVerdicts): string[] {
  const off = offOf(replayed)
  const hidden = Math.max(0, off.length - shown.replayed)
  const agreeing = replayed.length - off.length
  const left = [
    ...(hidden > 0 ? [`${hidden} more that ${hidden === 1 ? 'differs' : 'differ'}`] : []),
    ...(agreeing > 0 ? [`${agreeing} that ${agreeing === 1 ? 'agrees' : 'agree'}`] : []),
  ]
  const why = canReplay ? 'none recorded' : 'nothing to recompute them from'
  return [
    heading(
      `Recomputed or looked up, ${replayed.length} of ${grouped(reported)}`,
      withoutTable(countsText(wordCounts(replayed.map(cellWord)))) || why,
    ),
    ...(off.length > 0 ? tableLines(cellsTable(off), shown.replayed) : []),
    ...(left.length > 0 ? [cut(`  … ${left.join(', ')}: ./retable diff results/${paper}/replay`)] : []),
  ]
}

function measuredLines(paper: PaperVerdicts): string[] {
  const { measured, reported } = paper
  const tiers = tierCounts(paper)
  const found = tiers.map(({ tier, cells }) => `${tier} ${countsText(cells)}`).join('; ')
  const cells = byGravity(measured)
  const folders = tiers.map(({ tier }) => `./retable diff results/${paper.paper}/${tier}`)
  return [
    heading(
      `Measured by recorded runs, ${measured.length} of ${grouped(reported)}`,
      found || 'there is no recorded run',
    ),
    ...(cells.length > 0 ? tableLines(cellsTable(cells), shown.measured) : []),
    ...more(cells.length - shown.measured, 'cell', folders.join(', ')),
  ]
}

function findingLines(paper: PaperVerdicts): string[] {
  const { findings, differences, faults } = paper.check
  const broken = findings.filter(({ outcome }) => outcome !== 'holds')
  const order = (finding: Finding) => (finding.outcome === 'known' ? (isBetweenSources(finding) ? 2 : 1) : 0)
  const lines = [
    ...faults.map((fault) => `fault: ${fault}`),
    ...broken
      .toSorted((one, other) => order(one) - order(other))
      .map((finding) => {
        const between = isBetweenSources(finding) ? ', between versions or sources' : ''
        return `${finding.outcome} (${finding.kind}${between}): ${finding.statement}`
      }),
    ...differences.map(({ between, what }) => `difference between ${between}: ${what}`),
  ]
  const told = differences.length > 0 ? `; ${counted(differences.length, 'difference')} between texts` : ''
  return [
    heading('Contradictions', `${contradictionsText(paper)}${told}`),
    ...lines.slice(0, shown.findings).map((line) => cut(`  ${line}`)),
    ...more(lines.length - shown.findings, 'entry', `./retable check ${paper.paper}`),
  ]
}

function runLines(paper: PaperVerdicts): string[] {
  const { tiers, canReplay } = paper
  const commands = runnable(paper).map((what) =>
    what === 'replay' ? `./retable replay ${paper.paper}` : `./retable run ${paper.paper} --tier ${what}`,
  )
  const cannot = tiers.flatMap(({ tier, available, reason }) =>
    available || reason === 'no recipe yet' ? [] : `${tier} not here: it ${reason}`,
  )
  const none = canReplay || cannot.length > 0 ? 'nothing here' : 'nothing yet'
  return [heading('Can be run', [commands.join(', ') || none, ...cannot].join('; '))]
}

/** Cells that differ, those that nobody can explain first. */
function offOf(replayed: readonly JudgedCell[]): readonly JudgedCell[] {
  return byGravity(replayed.filter((cell) => isOff(cellWord(cell))))
}

function shownReplayed({ replayed }: PaperVerdicts): readonly JudgedCell[] {
  return offOf(replayed).slice(0, shown.replayed)
}

function shownMeasured({ measured }: PaperVerdicts): readonly JudgedCell[] {
  return byGravity(measured).slice(0, shown.measured)
}

/** What does not hold first. */
function byGravity(cells: readonly JudgedCell[]): readonly JudgedCell[] {
  const order = (cell: JudgedCell) => {
    const word = cellWord(cell)
    return isOff(word) ? (word.endsWith('explained') ? 1 : 0) : 2
  }
  return cells.toSorted((one, other) => order(one) - order(other))
}

function cellsTable(cells: readonly JudgedCell[]): Table {
  return judgedCellsTable('', cells)
}

function heading(what: string, found: string): string {
  const line = cut(`${what}: ${found}`)
  return line.startsWith(what) ? `${coloured('bold', what)}${line.slice(what.length)}` : line
}

/** What is left out, and where it stands. */
function more(count: number, noun: string, verb: string): string[] {
  if (count <= 0) return []
  const nouns = noun === 'entry' ? (count === 1 ? 'entry' : 'entries') : `${noun}${count === 1 ? '' : 's'}`
  return [cut(`  … ${count} more ${nouns}: ${verb}`)]
}

function cut(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? []
  return `${indent}${short(line, width - indent.length)}`
}

/** A text in so many characters, escapes among them. */
function short(text: string, length: number): string {
  return printableHead(printable(text), length - 1)
}

/** The first rows of a table, with what is too wide cut off. */
function tableLines(table: Table, rows: number): string[] {
  const some = readable({ ...table, rows: table.rows.slice(0, rows) })
  const last = some.columns.length - 1
  // A verdict is whole, however long its resolution makes it; the last column has at least twelve characters.
  const widthOf = (i: number) => Math.max(0, ...some.rows.map((row) => printable(row[i]!).length))
  const verdict = some.columns.findIndex(({ title }) => title === 'verdict')
  const ofVerdict = verdict < 0 ? 0 : Math.min(52, widthOf(verdict) + 1)
  const others = Math.max(1, verdict < 0 ? last : last - 1)
  const most = Math.min(30, Math.floor((width - 14 - ofVerdict) / others) - 2)
  const cells = some.rows.map((row) =>
    row.map((cell, i) => (i === last ? cell : short(cell, i === verdict ? ofVerdict : most))),
  )
  const taken = some.columns
    .slice(0, last)
    .map(({ title }, i) => Math.max(title.length, ...cells.map((row) => row[i]!.length)) + 2)
  const left = Math.max(10, width - 2 - taken.reduce((sum, each) => sum + each, 0))
  const fitted = cells.map((row) => row.map((cell, i) => (i === last ? short(cell, left) : cell)))
  const colourOf = (column: string, r: number) => {
    const i = some.columns.findIndex(({ title }) => title === column)
    const data = table.rows[r]?.[table.columns.indexOf(some.columns[i]!)] ?? ''
    return verdictColour(typeof data === 'string' ? data : String(data.data))
  }
  return tableText({ columns: some.columns, rows: fitted }, { isIndented: true, colourOf }).split('\n')
}
