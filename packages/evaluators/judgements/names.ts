/** A measurement's name: with its model where a file has several. */
export function measurementName(metric: string, model: string, models: number): string {
  return models === 1 ? metric : `${metric}/${model}`
}

/** `one thing`, `2 things`. */
export function counted(count: number, thing: string): string {
  return `${count.toLocaleString('en-US')} ${thing}${count === 1 ? '' : 's'}`
}
