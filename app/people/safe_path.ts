/** Where to go after signing in: a path of our own, never another site's address. */
export function safePath(text: unknown, otherwise = '/feed'): string {
  if (
    typeof text !== 'string' ||
    !text.startsWith('/') ||
    /^\/[/\\]|[\u0000-\u001f\\]/.test(text)
  ) {
    return otherwise
  }
  return text
}
