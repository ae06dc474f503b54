import tls from 'node:tls'
import { generate } from 'selfsigned'

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

let certificate: Promise<{ key: string; cert: string }> | null = null

/** A certificate for this machine's loopback, made for the time of a test run. */
export function loopbackCertificate(): Promise<{ key: string; cert: string }> {
  return (certificate ??= make())
}

async function make() {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' },
        ],
      },
    ],
  })
  return { key: made.private, cert: made.cert }
}

type Connect = (options: tls.ConnectionOptions, listener?: () => void) => tls.TLSSocket

let isTrusted = false

/**
 * Makes this process trust the certificate, for connections to loopback only. Mollie's client brings
 * its own list of authorities and takes no other: what it asks of `tls.connect` is added to, so that
 * the client stays as published and certificates stay verified.
 */
export async function trustLoopbackCertificate(): Promise<void> {
  const { cert } = await loopbackCertificate()
  if (isTrusted) return
  isTrusted = true
  const connect = tls.connect.bind(tls) as Connect
  const trusting: Connect = (options, listener) => {
    if (!LOOPBACK.includes(options.host ?? '')) return connect(options, listener)
    return connect({ ...options, ca: [options.ca ?? [], cert].flat() }, listener)
  }
  Object.assign(tls, { connect: trusting })
}
