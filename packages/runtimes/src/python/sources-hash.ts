import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { contentHash } from '@retable/core'

/**
 * One hash of the sources that a command of a Python package runs: its `__main__`, the command's module, and all that
 * these import of the package by relative imports. What other commands run does not change it.
 *
 * @param folder - the package's
 * @param command - a module of it; it may lack, where `__main__` does all
 */
export async function sourcesHash(folder: string, command: string): Promise<string> {
  const found = new Map<string, string>()
  const waiting = ['__init__.py', '__main__.py', ...filesOf(command)]
  for (const name of waiting) {
    if (found.has(name)) continue
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => null)
    if (text === null) continue
    found.set(name, text)
    waiting.push(...importedIn(name, text))
  }
  return contentHash(Object.fromEntries(found))
}

/** Files that may be meant by what a file imports of its own package; some are not there. */
function importedIn(name: string, text: string): string[] {
  const imports = text.matchAll(/^[ \t]*from[ \t]+(\.+)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]*)/gm)
  return [...imports].flatMap(([, dots = '.', module = '', names = '']) => {
    const base = path.posix.join(path.posix.dirname(name), ...Array<string>(dots.length - 1).fill('..'))
    const target = path.posix.join(base, ...module.split('.'))
    // What is imported of a package may be a module of it.
    const members = names.match(/\w+/g) ?? []
    return [...filesOf(target), ...members.flatMap((member) => filesOf(`${target}/${member}`))]
  })
}

function filesOf(module: string): string[] {
  const name = path.posix.normalize(module)
  return [`${name}.py`, `${name}/__init__.py`].map((file) => path.posix.normalize(file))
}
