import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { exclusion } from '#governance/deciding/exclusion'
import { bookInTransaction } from '#rulebook/rule_book'
import { done, refused, type Result } from '#shared/result'
import { tell } from '#shared/wiring/events'
import { neverReturns, type Breach } from '../cases/breaches.js'
import { actingIn } from '../cases/acting.js'
import { holderOf, holdCase, isOpen } from '../cases/claim.js'
import { signaturesNeeded } from '../procedure/ladder.js'
import { issue } from './issue.js'
import { lasts, levelOn, type DecidedMeasure } from './measure.js'
import { numberOfDecision } from './decision_numbers.js'

/** A decision as somebody who holds the case takes it. */
export interface NewDecision extends DecidedMeasure {
  caseId: number
  personId: number
  breach: Breach
  /** Where the rule that was broken stands; null when nothing was. */
  ground: { kind: 'charter' | 'law'; clause: string } | null
  /** What was seen, naming nobody. */
  facts: string
  /** Why it breaks the rule, or does not. */
  why: string
}

export type DecisionRefusal =
  | 'not_held'
  | 'no_mandate'
  | 'closed'
  | 'no_such_measure'
  | 'days_wrong'
  | 'returns'
  | 'no_ground'
  | 'waiting'
  | 'decided_before'
  | 'not_a_member'
  | 'only_posts'

/** What a decision does at once: it is issued, or it waits for somebody else to sign. */
export interface Taken {
  decisionId: number
  issued: boolean
}

/** Takes a decision in a case that one holds; issued at once when one signature is enough. */
export async function decide(
  decision: NewDecision,
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<Taken, DecisionRefusal>> {
  const { caseId, personId, act, days, breach, ground, facts, why } = decision
  await holdCase(caseId, transaction)
  const acting = await actingIn({ caseId, personId }, at, transaction)
  if (!acting) return refused('no_mandate')
  if (!(await isOpen(caseId, transaction))) return refused('closed')
  const holder = await holderOf(caseId, at, transaction)
  if (holder?.personId !== personId) return refused('not_held')
  const refusal = await unfit(decision, at, transaction)
  if (refusal) return refused(refusal)
  const book = await bookInTransaction(transaction, at)
  const ladder = book.value('moderation.ladder')
  const level = levelOn({ act, days }, ladder)
  if (level === null) return refused('no_such_measure')
  const rules = {
    ladder,
    secondPairOfEyesFrom: book.value('moderation.second_pair_of_eyes_from'),
  }
  const onLadder = act === 'hide' || act === 'remove' ? ('hide_or_remove' as const) : act
  const needed = signaturesNeeded({ act: onLadder, days: act === 'pause' ? days : null }, rules)
  const [{ id: decisionId }] = await transaction
    .table('decisions')
    .insert({
      ...{ case_id: caseId, number: await numberOfDecision(caseId, transaction) },
      ...{ decided_by_id: personId, mandate_id: acting.mandateId, appeal_id: null },
      ...{ act, level, days, breach, ground: ground?.kind ?? null, clause: ground?.clause ?? null },
      ...{ facts, why, signatures_needed: needed, decided_at: at },
    })
    .returning('id')
  if (needed === 1) {
    await issue(decisionId, at, transaction)
    return done({ decisionId, issued: true })
  }
  await tell({ name: 'moderation.signature_needed', at, decisionId, caseId }, transaction)
  return done({ decisionId, issued: false })
}

/** What is wrong with a decision that its form could have said. */
async function unfit(
  { caseId, personId, act, days, breach, ground }: NewDecision,
  at: Date,
  transaction: TransactionClientContract
): Promise<DecisionRefusal | null> {
  if (lasts(act) !== (days !== null)) return 'days_wrong'
  if (days !== null && (days < 1 || days > 365)) return 'days_wrong'
  if (act === 'hide' && neverReturns(breach)) return 'returns'
  if (act !== 'dismiss' && !ground) return 'no_ground'
  const { rows } = await transaction.rawQuery(
    `select c.subject_kind as kind, c.author_id as "authorId",
        exists (select from decisions d where d.case_id = c.id
          and not exists (select from decision_issues i where i.decision_id = d.id)
          and not exists (select from decision_refusals r where r.decision_id = d.id)) as waiting,
        exists (select from decisions d join decision_annulments a on a.decision_id = d.id
          left join decision_signatures s on s.decision_id = d.id
          where d.case_id = c.id and ?::bigint in (d.decided_by_id, s.signer_id)) as before
       from cases c where c.id = ?`,
    [personId, caseId]
  )
  const [facts] = rows as { kind: string; authorId: number; waiting: boolean; before: boolean }[]
  if (!facts) throw new Error(`There is no case ${caseId}`)
  if (facts.waiting) return 'waiting'
  if (facts.before) return 'decided_before'
  if (act === 'label' && facts.kind !== 'post') return 'only_posts'
  if ((act === 'hide' || act === 'remove') && facts.kind === 'account') return 'only_posts'
  if (act === 'propose_exclusion') {
    const valid = await exclusion.validate({ personId: facts.authorId }, at, transaction)
    if (!valid.ok) return 'not_a_member'
  }
  return null
}
