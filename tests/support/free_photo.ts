import { randomBytes } from 'node:crypto'
import { Photo } from '#feed/photo'
import { clock } from '#shared/clock'

/** A photo that this person has sent and put nowhere yet, already prepared unless told. */
export async function aFreePhoto(
  owner: { id: number },
  state: 'received' | 'ready' = 'ready'
): Promise<Photo> {
  return Photo.create({
    key: randomBytes(18).toString('base64url'),
    ownerId: owner.id,
    state,
    format: 'jpeg',
    width: 1200,
    height: 800,
    alt: '',
    hasAvif: false,
    contentHash: state === 'ready' ? randomBytes(32) : null,
    receivedAt: clock.now(),
    preparedAt: state === 'ready' ? clock.now() : null,
  })
}
