/** What may stand between "answer" and what it is: "to this question", "for the problem above". */
const aside = String.raw`(?: (?!is\b|are\b|was\b|were\b|not\b|that\b|choices\b|options\b)[a-z][a-z'-]+){0,7}`
/** Joins the announcement and the answer. */
const joint = String.raw`(?: ?[:=\u2192]| ?(?:-{1,2}>?|=>|[\u2013\u2014]) | (?:is|was|equals|will be|would be|should be|must be|has to be|comes (?:out )?to|works out to|turns out to be|becomes|remains|stands at)(?![a-z']))`

/** "The answer is", "final answer:" and the like, up to the answer itself; and an "answer" right before it. */
export const announcement = new RegExp(
  String.raw`\b(?:answer|ans|answer choice|(?:final|correct|right|best|my) (?:answer|choice|option|selection|response|letter|pick|solution)|final (?:result|value|total|count|number|amount|sum|figure|tally|price|cost|output)|(?:choice|option|selection|response|pick)(?= ?:))(?:${aside}${joint}|\.(?= ?[\u0001(]*[\dA-E]\b)|(?= ?[\u0001(]+[\dA-Ea-e])|(?= \d))`,
  'gi',
)

/** Words before "answer" with which another answer than the final one is meant. */
export const otherAnswer =
  /\b(?:wrong|incorrect|least likely|least|worst|candidate|other|another|alternative|alternate|first|initial|intermediate|partial|previous|earlier|tempting|plausible|possible|potential|student's|students'|his|her|their|an|no|some|any|common|trap|distractor|each|every|these|all|following|long|short) (?:[a-z]+ ){0,2}$|\b(?:second|third) (?:best )?$/i

/** Whether the words announce a result that may be one on the way ("the final amount is"), and not an answer. */
export function isOfResult(announced: string): boolean {
  return /^final (?!answer|choice|option|selection|response|letter|pick|solution)/i.test(announced)
}

/** Whether "answer" with nothing between it and what follows is a noun here ("Final answer 18"), not "to answer 70 %". */
export function isHeading(before: string, announced: string): boolean {
  return (
    !/(?:answer|ans|choice|option|selection|response|letter|pick|solution)$/i.test(announced) ||
    /(?:^|[.:] ?)[\u0001([\s]*(?:the |my |our )?$/i.test(before)
  )
}

/** Words between an announcement and the answer that leave it as it is. */
export const filler =
  /^[\s:=\u2192\u2248~>\u2013\u2014-]*(?:(?:answer|definitely|clearly|obviously|indeed|therefore|thus|hence|then|so|simply|just|exactly|precisely|certainly|of course|equal to|equals|given by|as follows|is|are|be|it's|it is|that|the|a total of|total of|approximately|approx\.?|about|roughly|around|most likely|in fact|in total)[\s:=\u0001~\u2248,]*){0,5}[\s\u0001([{<]*/i
