/** For `.parse()`: an optional field that a browser sends empty was left out. */
export function blankAsNull(value: unknown): unknown {
  return typeof value === 'string' && value.trim() === '' ? null : value
}
