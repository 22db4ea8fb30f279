import { parsePythonJson, type JudgementFile } from '@retable/core'
import { HarnessError } from '../../errors.ts'

/**
 * Of stored judgements of several models, as FastChat keeps them in one file, those of one; the file as it stands where its
 * rows name one model or none.
 *
 * @throws HarnessError `harness/nothing-to-judge` where they are of other models alone
 */
export function ofModel(file: JudgementFile, model: string): JudgementFile {
  const rows = rowsIn(new TextDecoder().decode(file.bytes))
  const models = new Set(rows.flatMap((row) => modelOf(row) ?? []))
  if (models.size < 2) return file
  const own = rows.filter((row) => modelOf(row) === model)
  if (own.length === 0) {
    throw new HarnessError(
      'harness/nothing-to-judge',
      `${file.name} holds judgements of ${[...models].join(', ')}, and none of ${model}; --name says which of them is judged here`,
    )
  }
  const text = own.map((row) => `${JSON.stringify(row)}\n`).join('')
  return { name: file.name, bytes: new TextEncoder().encode(text) }
}

/** Rows of an array or of lines; what is none is left for the benchmark to tell. */
function rowsIn(text: string): readonly unknown[] {
  if (text.trimStart().startsWith('[')) {
    const all = parsed(text)
    return Array.isArray(all) ? (all as readonly unknown[]) : []
  }
  return text.split('\n').map(parsed)
}

function parsed(text: string): unknown {
  try {
    return parsePythonJson(text)
  } catch {
    return undefined
  }
}

/** Battles name the baseline in `model_a`. */
function modelOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) return undefined
  const { model_b: battled, model = battled } = row as {
    readonly model?: unknown
    readonly model_b?: unknown
  }
  return typeof model === 'string' ? model : undefined
}
