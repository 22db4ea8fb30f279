import { RetableError } from '@retable/core'
import { csvCells } from '../../../judgements/csv-rows.ts'
import { dfGamed, type GamedBaselines } from './gamed-baselines.ts'

/** @throws RetableError `evaluators/bad-asset` if a column lacks, a cell is no number, or a position has no difficulty */
export function parseGamed(csv: string): Omit<GamedBaselines, 'isStandIn'> {
  const [names = [], ...lines] = csvCells(csv)
  const column = (...wanted: readonly string[]) => {
    const at = names.findIndex((name) => wanted.includes(name))
    if (at < 0) throw bad(`has no column ${wanted.join(' or ')}; its header is ${names.join(',')}`)
    return at
  }
  const [index, length, difficulty] = [
    column('index'),
    column('std_delta_len'),
    column('instruction_difficulty'),
  ]
  const preference = column('preference', 'preference_pseudo')
  const number = (cells: readonly string[], at: number, i: number) => {
    const text = cells[at] ?? ''
    const value = Number(text)
    if (text.trim() !== '' && Number.isFinite(value)) return value
    throw bad(`line ${i + 2}: ${names[at]} is ${JSON.stringify(text)}, which is no number`)
  }
  const rows: GamedBaselines['rows'][number][] = []
  const difficulties: number[] = []
  for (const [i, cells] of lines.entries()) {
    const at = number(cells, index, i)
    const given = number(cells, difficulty, i)
    if (!Number.isInteger(at) || at < 0 || at >= lines.length) throw bad(`line ${i + 2}: index is ${at}`)
    difficulties[at] ??= given
    if (cells[preference] === '') continue
    const chance = number(cells, preference, i)
    rows.push({ length: Math.tanh(number(cells, length, i)), difficulty: given, chance })
  }
  const gap = difficulties.findIndex((given) => given === undefined)
  if (gap >= 0) throw bad(`no row has index ${gap}`)
  return { rows, difficulties: Float64Array.from(difficulties) }
}

function bad(what: string): RetableError {
  return new RetableError(`${dfGamed.name}: ${what}`, { code: 'evaluators/bad-asset', kind: 'environment' })
}
