import { asymmetric } from './asymmetric.js'
import { ftyp } from './hand_made.js'
import { drawn } from './raw_picture.js'

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

/** A file as a form sends it. */
export interface SentFile {
  name: string
  mimeType: string
  buffer: Buffer
}

export async function goodPhoto(name = 'halles.jpg'): Promise<SentFile> {
  return { name, mimeType: 'image/jpeg', buffer: await drawn(asymmetric).jpeg().toBuffer() }
}

/** Three files that are no photos for us, each with what is said of it. */
export async function refusedFiles(): Promise<Array<SentFile & { sentence: string }>> {
  const { buffer } = await goodPhoto()
  return [
    {
      name: 'dessin.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(SVG),
      sentence: '« dessin.jpg » est un dessin SVG',
    },
    {
      name: 'panorama.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([buffer, Buffer.alloc(25 * 1024 * 1024)]),
      sentence: '« panorama.jpg » pèse plus de 20 Mo',
    },
    {
      name: 'vacances.mp4',
      mimeType: 'video/mp4',
      buffer: ftyp('isom', 'mp42'),
      sentence: '« vacances.mp4 » est une vidéo',
    },
  ]
}
