const fence = /```[ \t]*([\w+#-]*)[^\n`]*\n?([^`]*)(?:```|$)/g

/** An output without its blocks of code: a number in a program is no answer. What a block shows as its result stays. */
export function withoutCode(text: string): string {
  if (!text.includes('```')) return text
  return text.replace(fence, (_, language: string, inner: string) => {
    const isCode =
      /^(?:py|python\d?|c|cpp|c\+\+|java|js|javascript|ts|typescript|r|matlab|julia|sage|asy|asymptote|bash|sh|sql)$/i
    return isCode.test(language) || (language === '' && inner.trim().includes('\n')) ? '\n' : `\n${inner}\n`
  })
}

/** What stands in the block of code that a text begins with; null if it begins with none, or with a program. */
export function leadingBlock(text: string): string | null {
  const found = /^```[ \t]*([\w+#-]*)[^\n`]*\n([^`]{0,600})/.exec(text)
  if (found === null) return null
  const lines = withoutCode(`\`\`\`${found[1]!}\n${found[2]!}\`\`\``).trim()
  return lines === '' || lines.includes('\n') ? null : lines
}
