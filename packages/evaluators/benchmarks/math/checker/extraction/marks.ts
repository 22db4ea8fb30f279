/**
 * A line without Markdown's marks for bold, italics and code. Two stars between operands are a power and no mark; an
 * underscore is one only around the whole line, and so are quotation marks.
 */
export function withoutMarks(line: string): string {
  if (!/[*_`"“]/.test(line)) return line
  return line
    .replaceAll('`', '')
    .replace(/(?<![\w)}\]*])\*{2,3}(?!\*)([^*\n]{1,300})\*{2,3}(?!\*)/g, '$1')
    .replace(/(?<![\w)}\]*])\*(?![\s*])([^*\n]{1,300})(?<!\s)\*(?![\w(*])/g, '$1')
    .replace(/^ ?__?([^_\n]{1,300})__?(?=[.\s]*$)/, '$1')
    .replace(/^\*{1,3}(?!\*)|(?<=[\s.:\w)}\]])\*{2,3}(?=[.\s]*$)/g, '')
    .trim()
    .replace(/^["“]([^"“”\n]{1,300})["”][\s,.}]*$/, '$1')
}
