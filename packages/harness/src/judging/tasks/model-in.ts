import { parsePythonJson, type JudgementFile } from '@retable/core'

/** The model that a file of outputs names, or else the file's own name: `mine` of `mine.json`. */
export function modelIn({ bytes, name }: JudgementFile): string {
  const text = new TextDecoder().decode(bytes).trimStart()
  const first = firstRow(text)
  for (const field of ['generator', 'model_id', 'model']) {
    const value = first[field]
    if (typeof value === 'string' && value.trim() !== '') return value
  }
  return name.replace(/\.(?:jsonl?|ndjson)$/i, '')
}

function firstRow(text: string): Readonly<Record<string, unknown>> {
  try {
    const value = parsePythonJson(text.startsWith('[') ? text : text.split('\n', 1)[0]!)
    const row: unknown = Array.isArray(value) ? value[0] : value
    return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
