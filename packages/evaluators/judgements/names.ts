import { grouped } from '@retable/core'

/** A measurement's name: with its model where a file has several. */
export function measurementName(metric: string, model: string, models: number): string {
  return models === 1 ? metric : `${metric}/${model}`
}

/** An item's name of several parts; a slash within a part is written %2F, so that no two items share a name. */
export function itemName(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/')
}

/** `129 of 500 questions are there.`; nothing where all are. */
export function partNotes(count: number, whole: number, thing: string): string[] {
  if (count === whole) return []
  return [`${grouped(count)} of ${grouped(whole)} ${thing}s ${count === 1 ? 'is' : 'are'} there.`]
}
