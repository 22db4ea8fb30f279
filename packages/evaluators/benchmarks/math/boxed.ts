/**
 * What stands in the last box of a text: the braces after the last `\boxed`, matched. A text without a box, with an
 * unmatched one or with only an `\fbox` has none.
 *
 * Source: Hendrycks et al., "Measuring Mathematical Problem Solving With the MATH Dataset", arXiv 2103.03874v2;
 * hendrycks/math at 985bdc1, last_boxed_only_string and remove_boxed.
 */
export function lastBoxed(text: string): string | null {
  // A later "\boxed" without a brace right after it would be the last one there, and have no content.
  return text.lastIndexOf('\\boxed') === text.lastIndexOf(opening) ? bracedBox(text) : null
}

/** What stands in the last `\boxed{...}`, whatever other boxes come after it; null if there is none, or an unmatched one. */
export function bracedBox(text: string): string | null {
  const at = text.lastIndexOf(opening)
  const end = at < 0 ? null : closingBrace(text, at + opening.length)
  return end === null ? null : text.slice(at + opening.length, end)
}

const opening = '\\boxed{'

/** Index of the brace that closes a group whose content begins at `start`; null if there is none. */
export function closingBrace(text: string, start: number): number | null {
  let depth = 1
  for (let i = start; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit === 0x7b) depth += 1
    else if (unit === 0x7d) {
      depth -= 1
      if (depth === 0) return i
    }
  }
  return null
}
