/** What is read of a thing that a module of the user's own gives, by name, and how each can be told to be there. */
export type Parts<T> = Readonly<Record<string, (thing: T) => boolean>>

/** The first part that is not as it has to be: such a module need not be checked by a compiler. */
export function lackingPart<T>(parts: Parts<T>, thing: T): string | undefined {
  const isUsable = (isThere: (thing: T) => boolean) => {
    try {
      return isThere(thing)
    } catch {
      // Something in it is null, for instance.
      return false
    }
  }
  return Object.entries(parts).find(([, isThere]) => !isUsable(isThere))?.[0]
}
