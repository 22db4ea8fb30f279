/** Names that outputs have in files of others. */
export const outputNames = [
  'output',
  'outputs',
  'completion',
  'completions',
  'response',
  'responses',
  'generation',
  'generations',
  'prediction',
  'predictions',
  'generated_text',
  'output_str',
  'model_output',
  'messages',
] as const

/** Names that the prompt has, where nothing else says which item a row is of. */
export const promptNames = ['problem', 'prompt', 'instruction', 'input', 'query', 'messages'] as const

/**
 * What a row calls a field: by the name itself, or in other case (`ID`, `Output`) where one field alone is called so;
 * undefined if none is.
 */
export function fieldNamed(fields: readonly string[], name: string): string | undefined {
  if (fields.includes(name)) return name
  const alike = fields.filter((field) => field.length === name.length && field.toLowerCase() === name)
  return alike.length === 1 ? alike[0] : undefined
}

/** The fields that outputs may stand in, in the order of the names, each spelling of one. */
export function outputFields(fields: readonly string[]): string[] {
  return outputNames.flatMap((name) =>
    fields.filter((field) => field.length === name.length && field.toLowerCase() === name),
  )
}
