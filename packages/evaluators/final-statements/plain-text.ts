/**
 * Stands before what bold, italic or code marks surrounded, so that a number set apart in a sentence can still be told
 * from the others.
 */
export const marked = '\u0001'

/**
 * An output without the marks of Markdown, LaTeX, HTML and JSON, with one space between words. A box and `####` become
 * "answer:", what is struck through or thought aloud before `</think>` goes away, and a
 * heading such as "Final answer" draws the next line up to it.
 */
export function plainText(output: string): string {
  const typed = withoutThoughts(output)
    .replace(/\r\n?/g, '\n')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u200b-\u200d\u2060\ufeff\u00ad\u0001]/g, '')
    .replace(/(\d)[\u202f\u2009\u00a0](?=\d{3}(?!\d))/g, '$1,')
    .replace(/[\u2212\u2010\u2011]/g, '-')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/<\|[\w-]{1,30}\|>|<\/s>|<end_of_turn>/g, '\n')
    .replace(
      /(?![\u00a9\u00ae\u203c\u2049\u2122\u2194\u2196-\u2199\u274c\u274e])\p{Extended_Pictographic}\ufe0f?/gu,
      ' ',
    )
    .replace(/(?<!\w)'(\(?[A-Za-z]\)?\.?)'(?!\w)/g, '$1')
    .replace(/[^\S\n]+/g, ' ')
  const spelled = withoutCommands(withoutTags(withoutJson(typed)))
  return withoutMarks(withoutBoxes(spelled))
    .replace(/["\u201c\u201d\u00ab\u00bb]/g, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .replace(/\n(or|vs\.?)\n/gi, ' $1 ')
    .replace(heading, '$1: ')
    .trim()
}

/** "Final answer" or "Answer:" alone on its line; what follows on the next one is the answer. */
const heading =
  /((?:^|\b(?:the|final|correct|best|right|my) )(?:answer|answer choice|choice|option|ans|result)(?: is)?) ?[:=\u0001]* ?\n/gim

function withoutThoughts(output: string): string {
  const end = output.lastIndexOf('</think>')
  const said = end < 0 ? output : output.slice(end + '</think>'.length)
  const start = said.indexOf('<think>')
  return start < 0 ? said : said.slice(0, start)
}

/** Keys of an object on lines of their own; "\n" inside its strings becomes a line's end. */
function withoutJson(text: string): string {
  const isJson = /^\s*(?:```\w*\s*)?[{[]/.test(text) || /(?:"[\w ]{1,40}"|(?<!\w)'[\w ]{1,40}') ?:/.test(text)
  if (!isJson) return text
  return text
    .replace(/\\n(?!eq|u\b|ot\b|abla|mid)/g, '\n')
    .replace(/\\(["'])/g, '$1')
    .replace(/\\\\/g, '\\')
    .replace(/[{,]\s?(["'])(?=[\w -]{1,40}\1 ?:)/g, '\n')
    .replace(/["']\s?\}/g, '\n')
    .replace(/(?<=\n ?)([\w -]{1,40})["'] ?:/g, (_, key: string) =>
      answerKey.test(key) ? 'answer:' : `${key.replaceAll('_', ' ')}:`,
    )
}

/** Keys of an answer that no announcement has, and of a second one beside it. */
const answerKey =
  /^(?:prediction|predicted_answer|letter|answer_letter|(?:final_)?answer_?[a-z\d]|alternatives?)$/i

function withoutTags(text: string): string {
  return text
    .replace(/<(?:s|del|strike)>[^<]{0,200}<\/(?:s|del|strike)>|~~[^~\n]{1,200}~~/gi, ' ')
    .replace(/<(?:final_?)?answer>/gi, '\nanswer: ')
    .replace(/<\/(?:final_?)?answer>|<br ?\/?>|<\/?(?:p|div|li|h\d)>/gi, '\n')
    .replace(/<(?:b|strong|i|em|code|u|mark)>/gi, marked)
    .replace(/<\/(?:b|strong|i|em|code|u|mark)>/gi, '')
}

const wrapper =
  /\\(?:text|textbf|textit|textrm|texttt|textsf|mathrm|mathbf|mathit|mathsf|mathtt|mbox|operatorname|textnormal|emph|underline) ?\{([^{}]*)\}/g

function withoutCommands(text: string): string {
  let bare = text
  for (let depth = 0; depth < 3; depth++) bare = bare.replace(wrapper, '$1')
  return bare
    .replace(/\{,\}|\\,(?=\d{3}(?!\d))|,\\!/g, ',')
    .replace(/\\[dt]?frac ?\{([^{}\n]{1,20})\} ?\{([^{}\n]{1,20})\}/g, '$1/$2')
    .replace(/\\(?:left|right|displaystyle|quad|qquad|[,;:!()[\] ])/g, ' ')
    .replace(/\^ ?\{?\\circ\}?|\u00b0/g, '')
    .replace(/\\(?:times|cdot)(?![a-z])/g, '*')
    .replace(/\\div(?![a-z])/g, '/')
    .replace(/\\approx(?![a-z])/g, '\u2248')
    .replace(/\\?([$%#&_])/g, '$1')
    .replace(/(?:\bRs\.?|\bUSD|\bUS(?=\$)|\bEUR|[$\u00a3\u20ac\u00a5\u20b9]) ?/g, '')
}

/** Each whole `\boxed{...}` becomes "answer: ..."; one that never closes keeps its backslash. */
function withoutBoxes(text: string): string {
  const open: (number | null)[] = []
  const cuts: { readonly at: number; readonly length: number; readonly by: string }[] = []
  for (const { 0: token, index } of text.matchAll(/\\f?box(?:ed)? ?\{|[{}]/g)) {
    if (token.length > 1) {
      open.push(cuts.length)
      cuts.push({ at: index, length: token.length, by: token })
    } else if (token === '{') open.push(null)
    else {
      const box = open.pop()
      if (box === undefined || box === null) continue
      cuts[box] = { ...cuts[box]!, by: ' answer: ' }
      cuts.push({ at: index, length: 1, by: ' ' })
    }
  }
  let [plain, from] = ['', 0]
  for (const { at, length, by } of cuts) {
    plain += text.slice(from, at) + by
    from = at + length
  }
  return plain + text.slice(from)
}

/** Emphasis, code and quoting marks; an asterisk between two numbers is a product, and `####` announces an answer. */
function withoutMarks(text: string): string {
  return text
    .replace(/^ ?(?:(?:>|[-*+\u2022](?= \D)) ?)+/gm, '')
    .replace(/####(?!#) ?(?!\d+[.)] [A-Za-z]|[A-Za-z]{2})/g, '\nanswer: ')
    .replace(/^#{1,6} /gm, '')
    .replace(/[*_`]+/g, (run, at: number, whole: string) => {
      const [before, after] = [whole[at - 1] ?? ' ', whole[at + run.length] ?? ' ']
      const left = before === ' ' ? (whole[at - 2] ?? ' ') : before
      const right = after === ' ' ? (whole[at + run.length + 1] ?? ' ') : after
      if (/[\d)]/.test(left) && /[\d(]/.test(right)) return run.startsWith('_') ? run : '*'
      if (run.startsWith('_') && /\w/.test(before) && /\w/.test(after)) return /\d/.test(after) ? run : ' '
      return /[\w)\]]/.test(before) || after === ' ' || after === '\n' ? '' : marked
    })
}
