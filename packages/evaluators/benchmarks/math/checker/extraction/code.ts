const programming =
  /^(?:py|python\d?|c|cpp|c\+\+|java|js|javascript|ts|typescript|r|matlab|julia|sage|asy|asymptote|bash|sh|sql)$/i

/** An output without its blocks of code: a number in a program is no answer. What a block shows as its result stays. */
export function withoutCode(text: string): string {
  if (!text.includes('```')) return text
  // Every second part stands between fences.
  return text
    .split('```')
    .map((part, i) => (i % 2 === 0 ? part : `\n${shown(part)}\n`))
    .join('')
}

/** What a block of code shows, without its language; nothing if it is a program. */
function shown(block: string): string {
  const end = block.indexOf('\n')
  const language = block.slice(0, Math.max(end, 0)).trim()
  const inner = end < 0 ? block : block.slice(end + 1)
  const isProgram = programming.test(language) || (language === '' && inner.trim().includes('\n'))
  return isProgram ? '' : inner
}

/** What stands in the block of code that a text begins with; null if it begins with none, or with a program. */
export function leadingBlock(text: string): string | null {
  if (!text.startsWith('```')) return null
  const lines = shown(text.split('```', 2)[1]!).trim()
  return lines === '' || lines.includes('\n') ? null : lines
}
