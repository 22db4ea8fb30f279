/**
 * A template with its fields filled as Python's `str.format` does: `{name}` once, `{{` and `}}` as braces; what is put
 * in is not looked at again.
 *
 * @throws Error for a field that no value is given for
 */
export function formatted(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name: string | undefined) => {
    if (name === undefined) return whole[0]!
    if (!Object.hasOwn(values, name))
      throw new Error(`the template has a field {${name}}, and no value is given`)
    return values[name]!
  })
}

/**
 * A template with its fields filled as Jinja does without filters: `{{name}}`. A line break at its very end is left out.
 *
 * @throws Error for a field that no value is given for
 */
export function renderedJinja(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\n$/, '').replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
    if (!Object.hasOwn(values, name))
      throw new Error(`the template has a field ${name}, and no value is given`)
    return values[name]!
  })
}

/**
 * A template with its fields filled one after the other, each at its first place, as alpaca_eval does (`make_prompts`):
 * a field's name in a text that was put in before counts too.
 */
export function filledInTurn(template: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => {
    const field = `{${name}}`
    const at = text.indexOf(field)
    return at < 0 ? text : text.slice(0, at) + value + text.slice(at + field.length)
  }, template)
}
