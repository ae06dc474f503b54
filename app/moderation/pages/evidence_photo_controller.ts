import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import sharp from 'sharp'
import { clock } from '#shared/clock'
import { NotFound } from '#shared/http/refusals'
import { readerOf } from '../cases/open_photos.js'
import { unseal } from '../cases/seal_evidence.js'
import { knownCase } from './known_case.js'

/** How much a picture is blurred before somebody asks to see it; of 320 pixels across. */
const BLUR = 12

/**
 * A picture of a case, for who holds, signs, reviews or judges it: blurred and grey, unless they asked for it
 * as it is. It is kept by no cache.
 */
export default class EvidencePhotoController {
  async handle(ctx: HttpContext) {
    const { id: personId } = ctx.auth.getUserOrFail()
    const caseId = await knownCase(ctx)
    const reader = await db.transaction((transaction) =>
      readerOf({ caseId, personId }, clock.now(), transaction)
    )
    if (!reader) throw new NotFound()
    const grave = await db
      .from('cases')
      .where('id', caseId)
      .where('breach', 'child_abuse')
      .unionAll((query) =>
        query
          .from('cases')
          .whereIn('id', (reports) =>
            reports
              .from('reports')
              .where({ case_id: caseId, breach: 'child_abuse' })
              .select('case_id')
          )
      )
    if (grave.length > 0) throw new NotFound()
    const bytes = await unseal(caseId, 'photo', Number(ctx.params.number))
    if (!bytes) throw new NotFound()
    const opened = await db
      .from('case_evidence_openings')
      .where({ case_id: caseId, person_id: personId, part: 'photos' })
      .first()
    const clear = opened !== null && ctx.request.input('clear') === '1'
    const shown = clear ? bytes : await veiled(bytes)
    ctx.response.header('content-type', clear ? typeOf(bytes) : 'image/webp')
    ctx.response.header('cache-control', 'no-store')
    ctx.response.header('content-disposition', 'inline')
    return ctx.response.send(shown)
  }
}

const veiled = (bytes: Buffer) =>
  sharp(bytes).resize(320).grayscale().blur(BLUR).webp({ quality: 40 }).toBuffer()

const typeOf = (bytes: Buffer) => (bytes[0] === 0xff ? 'image/jpeg' : 'image/webp')
