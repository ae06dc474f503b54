import { Organisation } from '#organisation/organisation'
import { isRuleKey } from '#rulebook/declarations'
import { currentBook } from '#rulebook/rule_book'
import { clock } from '#shared/clock'
import { ELECTED } from '../calling/method_of.js'
import { CHARTER } from '../deciding/drafts.js'
import type { Kind } from '../kinds.js'
import { isMoneyKind, moneyTyped } from './money_words.js'

/**
 * What a form begins with: what stands today, or of money what the address says. Null while the rule
 * to change is not chosen.
 */
export async function emptyPayload(
  kind: Kind,
  chosen: unknown,
  said: (name: string) => string = () => ''
): Promise<Record<string, unknown> | null> {
  if (isMoneyKind(kind)) return moneyTyped(kind, said)
  switch (kind) {
    case 'rule_change': {
      const key = String(chosen)
      if (!isRuleKey(key)) return null
      return { key, value: (await currentBook(clock.now())).value(key) }
    }
    case 'charter': {
      const organisation = await Organisation.find(1)
      return { fr: organisation?.charterFr ?? '', en: organisation?.charterEn ?? '' }
    }
    case 'drafts': {
      const key = chosen === CHARTER ? CHARTER : String(chosen)
      if (key !== CHARTER && !isRuleKey(key)) return null
      const { value, fr, en } =
        (await emptyPayload(key === CHARTER ? 'charter' : 'rule_change', key)) ?? {}
      const draft = key === CHARTER ? { name: '', fr, en } : { name: '', value }
      return { key, drafts: [draft, draft] }
    }
    case 'name':
      return { options: [] }
    case 'legal_form':
      return { form: '' }
    case 'exclusion':
      return { personId: null }
    case 'election':
      return { role: ELECTED.find((role) => role === chosen) ?? '', seats: '' }
    case 'recall':
      return { mandateId: null }
    case 'consultation':
    case 'emergency_ratification':
      return {}
  }
}
