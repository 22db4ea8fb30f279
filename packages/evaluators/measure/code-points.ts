/** Number of Unicode code points, which is what Python's `len` counts; `length` counts UTF-16 units. */
export function codePoints(text: string): number {
  if (!/[\ud800-\udbff]/.test(text)) return text.length
  let count = text.length
  for (let i = 1; i < text.length; i += 1) {
    const isPair = (text.charCodeAt(i - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(i) & 0xfc00) === 0xdc00
    if (!isPair) continue
    count -= 1
    i += 1
  }
  return count
}
