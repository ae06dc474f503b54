import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LEGAL_FORMS } from '#organisation/organisation_form'
import { prepared } from '#shared/prepared'

/** A form that members decided and that is not registered yet. */
export interface FormAwaited {
  proposalId: number
  form: (typeof LEGAL_FORMS)[number]
  decidedAt: Date
}

// What the transaction that decides has recorded itself is not awaited yet when it looks.
const AWAITED = {
  name: 'governance.form_awaited',
  text: `select e.proposal_id as "proposalId", e.done -> 'payload' ->> 'form' as form, e.effective_at as "decidedAt"
    from enactments e where e.done ->> 'kind' = 'legal_form'
      and not exists (select from legal_form_registrations r where r.proposal_id = e.proposal_id)
    order by e.effective_at desc limit 1`,
}

/** The form that awaits its registration; null when none does. */
export async function formAwaited(
  transaction?: TransactionClientContract
): Promise<FormAwaited | null> {
  const [row] = await prepared<FormAwaited>(AWAITED, [], transaction)
  return row ?? null
}
