/** How each room exports, erases and lets expire a person's data, in the order of an erasure. */
import { keepPersonalData, registerPersonalData } from '#shared/wiring/personal_data'
import { feedData } from '#feed/personal_data'
import { governanceData } from '#governance/personal_data'
import { lettersData } from '#letters/personal_data'
import { giftsData } from '#membership/gifts/personal_data'
import { moderationData } from '#moderation/personal_data'
import { peopleData } from '#people/personal_data'

registerPersonalData(giftsData)
registerPersonalData(governanceData)
registerPersonalData(lettersData)
registerPersonalData(moderationData)
registerPersonalData(feedData)
// Last: the others find the person's address there.
registerPersonalData(peopleData)

keepPersonalData(
  [
    'organisation.founder_id',
    'organisation.revised_by_id',
    'organisation_versions.changed_by_id',
    'rule_values.recorded_by_person_id',
  ],
  'the network’s own history: who wrote it down is said by a row without name'
)
keepPersonalData(
  [
    'payment_intents.person_id',
    'payment_customers.person_id',
    'refund_signatures.person_id',
    'subscription_changes.asked_by_id',
    'bank_details.proposed_by_id',
    'bank_details_signatures.signed_by_id',
    'offline_receipts.entered_by_id',
    'receipt_confirmations.confirmed_by_id',
    'receipt_reversals.reversed_by_id',
    'cheque_deposits.made_by_id',
    'refunds.asked_by_id',
    'hand_refunds.made_by_id',
    'refund_withdrawals.withdrawn_by_id',
    'gift_surplus_choices.chosen_by_id',
    'campaigns.opened_by_id',
    'campaign_closings.closed_by_id',
    'gift_hidings.hidden_by_id',
    'donor_list_reads.reader_id',
    'gift_in_kind_decisions.decided_by_id',
    'ledger_years.opened_by_id',
    'ledger_papers.kept_by_id',
    'ledger_drafts.drafted_by_id',
    'ledger_draft_signatures.person_id',
    'ledger_entries.drafted_by_id',
    'ledger_entries.validated_by_id',
    'ledger_entry_signatures.person_id',
    'ledger_letterings.lettered_by_id',
    'ledger_closings.closed_by_id',
    'year_closing_signatures.person_id',
  ],
  'the books stand for ten years (Code de commerce, art. L. 123-22), by a row without name'
)

keepPersonalData(
  [
    'members.person_id',
    'members.entered_by_id',
    'membership_periods.recorded_by_id',
    'period_coverage.recorded_by_id',
    'dues_links.person_id',
    'dues_orders.payer_id',
    'dues_surplus_choices.chosen_by_id',
    'standing_overrides.recorded_by_id',
    'standing_overrides.ended_by_id',
    'share_withdrawal_decisions.decided_by_id',
    'share_refunds.recorded_by_id',
    'register_accesses.reader_id',
  ],
  'the register of members stands with the books; leaving the network does not leave the organisation'
)

keepPersonalData(
  [
    'proposal_withdrawals.person_id',
    'proposal_amendment_answers.person_id',
    'proposal_calls.called_by_id',
    'proposal_options.person_id',
    'remote_clauses.recorded_by_id',
    'statute_articles.recorded_by_id',
    'statute_declarations.recorded_by_id',
  ],
  'the steps of a vote stand with what it decided, by a row without name'
)
