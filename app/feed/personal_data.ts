import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { exportedRows, type Holding, type PersonalData } from '#shared/wiring/personal_data'
import { NOTHING_HASH } from './content_hash.js'
import { feedChain } from './feed_chain.js'
import { Photo } from './photo.js'
import { erasePhotoFiles, type StoredFile } from './photo_store.js'
import { Post } from './post.js'
import { removeIn } from './removing.js'

const FILES = {
  'posts.json': `select p.id, p.body, p.visibility, p.content_warning, l.name as place, p.created_at, p.published_at,
      p.edited_at, p.hidden_at, p.hidden_clause,
      (select json_agg(json_build_object('content', r.content, 'replaced_at', r.replaced_at) order by r.revision)
         from post_revisions r where r.post_id = p.id) as versions,
      (select json_agg(json_build_object('key', f.key, 'alt', f.alt) order by pp.position)
         from post_photos pp join photos f on f.id = pp.photo_id where pp.post_id = p.id) as photos
    from posts p left join places l on l.id = p.place_id where p.author_id = $1 order by p.id`,
  'comments.json': `select id, post_id, body, created_at from comments where author_id = $1 order by id`,
  'photos.json': `select key, state, refusal, format, width, height, alt, received_at from photos
    where owner_id = $1 order by id`,
  'drafts.json': `select d.body, d.visibility, d.content_warning, l.name as place, d.publish_at, d.kept_at, d.refusal,
      d.held_back_because
    from drafts d left join places l on l.id = d.place_id where d.author_id = $1 order by d.id`,
  'thanks.json': `select post_id, thanked_at from thanks where person_id = $1 order by thanked_at`,
  'bookmarks.json': `select post_id, kept_at from bookmarks where person_id = $1 order by id`,
  'reading_marker.json': `select seq, moved_at from reading_markers where person_id = $1`,
  'private_feed.json': `select made_at from feed_tokens where person_id = $1`,
  'mentions.json': `select post_id, null as comment_id from mentions where person_id = $1
    union all select c.post_id, m.comment_id from comment_mentions m join comments c on c.id = m.comment_id
     where m.person_id = $1`,
  'held_back.json': `select held_back_because as reason from drafts where held_back_by_id = $1 order by id`,
  'approvals.json': `select post_id, approved_at from post_approvals where approver_id = $1 order by approved_at`,
}

const gone = (column: string, exported: keyof typeof FILES): Holding => ({
  ...{ column, exported, erased: true },
})

/** What people write, show, keep and have read. */
export const feedData: PersonalData = {
  room: 'feed',
  purpose: 'feed.personal_data.purpose',
  holds: [
    gone('posts.author_id', 'posts.json'),
    gone('comments.author_id', 'comments.json'),
    gone('photos.owner_id', 'photos.json'),
    gone('drafts.author_id', 'drafts.json'),
    gone('drafts.held_back_by_id', 'held_back.json'),
    gone('thanks.person_id', 'thanks.json'),
    gone('bookmarks.person_id', 'bookmarks.json'),
    gone('reading_markers.person_id', 'reading_marker.json'),
    gone('feed_tokens.person_id', 'private_feed.json'),
    gone('mentions.person_id', 'mentions.json'),
    gone('comment_mentions.person_id', 'mentions.json'),
    gone('post_approvals.approver_id', 'approvals.json'),
  ],
  export: (personId) => exportedRows('feed', FILES, personId),
  erase,
  // Nothing here has an age: what people write stays until they take it away.
  expire: async () => 0,
}

/** Deletes as its author would, with a link of the chain for each text; a hash stays. */
async function erase(personId: number, _at: Date, transaction: TransactionClientContract) {
  const files: StoredFile[] = []
  const posts = await Post.query({ client: transaction }).where('authorId', personId).orderBy('id')
  for (const post of posts) files.push(...(await removeIn(post, transaction)))
  await eraseComments(personId, transaction)
  const photos = await Photo.query({ client: transaction }).where('ownerId', personId)
  files.push(...(await Photo.erase(photos, transaction)))
  await transaction.from('drafts').where('author_id', personId).delete()
  await transaction
    .from('drafts')
    .where('held_back_by_id', personId)
    .update({ held_back_by_id: null })
  await transaction.from('post_approvals').where('approver_id', personId).delete()
  for (const table of ['thanks', 'bookmarks', 'reading_markers', 'feed_tokens']) {
    await transaction.from(table).where('person_id', personId).delete()
  }
  for (const table of ['mentions', 'comment_mentions']) {
    await transaction.from(table).where('person_id', personId).delete()
  }
  transaction.after('commit', async () => {
    await erasePhotoFiles(files)
    await feedChain.flush()
  })
}

async function eraseComments(personId: number, transaction: TransactionClientContract) {
  // The posts first, as whoever comments or deletes does.
  await transaction.rawQuery(
    `select from posts where id in (select post_id from comments where author_id = ?)
      order by id for no key update`,
    [personId]
  )
  const comments: Array<{ id: number }> = await transaction
    .from('comments')
    .where('author_id', personId)
    .delete(['id'])
  await feedChain.record(
    comments.map(({ id }) => ({
      ...{ kind: 'comment.deleted', subjectId: id, contentHash: NOTHING_HASH },
    })),
    transaction
  )
}
