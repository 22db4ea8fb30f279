import type { Choices } from './stated-choice.ts'

/**
 * A plain text in which a letter stands without the text of its choice ("C. Days get shorter." becomes "C."). A letter
 * with another choice's text names two choices: "C or B.".
 */
export function withoutChoiceTexts(plain: string, { letters, texts }: Choices): string {
  if (texts.length === 0) return plain
  const spelled = texts
    .map(({ text }) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', '\\s'))
    .join('|')
  const named = new RegExp(
    `(?<![\\w'-])(\\(?)([A-E])(\\)?[.):,]?)(\\s?[-\u2013\u2014:(\u0001]*\\s?)(${spelled})(?![\\w'-])\\)?`,
    'gi',
  )
  return plain.replace(
    named,
    (whole, open: string, letter: string, close: string, gap: string, text: string) => {
      const capital = letter.toUpperCase()
      const own = texts.find((choice) => choice.text === text.toLowerCase().replace(/\s/g, ' '))?.letter
      if (!letters.includes(capital) || (letter !== capital && open === '')) return whole
      const isMarked = close !== '' || /[-\u2013\u2014:(\u0001]/.test(gap)
      // "A line graph" begins with an article.
      if (letter === 'A' && open === '' && !isMarked) return whole
      if (own === capital) return `${open}${letter}${close.replace(/[.:,]/, '')}`
      return isMarked && own !== undefined ? `(${capital}) or (${own})` : whole
    },
  )
}
