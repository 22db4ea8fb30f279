/** A unit as columns show it: what whoever read the paper noted of it stands in brackets behind it, and is left out. */
export function unitWord(unit: string): string {
  return unit.split(' (')[0] ?? unit
}

/** What is left out of the columns: `chars: digest says tokens; unit not stated in table`, each unit once. */
export function unitNotes(units: readonly string[]): string[] {
  return [...new Set(units)].flatMap((unit) => {
    const [, word, note] = /^(.*?) \((.+)\)$/s.exec(unit) ?? []
    return note === undefined ? [] : [`unit ${word}: ${note}`]
  })
}
