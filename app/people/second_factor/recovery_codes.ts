import db from '@adonisjs/lucid/services/db'
import { systemRandom, tokenHash, type RandomSource } from '#shared/random'

const CODES = 10
/** Without letters and digits that are taken for one another (Crockford). */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 12

/** New codes for when the telephone is lost; those before no longer serve. Shown once, kept hashed. */
export async function makeRecoveryCodes(personId: number, at: Date): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => oneCode(systemRandom))
  await db.transaction(async (transaction) => {
    // Two tabs that ask at once: the later codes serve, not both.
    await transaction.rawQuery('select from people where id = ? for no key update', [personId])
    await transaction.from('recovery_codes').where('person_id', personId).delete()
    await transaction.table('recovery_codes').multiInsert(
      codes.map((code) => ({
        person_id: personId,
        code_hash: hashOf(personId, code),
        made_at: at,
      }))
    )
  })
  return codes
}

/** Uses a code up: right once, never again. */
export async function useRecoveryCode(personId: number, code: string, at: Date): Promise<boolean> {
  const used = await db
    .from('recovery_codes')
    .where({ person_id: personId, code_hash: hashOf(personId, code) })
    .whereNull('used_at')
    .update({ used_at: at })
  return Number(used) > 0
}

/** How many codes would still serve. */
export async function recoveryCodesLeft(personId: number): Promise<number> {
  const [row] = await db
    .from('recovery_codes')
    .where('person_id', personId)
    .whereNull('used_at')
    .count('* as left')
  return Number(row.left)
}

export async function forgetRecoveryCodes(personId: number): Promise<void> {
  await db.from('recovery_codes').where('person_id', personId).delete()
}

/** `abcd-efgh-jkmn`: sixty bits. */
function oneCode(random: RandomSource): string {
  const letters = [...random.bytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length])
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

function hashOf(personId: number, code: string): Buffer {
  const typed = code
    .toLowerCase()
    .replaceAll(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
  return tokenHash(`recovery:${personId}:${typed.replaceAll(/[il]/g, '1')}`)
}
