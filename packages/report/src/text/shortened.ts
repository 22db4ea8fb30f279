/** How many names of a list are shown; `--json` has them all. */
const namesShown = 5

/** The first names of a list, and how many there are beside them. */
export function shortened(names: readonly string[]): string {
  const rest = names.length - namesShown
  return rest <= 1 ? names.join(', ') : `${names.slice(0, namesShown).join(', ')} and ${rest} more`
}
