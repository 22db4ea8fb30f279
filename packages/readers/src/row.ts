import type { ReadRow } from '@retable/core'
import { failedOutputs, modelOf } from './failed-outputs.ts'

/** Where a format keeps what retable needs: field names of one row's object. */
export interface RowFields {
  readonly outputs: readonly string[]
  readonly gold: string
  /** Names that the question may have; `question` alone if left out. */
  readonly questions?: readonly string[]
}

/**
 * Turns one parsed row into outputs, or says in a few words what it lacks.
 *
 * @param line - 1-based line where the row starts
 */
export function rowOf(value: unknown, line: number, fields: RowFields): ReadRow {
  const broken = (reason: string): ReadRow => ({ kind: 'broken', line, reason })
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return broken('is not a JSON object')
  const row = value as Readonly<Record<string, unknown>>
  const present = fields.outputs.filter((name) => row[name] !== undefined)
  const [field] = present
  if (present.length > 1) return broken(`has both "${present.join('" and "')}"`)
  const failed = failedOutputs(row, field ?? 'output', field === undefined ? undefined : row[field])
  if (field === undefined && failed === undefined) {
    const found = Object.keys(row).slice(0, 8).join(', ')
    return broken(`has no "${fields.outputs.join('" or "')}"; its fields: ${found}`)
  }
  const outputs = failed?.outputs ?? textsOf(row[field!])
  if (outputs === undefined) return broken(`"${field}" is neither a text nor a list of texts`)
  if (outputs.length === 0) return broken(`"${field}" is an empty list`)

  const { id } = row
  const question = (fields.questions ?? ['question'])
    .map((name) => row[name])
    .find((text) => text !== undefined)
  const gold = row[fields.gold] ?? undefined
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number') {
    return broken('"id" is neither a text nor a number')
  }
  if (question !== undefined && typeof question !== 'string') return broken('"question" is not a text')
  if (gold !== undefined && typeof gold !== 'string' && typeof gold !== 'number') {
    return broken(`"${fields.gold}" is neither a text nor a number`)
  }
  if (String(gold ?? 'none').trim() === '') return broken(`"${fields.gold}" is empty`)
  if (id === undefined && question === undefined) return broken('has neither "id" nor "question"')
  const model = modelOf(row)
  return {
    kind: 'output',
    line,
    outputs,
    ...(failed?.failed === undefined ? {} : { failed: failed.failed }),
    ...(model === undefined ? {} : { model }),
    ...(id === undefined ? {} : { id }),
    ...(question === undefined ? {} : { question }),
    ...(gold === undefined ? {} : { gold: String(gold) }),
  }
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  if (!Array.isArray(value)) return undefined
  return value.every((text) => typeof text === 'string') ? value : undefined
}
