import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** What NeMo Evaluator says of a run beside its results. */
export interface NemoBundle {
  readonly benchmark: string
  readonly model?: string
  /** What decides the numbers beside the model, by the names that it has. */
  readonly settings: Readonly<Record<string, unknown>>
}

/** What its own hash of a configuration covers (engine/artifacts.py of 0.3.0), less the model, the seed and how many were asked. */
const deciding = ['temperature', 'max_tokens', 'top_p', 'system_prompt', 'shuffle_seed'] as const

/** Reads the last of the bundles (eval-*.json) beside a results.jsonl; without one the folder names the benchmark. */
export async function nemoBundle(file: string): Promise<NemoBundle> {
  const folder = path.dirname(path.resolve(file))
  const nameless: NemoBundle = { benchmark: path.basename(folder), settings: {} }
  const names = await readdir(folder).catch(() => [])
  const last = names
    .filter((name) => /^eval-.*\.json$/.test(name))
    .toSorted()
    .at(-1)
  if (last === undefined) return nameless
  const text = await readFile(path.join(folder, last), 'utf8').catch(() => '')
  try {
    const { benchmark, config } = JSON.parse(text) as {
      readonly benchmark?: { readonly name?: unknown } | null
      readonly config?: Readonly<Record<string, unknown>> | null
    }
    const settings = deciding.flatMap((name) => {
      const value = config?.[name]
      return value === undefined || value === null ? [] : [[name, value] as const]
    })
    const [name, model] = [benchmark?.name, config?.['model']]
    return {
      benchmark: typeof name === 'string' && name !== '' ? name : nameless.benchmark,
      ...(typeof model === 'string' && model !== '' ? { model } : {}),
      settings: { ...(typeof name === 'string' ? { benchmark: name } : {}), ...Object.fromEntries(settings) },
    }
  } catch {
    return nameless
  }
}
