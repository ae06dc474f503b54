import { prepared } from '#shared/prepared'

/** Only forward, and never beyond what is published: what one has read cannot be unread. */
const MOVE = {
  name: 'feed.move_marker',
  text: `insert into reading_markers (person_id, seq, moved_at)
    select $1, least($2, max(published_seq)), $3 from posts having max(published_seq) is not null
    on conflict (person_id) do update set seq = excluded.seq, moved_at = excluded.moved_at
      where reading_markers.seq < excluded.seq`,
}

/** Moves a reader's marker to this number of the feed, on all their devices. */
export async function moveMarker(personId: number, seq: number, at: Date): Promise<void> {
  await prepared(MOVE, [personId, seq, at])
}
