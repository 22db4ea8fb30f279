/** An integer with commas between thousands. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US')
}

/** A count with its noun: `1 output`, `2,125 outputs`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}
