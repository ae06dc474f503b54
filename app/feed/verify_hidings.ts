import {
  canonicalCommentDecision,
  canonicalHiding,
  canonicalRestoring,
  decisionHash,
} from './content_hash.js'

/** What a post's row, its decisions and its links say of its being hidden; instants in milliseconds. */
export interface HidingCheckRow {
  id: number
  hidden_at: Date | null
  hidden_clause: string | null
  hidings: Array<{ clause: string; hidden: number; lifted: number | null }> | null
  decisions: Array<{ kind: string; hash: string }> | null
  waiting: boolean
}

/** The columns of that row, of a post `p`; takes the chain's name. */
export const HIDING_COLUMNS = `p.hidden_at, p.hidden_clause,
    (select json_agg(json_build_object('clause', h.clause,
        'hidden', (extract(epoch from h.hidden_at) * 1000)::bigint,
        'lifted', (extract(epoch from h.lifted_at) * 1000)::bigint) order by h.id)
       from hidings h where h.post_id = p.id) as hidings,
    (select json_agg(json_build_object('kind', e.kind, 'hash', encode(e.content_hash, 'hex')) order by e.sequence)
       from chain_entries e where e.chain = ? and e.subject_id = p.id
        and e.kind in ('post.hidden', 'post.restored')) as decisions`

/** The same of a comment `c`. */
export const COMMENT_HIDING_COLUMNS = HIDING_COLUMNS.replaceAll('p.', 'c.')
  .replace('hidings h where h.post_id', 'comment_hidings h where h.comment_id')
  .replace("('post.hidden', 'post.restored')", "('comment.hidden', 'comment.restored')")

type HidingFault = 'hidden_without_decision' | 'shown_despite_decision' | 'decision_changed'

/** Whether a post is hidden exactly when, and because, the chain's decisions say so. */
export const hidingFault = (row: HidingCheckRow) => faultOf(row, kept(row))

/** The same of a comment. */
export const commentHidingFault = (row: HidingCheckRow) => faultOf(row, keptOfComment(row))

function faultOf(row: HidingCheckRow, right: string[]): HidingFault | null {
  if (row.waiting) return null
  const links = row.decisions ?? []
  const decided = links.at(-1)?.kind.endsWith('.hidden') === true
  if (row.hidden_at && !decided) return 'hidden_without_decision'
  if (!row.hidden_at && decided) return 'shown_despite_decision'
  const told = links.map(({ kind, hash }) => `${kind} ${hash}`)
  return told.join() === right.join() && standsAsDecided(row) ? null : 'decision_changed'
}

/** The links that the decisions kept would have. */
function kept({ id: postId, hidings }: HidingCheckRow): string[] {
  return (hidings ?? []).flatMap(({ clause, hidden, lifted }) => {
    const hiding = { postId, clause, at: new Date(hidden) }
    const first = `post.hidden ${decisionHash(canonicalHiding(hiding)).toString('hex')}`
    if (lifted === null) return [first]
    const restoring = canonicalRestoring({ postId, clause, at: new Date(lifted) })
    return [first, `post.restored ${decisionHash(restoring).toString('hex')}`]
  })
}

function keptOfComment({ id: commentId, hidings }: HidingCheckRow): string[] {
  return (hidings ?? []).flatMap(({ clause, hidden, lifted }) => {
    const link = (act: 'hidden' | 'restored', at: number) => {
      const decision = canonicalCommentDecision({ act, commentId, clause, at: new Date(at) })
      return `comment.${act} ${decisionHash(decision).toString('hex')}`
    }
    return [link('hidden', hidden), ...(lifted === null ? [] : [link('restored', lifted)])]
  })
}

/** The marker's reason and day are those of the decision in force. */
function standsAsDecided({ hidden_at: at, hidden_clause: clause, hidings }: HidingCheckRow) {
  if (at === null) return true
  const inForce = hidings?.find(({ lifted }) => lifted === null)
  return inForce?.clause === clause && inForce.hidden === at.getTime()
}
