/** Longest answer that is read as mathematics; longer ones are compared as strings only. */
export const longest = 600

/** Whether an answer is small enough to be taken apart: not too long, and its brackets not too deep. */
export function readable(latex: string): boolean {
  if (latex.length > longest) return false
  let depth = 0
  for (let i = 0; i < latex.length; i += 1) {
    const unit = latex.charCodeAt(i)
    if (unit === 0x7b || unit === 0x28 || unit === 0x5b) depth += 1
    else if (unit === 0x7d || unit === 0x29 || unit === 0x5d) depth -= 1
    if (depth > 12) return false
  }
  return true
}
