import type { ScoreOptions } from '@retable/harness/outputs'
import { CliError } from './errors.ts'

type Columns = NonNullable<ScoreOptions['columns']>
const fields = ['id', 'question', 'output', 'gold'] as const

/**
 * Reads `--columns id=doc,output=reply.text`: fields of retable and what the file calls them, or the path to them.
 *
 * @throws CliError
 */
export function columnsOf(map: string): Columns {
  const columns: { -readonly [field in keyof Columns]: string } = {}
  for (const part of map.split(',')) {
    const at = part.indexOf('=')
    const field = fields.find((name) => name === part.slice(0, Math.max(at, 0)).trim())
    const column = part.slice(at + 1).trim()
    if (field === undefined || column === '' || columns[field] !== undefined) {
      const advice = `write each of ${fields.join(', ')} at most once, as in id=doc,output=completion`
      throw new CliError('cli/columns', `--columns cannot take "${part.trim()}"; ${advice}`)
    }
    columns[field] = column
  }
  return columns
}
