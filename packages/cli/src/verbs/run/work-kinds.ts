/** What a step of model work does, as the start of a line about it, by its kind. */
export const doing: ReadonlyMap<string, string> = new Map([
  ['load', 'fetching'],
  ['generate', 'drawing'],
  ['train', 'training'],
  ['score', 'scoring'],
  ['count tokens', 'counting'],
])

/** Kinds of steps that an engine works at. */
export const workKinds: readonly string[] = [...doing.keys()]
