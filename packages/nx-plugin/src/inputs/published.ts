// Prints a hash of each folder of published files: an input of cached tests that read them.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

for (const name of ['RETABLE_GOLDEN', 'RETABLE_MIRROR']) {
  const folder = process.env[name]
  process.stdout.write(
    `${name} ${folder && existsSync(folder) ? hashOf(path.resolve(folder)) : 'names no folder'}\n`,
  )
}

/** Of names and bytes: sizes and times would pass over a file that was exchanged. */
function hashOf(folder: string): string {
  const hash = createHash('sha256')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const file of names.map((name) => path.join(folder, name)).toSorted()) {
    if (!statSync(file).isFile()) continue
    const bytes = readFileSync(file)
    hash.update(`${path.relative(folder, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}
