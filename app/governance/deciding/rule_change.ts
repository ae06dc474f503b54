import { isRuleKey } from '#rulebook/declarations'
import { checkValue } from '#rulebook/check_value'
import { adoptValue, bookInTransaction } from '#rulebook/rule_book'
import { titleKey } from '#rulebook/rule'
import { isDeepStrictEqual } from 'node:util'
import { impossible, type Enactment } from '#shared/wiring/enactment'

/** A rule takes another value, by itself, at the instant at which the vote closes. */
export const ruleChange: Enactment = {
  kind: 'rule_change',

  async validate(payload, at, transaction) {
    const key = String(payload.key)
    if (!isRuleKey(key)) return impossible('unknown_rule')
    const checked = await checkValue(key, payload.value)
    if (!checked.ok) {
      const [problem] = checked.refusal
      return impossible('impossible_value', { problem: problem?.message ?? '' })
    }
    const book = await bookInTransaction(transaction, at)
    if (isDeepStrictEqual(book.value(key), checked.value)) {
      return impossible('already_so')
    }
    return { ok: true, value: { key, value: checked.value } }
  },

  describe(payload) {
    return { key: 'rule_change', words: { rule: titleKey(String(payload.key)) } }
  },

  async enact(payload, { proposalId, at }, transaction) {
    const key = String(payload.key)
    if (!isRuleKey(key)) throw new Error(`No rule ${key} is declared`)
    const before = (await bookInTransaction(transaction, at)).value(key)
    await adoptValue({ key, value: payload.value, proposalId, from: at }, at, transaction)
    return { key, before, after: payload.value }
  },
}
