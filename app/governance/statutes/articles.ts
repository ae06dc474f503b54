import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { Organisation } from '#organisation/organisation'
import type { RuleKey } from '#rulebook/declarations'
import { prepared } from '#shared/prepared'
import { done, refused, type Result } from '#shared/result'

/** What was written down about the article of the statutes that fixes a rule, and when. */
export interface ArticleRecorded {
  /** Null: from then on no article fixes the rule. */
  article: string | null
  recordedAt: Date
}

const RECORDED = {
  name: 'governance.statute_articles',
  text: `select article, recorded_at as "recordedAt" from statute_articles
    where rule_key = $1 order by id desc`,
}

/** All that was written down about a rule's article, the latest first. */
export async function articlesOf(key: RuleKey): Promise<ArticleRecorded[]> {
  return prepared<ArticleRecorded>(RECORDED, [key])
}

/**
 * Writes down which article fixes a rule; empty when none does any more, which only the founding
 * phase allows: later the members would lose the majority that their statutes promise.
 */
export async function recordArticle(
  { key, article, personId }: { key: RuleKey; article: string; personId: number },
  at: Date,
  transaction: TransactionClientContract
): Promise<Result<null, 'article_stays'>> {
  const { charterAdoptedAt } = await Organisation.findOrFail(1, { client: transaction })
  if (article === '' && charterAdoptedAt) return refused('article_stays')
  await transaction.table('statute_articles').insert({
    rule_key: key,
    article: article === '' ? null : article,
    recorded_by_id: personId,
    recorded_at: at,
  })
  return done(null)
}
