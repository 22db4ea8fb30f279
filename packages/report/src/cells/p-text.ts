/** A p-value with three decimals; empty where nothing was tested. */
export function pText(p: number | null): string {
  return p === null ? '' : p < 0.001 ? '< 0.001' : p.toFixed(3)
}
