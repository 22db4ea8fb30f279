/** The letter of the choice at a 0-based place. */
export function letterAt(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

/** A choice's label as a letter: 22 test questions count their choices 1, 2, 3, ... */
export function letterOf(label: string): string {
  return /^[1-9]$/.test(label) ? letterAt(Number(label) - 1) : label
}
