import {
  announcement,
  filler,
  isHeading,
  isOfResult,
  otherAnswer,
} from '../../final-statements/announcement.ts'
import { denies, isHypothetical, isUnsure, leavesOpen, turnsBack } from '../../final-statements/doubt.ts'
import type { Statement } from '../../final-statements/final-statement.ts'
import { plainText } from '../../final-statements/plain-text.ts'
import { lastClause } from '../../final-statements/sentences.ts'
import { letterAt } from './letters.ts'

/** A question's choices as a text may name them. */
export interface Choices {
  readonly letters: string
  /** The texts, simplified as {@link simple} does it, longest first; one that two choices share is left out. */
  readonly texts: readonly { readonly letter: string; readonly text: string }[]
}

/** What a question's choices are called. */
export function choicesOf(choices: readonly string[]): Choices {
  const texts = choices.map((choice, index) => ({ letter: letterAt(index), text: simple(plainText(choice)) }))
  const isOnly = ({ text }: { readonly text: string }) =>
    text !== '' && texts.filter((other) => other.text === text).length === 1
  return {
    letters: texts.map(({ letter }) => letter).join(''),
    texts: texts.filter(isOnly).toSorted((a, b) => b.text.length - a.text.length),
  }
}

/** Small letters, no quotes, one space between words, no full stop at the end. */
export function simple(text: string): string {
  return text
    .toLowerCase()
    .replace(/["\u0001*_`\u201c\u201d$]/g, '')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '')
}

const behindLetter = `(?=$|[\\s]*(?:[.,;:!?)\\]}>\\u0001/&|\u2013\u2014-]|$)| (?:is|are|was|would|because|since|as|which|for|due|given|from|based|and|or|not|but|to|in|with|that|rather|instead|at|on|though|although|maybe|perhaps|possibly|actually|wait|i|so|here|then|also|vs|versus|if|the|answer)\\b)`
const letterFirst = new RegExp(
  `^(?:\\(([A-Ea-e])\\)|\\[([A-Ea-e])\\]|([A-E])${behindLetter}|([a-e])(?=[\\s)\\]}>\\u0001]*[.!]?\\s*$|[.)] ))`,
)
const beforeLetter =
  /^(?:(?:the )?(?:(?:correct|right|best) )?(?:answer choice|option|choice|letter|answer|statement|response)[\s:=\u0001"'([]*)?/i

/** The choice at the beginning of a text, and how many characters it takes; a letter has to be one of the question's. */
export function choiceFirst(
  text: string,
  { letters, texts }: Choices,
): { readonly letter: string; readonly length: number } | undefined {
  const lead = beforeLetter.exec(text)?.[0] ?? ''
  for (const skip of new Set([lead, ''])) {
    const rest = text.slice(skip.length)
    const [whole, ...found] = letterFirst.exec(rest) ?? []
    const letter = found.find((one) => one !== undefined)?.toUpperCase()
    if (letter !== undefined)
      return letters.includes(letter) ? { letter, length: skip.length + whole!.length } : undefined
  }
  const named = texts.find(({ text: choice }) => startsWith(text, choice))
  if (named === undefined) return undefined
  const opening = simple(text.slice(0, named.text.length)) === named.text ? '' : article(text)
  return { letter: named.letter, length: opening.length + named.text.length }
}

/** Whether a text begins with a choice's and goes on as a sentence may after it. */
function startsWith(text: string, choice: string): boolean {
  const words = [text, text.slice(article(text).length)].find(
    (some) => simple(some.slice(0, choice.length)) === choice,
  )
  if (words === undefined) return false
  return /^[\s)\]}>\u0001.!]*$|^[\s\u0001)\]]*(?:[.,;(\u2013\u2014]| - |(?: because| since| as| which| is the| \())/.test(
    words.slice(choice.length),
  )
}

function article(text: string): string {
  return /^(?:the |an? )?/i.exec(text)?.[0] ?? ''
}

/** Letters that a text names as choices: bracketed, after "option", or capitals that stand alone. */
export function lettersIn(text: string, { letters }: Choices): readonly string[] {
  const found = new Set<string>()
  const naming =
    /\(([A-Ea-e])\)|\[([A-Ea-e])\]|\b(?:option|choice|answer|letter) ([A-E])\b|(?<![\w'-])([B-E])(?![\w'-]| ?[=+])|(?<![\w'-])(A)(?=[.,;:!?)\]}>\u0001/&]|$| (?:or|and|is|nor)\b)/g
  for (const [, ...named] of text.matchAll(naming)) {
    const letter = named.find((one) => one !== undefined)!.toUpperCase()
    if (letters.includes(letter)) found.add(letter)
  }
  return [...found]
}

/** Every choice that a sentence announces as the answer. */
export function announcedChoices(sentence: string, choices: Choices, isLast: boolean): readonly Statement[] {
  return [...behind(sentence, choices, isLast), ...chosen(sentence, choices), ...before(sentence, choices)]
}

/** "The answer is C." */
function behind(sentence: string, choices: Choices, isLast: boolean): readonly Statement[] {
  const statements: Statement[] = []
  for (const { 0: words, index } of sentence.matchAll(announcement)) {
    const start = sentence.slice(0, index)
    if (!isHeading(start, words) || (!isLast && isOfResult(words))) continue
    if (otherAnswer.test(start)) {
      if (isLast) statements.push('unclear')
      continue
    }
    const rest = sentence.slice(index + words.length)
    const stated = choiceAfter(rest, choices)
    if (stated !== undefined)
      statements.push(
        isHypothetical(start, words, rest)
          ? 'unclear'
          : (opened(sentence, `${lastClause(start)}${words}`) ?? stated),
      )
    else if (isLast || /[:=]\s*$/.test(words)) statements.push(...noChoice(rest))
  }
  return statements
}

function opened(sentence: string, clause: string): 'unclear' | undefined {
  return isUnsure(sentence) || leavesOpen(clause) ? 'unclear' : undefined
}

function noChoice(rest: string): readonly Statement[] {
  // A box follows, which is announced itself.
  if (/^.{0,30}\banswer:/.test(rest)) return []
  const words = rest.replace(/[^\p{L}\p{N}? ]/gu, ' ').trim()
  return /^(?:(?:the )?(?:(?:final|correct|best|right) )?answer\b|[A-Za-z]+ (?:[a-z']+ ){4})/i.test(words)
    ? []
    : ['unclear']
}

function choiceAfter(rest: string, choices: Choices): Statement | undefined {
  const gap = filler.exec(rest)?.[0] ?? ''
  // The opening bracket belongs to "(C)", and "the" or "that" may belong to the choice.
  for (const at of new Set([
    rest.search(/[^\s:=\u0001\u2192>-]/),
    gap.length,
    gap.replace(/[([]\s*$/, '').length,
  ])) {
    const text = rest.slice(Math.max(0, at))
    const found = choiceFirst(text, choices)
    if (found !== undefined)
      return goesOn(text.slice(found.length), found.letter, choices) ? 'unclear' : { answer: found.letter }
  }
  return undefined
}

const turns = /\b(?:or|either|maybe|perhaps|possibly|actually|wait|sorry|correction|i mean|unless)\b/i

/** Whether what follows a choice names another one beside it, or takes it back. */
function goesOn(tail: string, letter: string, choices: Choices): boolean {
  if (/^[\s)\]}>\u0001.]*\?/.test(tail)) return true
  const [, joined] = /^[\s)\]}]*(?:[-~|+\u2013\u2192]|[-=]>) ?[\u0001([]*([A-E])\b/.exec(tail) ?? []
  if (joined !== undefined && joined !== letter) return true
  const others = lettersIn(tail, choices).filter((other) => other !== letter)
  if (turnsBack(tail) && others.length > 0) return true
  const text = simple(tail)
  const named = choices.texts.some(
    (choice) =>
      choice.letter !== letter &&
      new RegExp(`^[^a-z]*(?:or|and|/|but) (?:the |an? )?${escaped(choice.text)}`).test(text),
  )
  if (named) return true
  if (others.length === 0) return /^[\s)\]}>\u0001.,;]*(?:or|\/)\b/.test(tail) && turns.test(tail)
  const isDenied =
    /^[\s)\]}>\u0001]*,? ?(?:and )?(?:not|rather than|instead of|unlike|as opposed to)\b/i.test(tail) &&
    !turns.test(tail.replace(/[A-E]\)? or \(?[A-E]/g, '')) &&
    !/\bbut\b/.test(tail)
  const reasons =
    /^[\s)\]}>\u0001]*,? ?(?:because|since|as|while|whereas)\b/i.test(tail) &&
    denies(tail) &&
    !turns.test(tail)
  return !isDenied && !reasons
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** "I choose C." */
function chosen(sentence: string, choices: Choices): readonly Statement[] {
  const verb =
    /\b(?:choose|choosing|chose|select|selecting|selected|pick|picking|picked|go with|going with|opt for|settle on|my vote is|would be) (?=[\u0001([]*(?:(?:option|choice|answer|letter) [\u0001([]*)?[A-Ea-e]\b)/gi
  const statements: Statement[] = []
  for (const { 0: words, index } of [...sentence.matchAll(verb), ...sentence.matchAll(makes)]) {
    const stated = choiceAfter(sentence.slice(index + words.length), choices)
    if (stated !== undefined)
      statements.push(opened(sentence, lastClause(sentence.slice(0, index))) ?? stated)
  }
  return statements
}

const correct = String.raw`is (?:therefore |thus |hence |clearly |indeed |definitely |obviously |then )?(?:(?:the|my|our|a)\b ?)?(?:one )?(?:(?:final|most|only|single|overall) )?(?:(?:correct|right|best|accurate|appropriate|suitable) (?:answer|choice|option|one|response|statement)\b|(?:answer|choice|correct|right|best)\b(?=[\s\u0001)\]]*(?:[.,;:!)]|$)| (?:because|since|as|here|for this question|to)\b))`
const makes =
  /\b(?:makes|making) (?=[\u0001([]*(?:(?:option|choice|answer) [\u0001([]*)?([A-E])[)\]\u0001]* the (?:(?:correct|right|best|final) )?(?:answer|choice|option)\b)/gi
// A run of brackets is begun once, and ends in one way: else it would be read in cubic time.
const letterThen = new RegExp(
  String.raw`(?:^|[,;:] |\b(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Ll]etter|[Ss]o|[Tt]hus|[Tt]herefore|[Hh]ence|that) |(?<![(\[\u0001])[(\[\u0001])[\u0001(\[]*(?:(?:[Oo]ption|[Cc]hoice|[Aa]nswer|[Ll]etter) [\u0001(\[]*)?([A-E])[)\]\u0001:. ]*(?<=[)\]\u0001: ])${correct}`,
  'g',
)
const isCorrect = new RegExp(`^[\\s\u0001)\\],]*${correct}`)

/** "C is the correct answer", and the same with the choice's text. */
function before(sentence: string, choices: Choices): readonly Statement[] {
  const statements: Statement[] = []
  for (const { 0: words, 1: letter, index } of sentence.matchAll(letterThen)) {
    if (!choices.letters.includes(letter!)) continue
    const tail = sentence.slice(index + words.length)
    const clause = lastClause(sentence.slice(0, index))
    const others = lettersIn(sentence.slice(0, index), choices).filter((other) => other !== letter)
    const isOpen =
      opened(sentence, clause) !== undefined ||
      /\b(?:or|and)\W*$/.test(`${clause} ${words.slice(0, 4)}`) ||
      goesOn(tail, letter!, choices) ||
      others.length > 0
    statements.push(isOpen ? 'unclear' : { answer: letter! })
  }
  const lead = /^(?:(?:so|thus|therefore|hence),? )?/i.exec(sentence)![0]
  const found = choices.texts.find(({ text }) => {
    const words = sentence.slice(lead.length + article(sentence.slice(lead.length)).length)
    return simple(words.slice(0, text.length)) === text && isCorrect.test(words.slice(text.length))
  })
  if (found !== undefined && statements.length === 0)
    statements.push(opened(sentence, '') ?? { answer: found.letter })
  return statements
}

const conclusion =
  /\b(?:therefore|thus|hence|so|consequently|finally|ultimately|in conclusion|to conclude|as a result|answer|correct|best|right|in short|in sum|sum up|overall|corresponds? to|match(?:es)?|conclude|conclusion|must be|has to be|leaves|leaving|choose|choice|go with|final|it is|it's|is)\b/i
const unfinished =
  /\b(?:let's|let us|consider|look at|compare|next|first|first,|start|question|ask(?:s|ed)?|if|what|which|why|how|whether|mentions?|describes?|states?|says?|refers?|talks?|need(?:s|ed)?|eliminat\w*|options?:|wrong|incorrect|however|but)\b|\?\s*$|\.\.\.\s*$|:\s*$/i

/** The choice that a last sentence gives without announcing it: alone on its line, or the only one after "so". */
export function concludedChoice(
  sentence: string,
  previous: string | undefined,
  choices: Choices,
): Statement | undefined {
  const alone = aloneOn(sentence, choices)
  if (alone !== undefined) {
    const other = previous === undefined ? undefined : aloneOn(previous, choices)
    return other !== undefined && other !== alone ? 'unclear' : { answer: alone }
  }
  const letters = lettersIn(sentence, choices)
  if (letters.length > 1) {
    const isShort = sentence.length <= 60 || turns.test(sentence) || /\b(?:and|both)\b/i.test(sentence)
    return isShort && !denies(sentence) ? 'unclear' : undefined
  }
  const [letter] = letters
  if (isUnsure(sentence) || leavesOpen(sentence) || unfinished.test(sentence)) return undefined
  if (letter === undefined) return textAtEnd(sentence, choices)
  const at = new RegExp(
    `(?:\\b(?:is|be|option|choice|answer|with|for|matches|corresponds to|in short|choose|select|pick|to|leaves|so|thus|therefore|hence|conclude|final)|[:,\u2192])[\\s,:]*(?:definitely |clearly |indeed )?(?:(?:option|choice|answer|letter) )?[\\u0001([\\s]*${letter}(?=[\\s)\\]}>\\u0001]*(?:[.!,;]|$))`,
    'i',
  )
  return conclusion.test(sentence) && at.test(sentence) ? { answer: letter } : undefined
}

/** "C", "(C)", "C. photosynthesis" or a choice's own text, as a whole line. */
function aloneOn(sentence: string, choices: Choices): string | undefined {
  const text = sentence.replace(/^[\u0001\s]+/, '')
  if (/\?\W*$/.test(text)) return undefined
  const [whole, ...found] =
    /^(?:(?:option|choice|answer) )?(?:\(([A-Ea-e])\)|\[([A-Ea-e])\]|([A-E]))(?=$|[\s.):\]\u0001,-])[\s.):\]\u0001,-]*/i.exec(
      text,
    ) ?? []
  const letter = found.find((one) => one !== undefined)?.toUpperCase()
  const rest = simple(text.slice(whole?.length ?? 0))
  if (letter !== undefined && rest === '') return choices.letters.includes(letter) ? letter : undefined
  const named = choices.texts.find((choice) => choice.text === rest)?.letter
  return letter === undefined ? named : letter === named ? letter : undefined
}

function textAtEnd(sentence: string, { texts }: Choices): Statement | undefined {
  const joint = /\b(?:therefore|thus|hence|so|in conclusion|answer)\b.*?\b(?:is|be|it's)[\s:\u0001]+/i.exec(
    sentence,
  )
  if (joint === null) return undefined
  const rest = sentence.slice(joint.index + joint[0].length)
  const end = simple(rest.slice(article(rest).length))
  const named = texts.find(({ text }) => text === end || text === simple(rest))
  return named === undefined ? undefined : { answer: named.letter }
}
