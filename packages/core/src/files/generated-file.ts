import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Exit code that says: the input of this generator is not on this machine. */
export const lacksInput = 3

/**
 * With `--write` brings a generated file up to date; with `--check` exits with 1 if it is not.
 *
 * @param file - absolute path
 */
export function renew(file: string, content: string): void {
  const name = path.relative(process.cwd(), file)
  const current = readOrEmpty(file)
  if (current === content) return
  if (process.argv.includes('--write')) {
    writeFileSync(file, content)
    return
  }
  const line = firstDifference(current, content)
  console.error(`${name}:${line}: is not current; ./retable test --write renews it`)
  process.exitCode = 1
}

/** The file's text with what stands between two markers replaced; the markers are HTML comments. */
export function betweenMarkers(file: string, marker: string, content: string): string {
  const text = readOrEmpty(file)
  const [start, end] = [`<!-- ${marker} -->\n`, `<!-- end of ${marker} -->`]
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} lacks the markers "${marker}"`)
  return text.slice(0, from + start.length) + content + text.slice(to)
}

function firstDifference(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')]
  return left.findIndex((line, i) => line !== right[i]) + 1 || left.length
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
