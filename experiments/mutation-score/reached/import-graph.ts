import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** Files of the workspace that each file loads by itself: imports, workers, and papers that it names. */
export function importGraph(root: string, paths: readonly string[]): Map<string, readonly string[]> {
  const sources = new Set(paths.filter((path) => path.endsWith('.ts')))
  const entries = new Map<string, string>()
  for (const path of paths.filter((one) => /^[^/]+\/[^/]+\/package\.json$/.test(one))) {
    const { name, exports } = JSON.parse(readFileSync(join(root, path), 'utf8')) as {
      name: string
      exports?: Record<string, unknown> | string
    }
    const folder = path.slice(0, -'package.json'.length)
    for (const [entry, file] of Object.entries(typeof exports === 'object' ? exports : { '.': exports })) {
      if (typeof file === 'string') entries.set(join(name, entry), join(folder, file))
    }
  }
  const papers = [...sources].filter((path) => /^reproductions\/[^/]+\/reproduction\.ts$/.test(path))
  const graph = new Map<string, readonly string[]>()
  for (const path of sources) {
    const text = readFileSync(join(root, path), 'utf8')
    const imported = ts.preProcessFile(text, true, true).importedFiles.map((one) => one.fileName)
    const threads = [...text.matchAll(/new URL\(\s*'(\.[^']+\.ts)'/g)].map((match) => match[1]!)
    const named = path.endsWith('.test.ts')
      ? papers.filter((paper) => text.includes(`${paper.split('/')[1]!}`))
      : []
    const found = [...imported, ...threads].map((name) =>
      name.startsWith('.') ? join(path, '..', name) : (entries.get(name) ?? ''),
    )
    graph.set(
      path,
      [...new Set([...found, ...named])].filter((one) => sources.has(one)),
    )
  }
  return graph
}

/** How many steps of loading lie between a file and each that it comes to. */
export function distances(graph: ReadonlyMap<string, readonly string[]>, from: string): Map<string, number> {
  const found = new Map([[from, 0]])
  for (const [path, distance] of found) {
    for (const next of graph.get(path) ?? []) if (!found.has(next)) found.set(next, distance + 1)
  }
  return found
}
