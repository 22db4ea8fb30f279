/** Sentences of a plain text: lines, and within them what ends in a full stop, or a question or exclamation mark. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/\n|(?<=[.!?][)\]]?) (?=[\u0001(["']*[A-Z\d]| ?answer:)/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

/** Splits a sentence where a clause ends; the last part is the one that the rest belongs to. */
export function lastClause(text: string): string {
  return text.split(/[,;:\u2013\u2014]|[.!?] /).at(-1) ?? text
}
