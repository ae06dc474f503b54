import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { prepared } from '#shared/prepared'
import { marksToKeep } from './marks.js'

/** $1 post, $2 handles, $3 tags, $4 their labels: what the text names now, and nothing else. */
const KEEP = {
  name: 'feed.keep_marks',
  text: `with no_longer_named as (
      delete from mentions where post_id = $1
         and person_id not in (select id from people where handle = any($2))
    ), no_longer_tagged as (
      delete from post_tags where post_id = $1 and tag <> all($3)
    ), named as (
      insert into mentions (post_id, person_id)
      select $1, id from people where handle = any($2) on conflict do nothing
    )
    insert into post_tags (post_id, tag, label, seq)
    select p.id, t.tag, t.label, p.published_seq
      from posts p, unnest($3::text[], $4::text[]) t(tag, label)
     where p.id = $1 and t.tag ~ '^[[:alnum:]_]{2,50}$'
    on conflict (post_id, tag) do update set label = excluded.label`,
}

/** Writes down whom a post names (as handles stand today) and how it is tagged. */
export async function keepMarks(
  post: { id: number; body: string },
  transaction: TransactionClientContract
): Promise<void> {
  const { handles, tags, labels } = marksToKeep(post.body)
  await prepared(KEEP, [post.id, handles, tags, labels], transaction)
}
