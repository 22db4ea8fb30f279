import {
  announcement,
  filler,
  isHeading,
  isOfResult,
  otherAnswer,
} from '../../final-statements/announcement.ts'
import { isHypothetical, isUnsure, leavesOpen, turnsBack } from '../../final-statements/doubt.ts'
import type { Statement } from '../../final-statements/final-statement.ts'
import { marked } from '../../final-statements/plain-text.ts'
import { lastClause } from '../../final-statements/sentences.ts'
import { numberIn, numberPattern, numbersOf, spelledNumber } from './number-words.ts'

/** Every number that a sentence announces as the answer. */
export function announcedNumbers(sentence: string, isLast: boolean): readonly Statement[] {
  return [...before(sentence), ...behind(sentence, isLast)]
}

/** "18 is the answer." */
function before(sentence: string): readonly Statement[] {
  const found =
    /^(?:\S+ ){0,8}?[\u0001(]*([-\d.,]*\d)[\s)\]}]*(?:[a-z]+ ){0,3}is (?:therefore |thus |hence )?(?:the|our|my) (?:final |correct |right )?(?:answer|result)\b/i.exec(
      sentence,
    )
  const value = found === null ? undefined : numberIn(found[1]!)
  if (found === null || value === undefined) return []
  const { length } = found[0]
  const isOpen = isUnsure(sentence) || leavesOpen(found[0]) || leavesOpen(sentence.slice(length))
  return [isOpen || numbersOf(sentence).length > 1 ? 'unclear' : { answer: value }]
}

/** "The answer is 18." */
function behind(sentence: string, isLast: boolean): readonly Statement[] {
  const statements: Statement[] = []
  for (const { 0: words, index } of sentence.matchAll(announcement)) {
    const start = sentence.slice(0, index)
    if (!isHeading(start, words) || (!isLast && isOfResult(words))) continue
    if (otherAnswer.test(start)) {
      if (isLast) statements.push('unclear')
      continue
    }
    const rest = sentence.slice(index + words.length)
    const stated =
      numberAfter(rest, isLast) ??
      (isLast && (/[:=]\s*$/.test(words) || /^ ?that\b/.test(rest)) ? onlyNumber(rest) : undefined)
    if (stated === undefined) {
      if (isLast || /[:=]\s*$/.test(words)) statements.push(...noNumber(rest))
    } else {
      const isOpen =
        isUnsure(sentence) || isHypothetical(start, words, rest) || leavesOpen(`${lastClause(start)}${words}`)
      statements.push(isOpen ? 'unclear' : stated)
    }
  }
  return statements
}

/** An announcement without a number right behind it: unclear, unless another announcement or a sentence follows. */
function noNumber(rest: string): readonly Statement[] {
  // A box follows, which is announced itself.
  if (/^.{0,30}\banswer:/.test(rest)) return []
  const words = rest.replace(/[^\p{L}\p{N}? ]/gu, ' ').trim()
  return /^(?:(?:the )?(?:final )?answer\b|(?:\p{L}[\p{L}']* ){3})/iu.test(words) ? [] : ['unclear']
}

/** The number at the beginning of what follows an announcement; undefined if there is none. */
function numberAfter(rest: string, isLast: boolean): Statement | undefined {
  const [gap = ''] = filler.exec(rest) ?? []
  const sign = /(?:^|[\s:=([{\u0001])-$/.test(gap) ? '-' : ''
  const isBound = /(?<![-=])[<>]\s*$/.test(gap)
  const text = rest.slice(gap.length)
  const named = /^[a-z](?:_\w+)? = /i.exec(text)?.[0] ?? ''
  const at = text.slice(named.length)
  const token = numberPattern.exec(at)
  if (token?.index !== 0) return spelledAnswer(at)
  const tail = at.slice(token[0].length)
  if (isCalculation(tail)) {
    const result = resultOf(tail)
    return isLast || result === undefined ? (result ?? (isLast ? 'unclear' : undefined)) : undefined
  }
  const value = numberIn(sign + token[0], tail)
  return value === undefined || isBound || goesOn(tail, value) ? 'unclear' : { answer: value }
}

/** "Answer: Kim makes 20 dollars each week." */
function onlyNumber(sentence: string): Statement | undefined {
  const [only, more] = new Set(numbersOf(sentence))
  const isOpen =
    more !== undefined || isUnsure(sentence) || leavesOpen(sentence) || goesOnReckoning.test(sentence)
  return only === undefined || isOpen ? undefined : { answer: only }
}

function spelledAnswer(text: string): Statement | undefined {
  const spelled = spelledNumber(text)
  if (spelled === undefined) return undefined
  const tail = text.slice(spelled.length)
  return goesOn(tail, spelled.value) ? 'unclear' : { answer: spelled.value }
}

/** Whether a calculation follows the first number: "9 * 2 = 18". */
export function isCalculation(tail: string): boolean {
  return (
    /^[\s)]*(?:[a-z%]+(?![a-z%]) ?){0,3}(?:[+*\u00d7\u00f7=\u2248^]|[-/](?= ?[\d(])|x (?=\d))/i.test(tail) &&
    !/^ ?=? ?$/.test(tail)
  )
}

/** What stands after the last "=", if it is one number that no other follows. */
export function resultOf(text: string): { readonly answer: string } | undefined {
  const right = text.split(/[=\u2248]/)
  const [only, more] = numbersOf(right.at(-1) ?? '')
  return right.length > 1 && only !== undefined && more === undefined ? { answer: only } : undefined
}

// A word is taken whole or not at all: else there would be many ways to read a long one.
const joins =
  /^[\s)\]}%]*(?:[?]|(?:[a-z][a-z'/-]*(?![a-z'/-]) ?){0,5}[,;(]? ?(?:\.{3}|\u2026)? ?(?:or\b|\/ ?\d|(?:and|to|through|plus|minus|versus|vs\.?|but|maybe|perhaps|possibly|actually|wait|no|not|rather|i mean|sorry|correction|instead|although|though|however|yet|while|unless|if)\b))/i

/** What makes another number of the one before it, or rejects it: "18 more than 5", "18 minus the rest". */
const relates =
  /^[\s)\]}%]*(?:of (?:them|these|those|the (?:two|three))\b|(?:[a-z][a-z'/-]*(?![a-z'/-]) ){0,2}(?:(?:more|less|fewer) than \d|minus\b|plus\b|(?:is|was)(?:n't| not| wrong| incorrect| false| mistaken)\b))/i

/** Whether what follows a number adds to it, takes it back or puts another beside it. */
export function goesOn(tail: string, value: string): boolean {
  if (/^ ?(?:[-\u2013\u2014\u00b1~|/] ?-?\d|\^|\d|[,;] ?\d|[-=]>|[<>\u2192\u2264\u2265])|^[xyz]\b/.test(tail))
    return true
  if (relates.test(tail)) return true
  if (turnsBack(tail) && numbersOf(tail).some((other) => other !== value)) return true
  const again = /^[^.]{0,40}?[ (](?:that is|i\.e\.|namely|or rather),? ?[\u0001(]*([-\d.,]*\d)[)\s.]*$/i.exec(
    tail,
  )?.[1]
  if (again !== undefined && numberIn(again) !== value) return true
  const joint = joins.exec(tail)?.[0]
  if (joint === undefined) return false
  if (/\?$|\bor$|\/ ?\d$/i.test(joint)) return true
  const others = numbersOf(tail.slice(joint.length, joint.length + 60)).filter((other) => other !== value)
  const isNegated =
    /\bnot$/i.test(joint) && others.length <= 1 && !/\b(?:or|and|but)\b/i.test(tail.slice(joint.length))
  return others.length > 0 && !isNegated
}

const conclusion =
  /\b(?:therefore|thus|hence|so|consequently|accordingly|finally|overall|altogether|ultimately|in (?:total|all|sum|conclusion|the end|short|summary|other words)|to (?:conclude|sum up|summarize)|as a result|all told|answer|result|solution|value|looking for|required|in short|total|totals|sum|final|finally|conclude|concluding|conclusion|that(?:'s| is| makes| gives| leaves| means| comes| brings)|this (?:is|makes|gives|leaves|means|comes|brings|results)|which (?:makes|gives|leaves|means|is)|gives us|leaving|leaves|comes to|amounts to|adds up to|equals|works out|we (?:get|have|find|obtain|arrive)|i (?:get|find|obtain|arrive)|you (?:get|have))\b/i

/** Words with which a sentence reckons on instead of answering. */
const goesOnReckoning =
  /\b(?:need(?:s|ed)? (?:to )?(?:find|know|determine|calculate|compute|figure|check|work|be|add|subtract|multiply|divide|more (?:information|steps?|work))|remains? to|how many|how much|find out|let's|if|would)\b|[?]\s*$|[:*+=]/i

/** The same of a last sentence that announces nothing. */
const unfinished =
  /\b(?:need(?:s|ed)? (?:to )?(?:find|know|determine|calculate|compute|figure|check|work|be|add|subtract|multiply|divide|more (?:information|steps?|work))|needs? to be|remains? to|next|let's|let us|let me|we must|we should|calculate|compute|determine|figure out|find out|consider|assume|suppose|if|what|how|why|step|question|problem|try|trying|check|hope|feel free|please|start(?:s|ed|ing)? (?:with|by)|begin|first|second|part|given|known|so far|minus|before|until|wrong|incorrect|mistake|estimate|estimated|rough|average of|almost|nearly|close to|differ|disagree|conflict|contradict\w*|inconsistent|options?)\b|\?\s*$|\.\.\.\s*$|\u2026\s*$|:\s*$/i

/** Words with which a number bounds the answer. */
const bound =
  /\b(?:over|under|(?:more|less|fewer) than|at least|at most|up to|no more than|nearly|almost|(?:half|square|cube|root|double|triple|multiple) of|twice|half) ?[\u0001(]*\d/i

/** The number that a last sentence gives as its result: the marked one, what follows "=", or its only one. */
export function concludedNumber(sentence: string, before: string | undefined): Statement | undefined {
  const all = [...new Set(numbersOf(sentence))]
  if (
    all.length > 1 &&
    /\b(?:or|either|between|maybe|perhaps|possibly)\b|\u0001[^\u0001]*\u0001/.test(sentence)
  )
    return manyNumbers(sentence, all)
  if (
    all.length === 0 ||
    isUnsure(sentence) ||
    leavesOpen(sentence) ||
    unfinished.test(sentence) ||
    bound.test(sentence)
  )
    return undefined
  const alone = isAlone(sentence)
  if (alone && before !== undefined && isAlone(before) && numbersOf(before)[0] !== all[0]) return 'unclear'
  if (before !== undefined && isOtherOf(label(before), before, sentence)) return 'unclear'
  const set = markedNumbers(sentence)
  if (set.length === 1) return { answer: set[0]! }
  if (!alone && !conclusion.test(sentence)) return undefined
  if (/[=\u2248]/.test(sentence)) return resultOf(sentence)
  return all.length === 1 && !/[\u0001\d)] ?[-+*/\u00d7\u00f7^] ?[\d(]/.test(sentence)
    ? { answer: all[0]! }
    : undefined
}

function manyNumbers(sentence: string, all: readonly string[]): Statement | undefined {
  const set = markedNumbers(sentence)
  const isOpen = /\b(?:or|either|between|maybe|perhaps|possibly)\b/i.test(sentence)
  if (set.length > 1 || isOpen) return 'unclear'
  const clean =
    !bound.test(sentence) && !isUnsure(sentence) && !leavesOpen(sentence) && !unfinished.test(sentence)
  return set.length === 1 && clean && all.includes(set[0]!) ? { answer: set[0]! } : undefined
}

function markedNumbers(sentence: string): readonly string[] {
  const behind = sentence.split(marked).slice(1)
  const found = behind.flatMap((text) => {
    const token = numberPattern.exec(text)
    const gap = text.slice(0, token?.index ?? 0)
    const value =
      token === null || !/^[\s(=:]*-?$/.test(gap)
        ? undefined
        : numberIn((gap.endsWith('-') ? '-' : '') + token[0], text.slice(token.index + token[0].length))
    return value === undefined || isCalculation(text.slice(token!.index + token![0].length)) ? [] : [value]
  })
  return [...new Set(found)]
}

/** A line that is a number with at most three words of a unit. */
function isAlone(sentence: string): boolean {
  return /^[\u0001(=\s~-]*[\d.,]*\d[\s)\]}%]*(?:[a-z][a-z'/-]*(?![a-z'/-]) ?){0,3}[.!]?$/i.test(sentence)
}

/** What a line calls its number: "Total:". */
function label(sentence: string): string {
  return /^[^\d:]{1,40}:(?=[\s\u0001]*-?\d[\d.,]*$)/.exec(sentence)?.[0] ?? ''
}

/** Whether two lines call different numbers by one name. */
function isOtherOf(name: string, before: string, sentence: string): boolean {
  return name !== '' && label(sentence) === name && numbersOf(before)[0] !== numbersOf(sentence)[0]
}
