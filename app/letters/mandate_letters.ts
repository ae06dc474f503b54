import i18nManager from '@adonisjs/i18n/services/main'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { POWERS, type Role } from '#people/powers'
import { dayLabel } from '#shared/date_label'
import { prepared } from '#shared/prepared'
import { listenInTransaction, type DomainEvent } from '#shared/wiring/events'
import { write } from './letter_writer.js'

/** What holders of mandates are written, and the board when a term ends soon. */
export function listenToMandates(): void {
  listenInTransaction('governance.mandate_ends_soon', endsSoon)
  listenInTransaction('governance.mandate_granted', granted)
}

type Told = DomainEvent & {
  mandateId: number
  role: Role
  personId: number
  endsAt: Date
  step: number
  days: number
}

interface Reader {
  id: number
  name: string
  email: string
  locale: string
  holder: boolean
}

const READERS = {
  name: 'letters.mandate_readers',
  text: `select p.id, p.name, p.email, p.locale, p.id = $1 as holder from people p
    where p.email is not null and (p.id = $1 or exists (select from mandates m
      where m.person_id = p.id and m.role = 'board' and m.starts_at <= $2 and m.ends_at > $2
        and not exists (select from mandate_endings e where e.mandate_id = m.id and e.ended_at <= $2)))
    order by p.id`,
}

async function endsSoon(event: DomainEvent, transaction: TransactionClientContract) {
  const { mandateId, role, personId, endsAt, step, days, at } = event as Told
  for (const { id, name, email, locale, holder } of await prepared<Reader>(
    READERS,
    [personId, at],
    transaction
  )) {
    const i18n = i18nManager.locale(locale)
    const kind = holder ? 'mandate_ending' : 'mandate_ending_board'
    const until = dayLabel(endsAt, locale)
    // The board is told once of a role whose terms end together.
    const about = holder ? mandateId : `${role}:${endsAt.getTime()}`
    const values = { person: name, role: i18n.t(`roles.${role}`), days, until }
    const order = {
      ...{ key: `${kind}:${about}:${step}:${id}`, kind, recipient: email, personId: id },
      ...{ locale, values, action: holder ? `/mandates/${mandateId}` : '/mandates' },
    }
    await write(order, at, transaction)
  }
}

async function granted(event: DomainEvent, transaction: TransactionClientContract) {
  const { mandateId, role, personId, endsAt, at } = event as Told
  const readers = await prepared<Reader>(READERS, [personId, at], transaction)
  const holder = readers.find(({ id }) => id === personId)
  if (!holder) return
  const { id, name, email, locale } = holder
  const i18n = i18nManager.locale(locale)
  const values = {
    ...{ person: name, role: i18n.t(`roles.${role}`), until: dayLabel(endsAt, locale) },
    powers: POWERS[role].map((power) => `– ${i18n.t(`mandates.powers.${power}`)}`).join('\n'),
  }
  const order = {
    ...{ key: `mandate_granted:${mandateId}`, kind: 'mandate_granted', recipient: email },
    ...{ personId: id, locale, values, action: `/mandates/${mandateId}` },
  }
  await write(order, at, transaction)
}
