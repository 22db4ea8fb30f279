/** One module that a source takes values from, and which of its names; `*` stands for all. */
export interface Import {
  readonly from: string
  readonly names: readonly string[]
}

/** What a source takes from other modules, other than types, which are gone when it runs. */
export function importsOf(source: string): Import[] {
  const statements = [...source.matchAll(statement)].flatMap(({ groups }) => {
    const { clause = '', from = '' } = groups ?? {}
    return /^type\s/.test(clause) ? [] : [{ from, names: taken(clause) }]
  })
  const whole = [...source.matchAll(bare), ...source.matchAll(dynamic)].map(({ groups }) => groups!['from']!)
  // The module of a thread is named by its address.
  const threads = [...source.matchAll(thread)].map(({ groups }) => `./${groups!['from']!}`)
  return [
    ...statements.filter(({ names }) => names.length > 0),
    ...[...whole, ...threads].map((from) => ({ from, names: ['*'] })),
  ]
}

/** The names that a barrel hands on, by the module that they come from; null of a source with code of its own. */
export function reExports(source: string): readonly ReExport[] | null {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')
  if (code.replaceAll(reExport, '').trim() !== '') return null
  return [...code.matchAll(reExport)].flatMap(({ groups }) => {
    const { type, clause = '', from = '' } = groups ?? {}
    return type === undefined ? [{ from, names: clause === '*' ? null : renamed(clause) }] : []
  })
}

/** What a barrel hands on of a module: by the name outside, that inside; null is everything. */
export interface ReExport {
  readonly from: string
  readonly names: ReadonlyMap<string, string> | null
}

const statement = /^(?:import|export)\s+(?<clause>[^'";]+?)\s+from\s+'(?<from>[^']+)'/gm
const bare = /^import\s+'(?<from>[^']+)'/gm
const dynamic = /\bimport\(\s*'(?<from>[^']+)'\s*[,)]/g
const thread = /\bnew URL\(\s*'(?:\.\/)?(?<from>[\w-][^']*\.ts)',\s*import\.meta\.url/g
const reExport = /^export\s+(?<type>type\s+)?(?<clause>\*|\{[^}]*\})\s+from\s+'(?<from>[^']+)';?/gm

/** The names of an import's clause, as the other module has them. */
function taken(clause: string): string[] {
  const braces = /\{([^}]*)\}/.exec(clause)
  const others = clause
    .replace(/\{[^}]*\}/, '')
    .replaceAll(',', '')
    .trim()
  return [...(braces === null ? [] : renamed(braces[0]).values()), ...(others === '' ? [] : ['*'])]
}

/** `{ a, type B, c as d }` without its types: by the name on the right, that on the left. */
function renamed(braces: string): Map<string, string> {
  const parts = braces.replaceAll(/[{}]/g, '').split(',')
  return new Map(
    parts.flatMap((part) => {
      const words = part.trim()
      if (words === '' || words.startsWith('type ')) return []
      const [name = '', as = name] = words.split(/\s+as\s+/)
      return [[as, name] as const]
    }),
  )
}
