import type { PhotoRefusal } from '#feed/photos/photo_refusal'
import type { SentFile } from '../photo_desk.js'
import { asymmetric } from './asymmetric.js'
import { emptyPromisePng, ftyp } from './hand_made.js'
import { drawn } from './raw_picture.js'
import { tellingHeic } from './telling.js'

export const goodJpeg = () => drawn(asymmetric).jpeg().toBuffer()

/** A file that is not taken, and what its sender reads. */
export interface RefusedFile {
  what: string
  type: string
  bytes: () => Promise<Buffer> | Buffer
  refusal: PhotoRefusal
  french: RegExp
  english: RegExp
}

const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'

/** Every way in which a file is refused at the door. */
export const REFUSED_FILES: RefusedFile[] = [
  {
    what: 'a PNG of 16,383 × 16,383 pixels',
    type: 'image/png',
    bytes: () => emptyPromisePng(16_383, 16_383),
    refusal: 'too_many_pixels',
    french: /.\sbad\.jpg\s.\sdépasse 50 millions de pixels/,
    english: /.bad\.jpg.\shas more than 50 million pixels/,
  },
  {
    what: 'a JPEG cut before its picture',
    type: 'image/jpeg',
    bytes: async () => (await goodJpeg()).subarray(0, 100),
    refusal: 'damaged',
    french: /.\sbad\.jpg\s.\sest abîmée ou incomplète/,
    english: /.bad\.jpg.\sis damaged or incomplete/,
  },
  {
    what: 'an SVG named .jpg',
    type: 'image/jpeg',
    bytes: () => Buffer.from(SVG),
    refusal: 'svg',
    french: /.\sbad\.jpg\s.\sest un dessin SVG/,
    english: /.bad\.jpg.\sis an SVG drawing/,
  },
  {
    what: 'a corrupt HEIC',
    type: 'image/heic',
    bytes: async () => Buffer.from(await tellingHeic()).fill(0x55, 200),
    refusal: 'damaged',
    french: /abîmée ou incomplète/,
    english: /damaged or incomplete/,
  },
  {
    what: 'a photo of 25 MB',
    type: 'image/jpeg',
    bytes: async () => Buffer.concat([await goodJpeg(), Buffer.alloc(25 * 1024 * 1024)]),
    refusal: 'too_heavy',
    french: /pèse plus de 20 Mo/,
    english: /is over 20 MB/,
  },
  {
    what: 'a film',
    type: 'video/mp4',
    bytes: () => ftyp('isom', 'mp42'),
    refusal: 'video',
    french: /est une vidéo/,
    english: /is a video/,
  },
  {
    what: 'an empty file',
    type: 'image/jpeg',
    bytes: () => Buffer.alloc(0),
    refusal: 'empty',
    french: /.\sbad\.jpg\s.\sest vide/,
    english: /.bad\.jpg.\sis empty/,
  },
  {
    what: 'a PNG sent as a JPEG',
    type: 'image/jpeg',
    bytes: () => drawn(asymmetric).png().toBuffer(),
    refusal: 'type_mismatch',
    french: /n’est pas du format qu’il prétend/,
    english: /is not of the format it claims/,
  },
  {
    what: 'a text named .jpg',
    type: 'image/jpeg',
    bytes: () => Buffer.from('Bonjour la place'),
    refusal: 'unknown_format',
    french: /n’est pas une photo que nous savons lire/,
    english: /is not a photo that we can read/,
  },
]

/** That file as a form sends it. */
export async function badFile({ type, bytes }: RefusedFile): Promise<SentFile> {
  return { name: 'bad.jpg', type, bytes: await bytes() }
}
