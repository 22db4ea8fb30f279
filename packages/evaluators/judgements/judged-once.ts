/**
 * Keeps a file's items apart: gives null for the first row of an item, and for any later one why it does not count. An
 * item twice would count twice, and standard errors would take it for two.
 */
export function judgedOnce(): (item: string, shown?: string) => string | null {
  const seen = new Set<string>()
  return (item, shown = `item ${item}`) => {
    if (seen.has(item)) return `${shown} was judged in an earlier row`
    seen.add(item)
    return null
  }
}
