import type { I18n } from '@adonisjs/i18n'
import { prepared } from '#shared/prepared'
import type { Option } from '../closing/counted.js'
import { told } from '../results/told.js'
import { sentencesOf } from '../sentences/sentences_of.js'
import { countInWords } from './count_in_words.js'
import { countWritten } from './counted_vote.js'

interface Row {
  id: number
  transcript: string
  options: Option[]
}

const COUNTED = {
  name: 'governance.counted',
  text: `select r.proposal_id as id, r.transcript, coalesce((select json_agg(json_build_object(
      'number', o.number, 'label', o.label, 'payload', o.payload) order by o.number)
      from proposal_options o where o.proposal_id = r.proposal_id), '[]') as options
    from proposal_results r where r.proposal_id = any($1::bigint[])`,
}

/** What counted votes came to, a sentence or two each, by proposal; nothing of those not counted. */
export async function headlines(
  ids: readonly number[],
  i18n: I18n
): Promise<ReadonlyMap<number, string>> {
  const rows = await prepared<Row>(COUNTED, [ids])
  return new Map(
    rows.map(({ id, transcript, options }) => {
      const count = countInWords(countWritten(transcript), options, i18n)
      const { headline } = told(sentencesOf(count, i18n.locale))
      return [id, headline.map(({ key, words }) => i18n.t(key, words)).join(' ')]
    })
  )
}
