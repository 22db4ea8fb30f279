import { createHash } from 'node:crypto'
import { fitsPin, RetableError, type Asset } from '@retable/core'
import { readOnce } from '../../../judgements/read-once.ts'

/**
 * What AlpacaEval fits every model beside: the outputs of GPT-4 Turbo asked for verbose and for concise answers, judged
 * against its plain ones, and how difficult each instruction is.
 */
export interface GamedBaselines {
  /** tanh of the standardised length difference, difficulty and preference (0 to 1) of each judged pair. */
  readonly rows: readonly { readonly length: number; readonly difficulty: number; readonly chance: number }[]
  /** Difficulty of the instruction at each position of the evaluation set. */
  readonly difficulties: Float64Array
  /** Whether the original was not to be had: then the preferences are pseudo-labels, no annotator's. */
  readonly isStandIn: boolean
}

/**
 * df_gamed.csv of the data set tatsu-lab/alpaca_eval. Its sha256 is quoted from another project's records. Its stand-in
 * was recovered from published numbers: real lengths, difficulties to nine decimals, and pseudo-labels that have the
 * sums on which a fit depends.
 */
export const dfGamed: Asset = {
  name: 'alpaca_eval/df_gamed.csv',
  url: 'https://huggingface.co/datasets/tatsu-lab/alpaca_eval/resolve/2edc6fad8be6b14ea7230aabfd08188da6b8b814/df_gamed.csv',
  sha256: '97aeec3f1c7de6dee6fd31fe66f1702623f4614c3efe1c6fc5f4927cd5fd674d',
  bytes: 0,
  licence: 'CC-BY-NC-4.0',
  standIn: {
    name: 'alpaca_eval/df_gamed_reconstructed.csv',
    url: 'derived:alpaca_eval/df_gamed_reconstructed.csv',
    sha256: '958589abd5787420bce44a87d9baf449acf47aa45552b73566e9884119ef7e8b',
    bytes: 126_100,
    licence: 'CC-BY-NC-4.0',
  },
}

/** The original, or its stand-in. */
export const readGamedBaselines = readOnce(async (read): Promise<GamedBaselines> => {
  const bytes = await read(dfGamed)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { ...parseGamed(new TextDecoder().decode(bytes)), isStandIn: !fitsPin(dfGamed, sha256) }
})

/** @throws RetableError `evaluators/bad-asset` if a column lacks, a cell is no number, or a position has no difficulty */
export function parseGamed(csv: string): Omit<GamedBaselines, 'isStandIn'> {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '')
  const names = header.split(',')
  const column = (...wanted: readonly string[]) => {
    const at = names.findIndex((name) => wanted.includes(name))
    if (at < 0) throw bad(`has no column ${wanted.join(' or ')}; its header is ${header}`)
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
  for (let i = 0; i < lines.length; i += 1) {
    const cells = lines[i]!.split(',')
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
