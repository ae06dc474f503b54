/** Where to go after signing in: a path of our own, never another site's address. */
export function safePath(text: unknown, otherwise = '/feed'): string {
  if (typeof text !== 'string' || !text.startsWith('/')) return otherwise
  // Browsers read //host and /\host as another site, and drop control characters before they do.
  const elsewhere = text.startsWith('//') || text.includes('\\')
  const control = [...text].some((character) => character < ' ')
  return elsewhere || control ? otherwise : text
}
