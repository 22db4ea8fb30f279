/** A sentence beyond this length is cut into pieces, so that what is looked for in one stays bounded. */
const longest = 1000

/** Sentences of a plain text: lines, and within them what ends in a full stop, or a question or exclamation mark. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.!?][)\]]?) (?=[\u0001(["']*[A-Z\d]| ?answer:)/)
    .flatMap(pieces)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

function pieces(sentence: string): readonly string[] {
  if (sentence.length <= longest) return [sentence]
  const parts: string[] = []
  for (let start = 0; start < sentence.length;) {
    const space = sentence.lastIndexOf(' ', start + longest)
    const end = start + longest >= sentence.length || space <= start ? start + longest : space
    parts.push(sentence.slice(start, end))
    start = end
  }
  return parts
}

/** Splits a sentence where a clause ends; the last part is the one that the rest belongs to. */
export function lastClause(text: string): string {
  return text.split(/[,;:\u2013\u2014]|[.!?] /).at(-1) ?? text
}
