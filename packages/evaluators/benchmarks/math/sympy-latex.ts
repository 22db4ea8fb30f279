/**
 * What sympy's LaTeX grammar reads of an answer: the text up to the first comma or closing bracket that belongs to
 * nothing, since it stops there without a complaint ("2,-1" is 2), before "\in", or before a
 * number's index. Tuples, intervals, matrices, percent signs and a dot
 * at either end of a number are not in the grammar, so an answer with them equals nothing, not even itself.
 *
 * Source: sympy 1.13.3, parse_latex (antlr backend, not strict), as lm-evaluation-harness 0.4.13 calls it.
 *
 * @returns null where the grammar has no reading, or only one of a relation, which cannot be subtracted
 */
export function sympyReads(text: string): string | null {
  const open: string[] = []
  let end = 0
  for (; end < text.length; end += 1) {
    const unit = text[end]!
    if (unit === '\\') {
      if (/^\\in(?![a-zA-Z])/.test(text.slice(end, end + 4))) break
      if (!/[a-zA-Z{}|,;: !]/.test(text[end + 1] ?? '')) return null
      end += text[end + 1] === '{' || text[end + 1] === '}' ? 1 : 0
      continue
    }
    if (unit in closing) open.push(closing[unit]!)
    else if (')]}'.includes(unit)) {
      if (open.length === 0) break
      if (open.pop() !== unit) return null
    } else if (unit === ',' && !isSeparator(text, end)) {
      if (open.length === 0) break
      return null
    } else if (unit === '.' && open.length === 0 && !isDecimal(text, end)) break
    // An index belongs to a letter only: of 443_5 it reads 443.
    else if (unit === '_' && open.length === 0 && /\d/.test(text[end - 1] ?? '')) break
    else if (isUnknown(text, end)) return null
  }
  const read = text.slice(0, end)
  return read === '' || open.length > 0 || isUnreadable(read) ? null : read
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** A comma of "12,345". */
function isSeparator(text: string, at: number): boolean {
  return /^\d,\d{3}(?!\d)/.test(text.slice(at - 1, at + 5))
}

/** A dot with a digit on one side at least. */
function isDecimal(text: string, at: number): boolean {
  return /\d/.test((text[at - 1] ?? '') + (text[at + 1] ?? ''))
}

function isUnknown(text: string, at: number): boolean {
  const unit = text[at]!
  if (unit === '.') return !/\d/.test(text[at - 1] ?? '') || !/\d/.test(text[at + 1] ?? '')
  return /[%&;"?@#~]|[^ -~\s]/.test(unit)
}

/** An empty group, a number with a leading zero, a relation. */
function isUnreadable(read: string): boolean {
  return /\{\}|(?<![\d.,:])0\d|[=<>]|\\(?:leq?|geq?|neq?|lt|gt)(?![a-zA-Z])|[-+*/]$/.test(read)
}
