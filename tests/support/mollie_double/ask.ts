import { request } from 'node:https'
import type { MollieDouble } from './mollie_double.js'

interface Answer {
  status: number
  body: Record<string, unknown>
}

/** Asks the double without any client between: for trying the double itself. */
export function ask(
  double: MollieDouble,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(
      new URL(path, double.endpoint),
      { method, headers: { authorization: `Bearer ${double.apiKey}`, ...headers } },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) })
        })
      }
    )
    call.on('error', reject)
    call.end(body === undefined ? undefined : JSON.stringify(body))
  })
}
