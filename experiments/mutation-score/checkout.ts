import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** Paths of all files of a checkout that git would keep, with their contents' hashes. */
export function filesOf(root: string): Map<string, string> {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const present = listed.split('\0').filter((path) => path !== '' && isFile(join(root, path)))
  return new Map(present.map((path) => [path, hashOf(join(root, path))]))
}

function isFile(path: string): boolean {
  return existsSync(path) && lstatSync(path).isFile()
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/**
 * Makes a folder a copy of a checkout: files that differ are written, what is left of earlier ones is removed. Packages
 * from the registry are linked to, those of the workspace are the copy's own.
 */
export function copyCheckout(root: string, copy: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(copy, { recursive: true })
  for (const [path, hash] of files) {
    const target = join(copy, path)
    if (isFile(target) && hashOf(target) === hash) continue
    mkdirSync(dirname(target), { recursive: true })
    cpSync(join(root, path), target)
  }
  const entries = readdirSync(copy, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name).slice(copy.length + 1)
    const isOwn = path.startsWith('node_modules') || path.startsWith('.retable')
    if (entry.isFile() && !isOwn && !files.has(path)) rmSync(join(copy, path))
  }
  linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'))
}

function linkPackages(from: string, to: string): void {
  mkdirSync(join(to, '@retable'), { recursive: true })
  for (const name of readdirSync(from)) {
    if (name === '@retable' || name.startsWith('.vite')) continue
    link(join(from, name), join(to, name))
  }
  for (const room of ['packages', 'experiments', 'reproductions']) {
    for (const name of readdirSync(join(to, '..', room))) {
      if (existsSync(join(to, '..', room, name, 'package.json'))) {
        link(join(to, '..', room, name), join(to, '@retable', name))
      }
    }
  }
}

function link(target: string, path: string): void {
  if (!existsSync(path)) symlinkSync(target, path)
}
