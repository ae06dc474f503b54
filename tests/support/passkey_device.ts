import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { appUrl } from '#config/installation'

const PRESENT = 1
const VERIFIED = 4
const ATTESTED = 64

/** What a test may have wrong: where the page is, whether the owner has unlocked the device. */
export interface Circumstances {
  origin?: string
  place?: string
  verified?: boolean
  counter?: number
  crossOrigin?: boolean
}

/** A device with one passkey (ES256), which answers challenges as a browser would send it. */
export class PasskeyDevice {
  readonly id = randomBytes(32)
  counter = 0
  #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  /** The answer to the options of adding a passkey, without attestation. */
  made(challenge: string, circumstances: Circumstances = {}) {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#coseKey()])
    const data = Buffer.concat([this.#authenticatorData(ATTESTED, circumstances), attested])
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(data),
    ])
    return this.#credential({
      clientDataJSON: clientData('webauthn.create', challenge, circumstances),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** The answer to the options of signing in or confirming. */
  signed(challenge: string, circumstances: Circumstances = {}) {
    this.counter = circumstances.counter ?? this.counter + 1
    const data = this.#authenticatorData(0, circumstances)
    const clientDataJSON = clientData('webauthn.get', challenge, circumstances)
    const hash = sha256(Buffer.from(clientDataJSON, 'base64url'))
    const signature = sign('sha256', Buffer.concat([data, hash]), this.#keys.privateKey)
    return this.#credential({
      clientDataJSON,
      authenticatorData: data.toString('base64url'),
      signature: signature.toString('base64url'),
    })
  }

  #credential<Response>(response: Response) {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', response }
  }

  #authenticatorData(flags: number, { place, verified = true }: Circumstances): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const said = Buffer.from([flags | PRESENT | (verified ? VERIFIED : 0)])
    return Buffer.concat([sha256(place ?? new URL(appUrl).hostname), said, counter])
  }

  /** The public key as COSE writes it (RFC 9053): {1: 2, 3: -7, -1: 1, -2: x, -3: y}. */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' })
    const start = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21])
    const [left, right] = [x, y].map((coordinate) => bytes(Buffer.from(coordinate, 'base64url')))
    return Buffer.concat([start, left ?? start, Buffer.from([0x22]), right ?? start])
  }
}

function clientData(type: string, challenge: string, { origin, crossOrigin }: Circumstances) {
  const said = { type, challenge, origin: origin ?? appUrl, crossOrigin: crossOrigin ?? false }
  return Buffer.from(JSON.stringify(said)).toString('base64url')
}

const sha256 = (what: Buffer | string) => createHash('sha256').update(what).digest()

/** Texts and bytes as CBOR writes them (RFC 8949 § 3.1), up to 255 long. */
const text = (what: string) => Buffer.concat([Buffer.from([0x60 + what.length]), Buffer.from(what)])
const bytes = (what: Buffer) => Buffer.concat([Buffer.from([0x58, what.length]), what])
