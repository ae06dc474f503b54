import { isDeepStrictEqual } from 'node:util'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { isRuleKey } from '#rulebook/declarations'
import { tidyName } from '#shared/visible_text'
import { impossible, type Enactment } from '#shared/wiring/enactment'
import { charterText } from './charter_text.js'
import { ruleChange } from './rule_change.js'

const LEAST = 2
/** Drafts of one thing at most, today's state not counted. */
export const MOST_DRAFTS = 8
const LONGEST = 80

/** The key under which the charter's words stand among what drafts may be about. */
export const CHARTER = 'charter'

/** What changing nothing is called in what is published; pages say it in words. */
export const STATUS_QUO = 'status quo'

/** One draft: its short name, and what it would make of the rule or of the charter's words. */
export interface Draft {
  name: string
  /** Of a rule. */
  value?: unknown
  /** Of the charter. */
  fr?: unknown
  en?: unknown
}

/**
 * Several drafts of one rule's value, or of the charter's words; to change nothing stands among them.
 * The winner is enacted as if it had been proposed alone.
 */
export const drafts: Enactment = {
  kind: 'drafts',

  async validate(payload, at, transaction, winners) {
    const key = String(payload.key)
    if (key !== CHARTER && !isRuleKey(key)) return impossible('unknown_rule')
    const listed = draftsIn(payload)
    if (winners) return enactmentAbout(key).validate(wonIn(winners), at, transaction)
    if (listed.length < LEAST || listed.length > MOST_DRAFTS) {
      return impossible('drafts_count', { least: LEAST, most: MOST_DRAFTS })
    }
    const names = listed.map(({ name }) => name)
    if (names.some((name) => name === '' || [...name].length > LONGEST)) {
      return impossible('draft_name', { most: LONGEST })
    }
    const said = new Set([STATUS_QUO, ...names.map(spoken)])
    if (said.size <= names.length) return impossible('draft_name_twice')
    const kept: Draft[] = []
    for (const draft of listed) {
      const found = await checked(key, draft, at, transaction)
      if (!found.ok) return found
      const twin = kept.find((one) => isDeepStrictEqual(asked(key, one), asked(key, found.value)))
      if (twin) return impossible('draft_twice', { one: twin.name, other: draft.name })
      kept.push(found.value)
    }
    return { ok: true, value: { key, drafts: kept } }
  },

  describe: () => ({ key: 'drafts', words: {} }),

  async enact(payload, decided, transaction) {
    const key = String(payload.key)
    return enactmentAbout(key).enact(wonIn(decided.winners), decided, transaction)
  },
}

/** The drafts of a payload, names tidied; none when it holds no list. */
export function draftsIn({ drafts: listed }: Record<string, unknown>): Draft[] {
  if (!Array.isArray(listed)) return []
  return listed.slice(0, MOST_DRAFTS + 1).map((one: unknown) => {
    const draft = Object(one) as Record<string, unknown>
    return { ...draft, name: typeof draft.name === 'string' ? tidyName(draft.name) : '' }
  })
}

/** What a draft would ask if it were proposed alone. */
export function asked(key: string, { value, fr, en }: Draft): Record<string, unknown> {
  return key === CHARTER ? { fr, en } : { key, value }
}

const enactmentAbout = (key: string) => (key === CHARTER ? charterText : ruleChange)
const spoken = (name: string) => name.toLocaleLowerCase('fr')

function wonIn([winner]: readonly { payload: Readonly<Record<string, unknown>> }[]) {
  if (!winner?.payload.draft) throw new Error('No draft won')
  return winner.payload.draft as Record<string, unknown>
}

async function checked(
  key: string,
  draft: Draft,
  at: Date,
  transaction: TransactionClientContract
): Promise<{ ok: true; value: Draft } | ReturnType<typeof impossible>> {
  const possible = await enactmentAbout(key).validate(asked(key, draft), at, transaction)
  if (possible.ok) return { ok: true, value: { name: draft.name, ...only(key, possible.value) } }
  const { key: reason, words } = possible.refusal
  if (reason === 'already_so') return impossible('draft_as_today', { name: draft.name })
  if (key === CHARTER) return impossible(`draft_${reason}`, { name: draft.name, ...words })
  return impossible('draft_value', { name: draft.name })
}

const only = (key: string, { value, fr, en }: Record<string, unknown>) =>
  key === CHARTER ? { fr, en } : { value }
