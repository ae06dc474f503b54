import db from '@adonisjs/lucid/services/db'
import { violates } from '#shared/constraint'
import { prepared } from '#shared/prepared'

const GIVE = {
  name: 'feed.give_thanks',
  text: `insert into thanks (post_id, person_id, thanked_at)
    select p.id, $2, $3 from posts p where p.id = $1 and p.author_id <> $2 and p.hidden_at is null
       and not exists (select from blocks b where b.blocker_id = p.author_id and b.blocked_id = $2)
    on conflict do nothing`,
}

/** Thanks an author, once; thanking oneself does nothing. */
export async function thank(postId: number, personId: number, at: Date): Promise<void> {
  await prepared(GIVE, [postId, personId, at]).catch((error: unknown) => {
    // The post was deleted at that very instant: nobody is left to thank for it.
    if (!violates(error, 'thanks_post_fkey')) throw error
  })
}

export async function takeBackThanks(postId: number, personId: number): Promise<void> {
  await db.from('thanks').where({ post_id: postId, person_id: personId }).delete()
}

/** Who thanked for a post, latest first: for its author's eyes only. */
export async function thanksFor(postId: number): Promise<Array<{ name: string; handle: string }>> {
  const { rows } = await db.rawQuery(
    `select a.name, a.handle from thanks t join people a on a.id = t.person_id
      where t.post_id = ? order by t.thanked_at desc limit 200`,
    [postId]
  )
  return rows
}
