import { hash } from 'node:crypto'

/** The id of an item that is known by its text alone, so that files can be compared whatever rows they lack. */
export function itemOfText(text: string): string {
  return hash('sha256', text).slice(0, 16)
}
