/** Scripts whose spelling needs the joiners that are invisible elsewhere. */
const JOINING = ['Arab', 'Syrc', 'Mong', 'Deva', 'Beng', 'Guru', 'Gujr', 'Orya', 'Taml', 'Telu']
  .concat(['Knda', 'Mlym', 'Sinh', 'Khmr', 'Mymr', 'Tibt'])
  .map((script) => `\\p{Script=${script}}`)
  .join('')

const PICTURE = String.raw`\p{Extended_Pictographic}`

/** Invisible characters that a name is written with: emoji, flags, letters that join, kanji. */
const NEEDED = [
  String.raw`(?<=[${PICTURE}\p{Emoji_Modifier}\u{FE0F}])\u{200D}(?=${PICTURE})`,
  String.raw`(?<=${PICTURE})[\u{FE0E}\u{FE0F}]`,
  String.raw`\u{FE0F}(?=\u{20E3})`,
  String.raw`\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}`,
  String.raw`(?<=[${JOINING}])[\u{200C}\u{200D}](?=[${JOINING}])`,
  String.raw`(?<=\p{Script=Han})[\u{E0100}-\u{E01EF}]`,
]

/** Line breaks and the like part words; bidirectional marks and what shows nothing are no words. */
const BREAKS = /[\p{Z}\t-\r\u{85}]+/gu
const UNSEEN = new RegExp(
  String.raw`(${NEEDED.join('|')})|[\p{Cc}\p{Default_Ignorable_Code_Point}]`,
  'gu'
)
const SEEN = /[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}\u{2800}]/u

/** Whether a reader sees anything of a text: neither spaces only, nor characters that show nothing. */
export function isVisible(text: string): boolean {
  return SEEN.test(text)
}

/**
 * A name as it is kept: one line, nothing that turns the writing around (bidirectional controls,
 * Unicode UAX #9) nor hides in it; empty when nothing of it shows.
 */
export function tidyName(name: string): string {
  if (!isVisible(name)) return ''
  const seen = name
    .replace(BREAKS, ' ')
    .replace(UNSEEN, (_, needed: string | undefined) => needed ?? '')
  return seen.replace(/ +/g, ' ').trim()
}
