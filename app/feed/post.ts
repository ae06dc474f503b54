import type { Result } from '#shared/result'
import { edit, type EditRefusal, type PostChange } from './changing.js'
import { publish, type NewPost, type Published, type PublishRefusal } from './publishing.js'
import { dropPhoto, remove } from './removing.js'
import { WrittenPost } from './written_post.js'

/** A text, photos, or both, by one author. In the feed once the chain has given it its number. */
export class Post extends WrittenPost {
  static publish(post: NewPost, at: Date): Promise<Result<Published, PublishRefusal[]>> {
    return publish(post, at)
  }

  edit(change: PostChange, at: Date): Promise<Result<null, EditRefusal>> {
    return edit(this, change, at)
  }

  remove(): Promise<void> {
    return remove(this)
  }

  dropPhoto(photoId: number, at: Date): Promise<Result<null, 'empty' | 'published' | 'looked_at'>> {
    return dropPhoto(this, photoId, at)
  }
}
