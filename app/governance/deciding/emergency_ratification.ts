import { checkValue } from '#rulebook/check_value'
import { isRuleKey } from '#rulebook/declarations'
import { titleKey } from '#rulebook/rule'
import { adoptValue, bookInTransaction } from '#rulebook/rule_book'
import { impossible, type Enactment } from '#shared/wiring/enactment'

/** The members keep what a measure set for a while; refused, it ends with the vote as it would anyway. */
export const emergencyRatification: Enactment = {
  kind: 'emergency_ratification',

  async validate(payload) {
    const key = String(payload.key)
    if (!isRuleKey(key)) return impossible('unknown_rule')
    const checked = await checkValue(key, payload.value)
    if (!checked.ok) return impossible('impossible_value')
    return { ok: true, value: { key, value: checked.value, measureId: payload.measureId } }
  },

  describe(payload) {
    return { key: 'emergency_ratification', words: { rule: titleKey(String(payload.key)) } }
  },

  async enact(payload, { proposalId, at }, transaction) {
    const key = String(payload.key)
    if (!isRuleKey(key)) throw new Error(`No rule ${key} is declared`)
    const before = (await bookInTransaction(transaction, at)).value(key)
    await adoptValue({ key, value: payload.value, proposalId, from: at }, at, transaction)
    return { key, before, after: payload.value }
  },
}
