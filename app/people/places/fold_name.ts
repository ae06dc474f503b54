/**
 * A place's name or what someone types of it, as both are compared: words in small letters
 * without accents, `st` for `saint` written out.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(' ')
}

const ABBREVIATIONS: Record<string, string> = { st: 'saint', ste: 'sainte' }
