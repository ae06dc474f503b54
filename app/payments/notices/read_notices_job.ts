import logger from '@adonisjs/core/services/logger'
import { clock } from '#shared/clock'
import { prepared } from '#shared/prepared'
import { syncObject } from '../applying/sync_object.js'
import type { ObjectRef, ProviderName } from '../provider.js'
import { providerOf } from '../providers.js'

const WAITING = {
  name: 'payments.waiting_notices',
  text: `select id, type, attempts from webhook_inbox
    where provider = $1 and object_kind = $2 and object_id = $3 and state in ('new', 'failed') order by id`,
}

const DONE = {
  name: 'payments.notices_done',
  text: `update webhook_inbox set state = $2, done_at = $3, error = null
    where id = any($1) and state in ('new', 'failed', 'dead')`,
}

const FAILED = {
  name: 'payments.notices_failed',
  text: `update webhook_inbox set attempts = attempts + 1, error = $2, next_try_at = $3,
      state = case when attempts + 1 >= $4 then 'dead' else 'failed' end
    where id = any($1) and state in ('new', 'failed')`,
}

const MOST_TRIES = 10
const FIRST_WAIT = 10_000
const LONGEST_WAIT = 6 * 3_600_000

/**
 * Looks at the object of the notices that wait for it and writes down what the provider says now.
 * What fails is tried again ten seconds later, then three times that, up to six hours.
 */
export async function readNotices(payload: Record<string, unknown>): Promise<void> {
  const provider = payload.provider as ProviderName
  const object = { kind: payload.kind, id: payload.id } as ObjectRef
  const values = [provider, object.kind, object.id]
  const waiting = await prepared<{ id: number; type: string; attempts: number }>(WAITING, values)
  const [first] = waiting
  if (!first) return
  const ids = waiting.map(({ id }) => id)
  try {
    const outcome = await syncObject(providerOf(provider), object, `notice:${first.type}`)
    await prepared(DONE, [ids, outcome === 'applied' ? 'done' : 'ignored', clock.now()])
  } catch (error) {
    logger.warn({ err: error, provider, object }, 'a notice could not be followed')
    const tries = Math.max(...waiting.map(({ attempts }) => attempts))
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 3 ** tries)
    const next = new Date(clock.now().getTime() + wait)
    const said = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    await prepared(FAILED, [ids, said, next, MOST_TRIES])
  }
}
