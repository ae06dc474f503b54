import { readFile } from 'node:fs/promises'

/** Why a text cannot be had from a file, by a key of `text_files`. */
export type TextFault = 'absent' | 'not_utf8'

/** The text of a file in UTF-8. */
export async function textOfFile(
  path: string
): Promise<{ ok: true; value: string } | { ok: false; refusal: TextFault }> {
  const bytes = await readFile(path).catch(() => null)
  if (!bytes) return { ok: false, refusal: 'absent' }
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { ok: false, refusal: 'not_utf8' }
  }
}
