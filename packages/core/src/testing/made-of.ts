import type { DataSource } from '../recipe/lab.ts'
import type { RandomStream } from '../recipe/random.ts'

/** The data of a source that needs no files, and no time. */
export function madeOf<T>({ files = [], make }: DataSource<T>, random: RandomStream): readonly T[] {
  const data = make(random, [])
  if (files.length > 0 || data instanceof Promise) throw new Error('these data are made of files')
  return data
}
