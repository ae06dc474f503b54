import type { I18n } from '@adonisjs/i18n'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { eurosLabel } from '#shared/euros'
import { prepared } from '#shared/prepared'
import { draftInWords } from '../pages/draft_in_words.js'
import { optionName } from '../pages/option_name.js'

/** One line of the paper as its voter reads it. */
export interface PaperOption {
  number: number
  name: string
  /** What there is to read about it: a candidate's statement, a project's words. */
  text: string | null
  handle: string | null
  /** What a project costs, written. */
  cost: string | null
}

interface Row {
  number: number
  label: string
  payload: { cents?: number; text?: string; draft?: Record<string, unknown> } & Record<
    string,
    unknown
  >
  statement: string | null
  handle: string | null
}

const OPTIONS = {
  name: 'governance.paper_options',
  text: `select o.number, o.label, o.payload, k.statement, p.handle from proposal_options o
      left join people p on p.id = o.person_id
      left join proposal_candidacies k on k.proposal_id = o.proposal_id and k.person_id = o.person_id
    where o.proposal_id = $1 order by o.number`,
}

/** What a called vote chooses among, in the order of the paper; nothing for a motion. */
export async function paperOptions(
  proposalId: number,
  i18n: I18n,
  transaction?: TransactionClientContract
): Promise<PaperOption[]> {
  const rows = await prepared<Row>(OPTIONS, [proposalId], transaction)
  return rows.map(({ number, label, payload, statement, handle }) => ({
    ...{ number, handle },
    name: optionName({ label, payload }, i18n),
    text: statement ?? payload.text ?? draftInWords(payload.draft, i18n),
    cost: typeof payload.cents === 'number' ? eurosLabel(payload.cents, i18n.locale) : null,
  }))
}
