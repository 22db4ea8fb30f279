import type { BrokenRow, JudgementFile } from '@retable/core'
import { lineOfElement } from './line-of-element.ts'

/** One judged pair, as alpaca_eval keeps it: output 1 is the baseline's. */
export interface Annotation {
  /** 0-based position in the file; instruction difficulty goes by it. */
  readonly row: number
  readonly instruction: string
  readonly baselineOutput: string
  readonly output: string
  /** 1 = the baseline's output is preferred, 2 = the model's; null where the judge gave none. */
  readonly preference: number | null
  /** Limit in words, where the row states one (AlpacaEval-LI). */
  readonly maxWords?: number
}

/** A file of annotations. */
export interface Annotations {
  readonly rows: readonly Annotation[]
  readonly broken: readonly BrokenRow[]
  readonly baseline: string
  readonly model: string
  readonly annotator: string
}

/**
 * Reads an annotations.json as alpaca_eval writes it: a JSON array with an object for each pair. A preference that is
 * NaN or null keeps its row.
 *
 * @throws Error if the file is no such array, is empty, or mixes the outputs of several models
 */
export function readAnnotations({ bytes, name }: JudgementFile): Annotations {
  const text = new TextDecoder().decode(bytes)
  const elements = jsonArray(text, name)
  const rows: Annotation[] = []
  const broken: BrokenRow[] = []
  const seen = {
    generator_1: new Set<string>(),
    generator_2: new Set<string>(),
    annotator: new Set<string>(),
  }
  elements.forEach((element, row) => {
    const fields = asFields(element)
    const reason = whyBroken(fields)
    if (reason !== undefined) {
      broken.push({ kind: 'broken', line: lineOfElement(text, row), reason })
      return
    }
    rows.push({
      row,
      instruction: fields['instruction'] as string,
      baselineOutput: fields['output_1'] as string,
      output: fields['output_2'] as string,
      preference: (fields['preference'] as number | null | undefined) ?? null,
      ...(typeof fields['max_len'] === 'number' && { maxWords: fields['max_len'] }),
    })
    for (const [field, values] of Object.entries(seen)) {
      if (typeof fields[field] === 'string') values.add(fields[field])
    }
  })
  if (rows.length === 0) {
    const why = broken[0] ? `line ${broken[0].line}: ${broken[0].reason}` : 'the array is empty'
    throw new Error(`${name} holds no annotations (${why}); give it an annotations.json of alpaca_eval`)
  }
  if (rows.every(({ preference }) => preference === null)) {
    throw new Error(`${name} holds outputs without a single preference; have them judged first`)
  }
  if (seen.generator_2.size > 1 || seen.generator_1.size > 1) {
    const models = [...seen.generator_1, ...seen.generator_2].join(', ')
    throw new Error(`${name} mixes several models or baselines (${models}); split it into a file for each`)
  }
  const only = (values: ReadonlySet<string>) => [...values].join(', ')
  return {
    rows,
    broken,
    baseline: only(seen.generator_1),
    model: only(seen.generator_2),
    annotator: only(seen.annotator),
  }
}

/**
 * The elements of a JSON array; Python's NaN is read as null.
 *
 * @throws Error if the text is none
 */
export function jsonArray(text: string, name: string): readonly unknown[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = parseWithNaN(text, name)
  }
  if (Array.isArray(value)) return value
  throw new Error(`${name} is not a JSON array, as files of alpaca_eval are; name such a file`)
}

function parseWithNaN(text: string, name: string): unknown {
  const repaired = text.replace(/"(?:[^"\\]|\\.)*"|\bNaN\b/g, (token) => (token === 'NaN' ? 'null' : token))
  try {
    return JSON.parse(repaired)
  } catch (error) {
    const { message } = error as Error
    throw new Error(`${name} is no JSON (${message}); name an annotations.json of alpaca_eval`, {
      cause: error,
    })
  }
}

/** The element's fields; none if it is no object. */
export function asFields(element: unknown): Readonly<Record<string, unknown>> {
  return typeof element === 'object' && element !== null ? (element as Record<string, unknown>) : {}
}

function whyBroken(fields: Readonly<Record<string, unknown>>): string | undefined {
  const missing = ['instruction', 'output_1', 'output_2'].filter((key) => typeof fields[key] !== 'string')
  if (missing.length > 0) return `it lacks a text for ${missing.join(', ')}`
  const { preference } = fields
  if (!('preference' in fields)) return 'it lacks a preference'
  if (preference !== null && typeof preference !== 'number') return 'its preference is no number'
  return undefined
}
