/**
 * Whether what stands in a box or behind a marker only keeps the place of an answer, as in an instruction that an output
 * repeats: dots, a question mark, a blank to be filled in, or the word "answer" itself.
 */
export function isPlaceholder(content: string): boolean {
  if (content.length > 60) return false
  const text = content
    .replace(/\\(?:text|mathrm|textbf|textit|mathbf) ?\{([^{}]*)\}/g, '$1')
    .replace(/\\(?:[lcv]?dots|q?quad|square|Box|_|[,;:! ])/g, ' ')
    .trim()
  return (
    /^[<[({"']{0,2}[\s.…?_-]*[>\])}"',]{0,3}$/.test(text) ||
    /^[<[({"'*]{0,3}(?:(?:your|the|my|insert|put|final|numeric|numerical)[ _-]){0,4}(?:answer|result)(?:[ _]here)?[>\])}"'*.]{0,3}$/i.test(
      text,
    )
  )
}
