/**
 * An arXiv id as arXiv writes it. From a number its lost zeros come back: ids have four digits on both sides of the
 * point, and five behind it from 1501 on.
 *
 * @throws Error with a sentence if it is none
 */
export function arxivId(given: string | number): string {
  const text =
    typeof given === 'number' ? given.toFixed(given >= 1501 ? 5 : 4).padStart(9, '0') : given.trim()
  if (/^\d{2}(0[1-9]|1[0-2])\.\d{4,5}(v\d+)?$/.test(text)) return text
  throw new Error(`"${given}" is no arXiv id: one as 2404.19733v3 or 2404.19733 is wanted`)
}
