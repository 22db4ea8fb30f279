/** A turn of a conversation, whoever's. */
export interface FakeTurn {
  readonly role: string
  readonly content: string
}

/** Ends generation. */
export const end = 3

const [user, assistant, beyond] = [1, 2, 10] as const

/** Ids of a chat as the fake programs write it: a mark, the characters, and after an answer the end. */
export function fakeIds(messages: readonly FakeTurn[], asks: boolean): number[] {
  const ids = messages.flatMap(({ role, content }) => {
    const characters = [...content].map((character) => character.codePointAt(0)! + beyond)
    return role === 'assistant' ? [assistant, ...characters, end] : [user, ...characters]
  })
  return asks ? [...ids, assistant] : ids
}

/** log p of each token of every answer. */
export const fakeLogProb = -0.5
