const MARKS = /\p{M}+/gu

/** A tag as it is found again: without its accents and capitals (`Fête` and `fete` are one). */
export function foldTag(label: string): string {
  return label
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'OE')
    .replaceAll('æ', 'ae')
    .replaceAll('Æ', 'AE')
    .toLowerCase()
    .normalize('NFC')
}

/** Whether a folded tag is one: letters, digits and `_`, from two to fifty. */
export function isTag(tag: string): boolean {
  return /^[\p{L}\p{N}_]{2,50}$/u.test(tag)
}
