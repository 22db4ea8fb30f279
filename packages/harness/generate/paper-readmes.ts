// Writes the recorded results into reproductions/*/README.md: cells, accuracy by seed, claims.
import { existsSync, globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { betweenMarkers, renew } from '@retable/core/generated-file'
import { readCsv } from '../src/results/read-csv.ts'

const root = path.resolve(import.meta.dirname, '../../..')
const marker = 'results, generated'

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
    seedTable(rowsOf(folder, 'metrics.csv'), seeds),
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
  // A row of the paper may have several columns here.
  const isTold = new Set(rows.map(({ row }) => row)).size === rows.length
  return rows.map((cell) => {
    const { row = '', column = '', reported = '', unit = '', measured_unit: own = unit } = cell
    const decimals = Math.max(1, reported.split('.')[1]?.length ?? 0)
    return [
      isTold ? row : `${row}, ${column}`,
      `${reported} ${unit}`.trim(),
      `${fixed(cell['measured'], decimals)} ${own}`.trim(),
      fixed(cell['standard_error'], decimals),
      cell['verdict'] ?? '',
    ]
  })
}

/** By seed, the metric that tells most of each setting: accuracy, or the first that is measured. */
function seedTable(rows: readonly Row[], seeds: readonly number[]): string {
  const settings = [...Map.groupBy(rows, ({ setting = '' }) => setting)]
  const told = settings.map(([setting, all]) => {
    const { metric } = all.find((row) => row['metric'] === 'accuracy') ?? all[0]!
    return { setting, metric: metric!, of: all.filter((row) => row['metric'] === metric) }
  })
  const accuracies = told.filter(({ metric }) => metric === 'accuracy')
  const values = (of: readonly Row[]) =>
    seeds.map((seed) => {
      const { value, unit } = of.find((row) => row['seed'] === String(seed)) ?? {}
      const isShare = unit === 'fraction'
      return (Number(value ?? Number.NaN) * (isShare ? 100 : 1)).toFixed(isShare ? 1 : 2)
    })
  const names = seeds.map((seed) => `seed ${seed}`).join('|')
  if (accuracies.length > 0) {
    const of = accuracies.map(({ setting, of }) => [setting, ...values(of)])
    return table(`accuracy, %|${names}`, of)
  }
  const unitOf = (of: readonly Row[]) => (of[0]?.['unit'] === 'fraction' ? '%' : of[0]?.['unit'])
  return table(
    `setting|metric|${names}`,
    told.map(({ setting, metric, of }) => [setting, `${metric}, ${unitOf(of)}`, ...values(of)]),
  )
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
