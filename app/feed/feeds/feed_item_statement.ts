/** What a feed says of a post besides its card. */
export const ITEM_FACTS = {
  name: 'feed.item_facts',
  text: `select p.id, p.published_at as "publishedAt", coalesce(p.edited_at, p.published_at) as "changedAt",
      (select v.byte_size from post_photos pp
         join photo_variants v on v.photo_id = pp.photo_id and v.name = 'jpeg'
        where pp.post_id = p.id order by pp.position limit 1) as "photoBytes"
    from posts p where p.id = any($1) and p.published_at is not null and p.hidden_at is null`,
}
