import { createHash } from 'node:crypto'
import path from 'node:path'

/** A container's name, and its project's: of its folder, so that two folders have two, whatever they are called. */
export function nameOf(folder: string): string {
  return `retable-${createHash('sha256').update(path.resolve(folder)).digest('hex').slice(0, 16)}`
}
