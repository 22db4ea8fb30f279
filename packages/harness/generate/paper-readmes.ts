// Writes the recorded results into reproductions/*/README.md: cells, shares by seed, claims.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { readCsv } from '../src/results/read-csv.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const marker = 'results, generated'
/** Metrics that are shown seed by seed, with the heading of their table; all are shares. */
const bySeed = { accuracy: 'accuracy', violation_rate: 'over the limit', win_rate: 'win rate' }

for (const readme of globSync('reproductions/*/README.md', { cwd: root }).toSorted()) {
  const file = path.join(root, readme)
  if (!readFileSync(file, 'utf8').includes(marker)) continue
  const results = path.join(root, 'results', path.basename(path.dirname(readme)))
  // A replay is told above; only runs have a manifest.
  const tiers = globSync('*/manifest.json', { cwd: results })
    .map((file) => path.dirname(file))
    .toSorted()
  renew(
    file,
    betweenMarkers(file, marker, tiers.map((tier) => tierText(path.join(results, tier), tier)).join('')),
  )
}

function tierText(folder: string, tier: string): string {
  const seeds = (JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as { seeds: number[] })
    .seeds
  return [
    `\n<!-- prettier-ignore-start -->\n\nTier ${tier}, seeds ${seeds.join(', ')}: means over seeds, standard errors between seeds.\n\n`,
    table('row|reported|measured|std. error|verdict', cellRows(rowsOf(folder, 'diff.csv'))),
    ...Object.entries(bySeed).map(([metric, name]) => {
      const rows = seedRows(rowsOf(folder, 'metrics.csv'), { metric, seeds })
      return rows.length === 0
        ? ''
        : table(`${name}, %|${seeds.map((seed) => `seed ${seed}`).join('|')}`, rows)
    }),
    table('claim|statement|verdict|effect|95 % interval|p (Holm)', claimRows(rowsOf(folder, 'claims.csv'))),
    '<!-- prettier-ignore-end -->\n\n',
  ].join('')
}

type Row = Readonly<Record<string, string>>

function rowsOf(folder: string, name: string): Row[] {
  const file = path.join(folder, name)
  return existsSync(file) ? readCsv<Row>(readFileSync(file, 'utf8')) : []
}

function cellRows(rows: readonly Row[]): string[][] {
  const columnsOf = (name: string) => new Set(rows.flatMap(({ row, column }) => (row === name ? column : [])))
  return rows.map(({ row = '', column, reported, unit, measured, standard_error: error, verdict = '' }) => [
    columnsOf(row).size === 1 ? row : `${row}, ${column}`,
    `${reported} ${unit}`,
    `${fixed(measured, 1)} ${unit}`,
    fixed(error, 1),
    verdict,
  ])
}

function seedRows(
  rows: readonly Row[],
  { metric, seeds }: { readonly metric: string; readonly seeds: readonly number[] },
): string[][] {
  const shares = rows.filter((row) => row['metric'] === metric)
  const settings = [...new Set(shares.map(({ setting = '' }) => setting))]
  const value = (setting: string, seed: number) =>
    shares.find((row) => row['setting'] === setting && row['seed'] === String(seed))?.['value']
  return settings.map((setting) => [
    setting,
    ...seeds.map((seed) => (100 * Number(value(setting, seed) ?? Number.NaN)).toFixed(1)),
  ])
}

function claimRows(rows: readonly Row[]): string[][] {
  return rows.map(
    ({ claim = '', statement = '', verdict = '', effect, ci_low: low, ci_high: high, p_adjusted: p }) => [
      claim,
      statement,
      verdict,
      fixed(effect, 3),
      low === '' ? '' : `${fixed(low, 3)} to ${fixed(high, 3)}`,
      p !== '' && Number(p) < 0.001 ? '< 0.001' : fixed(p, 3),
    ],
  )
}

function fixed(text: string | undefined, decimals: number): string {
  return text === undefined || text === '' ? '' : Number(text).toFixed(decimals)
}

function table(header: string, rows: readonly (readonly string[])[]): string {
  const columns = header.split('|')
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  return `${line(columns)}${line(columns.map(() => '---'))}${rows.map(line).join('')}\n`
}
