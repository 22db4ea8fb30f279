const who = String.raw`\b(?:I|we)\s{1,3}(?:(?:still|really|just|simply|honestly|sadly)\s{1,3})?`
const fails = [
  String.raw`can(?:not|\s{1,3}not|['’]t)`,
  String.raw`could(?:\s{1,3}not|n['’]t)`,
  String.raw`d(?:o|id)(?:\s{1,3}not|n['’]t)`,
  String.raw`(?:am|are|was|were)\s{1,3}(?:unable|not\s{1,3}able)\s{1,3}to`,
].join('|')
const deed = String.raw`(?:\w{1,12}\s{1,3}){0,2}(?:solve|answer|know|determine|compute|(?:work|figure)\s{1,3}(?:it|this|that)?\s{0,3}out|find\s{1,3}(?:the|an|any|a|its)\s{1,3}(?:answer|solution|value|result))\b`
const undone = String.raw`\bcan(?:not|\s{1,3}not|['’]t)\s{1,3}be\s{1,3}(?:solved|answered|determined|computed)\b`
const denial = new RegExp(`${who}(?:${fails})\\s{1,3}${deed}|${undone}`, 'gi')

/**
 * Whether a text ends by saying that its writer has no answer: "I cannot solve it", with no number or formula behind that
 * would be one all the same. What numbers stand before it are of the way there.
 */
export function endsInDenial(text: string): boolean {
  const end = text.slice(-400)
  const last = [...end.matchAll(denial)].at(-1)
  return last !== undefined && !/[\d$\\]/.test(end.slice(last.index + last[0].length))
}
