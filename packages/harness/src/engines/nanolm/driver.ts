import type { EngineDriver } from '@retable/core'

/** A tiny language model that is trained and sampled in this process, bit for bit the same on every machine. */
export const driver: EngineDriver = {
  id: 'nanolm',
  packages: ['core', 'stats', 'nano-tasks', 'nanolm'],
  prepare(given) {
    const pieces = texts(given, 'pieces')
    const [width, layers, heads] = [count(given, 'width'), count(given, 'layers'), count(given, 'heads')]
    const context = count(given, 'context')
    return {
      async open(options) {
        const { openNanolm } = await import('@retable/nanolm')
        return openNanolm({ pieces, width, layers, heads, context, ...options })
      },
      cost: (work) => ({
        tokens:
          work.kind === 'generate' ? work.samples * work.maxTokens : work.steps * work.rowsPerStep * context,
      }),
    }
  },
}

function count(given: Readonly<Record<string, unknown>>, name: string): number {
  const value = given[name]
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value
  throw new Error(`"${name}" has to be a whole number above 0`)
}

function texts(given: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = given[name]
  if (Array.isArray(value) && value.every((each): each is string => typeof each === 'string')) return value
  throw new Error(`"${name}" has to be a list of texts`)
}
