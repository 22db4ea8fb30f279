/** Words that say that one does not know: wherever they stand in a sentence, it states no answer. */
const unsure =
  /\b(?:(?:not|n't) (?:\w+ ){0,2}(?:sure|certain|confident|clear|convinced)|unsure|uncertain|unclear|ambiguous|inconclusive|doubt(?:ful|s|ed)?|no idea|(?:don't|do not|cannot|can't|not) (?:really )?(?:know|decide|say|tell|determine|conclude|answer|solve|rule out)|hard to (?:say|tell)|difficult to (?:say|tell)|maybe|perhaps|possibly|probably|presumably|tentative(?:ly)?|my guess|(?:a|best|only|just) guess(?:ing)?|(?:to|would|i'd|i'll|i) guess|toss-?up|coin flip|lean(?:s|ing)? (?:to|towards?)|(?:might|may|could) (?:also |well |just |still )?be (?:wrong|right|correct|mistaken|incorrect|off)|not (?:given|enough)|more information|insufficient|it depends|(?:is|are|remains?|stays?) (?:still |as yet )?(?:unknown|undetermined|unanswered|unsolved|open)|(?:cannot|can't|can not|could not|couldn't|not) be (?:\w+ly )?(?:determined|known|answered|found|established|decided|calculated|inferred|given)|(?:let me|i(?:'ll| will| should| need to| must)) (?:re-?\w+|double|check|think|start|calculate|compute))\b/i

/** Words that open a possibility: where one stands before an answer in its clause, the answer is not stated. */
const open =
  /\b(?:either|neither|nor|both|between|might|may|could|can't|cannot|couldn't|unable|impossible|unknown|undetermined|depends?|whether|unless|still|n\/a|tbd|somewhere|anywhere|if|would have been|used to|seems?|appears?|looks? like|suggests?|guess(?:ed)?|suppose|assum(?:e|ing)|tempting|tempted|first thought|initially|at first)\b/

/** Words that deny: where one stands before an answer in its clause, that is what the answer is not. */
const denied =
  /\b(?:not|no longer|isn't|wasn't|aren't|never|don't|doesn't|cannot|can't|won't|wrong|incorrect|mistaken(?:ly)?|rather than|instead of|other than|except|unlike|excluding|rul(?:e|es|ed|ing) out|eliminat\w+|false)\b|n't\b/i

/** Words that take back what was said, in a sentence after the answer. */
const retraction =
  /^(?:(?:update|edit|corrected|revised|amended)(?=$| ?[:(-])|or|no|wait|except (?:that|if|for)|i (?:give up|refuse)|hmm+|hm+|actually|sorry|oops|correction|alternatively|on second thoughts?|then again|scratch that|hold on)\b|\b(?:no|oh),? wait\b|\bi (?:was|am|'m) (?:wrong|mistaken)|\bi made (?:a|an) (?:\w+ )?(?:mistake|error)|\bmy (?:mistake|bad)\b|\bi mean\b|\bon (?:second thoughts?|reflection)\b|\bscratch that\b|\breconsider|\bcorrection\b|\brecheck|\bre-?evaluat|\b(?:also|equally|just as) (?:works?|fits?|correct|possible|right|plausible|valid|likely)\b|\bstill (?:need|have) to\b|\bsome (?:would|might|may|could|people) (?:say|argue|think)\b/i

/** Words that may do so too, where the sentence is short; longer ones explain. */
const turn =
  /^(?:and|but|however|instead|rather|still|yet|though|although|then|perhaps|otherwise|if(?! you\b)|in the (?:other|second) case|on the other hand)\b/i
const short = 80

/** A question that offers more help, and none that doubts. */
const offer = /\b(?:you|help|else|explain|questions?)\b/i

/** Whether a sentence says that its speaker does not know. */
export function isUnsure(sentence: string): boolean {
  return unsure.test(sentence)
}

/** Whether what stands before an answer in its clause leaves it open or denies it. */
export function leavesOpen(clause: string): boolean {
  return open.test(clause) || denied.test(clause)
}

/** Whether an announcement says what the answer would be if something else held. */
export function isHypothetical(before: string, announcement: string, after: string): boolean {
  return /\bwould\b/i.test(announcement) && /\b(?:if|had|were|unless)\b/i.test(`${before} ${after}`)
}

/** Whether a word that denies stands in the text. */
export function denies(clause: string): boolean {
  return denied.test(clause)
}

/** Whether a short sentence rejects what it names. */
export function rejects(sentence: string): boolean {
  return sentence.length <= short && rejection.test(sentence)
}
const rejection =
  /\b(?:wrong|incorrect|mistaken|excluded?|rul(?:e|es|ed) out|eliminated?|discard(?:ed)?|false|off)\b|\b(?:not|isn't|cannot be|can't be) (?:really |actually )?(?:the )?(?:correct|right|best|final|answer|it|true)\b/i

/** Whether a sentence right after an answer says of it that it is wrong: "That cannot be right." */
export function saysItIsWrong(sentence: string): boolean {
  return /^(?:but |however,? |though,? )?(?:this|that|it)\b/i.test(sentence) && rejects(sentence)
}

/** Whether what follows an answer in its sentence takes it back. */
export function turnsBack(tail: string): boolean {
  return tail
    .split(/[,;:.?!()\u2013\u2014\u2026] ?/)
    .slice(1)
    .some((clause) => retraction.test(clause.trim()))
}

/** How chat models take their leave: "Let me know if anything is unclear!" */
const courtesy =
  /^(?:and |so |but )?(?:please )?(?:let me know|feel free|(?:do not|don't) hesitate|i hope|hope|happy|glad|have a)\b/i

/** Whether a sentence after the answer takes it back or doubts it. */
export function takesBack(sentence: string): boolean {
  const words = sentence.replaceAll('\u0001', '')
  if (courtesy.test(words)) return false
  return (
    retraction.test(words) ||
    isUnsure(words) ||
    (words.length <= short && (turn.test(words) || (/\?$/.test(words) && !offer.test(words))))
  )
}
