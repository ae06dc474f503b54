import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { appUrl } from '#config/installation'
import { cookieOf } from './client.js'

const BOUNDARY = 'between-parts'

/** An upload written by hand, piece by piece: to be too long, or never ended. */
export async function handUpload(person: { id: number }, path: string) {
  const sending = request(`${appUrl}${path}`, {
    method: 'POST',
    headers: {
      'cookie': (await cookieOf(person)) ?? '',
      'sec-fetch-site': 'same-origin',
      'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    },
  })
  const response = once(sending, 'response') as Promise<[IncomingMessage]>
  // Hanging up on purpose is no failure of the test.
  response.catch(() => {})
  sending.on('error', () => {})
  return {
    async write(bytes: Buffer | string): Promise<void> {
      if (!sending.write(bytes)) await once(sending, 'drain')
    },
    async file(field: string, name: string, bytes: Buffer, times = 1): Promise<void> {
      const disposition = `form-data; name="${field}"; filename="${name}"`
      await this.write(`\r\n--${BOUNDARY}\r\ncontent-disposition: ${disposition}\r\n\r\n`)
      for (let time = 0; time < times; time += 1) await this.write(bytes)
    },
    async end(): Promise<{ status: number; text: string }> {
      sending.end(`\r\n--${BOUNDARY}--\r\n`)
      const [answer] = await response
      return { status: answer.statusCode ?? 0, text: await text(answer) }
    },
    hangUp() {
      sending.destroy()
    },
  }
}
