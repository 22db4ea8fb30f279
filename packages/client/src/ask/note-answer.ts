import type { Session } from '../session/session.ts'
import type { AskRequest } from './ask-request.ts'
import type { Result } from './asked.ts'

/** Tells what an answer shows of a server that does not do as it was asked. */
export function noteAnswer({ tell, settings }: Session, request: AskRequest, answer: Result): void {
  const { usage, finishReason } = answer
  const { sampling, logprobs, prompt } = request
  if (usage.isEstimated && usage.choices === 1) {
    tell({ kind: 'usage missing', text: 'the server counts no tokens: they are estimated' })
  } else if (usage.completionTokens > sampling.maxTokens * usage.choices) {
    tell({
      kind: 'max_tokens ignored',
      text: `an answer has ${usage.completionTokens} tokens, and at most ${sampling.maxTokens} were asked for: the server does not keep max_tokens`,
    })
  }
  if (logprobs !== undefined && !answer.logProbs) {
    tell({ kind: 'logprobs ignored', text: 'the server gives no log-probabilities' })
  }
  const isStopSent = settings.route === 'completions' ? !!sampling.stop?.length : 'stop' in settings.extraBody
  const isInThought =
    (answer.outcome === 'truncated' && answer.cut === 'thought') ||
    (answer.outcome === 'unanswered' && answer.why === 'thought only')
  if (isStopSent && finishReason === 'stop' && isInThought) {
    tell({
      kind: 'stop within thought',
      text: 'a stop string that was sent ended a thought before its answer: such answers are counted as none',
    })
  }
  if (settings.route === 'completions' && typeof prompt === 'string' && beginning.test(prompt)) {
    tell({
      kind: 'double BOS',
      text: 'a prompt begins with a begin-of-text mark, and servers add another one on the completions route: send chats to the chat route',
    })
  }
}

const beginning = /^\s*(?:<s>|<bos>|<\|begin_of_text\|>|<\|startoftext\|>|<｜begin▁of▁sentence｜>)/
